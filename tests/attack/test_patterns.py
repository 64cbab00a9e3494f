"""Texts made against expressions that once took the square of their length; a million signs of each would take hours again."""

import pytest

from articles.desk import checks
from articles.ingest import bylines, comments, feed_formats, headline, quotations, reading_time
from articles.ingest.html import authors, details, dom
from articles.ingest.html import headline as html_headline
from articles.links import texts
from articles.search import query
from articles.tagging import publishers, recognise
from articles.translations import markup
from articles.translations.machine import parts

MANY = 1_000_000
STEEP = [
    (bylines._SPLIT_NAMES, " "),
    (bylines._PIECES, "\t"),
    (bylines._NEXT_LABEL, " "),
    (bylines._PLACE, " "),
    (bylines._TRAIL, " "),
    (bylines._TRAIL, ","),
    (reading_time._AMONG_OTHERS, "1"),
    (bylines._COLON, " "),
    (bylines._ADDRESS, "a"),
    (comments._SAYS, " "),
    (headline._SITE, " "),
    (headline._PATH, " "),
    (authors.TAIL, " "),
    (authors.TAIL, "<"),
    (authors.BETWEEN, " "),
    (authors.EMAIL, "1"),
    (details.AROUND_DATE, ","),
    (dom.TAG, "</a "),
    (html_headline.PARTS, " "),
    (quotations._CLOSING, " "),
    (recognise._WORD_BEFORE, "a"),
    (parts._TAG, "</x"),
    (markup._MARKUP, "`"),
    (feed_formats._MAIL, "a@("),
    (publishers._RUN, "a."),
    (checks.LINK, "["),
]
BOUNDED = [(quotations._TITLE_INSIDE, "“"), (texts._TITLE_BREAK, " ("), (query._ITEM, "「")]


@pytest.mark.parametrize(("pattern", "piece"), STEEP, ids=lambda value: getattr(value, "pattern", value)[:20])
def test_an_expression_is_through_with_a_million_signs(pattern, piece):
    text = piece * (MANY // len(piece)) + "\x00"
    assert all(found.end() <= len(text) for found in pattern.finditer(text))


@pytest.mark.parametrize(
    ("pattern", "piece"), BOUNDED, ids=lambda value: getattr(value, "pattern", value)[:20]
)
def test_an_expression_looks_ahead_so_far_and_no_further(pattern, piece):
    """Some hundred steps for each sign: a tenth of the text is enough to tell that from all of it."""
    text = piece * (MANY // 10 // len(piece)) + "\x00"
    assert all(found.end() <= len(text) for found in pattern.finditer(text))


def test_a_long_run_of_spaces_parts_names_like_one_space():
    assert bylines._SPLIT_NAMES.split("Lena Marsh" + " " * 50 + "and" + " " * 50 + "Ada Reed") == [
        "Lena Marsh",
        "Ada Reed",
    ]
    assert bylines._SPLIT_NAMES.split("Lena Marsh ,  , Ada Reed") == ["Lena Marsh", "", "Ada Reed"]


def test_a_word_of_a_million_dots_is_no_host():
    assert publishers.PublisherFinder.from_gazetteer().find("a." * (MANY // 2)) is None
