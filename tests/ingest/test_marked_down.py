"""A web page that somebody turned into Markdown: what was a button or a link to another page is no text."""

import json

import pytest

from articles.ingest.read import read_page
from articles.ingest.record import record_to_dict
from articles.ingest.record_shape import record_from_dict

PAGE = """[Skip to content](#main)

# Melon season opens with a quarrel over boxes

By Zhanna K. | August 11, 2015

5 min read

Share: [Facebook](#) [Twitter](#)

Growers in the south want the old wooden crates back, and exporters say that paper boxes sell better.

Read more: [Last year's harvest in numbers](/2014)

The ministry has asked both sides to wait for its own standard, which is due in the spring.

[Read more](/markets/melons)

Share this:
"""


def test_buttons_are_dropped_and_pointers_are_references():
    record = read_page(PAGE.encode(), name="a.md")
    assert [block.text[:8] for block in record.blocks] == ["Growers ", "The mini"]
    assert record.authors == ("Zhanna K.",)
    assert [(one.kind, one.title, one.url) for one in record.references] == [
        ("related", "Last year's harvest in numbers", "/2014")
    ]
    assert record.coverage == 1.0
    assert {entry.lines[0]: entry.reason for entry in record.dropped} == {
        1: "navigation",
        7: "navigation",
        9: "navigation",
        17: "promotion",
        19: "navigation",
    }


def test_a_file_with_front_matter_is_its_authors_own():
    record = read_page(f"---\ntitle: Melons\n---\n{PAGE}".encode(), name="a.md")
    assert "Share this:" in [block.text for block in record.blocks]


@pytest.mark.parametrize("declared", ["en\x0bauthors: Zhanna", "the language of melons", "e", "zh-�ans"])
def test_a_language_that_is_no_tag_is_told_by_the_text(declared):
    front = f"---\ntitle: Melons\nlanguage: {declared}\n---\n\n"
    record = read_page(f"{front}{PAGE}".encode(), name="a.md")
    assert record.language == "en"
    assert record_from_dict(json.loads(json.dumps(record_to_dict(record)))).language == "en"


TIGHT = """
# Four days on the Turksib
*By Hal Brandvold, 8 October 2017*
The train left Almaty an hour late, and nobody on the platform looked at the clock. I had a lower berth, a bag of apples and a neighbour who was moving a carpet.
By noon the mountains were a line, and by evening they were a rumour. The attendant brought tea in glasses that rang against each other all night.
## Semey
We stopped for forty minutes. I bought dried fish and lost my hat.
- tea: 50 tenge
- hat: priceless
The carpet got off before I did. Its owner followed it, waving.
"""


def test_a_dump_that_lost_its_blank_lines_has_a_paragraph_a_line():
    record = read_page(TIGHT.strip().encode(), name="a.md")
    assert (record.title, record.authors) == ("Four days on the Turksib", ("Hal Brandvold",))
    assert record.published == "2017-10-08"
    assert [(block.type, block.lines) for block in record.blocks] == [
        ("paragraph", (3, 3)),
        ("paragraph", (4, 4)),
        ("heading", (5, 5)),
        ("paragraph", (6, 6)),
        ("list", (7, 8)),
        ("paragraph", (9, 9)),
    ]


def test_a_sentence_a_line_is_one_paragraph_where_blank_lines_part_paragraphs():
    sentence = "The attendant brought tea in glasses that rang against each other all night, and nobody in the long carriage seemed to mind it."
    record = read_page(f"# Tea\n\n{sentence}\n{sentence}\n\n{sentence}\n{sentence}\n".encode(), name="a.md")
    assert [block.lines for block in record.blocks] == [(3, 4), (6, 7)]
