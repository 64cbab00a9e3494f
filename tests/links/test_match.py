"""Candidates out of shared grams, and how well they find what was taken in whole archives."""

import pytest

from articles.links.align import Reuse, align, holds_passage
from articles.links.index import mostly_common
from articles.links.match import COMMON, Candidate, Postings, candidates_of, find_seeds, joined, postings
from articles.links.shingles import Letters, grams
from tests.links.corpus import LANGUAGES, corpus

PASSAGE = "The inspector copies the figures into a notebook, takes it home, and by morning they lie on the governor's desk."


ASKING = 1000  # the article that asks


def rows(text: str, number: int = ASKING) -> Postings:
    return postings(number, grams(Letters(text)))


def candidates(text: str, others: list[str]) -> list[Candidate]:
    held = joined(rows(other, number) for number, other in enumerate(others, 1))
    return candidates_of(find_seeds(rows(text), held)).get(ASKING, [])


def test_the_article_that_holds_the_passage_comes_first():
    texts = ["Nothing of the kind is told in this one about the lake and its water.", f"Before it. {PASSAGE}"]
    assert [candidate.article for candidate in candidates(PASSAGE, texts)] == [2]


def test_an_article_is_no_candidate_of_its_own():
    assert candidates_of(find_seeds(rows(PASSAGE), rows(PASSAGE))) == {}


def test_what_many_articles_hold_is_no_evidence():
    assert candidates(PASSAGE, [f"{PASSAGE} {number}" for number in range(COMMON)]) == []


def test_scattered_phrases_are_less_than_a_passage():
    words = PASSAGE.split()
    scattered = " and then something quite different happened to all of them, ".join(
        " ".join(words[n : n + 3]) for n in range(0, len(words) - 2, 3)
    )
    found = {c.article: c.evidence for c in candidates(PASSAGE, [scattered, PASSAGE])}
    assert found.get(1, 0) < found[2] / 2


def link_corpus(articles: list[list[str]]) -> dict[tuple[int, int], Reuse]:
    """Each article held against those before it, as the archive does it."""
    held, letters, found = joined([]), [], {}
    for number, paragraphs in enumerate(articles):
        mine = Letters("\n".join(paragraphs))
        own = rows(mine.source, number)
        for candidate in candidates_of(find_seeds(own, held)).get(number, ()):
            theirs = letters[candidate.article]
            if holds_passage(mine, theirs, candidate.places) and (reuse := align(mine, theirs)):
                found[number, candidate.article] = reuse
        held = joined((held, own))
        letters.append(mine)
    return found


@pytest.mark.parametrize(("share", "floor"), [(0.0, 0.99), (0.08, 0.99), (0.15, 0.95)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_taken_is_found_and_nothing_else(language, share, floor):
    articles, taken = corpus(language, 120, share)
    found = link_corpus(articles)
    assert sum((t.by, t.source) in found for t in taken) >= floor * len(taken)
    # Two articles that took from one, or one from the other's copy, share text too.
    kin = {(t.by, t.source) for t in taken}
    for _ in range(3):
        kin |= {(max(a, c), min(a, c)) for a, b in kin for c, d in kin if a != c and {a, b} & {c, d}}
        kin |= {(max(x), min(x)) for t in kin for u in kin if len(x := {t[0], t[1]} ^ {u[0], u[1]}) == 2}
    assert not set(found) - kin


def test_a_passage_of_common_words_is_no_boilerplate_unless_all_of_it_is_common():
    """In a large archive on one subject six in ten grams of any text are common."""
    assert not mostly_common(range(30), set(range(21)))
    assert mostly_common(range(30), set(range(30)))
