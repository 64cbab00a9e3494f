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
