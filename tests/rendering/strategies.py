"""Blocks for property tests, from an alphabet of everything the dialect could stumble over."""

from hypothesis import strategies as st

from articles.rendering.blocks import BodyBlock

NASTY = "ab1あ漢ж *_`[]()<>{}|\\#&;!^.-+:=\"'~\t\u3000\u00a0\x0b\u2028\u0301ﾞ\r￼𠮷\u202e"
PIECES = [
    *NASTY,
    "](",
    "[^1]",
    "[^1]: ",
    "{漢|かん}",
    "<https://a.b>",
    "&#10;",
    "&amp;",
    "&#32;",
    "## ",
    "> ",
    "- ",
    "1. ",
    "![",
    "---",
    "***",
    '{title="x"}',
    "{truncated}",
    '="',
    "\\\\",
]
pieces = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
page_texts = st.lists(pieces, min_size=1, max_size=4).map("\n".join)
markdowns = st.lists(
    st.one_of(pieces, st.just("\n"), st.just("\n\n"), st.just("\n> "), st.just("\x00")), max_size=14
).map("".join)


def _lines(separator: str, most: int = 3):
    line = pieces.map(lambda text: text.replace("\r", "").strip(" \t")).filter(lambda text: text.strip())
    return st.lists(line, min_size=1, max_size=most).map(separator.join)


names = st.one_of(st.none(), pieces.filter(bool), page_texts.filter(bool))
languages = st.sampled_from([None, "ja", "zh-Hans", "kk"])
paragraphs = st.builds(BodyBlock, st.just("paragraph"), _lines("\n"))
headings = st.builds(BodyBlock, st.just("heading"), _lines("", 1), level=st.integers(2, 4))
lists = st.builds(
    BodyBlock, st.just("list"), _lines("\n"), start=st.one_of(st.none(), st.integers(0, 99_999))
)
footnotes = st.builds(BodyBlock, st.just("footnote"), _lines("\n"), label=st.sampled_from(["1", "注", "a-b"]))
figures = st.builds(
    BodyBlock,
    st.just("figure"),
    st.one_of(st.just(""), _lines("", 1)),
    src=st.sampled_from(["", "/media/a.jpg", "https://example.org/a?b=1&c"]),
    alt=names,
    credit=names,
    page_text=names,
)
quotations = st.builds(
    BodyBlock,
    st.just("quotation"),
    st.one_of(_lines("\n\n"), _lines("\n")),
    title=names,
    publisher=names,
    author=names,
    date=st.sampled_from([None, "2024", "2024-10-29", "2024-04-09T17:41:00+09:00"]),
    date_inferred=st.booleans(),
    attribution=names,
    truncated=st.booleans(),
    article=st.one_of(st.none(), st.integers(1, 10**9)),
    lang=languages,
    original=st.one_of(st.none(), _lines("\n\n")),
    original_lang=languages,
)
bodies = st.lists(st.one_of(paragraphs, headings, lists, footnotes, figures, quotations), max_size=5)
