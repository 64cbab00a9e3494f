"""Shared grams → the few articles worth comparing letter by letter.

Grams that many articles hold are boilerplate, names and idiom: no evidence. The others count where they stand in the
same order and close together in both texts; scattered ones are what any two articles on one subject share.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.links.shingles import NARROW_GRAM

COMMON = 24  # articles that hold a gram from which on it is no evidence
LEAST_EVIDENCE = 2.0  # of two grams apart from each other, or of one that hardly any other article holds
MOST_CANDIDATES = 8  # articles compared for one; beyond it only what has much evidence
ENOUGH_EVIDENCE = 8.0

FEW = 2  # articles that hold a rare gram
ALONE = 2.0  # evidence of a rare gram; of others it is 1
_PLACES = 3  # told of a chain, enough to try whether a passage grows there
_REACH = 120  # characters between two grams of one passage
_BAND = 128  # characters of shift that are looked at together
_BUCKETS = 1 << 18
_ROUNDING = 1e-6
_DRIFT = 30  # by how much insertions and omissions may shift them against each other


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may hold a passage, and the places (mine, theirs) of the shared grams that say so."""

    article: int
    evidence: float
    places: tuple[tuple[int, int], ...]


class Postings(NamedTuple):
    """Which article holds which gram where: three columns of one length."""

    grams: NDArray[np.int32]
    articles: NDArray[np.int64]
    places: NDArray[np.int64]

    def where(self, chosen: NDArray) -> "Postings":
        """The rows that a mask or an array of indices chooses."""
        return Postings(*(column[chosen] for column in self))


def joined(parts: Iterable[Postings]) -> Postings:
    parts = [Postings(*(np.empty(0, kind) for kind in (np.int32, np.int64, np.int64))), *parts]
    return Postings(*map(np.concatenate, zip(*parts, strict=True)))


def find_candidates(asked: Postings, held: Postings) -> dict[int, list[Candidate]]:
    """For each article that asks, those that may share a passage with it, the strongest first.

    `held` are all rows of the grams asked for, those of the asking articles among them or not.
    """
    found: dict[int, list[Candidate]] = defaultdict(list)
    best: dict[tuple[int, int], Candidate] = {}
    for asking, article, places in _bands(asked, held):
        evidence, chain = _best_chain(places)
        known = best.get((asking, article))
        if evidence >= LEAST_EVIDENCE and (known is None or evidence > known.evidence):
            best[asking, article] = Candidate(article, evidence, chain)
    for (asking, _), candidate in best.items():
        found[asking].append(candidate)
    for candidates in found.values():
        candidates.sort(key=lambda candidate: (-candidate.evidence, candidate.article))
        candidates[:] = [
            c for n, c in enumerate(candidates) if n < MOST_CANDIDATES or c.evidence >= ENOUGH_EVIDENCE
        ]
    return found


def _bands(asked: Postings, held: Postings) -> Iterable[tuple[int, int, list[tuple[int, int, int]]]]:
    """(asking, article, places) of pairs with shared grams of about the same shift that may be evidence enough.

    Each place is (mine, theirs, holders of the gram).
    """
    held = held.where(np.argsort(held.grams, kind="stable"))
    first, behind = (np.searchsorted(held.grams, asked.grams, side=side) for side in ("left", "right"))
    counts = behind - first
    counts[counts >= COMMON] = 0
    pairs = np.repeat(np.arange(len(counts)), counts)
    rows = np.arange(len(pairs)) - np.repeat(np.cumsum(counts) - counts, counts) + first[pairs]
    others = asked.articles[pairs] != held.articles[rows]
    pairs, rows = pairs[others], rows[others]
    mine, theirs, counts = asked.places[pairs], held.places[rows], counts[pairs]
    asking, article = asked.articles[pairs], held.articles[rows]
    band = (theirs - mine) // _BAND
    # Most bands hold one gram by chance: a rough count drops them before anything is sorted.
    buckets = (asking * 0x9E3779B1 + article * 0x85EBCA77 + band * 0xC2B2AE3D) & (_BUCKETS - 1)
    kept = (np.bincount(buckets, minlength=_BUCKETS)[buckets] > 1) | (counts <= FEW)
    columns = [column[kept] for column in (asking, article, band, mine, theirs, counts)]
    order = np.lexsort(columns[3::-1])
    asking, article, band, mine, theirs, counts = (column[order] for column in columns)
    if not len(mine):
        return
    begins = np.concatenate(([True], (np.diff(asking) != 0) | (np.diff(article) != 0) | (np.diff(band) != 0)))
    firsts = np.flatnonzero(begins)
    steps = np.minimum(np.diff(mine, prepend=mine[0]), NARROW_GRAM) / NARROW_GRAM
    steps[begins] = 1.0
    most = np.add.reduceat(steps, firsts) * np.where(np.minimum.reduceat(counts, firsts) <= FEW, ALONE, 1.0)
    ends = np.append(firsts[1:], len(mine))
    rows = list(zip(mine.tolist(), theirs.tolist(), counts.tolist(), strict=True))
    for n in np.flatnonzero(most >= LEAST_EVIDENCE - _ROUNDING):
        yield int(asking[firsts[n]]), int(article[firsts[n]]), rows[firsts[n] : ends[n]]


def _best_chain(places: list[tuple[int, int, int]]) -> tuple[float, tuple[tuple[int, int], ...]]:
    """The best sum over grams that follow one another in both texts, overlapping ones counting for what they add.

    The places are in order.
    """
    if len(places) == 1:
        mine, theirs, holders = places[0]
        return (ALONE, ((mine, theirs),)) if holders <= FEW else (0.0, ())
    sums: list[float] = []
    before: list[int] = []  # the gram that each one follows
    for n, (mine, theirs, holders) in enumerate(places):
        worth = ALONE if holders <= FEW else 1.0
        total, last = worth, -1
        for m in range(n - 1, -1, -1):
            step, other_step = mine - places[m][0], theirs - places[m][1]
            if step > _REACH:
                break
            if other_step > 0 and abs(step - other_step) <= _DRIFT:
                with_last = sums[m] + worth * min(1.0, step / NARROW_GRAM)
                if with_last > total:
                    total, last = with_last, m
        sums.append(total)
        before.append(last)
    best = n = max(range(len(sums)), key=sums.__getitem__)
    chain = []
    while n >= 0 and len(chain) < _PLACES:
        chain.append(places[n][:2])
        n = before[n]
    return sums[best], tuple(chain)
