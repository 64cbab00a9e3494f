import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.record import Block
from articles.ingest.record_shape import record_from_dict
from articles.rendering.body import BodyBlock, body_from_record, parse_body, plain_text, print_body
from tests.rendering.strategies import bodies, markdowns, page_texts


@given(bodies)
def test_what_is_printed_parses_to_the_same_blocks(blocks):
    assert parse_body(print_body(blocks)) == blocks


@given(st.one_of(markdowns, st.text()))
def test_printing_a_parsed_body_is_a_fixed_point(markdown):
    printed = print_body(parse_body(markdown))
    assert print_body(parse_body(printed)) == printed


@given(st.sampled_from(["paragraph", "heading", "list", "quotation", "figure"]), page_texts)
def test_text_of_a_page_comes_out_character_for_character(kind, text):
    if not text:
        return
    level = 3 if kind == "heading" else None
    blocks = body_from_record([Block(kind, text, (1, 2), level=level)])
    assert [block.text for block in parse_body(print_body(blocks))] == [text]


@given(page_texts, page_texts, page_texts)
def test_a_figure_keeps_caption_credit_and_its_text_on_the_page(text, caption, credit):
    if not text:
        return
    (block,) = parse_body(
        print_body(body_from_record([Block("figure", text, (1, 1), caption=caption, credit=credit)]))
    )
    assert (block.text, block.caption, block.credit) == (text, caption or None, credit or None)


def test_real_pages_come_out_character_for_character_without_a_backslash(shared):
    for path in sorted((shared / "gold").glob("*.json")):
        record = record_from_dict(json.loads(path.read_text()))
        blocks = body_from_record(record.blocks)
        printed = print_body(blocks)
        assert parse_body(printed) == blocks
        assert [block.text for block in blocks] == [block.text for block in record.blocks]
        assert "\\" not in printed  # ordinary prose stays as readable as it was


def test_plain_text_says_where_each_block_stands():
    blocks = parse_body('## 一*二*\n\n> 三\n>\n> 四\n\n- 五\n- 六\n\n![七](){credit="八"}')
    text, offsets = plain_text(blocks)
    assert text == "一二\n\n三\n四\n\n五\n六\n\n七\n八"
    assert [text[begin:end] for begin, end in offsets] == [block.text for block in blocks]


def test_lines_of_the_capture_go_along_but_are_not_printed():
    (block,) = body_from_record([Block("paragraph", "文", (3, 4))])
    assert block.lines == (3, 4)
    assert parse_body(print_body([block])) == [block]


@pytest.mark.parametrize(
    ("markdown", "kinds"),
    [
        ("# 題\n\n###### 深い", ["heading", "heading"]),
        (
            "文\n## 見出し\n文\n- 項\n- 項\n> 引用\n文",
            ["paragraph", "heading", "paragraph", "list", "quotation", "paragraph"],
        ),
        ("- 一\n  続き\n\n- 二", ["list", "list"]),
        ("1. 一\n- 二", ["list", "list"]),
        (">\n>", []),
        ("![文](", ["paragraph"]),
        ("![文](/a b.png)", ["paragraph"]),
        ("\\# 文\n\n1\\. 文\n\n\\- 文\n\n\\> 文", ["paragraph"] * 4),
        ("   \n\u3000\n\n", []),
    ],
)
def test_blocks_are_told_by_how_their_lines_begin(markdown, kinds):
    assert [block.kind for block in parse_body(markdown)] == kinds


def test_a_quotation_has_words_original_and_attributes():
    (block,) = parse_body(
        '> 一行目\n> 二行目\n>\n> 次\n> ---\n> Old *words*\n> {publisher="A \\"B\\"" article=7 truncated}'
    )
    assert block.text == "一行目\n二行目\n次"
    assert (block.original, block.publisher, block.article, block.truncated) == (
        "Old *words*",
        'A "B"',
        7,
        True,
    )


@pytest.mark.parametrize(
    "line", ['{titel="x"}', "{article=abc}", '{title="x"', "{title}", "{}", '{src="/a.png"}']
)
def test_attributes_with_a_slip_stay_words_so_that_the_editor_sees_them(line):
    (block,) = parse_body(f"> 文\n> {line}")
    assert block.text == f"文\n{line}"


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "paragraph"},
        {"kind": "verse", "source": "a"},
        {"kind": "paragraph", "source": "a\n\nb"},
        {"kind": "paragraph", "source": " a"},
        {"kind": "paragraph", "source": "a", "level": 2},
        {"kind": "heading", "source": "a"},
        {"kind": "heading", "source": "a\nb", "level": 2},
        {"kind": "quotation"},
        {"kind": "quotation", "source": "a", "title": ""},
        {"kind": "quotation", "source": "a", "article": 0},
        {"kind": "quotation", "source": "a", "lang": "not a tag"},
        {"kind": "figure", "src": "/a b.png"},
        {"kind": "list", "source": "a", "start": -1},
        {"kind": "footnote", "source": "a", "label": "a b"},
    ],
)
def test_a_block_that_could_not_be_printed_cannot_be_made(values):
    with pytest.raises(ValueError, match=values["kind"]):
        BodyBlock(**values)
