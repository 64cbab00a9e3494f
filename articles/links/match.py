"""Shared grams → the few articles worth comparing letter by letter.

Grams that many articles hold are names and idiom: no evidence by themselves, so that these articles are kept under a longer
gram, which takes in what stands behind it. One that many hold again is boilerplate. Of the others those count whose
surroundings are alike in both texts, on one side at least: a quotation may begin or end beside the gram.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.links.shingles import LONG, Grams, alike
from articles.links.shingles import longer as longer_hashes

COMMON = (
    24  # articles that hold a gram from which on a longer one is evidence, or, where it is long already, none
)
MOST_CANDIDATES = 8  # articles compared for one; beyond it only what has much evidence
ENOUGH_EVIDENCE = 3

# Share of its bits that the sparser of two sketches has in common with the other one, from which on they are alike. Tuned
# with shingles.AROUND: chance reaches it once in 800 times in Japanese, in 100 in English; one text of which a copier
# changed 15 % of the letters misses it in one gram of twenty.
_ALIKE_WIDE, _ALIKE_NARROW = 0.85, 0.75
_PLACES = 3  # told of a candidate, enough to try whether a passage grows there


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may hold a passage, how many grams say so, and where (mine, theirs) some of them stand."""

    article: int
    evidence: int
    places: tuple[tuple[int, int], ...]


class Postings(NamedTuple):
    """Which article holds which gram where, in what surroundings: columns of one length."""

    grams: NDArray[np.int32]
    articles: NDArray[np.int32]
    places: NDArray[np.int32]
    before: NDArray[np.int64]
    behind: NDArray[np.int64]

    def where(self, chosen: NDArray) -> "Postings":
        """The rows that a mask or an array of indices chooses."""
        return Postings(*(column[chosen] for column in self))

    def by_gram(self) -> "Postings":
        """In order of the grams."""
        return self.where(np.argsort(self.grams, kind="stable"))


KINDS = (np.int32, np.int32, np.int32, np.int64, np.int64)  # of the columns


class Seeds(NamedTuple):
    """Shared grams that are evidence: who asks, who holds the gram too, and where it stands in both texts."""

    asking: NDArray[np.int32]
    articles: NDArray[np.int32]
    mine: NDArray[np.int32]
    theirs: NDArray[np.int32]


def postings(article: int, grams: Grams) -> Postings:
    """The rows that an article has in the index."""
    return Postings(
        grams.hashes, np.full(len(grams.hashes), article, np.int32), grams.places, grams.before, grams.behind
    )


def joined(parts: Iterable[Postings]) -> Postings:
    parts = [Postings(*(np.empty(0, kind) for kind in KINDS)), *parts]
    return Postings(*map(np.concatenate, zip(*parts, strict=True)))


def longer(rows: Postings) -> Postings:
    """Of the rows of short grams those that are kept under a longer one."""
    rows = rows.where(rows.grams & LONG == 0)
    hashes, is_used = longer_hashes(Grams(rows.grams, rows.places, rows.before, rows.behind))
    return rows._replace(grams=hashes).where(is_used)


class Settled(NamedTuple):
    """Rows by what they are worth: evidence as they are, evidence under a longer gram, or held by too many."""

    kept: Postings
    moved: Postings
    crowded: Postings

    @property
    def evidence(self) -> Postings:
        """In order of the grams."""
        return joined((self.kept, self.moved)).by_gram()


def settle(rows: Postings) -> Settled:
    """What becomes of all rows of some grams, none of them common so far; each part comes in order of the grams."""
    kept, crowded = _parted(rows)
    moved, boilerplate = _parted(longer(crowded))
    return Settled(kept, moved, joined((crowded, boilerplate)))


