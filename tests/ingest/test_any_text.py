"""Whatever the bytes, a page is read or refused; and of a page that is read, every line is in exactly one place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.assemble import assemble
from articles.ingest.classify import ROLES, classify
from articles.ingest.decode import Unreadable, decode
from articles.ingest.read import read_page
from articles.ingest.record import DROP_REASONS
from articles.ingest.text_page import text_page

SHAPES = st.sampled_from(
    [
        "", " ", "\u3000", "\u00a0", "  • 1", "    • 名前", "    • 2024年 2月 3日", "コメント", "関連記事", "関連記事:続きの話",
        "****題****", "********", "【4月9日 新聞】", "本文です。とても長い文がここに続いていく。【2024年4月9日 新聞】", "出典:誰か", "出典: https://a.example/b",
        "By Jane Doe", "April 9, 2024", "更新: 2024/04/09", "A sentence that says something of its own, and then goes on for a while.",
        "Related Articles", "© 2024 Someone", "[広告1]", "---", "title: x", "> quoted", "1. item", "a\tb\tc", "12", "前の話前のページ", "\x00", "\u202e abc", "\ufeff",
        "A headline", "A headline | Site", "記者 山田太郎", "(写真:誰か", "Comments", "X says", "第1章", "…", "Photo: Someone",
    ]
)  # fmt: skip
LINES = st.one_of(SHAPES, st.text(max_size=80), st.text(alphabet="ab 。、\t•*【】()", max_size=40))


def numbers_of(record):
    """Each line that a part of the record stands for, once for each part."""
    for block in record.blocks:
        yield from range(block.lines[0], block.lines[1] + 1)
    for one in (*record.references, *record.dropped):
        yield from range(one.lines[0], one.lines[1] + 1)
    yield from {n for one in record.metadata for n in range(one.lines[0], one.lines[1] + 1)}
    pending = list(record.comments)
    while pending:
        comment = pending.pop()
        pending.extend(comment.replies)
        yield from range(comment.lines[0], comment.lines[1] + 1)


def check(text):
    page = text_page(text)
    ledger = classify(page)
    record = assemble(page, ledger)
    present = [line.number for line in page.lines if line.text.strip()]
    assert [entry.line for entry in ledger] == present
    assert {entry.role for entry in ledger} <= set(ROLES)
    assert {one.reason for one in record.dropped} <= set(DROP_REASONS)
    assert record.coverage == 1.0
    counted = sorted(n for n in numbers_of(record) if page.lines[n - 1].text.strip())
    assert counted == present


@settings(max_examples=150)
@given(st.lists(LINES, max_size=40))
def test_each_line_of_any_text_is_in_exactly_one_place(lines):
    check("\n".join(lines))


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    check(text)


@settings(max_examples=80)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data):
    try:
        record = read_page(data, name="any.txt")
    except Unreadable as error:
        reason = error.code
    else:
        reason = ""
        assert record.coverage == 1.0
    assert reason in {"", "empty", "binary", "too-large", "unknown-encoding"}


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "あ" * 1_000_000,
        "a " * 500_000,
        "、。" * 300_000,
        "1." * 300_000,
        "(((" * 200_000,
        "https://" * 100_000,
        "word\n" * 40_000,
        "• 2024年2月3日\n" * 25_000,
        "****題****\n" * 20_000,
        "By A\n" * 20_000,
        "x, y\n" * 25_000,
        "    " * 200_000 + "a",
        "***a" + " " * 300_000 + "b***",
        "題" + " " * 300_000 + "| 紙面",
        "【" * 200_000 + "】",
        "9" * 500_000,
        "By " + "A. " * 200_000,
        "a\n\n" * 20_000,
        "".join("  " * n + f"• 名\n{'  ' * n}• 2024年2月3日\n\n{'  ' * n}文\n" for n in range(300)),
    ],
    ids=lambda text: text[:12].strip() or "spaces",
)
def test_hostile_sizes_are_read(text):
    record = read_page(text.encode(), name="big.txt")
    assert record.coverage == 1.0


def test_lone_surrogates_do_not_stop_the_reader():
    check("一つ\ud800二つ\nそして三つ。")


def test_a_page_of_one_encoding_is_one_page():
    assert decode("言葉だけのページです。".encode("cp932")).text == "言葉だけのページです。"
