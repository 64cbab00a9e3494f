import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.inline import Token, escape, inline_text, parse_inline
from tests.rendering.strategies import page_texts


@given(st.one_of(page_texts, st.text()))
def test_escaped_text_reads_as_itself_and_holds_no_markup(text):
    text = text.replace("\x00", "")
    tokens = parse_inline(escape(text))
    assert "".join(token.text for token in tokens) == text
    assert {token.kind for token in tokens} <= {"text"}


@given(st.one_of(page_texts, st.text()))
def test_what_opens_closes_in_order(source):
    waiting = []
    for token in parse_inline(source):
        if token.kind == "open":
            assert token.tag not in waiting or token.tag != "a"
            waiting.append(token.tag)
        elif token.kind == "close":
            assert waiting.pop() == token.tag
    assert waiting == []


@pytest.mark.parametrize(
    "text", ["snake_case_name", "2 [1] (3)", "AT&T", "C:\\Users", "a|b", "x < y > z", "（＊）", "****"]
)
def test_ordinary_text_is_written_as_it_is(text):
    assert escape(text) == text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a*", "<em>a</em>"),
        ("_a_", "<em>a</em>"),
        ("**「a」**は", "<strong>「a」</strong>は"),
        ("***a***", "<strong><em>a</em></strong>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("*a **b* c**", "<em>a **b</em> c**"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a_b_c", "a_b_c"),
        ("[*a*](/x(1))", "<a:/x(1)><em>a</em></a>"),
        ("[[1] a](/x)", "<a:/x>[1] a</a>"),
        ("*[a*](/x)", "<em>[a</em>](/x)"),
        ("`*a*` ``b`c``", "<code>*a*</code> <code>b`c</code>"),
        ("\\*a\\* &amp; &#31532; &nosuch;", "*a* & 第 &nosuch;"),
        ("<https://a.b/c>", "<a:https://a.b/c>https://a.b/c</a>"),
        ("{漢字|かんじ}", "<ruby:かんじ>漢字</ruby>"),
        ("a[^1]", "a<note:1></note>"),
    ],
)
def test_each_mark_has_its_meaning(source, html):
    assert "".join(map(_drawn, parse_inline(source))) == html


def test_readings_and_marks_of_notes_are_no_part_of_the_text():
    assert inline_text("*{漢字|かんじ}*の[文](/x)[^1]") == "漢字の文"


def _drawn(token: Token) -> str:
    value = f":{token.value}" if token.value else ""
    if token.kind == "text":
        return token.text
    if token.kind in ("open", "close"):
        return f"<{token.tag}{value}>" if token.kind == "open" else f"</{token.tag}>"
    return f"<{token.kind}{value}>{token.text}</{token.kind}>"