def _parted(rows: Postings) -> tuple[Postings, Postings]:
    """The rows whose gram stands there less than COMMON times, and the others."""
    rows = rows.by_gram()
    firsts = np.flatnonzero(np.diff(rows.grams.astype(np.int64), prepend=1 << 40))
    counts = np.diff(np.append(firsts, len(rows.grams)))
    is_crowded = np.repeat(counts >= COMMON, counts)
    return rows.where(~is_crowded), rows.where(is_crowded)


def find_seeds(asked: Postings, held: Postings) -> Seeds:
    """The seeds of the asking articles; `held` are all rows of the grams asked for, their own among them or not."""
    held = held.by_gram()
    first, behind = (np.searchsorted(held.grams, asked.grams, side=side) for side in ("left", "right"))
    counts = behind - first
    counts[counts >= COMMON] = 0
    mine = np.repeat(np.arange(len(counts)), counts)
    theirs = np.arange(len(mine)) - np.repeat(np.cumsum(counts) - counts, counts) + first[mine]
    return _alike(asked, mine, held, theirs)


def seeds_among(held: Postings, waiting: NDArray[np.int32]) -> Seeds:
    """The seeds of all articles with each other, each pair once; the rows are in order of the grams and no gram is common.

    The later of two articles asks, or the one that waits; two that do not wait do not ask.
    """
    parts = []
    for step in range(1, COMMON):
        first = np.flatnonzero(held.grams[step:] == held.grams[:-step])
        if not len(first):
            break
        parts.append(_alike(held, first, held, first + step))
    if not parts:
        return Seeds(*(np.empty(0, np.int32) for _ in Seeds._fields))
    seeds = Seeds(*map(np.concatenate, zip(*parts, strict=True)))
    asks, other_asks = np.isin(seeds.asking, waiting), np.isin(seeds.articles, waiting)
    turned = other_asks & (~asks | (seeds.articles > seeds.asking))
    kept = asks | other_asks
    columns = (
        np.where(turned, other, own)[kept]
        for own, other in (
            (seeds.asking, seeds.articles),
            (seeds.articles, seeds.asking),
            (seeds.mine, seeds.theirs),
            (seeds.theirs, seeds.mine),
        )
    )
    return Seeds(*columns)


def candidates_of(seeds: Seeds) -> dict[int, list[Candidate]]:
    """For each article that asks, those that may share a passage with it, the strongest first."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    if not len(seeds.asking):
        return found
    order = np.lexsort((seeds.mine, seeds.articles, seeds.asking))
    asking, articles, mine, theirs = (column[order] for column in seeds)
    firsts = np.flatnonzero((np.diff(asking, prepend=-1) != 0) | (np.diff(articles, prepend=-1) != 0))
    ends = np.append(firsts[1:], len(asking))
    for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
        chosen = sorted({first, (first + end - 1) // 2, end - 1})[:_PLACES]
        places = tuple((int(mine[n]), int(theirs[n])) for n in chosen)
        found[int(asking[first])].append(Candidate(int(articles[first]), end - first, places))
    return {number: _strongest(candidates) for number, candidates in found.items()}


def _strongest(candidates: Collection[Candidate]) -> list[Candidate]:
    ordered = sorted(candidates, key=lambda candidate: (-candidate.evidence, candidate.article))
    return [c for n, c in enumerate(ordered) if n < MOST_CANDIDATES or c.evidence >= ENOUGH_EVIDENCE]


def _alike(asked: Postings, mine: NDArray, held: Postings, theirs: NDArray) -> Seeds:
    """Of pairs of rows that hold one gram those of two articles whose surroundings are alike."""
    others = asked.articles[mine] != held.articles[theirs]
    mine, theirs = mine[others], theirs[others]
    least = np.where(asked.grams[mine] & 1, _ALIKE_WIDE, _ALIKE_NARROW)
    kept = alike(asked.before[mine], held.before[theirs]) >= least
    kept |= alike(asked.behind[mine], held.behind[theirs]) >= least
    mine, theirs = mine[kept], theirs[kept]
    return Seeds(asked.articles[mine], held.articles[theirs], asked.places[mine], held.places[theirs])
