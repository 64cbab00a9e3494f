"""Candidates out of shared grams, and how well they find what was taken in whole archives."""

from collections import defaultdict

import pytest

from articles.links.align import Reuse, align, holds_passage
from articles.links.match import COMMON, find_candidates
from articles.links.shingles import Letters, grams
from tests.links.corpus import LANGUAGES, corpus

PASSAGE = "The inspector copies the figures into a notebook, takes it home, and by morning they lie on the governor's desk."


def holders_of(texts: list[str]) -> dict[int, list[tuple[int, int]]]:
    holders = defaultdict(list)
    for number, text in enumerate(texts, 1):
        for gram, place in grams(Letters(text)).items():
            holders[gram].append((number, place))
    return holders


def test_the_article_that_holds_the_passage_comes_first():
    texts = ["Nothing of the kind is told in this one about the lake and its water.", f"Before it. {PASSAGE}"]
    found = find_candidates(grams(Letters(PASSAGE)), holders_of(texts))
    assert [candidate.article for candidate in found] == [2]


def test_an_article_is_no_candidate_of_its_own():
    assert find_candidates(grams(Letters(PASSAGE)), holders_of([PASSAGE]), own=1) == []


def test_what_many_articles_hold_is_no_evidence():
    texts = [f"{PASSAGE} {number}" for number in range(COMMON)]
    assert find_candidates(grams(Letters(PASSAGE)), holders_of(texts)) == []


def test_scattered_phrases_are_less_than_a_passage():
    words = PASSAGE.split()
    scattered = " and then something quite different happened to all of them, ".join(
        " ".join(words[n : n + 3]) for n in range(0, len(words) - 2, 3)
    )
    own = grams(Letters(PASSAGE))
    found = {c.article: c.evidence for c in find_candidates(own, holders_of([scattered, PASSAGE]))}
    assert found.get(1, 0) < found[2] / 2


def link_corpus(articles: list[list[str]]) -> dict[tuple[int, int], Reuse]:
    """Each article held against those before it, as the archive does it."""
    holders, letters, found = defaultdict(list), [], {}
    for number, paragraphs in enumerate(articles):
        mine = Letters("\n".join(paragraphs))
        own = grams(mine)
        for candidate in find_candidates(own, holders):
            theirs = letters[candidate.article]
            if holds_passage(mine.source, theirs.source, candidate.places) and (reuse := align(mine, theirs)):
                found[number, candidate.article] = reuse
        for gram, place in own.items():
            holders[gram].append((number, place))
        letters.append(mine)
    return found


@pytest.mark.parametrize(("share", "floor"), [(0.0, 0.99), (0.08, 0.99), (0.15, 0.93)])
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
