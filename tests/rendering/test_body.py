from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.record import Block
from articles.rendering.body import body_from_record, parse_body, print_body
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
