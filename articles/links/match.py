"""Shared grams → the few articles worth comparing letter by letter.

Grams that many articles hold are boilerplate, names and idiom: no evidence. The others count where they stand in the
same order and close together in both texts; scattered ones are what any two articles on one subject share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
_DRIFT = 30  # by how much insertions and omissions may shift them against each other


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may hold a passage, and the places (mine, theirs) of the shared grams that say so."""

    article: int
    evidence: float
    places: tuple[tuple[int, int], ...]


def find_candidates(
    grams: Mapping[int, int], holders: Mapping[int, Sequence[tuple[int, int]]], own: int | None = None
) -> list[Candidate]:
    """The articles that may share a passage with one, the strongest first.

    `grams` are the article's with their places; `holders` gives for each gram the (article, place) that hold it, the
    article's `own` number among them or not.
    """
    bands: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    worth_a_look: dict[tuple[int, int], None] = {}  # two grams, or one that hardly anybody holds
    for gram, mine in grams.items():
        held = holders.get(gram, ())
        count = len(held)
        if count < COMMON:
            for article, theirs in held:
                band = article, (theirs - mine) // _BAND
                places = bands.get(band)
                if places is None:
                    bands[band] = [(mine, theirs, count)]
                    if count <= FEW:
                        worth_a_look[band] = None
                else:
                    places.append((mine, theirs, count))
                    worth_a_look[band] = None
    best: dict[int, Candidate] = {}
    for band in worth_a_look:
        article = band[0]
        if article != own:
            evidence, chain = _best_chain(bands[band])
            if evidence >= LEAST_EVIDENCE and (article not in best or evidence > best[article].evidence):
                best[article] = Candidate(article, evidence, chain)
    found = sorted(best.values(), key=lambda candidate: (-candidate.evidence, candidate.article))
    return [c for n, c in enumerate(found) if n < MOST_CANDIDATES or c.evidence >= ENOUGH_EVIDENCE]


def _best_chain(places: list[tuple[int, int, int]]) -> tuple[float, tuple[tuple[int, int], ...]]:
    """The best sum over grams that follow one another in both texts, overlapping ones counting for what they add."""
    if len(places) == 1:
        mine, theirs, holders = places[0]
        return (ALONE, ((mine, theirs),)) if holders <= FEW else (0.0, ())
    places.sort()
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
