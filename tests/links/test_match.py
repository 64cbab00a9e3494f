"""Candidates out of shared grams, and how well they find what was taken in whole archives."""

from random import Random
from string import ascii_lowercase

import numpy as np
import pytest

from articles.links.align import Reuse, align, holds_passage
from articles.links.index import mostly_common
from articles.links.match import (
    COMMON,
    ENOUGH_EVIDENCE,
    MOST_CANDIDATES,
    Candidate,
    Postings,
    Seeds,
    candidates_of,
    find_seeds,
    joined,
    longer,
    postings,
    settle,
)
from articles.links.shingles import LONG, PREFIX, Letters, grams
from articles.links.shingles import longer as longer_hashes
from tests.links.corpus import LANGUAGES, corpus

PASSAGE = "The inspector copies the figures into a notebook, takes it home, and by morning they lie on the governor's desk."

LONG_PASSAGE = (
    f"{PASSAGE} Nobody has asked him yet why the numbers on the desk are rounder than those in the notebook, or where the "
    "missing wagons stand; the clerk who might have known was sent to count reeds beside the lake."
)
NOISE = ["".join(Random(number).choices(ascii_lowercase, k=40)) for number in range(COMMON)]
ASKING = 100_000  # the article that asks


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


def test_phrases_that_many_articles_hold_are_evidence_where_they_stand_together():
    """All grams of a passage are idiom of its subject; none of the other articles has more than a part of it."""
    words = LONG_PASSAGE.split()
    parts = [" ".join(words[n : n + 5]) for n in range(len(words) - 4)]
    others = [f"{noise} {part} {noise}" for noise in NOISE for part in parts]
    last = len(others) + 1
    held = joined(rows(other, number) for number, other in enumerate([*others, LONG_PASSAGE], 1))
    settled = settle(joined((held, rows(LONG_PASSAGE))))
    assert set(rows(LONG_PASSAGE).grams) <= set(settled.crowded.grams)
    asked = joined((rows(LONG_PASSAGE), longer(rows(LONG_PASSAGE))))
    assert [c.article for c in candidates_of(find_seeds(asked, settled.evidence))[ASKING]] == [last]


def test_what_many_articles_hold_under_longer_grams_is_boilerplate():
    held = joined(rows(LONG_PASSAGE, number) for number in range(1, COMMON + 1))
    settled = settle(held)
    assert not len(settled.kept.grams)
    assert not len(settled.moved.grams)
    assert set(settled.crowded.grams) == {*rows(LONG_PASSAGE).grams, *longer(rows(LONG_PASSAGE)).grams}


def test_a_longer_gram_lies_in_the_range_of_the_shorter_one():
    found = grams(Letters(LONG_PASSAGE))
    hashes, is_used = longer_hashes(found)
    assert is_used.any()
    assert not is_used.all()
    assert (hashes >> 32 - PREFIX == found.hashes >> 32 - PREFIX).all()
    assert (hashes & 3 == found.hashes & 1 | LONG).all()


def test_scattered_phrases_are_less_than_a_passage():
    words = PASSAGE.split()
    scattered = " and then something quite different happened to all of them, ".join(
        " ".join(words[n : n + 3]) for n in range(0, len(words) - 2, 3)
    )
    found = {c.article: c.evidence for c in candidates(PASSAGE, [scattered, PASSAGE])}
    assert found.get(1, 0) < found[2] / 2


def test_of_many_that_share_little_the_first_are_compared_and_all_that_share_much():
    evidence = [1] * (MOST_CANDIDATES + 4) + [ENOUGH_EVIDENCE] * (MOST_CANDIDATES + 2)
    others = [number for number, count in enumerate(evidence) for _ in range(count)]
    places = range(len(others))
    seeds = Seeds(*(np.array(c, np.int32) for c in ([ASKING] * len(others), others, places, places)))
    found = [candidate.evidence for candidate in candidates_of(seeds)[ASKING]]
    assert found == [ENOUGH_EVIDENCE] * (MOST_CANDIDATES + 2)
    few = seeds._replace(articles=np.arange(len(others), dtype=np.int32))
    assert len(candidates_of(few)[ASKING]) == MOST_CANDIDATES


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
    short = range(0, 120, 4)
    assert not mostly_common(short, set(short[:21]))
    assert mostly_common(short, set(short))


def test_long_grams_tell_boilerplate_from_common_words():
    short, long = range(0, 120, 4), range(LONG, 80, 4)
    assert not mostly_common([*short, *long], {*short, *long[:5]})
    assert mostly_common([*short, *long], {*short, *long[:15]})
