"""A line that says how long reading takes is no heading and no text: it is dropped, and the ledger says why."""

import pytest

from articles.ingest.classify import classify
from articles.ingest.html.page import html_page
from articles.ingest.read import read_page
from articles.ingest.reading_time import is_reading_time
from articles.ingest.text_page import text_page

TELLING = [
    "5 min read",
    "5-minute read",
    "Estimated reading time: 5 minutes",
    "3 分で読めます",
    "この記事は3分で読めます",
    "この記事は約3分で読めます。",
    "読了時間：約4分",
    "Время чтения: 5 мин",
    "5 минут чтения",
    "Оқу уақыты: 4 мин",
    "阅读时间 3 分钟",
    "Lesezeit: 4 Min.",
    "4 Min. Lesezeit",
    "Temps de lecture : 4 min.",
]
TEXT = """The ferry sails at six
By Olga Renn
14 November 2015
{}

The ferry to the salt island sails at six in the morning and comes back when the wind allows it.
Nobody on the quay has seen a timetable since the harbour master retired, and nobody has missed it.
"""


@pytest.mark.parametrize("line", TELLING)
def test_under_the_by_line_of_a_dump(line):
    page = text_page(TEXT.format(line))
    entry = next(entry for entry in classify(page) if entry.line == 4)
    assert (entry.role, entry.rule) == ("navigation", "label: reading")
    assert [block.type for block in read_page(TEXT.format(line).encode(), name="a.txt").blocks] == [
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize("line", TELLING)
def test_between_the_paragraphs_of_a_page(line):
    first, second = TEXT.strip().split("\n")[-2:]
    page = html_page(
        f"<h1>The ferry sails at six</h1><div><p>{first}</p><p>{line}</p><p>{second} Not one.</p></div>"
    )
    assert next(one.hint.role for one in page.lines if one.text == line) == "navigation"


@pytest.mark.parametrize(
    "line",
    [
        "5 ministers read the law",
        "Read 5 books in 10 minutes",
        "約40分",
        "所要時間 10分",
        "読むのに十年かかった",
        "3分で終わる会議",
        "Чтение закона заняло 5 минут",
        "Lesen Sie in 5 Minuten alles",
    ],
)
def test_words_of_an_article_are_no_such_line(line):
    assert not is_reading_time(line)
