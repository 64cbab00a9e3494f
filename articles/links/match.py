"""Shared grams → the few articles worth comparing letter by letter.

Grams that many articles hold are boilerplate, names and idiom: no evidence. The others count where they stand in the
same order and close together in both texts; scattered ones are what any two articles on one subject share.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from articles.links.shingles import NARROW_GRAM

COMMON = 32  # articles that hold a gram from which on it is no evidence
LEAST_EVIDENCE = 2.0  # of two grams apart from each other, or of one that hardly any other article holds
MOST_CANDIDATES = 16  # articles compared for one; beyond it only what has much evidence
ENOUGH_EVIDENCE = 8.0

_REACH = 120  # letters between two grams of one passage
_DRIFT = 30  # by how much insertions and omissions may shift them against each other


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of the index: an article holds a gram at a place, counted in its letters."""

    gram: int
    article: int
    place: int


@dataclass(frozen=True, slots=True)
class Candidate:
    article: int
    evidence: float


def find_candidates(grams: dict[int, int], postings: Iterable[tuple[int, int, int]]) -> list[Candidate]:
    """The articles that may share a passage, the strongest first; postings are (gram, article, place) of others."""
    postings = list(postings)
    held_by = Counter(gram for gram, _, _ in postings)
    shared: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for gram, article, place in postings:
        if held_by[gram] < COMMON:
            shared[article].append((grams[gram], place, held_by[gram]))
    found = []
    for article, places in shared.items():
        evidence = _evidence(places)
        if evidence >= LEAST_EVIDENCE:
            found.append(Candidate(article, evidence))
    found.sort(key=lambda candidate: (-candidate.evidence, candidate.article))
    return [c for n, c in enumerate(found) if n < MOST_CANDIDATES or c.evidence >= ENOUGH_EVIDENCE]


def _evidence(places: list[tuple[int, int, int]]) -> float:
    """The best sum over grams that follow one another in both texts; overlapping ones count for what they add."""
    if len(places) == 1:
        return 2.0 if places[0][2] == 1 else 0.0
    best = 0.0
    places.sort()
    chains: list[tuple[int, int, float]] = []  # (mine, theirs, sum) of the last gram of each chain
    for mine, theirs, holders in places:
        worth = 2.0 if holders == 1 else 1.5 if holders < 4 else 1.0
        total = worth
        for last_mine, last_theirs, last_total in reversed(chains):
            step = mine - last_mine
            if step > _REACH:
                break
            other_step = theirs - last_theirs
            if other_step > 0 and abs(step - other_step) <= _DRIFT:
                total = max(total, last_total + worth * min(1.0, step / NARROW_GRAM))
        chains.append((mine, theirs, total))
        best = max(best, total)
    return best
