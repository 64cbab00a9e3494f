"""What readers search is found, and little else: recall and precision over queries judged by hand."""

from statistics import mean

import pytest

from articles.search.find import find
from tests.search.archive import add_judged_articles
from tests.search.judged import QUERIES

LEAST_RECALL = 0.97  # measured 2026-11
LEAST_PRECISION = 0.97


@pytest.fixture
def answers(db):
    """What each query finds in the judged articles: query → (names expected, names found)."""
    names = add_judged_articles()
    return {
        query: (set(expected.split()), {names[hit.article.pk] for hit in find(query).hits})
        for query, expected in QUERIES
    }


def test_what_a_reader_expects_is_found(answers):
    misses = {
        query: sorted(expected - found) for query, (expected, found) in answers.items() if expected - found
    }
    recall = mean(len(expected & found) / len(expected) for expected, found in answers.values() if expected)
    assert recall >= LEAST_RECALL, f"recall {recall:.3f}; missed: {misses}"


def test_little_else_is_found(answers):
    extra = {
        query: sorted(found - expected) for query, (expected, found) in answers.items() if found - expected
    }
    precision = mean(
        len(expected & found) / len(found) if found else float(not expected)
        for expected, found in answers.values()
    )
    assert precision >= LEAST_PRECISION, f"precision {precision:.3f}; wrong: {extra}"
