"""Two texts → the stretches that are alike: shared runs of letters, grown to both sides while that pays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein, Prefix

from articles.links.shingles import AROUND, Letters, alike, weigh

Span = tuple[int, int]  # begin, end

# Weights are in letters of an alphabet (shingles.weigh). A name or stock phrase of 18 Japanese characters weighs 36;
# a clause begins to say something of its own near 64.
LEAST_WEIGHT = 64
LEAST_PART = 28  # of a further stretch that continues one that counts
LEAST_LIKENESS = 0.66  # equal letters by letters of the longer side; random changes of 15 % leave about 0.8
SHOWN = 14  # weight from which an addition or omission is told apart from a change of wording

SEED = 7  # letters of the shortest run that is grown; half as many again outside Chinese and Japanese
_WINDOW = 80  # letters aligned at once; an edit longer than about a third of it ends a stretch
_EDIT = 2.0  # what an edited letter costs where an equal one earns 1
_DROP = 24.0  # how far below its best a growing stretch may fall: an edit of 12 letters
_ATTEMPTS = 60  # runs tried in one pair of texts
_REPEATS = 4  # places of one run in the other text that are tried
_STRONG = 48  # weight of a run that others do not grow into
_PROMISING = 0.7  # share of a sketch's bits; the same, for many runs at once
_LOOK = 24  # letters beside a run whose likeness says whether growing it is worth while


@dataclass(frozen=True, slots=True)
class Step:
    """A run of equal letters, or an edit: letters of mine that stand for letters of theirs."""

    a: int
    a_end: int
    b: int
    b_end: int
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The parts of both texts that a run may grow into."""

    a: int
    a_end: int
    b: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps in order; the first and the last are equal runs."""

    steps: tuple[Step, ...]
    weight: int  # of the equal letters
    core: int = 0  # of a chain: that of the heaviest stretch in it, over what is left out of theirs

    @property
    def mine(self) -> Span:
        return self.steps[0].a, self.steps[-1].a_end

    @property
    def theirs(self) -> Span:
        return self.steps[0].b, self.steps[-1].b_end


# Seeds


def _shared_runs(mine: Letters, theirs: Letters) -> list[tuple[int, int, int]]:
    """(letters, place in mine, place in theirs) of the runs that both hold, the longest first.

    Short ones only where the letters beside them are alike too.
    """
    a, b = mine.text, theirs.text
    size = SEED if mine.is_wide else SEED + SEED // 2
    places, others = _same_places(mine.hashes_of_runs(size), theirs.hashes_of_runs(size))
    shifts = others - places
    by_shift = np.lexsort((places, shifts))
    places, shifts = places[by_shift], shifts[by_shift]
    begins = np.diff(places, prepend=-2) != 1
    begins[1:] |= np.diff(shifts) != 0
    firsts = np.flatnonzero(begins)
    lengths = np.diff(np.append(firsts, len(places))) + size - 1
    places, others = places[firsts], places[firsts] + shifts[firsts]
    kept = 2 * lengths >= LEAST_PART
    for beside in (np.zeros_like(lengths), lengths + AROUND):
        kept |= alike(mine.sketches[places + beside], theirs.sketches[others + beside]) >= _PROMISING
    ends: dict[int, int] = {}  # by shift: where the last run ended in a
    runs = []
    for i, j in zip(places[kept].tolist(), others[kept].tolist(), strict=True):
        if i >= ends.get(j - i, 0):
            length = Prefix.similarity(a[i:], b[j:])
            ends[j - i] = i + length
            if length >= size:
                runs.append((length, i, j))
    return sorted(runs, reverse=True)


def _same_places(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> tuple[NDArray, NDArray]:
    """The places of equal hashes in both, of one in the other _REPEATS at most; few are, so most are dropped unsorted."""
    mine = np.flatnonzero(_may_be_in(one, other))
    theirs = np.flatnonzero(_may_be_in(other, one[mine]))
    one, other = one[mine], other[theirs]
    order = np.argsort(other, kind="stable")
    first, behind = (np.searchsorted(other[order], one, side=side) for side in ("left", "right"))
    counts = np.minimum(behind - first, _REPEATS)
    pairs = np.repeat(np.arange(len(one)), counts)
    nth = np.arange(len(pairs)) - np.repeat(np.cumsum(counts) - counts, counts)
    return mine[pairs], theirs[order[first[pairs] + nth]]


def _may_be_in(hashes: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """By 16 bits of each: False where a hash is none of the others."""
    is_there = np.zeros(1 << 16, dtype=bool)
    is_there[others >> np.uint64(48)] = True
    return is_there[hashes >> np.uint64(48)]


# Growing


def stretches(mine: Letters, theirs: Letters) -> list[Stretch]:
    """What grows out of the shared runs and is alike enough, by place in a; no two cover the same pair of places."""
    found: list[Stretch] = []
    a, b = mine.text, theirs.text
    runs = _shared_runs(mine, theirs)
    strong = [run for run in runs if 2 * run[0] >= _STRONG and weigh(a[run[1] : run[1] + run[0]]) >= _STRONG]
    for length, i, j in runs[:_ATTEMPTS]:
        if any(_is_explained(s, (i, i + length), (j, j + length)) for s in found):
            continue
        if not is_promising(a, b, length, i, j):
            continue
        stretch = grown(a, b, length, i, j, _limits(strong, length, i, j, len(a), len(b)))
        if stretch.weight >= LEAST_PART and likeness(stretch.steps, a, b) >= LEAST_LIKENESS:
            found.append(stretch)
    return sorted(found, key=lambda stretch: stretch.mine)


def _limits(strong: list[tuple[int, int, int]], length: int, i: int, j: int, a: int, b: int) -> Limits:
    """How far a run may grow: not into another that stands elsewhere and needs no help."""
    begin_a, end_a, begin_b, end_b = 0, a, 0, b
    for other, at, there in strong:
        if abs((there - at) - (j - i)) <= _WINDOW // 2:
            continue
        if at + other <= i:
            begin_a = max(begin_a, at + other)
        elif at >= i + length:
            end_a = min(end_a, at)
        if there + other <= j:
            begin_b = max(begin_b, there + other)
        elif there >= j + length:
            end_b = min(end_b, there)
    return Limits(begin_a, end_a, begin_b, end_b)


def grown(a: str, b: str, length: int, i: int, j: int, limits: Limits) -> Stretch:
    """A shared run with what it takes up on both sides."""
    back = _grow(a[limits.a : i][::-1], b[limits.b : j][::-1])
    left = [Step(i - s.a_end, i - s.a, j - s.b_end, j - s.b, s.equal) for s in reversed(back)]
    i_end, j_end = i + length, j + length
    right = [
        Step(i_end + s.a, i_end + s.a_end, j_end + s.b, j_end + s.b_end, s.equal)
        for s in _grow(a[i_end : limits.a_end], b[j_end : limits.b_end])
    ]
    return stretch_of(_joined([*left, Step(i, i_end, j, j_end, equal=True), *right]), a)


def is_promising(a: str, b: str, length: int, i: int, j: int) -> bool:
    """Whether the letters on one side of a run are alike too, or the run is enough by itself."""
    if weigh(a[i : i + length]) >= LEAST_PART:
        return True
    before = Levenshtein.distance(a[max(0, i - _LOOK) : i], b[max(0, j - _LOOK) : j])
    i, j = i + length, j + length
    behind = Levenshtein.distance(a[i : i + _LOOK], b[j : j + _LOOK])
    return min(before, behind) <= _LOOK // 2


def _grow(a: str, b: str) -> list[Step]:
    """The steps from the beginning of both texts up to where the balance of equal and edited letters is best."""
    i = j = 0
    steps: list[Step] = []
    balance = best = 0.0
    kept = 0
    while i < len(a) and j < len(b) and balance > best - _DROP:
        window_a, window_b = a[i : i + _WINDOW], b[j : j + _WINDOW]
        for step in _window_steps(window_a, i, window_b, j):
            steps.append(step)
            length = max(step.a_end - step.a, step.b_end - step.b)
            balance += length if step.equal else -_EDIT * length
            if balance <= best - _DROP:
                break
            if step.equal and balance >= best:
                best, kept = balance, len(steps)
        i, j = steps[-1].a_end, steps[-1].b_end
    return steps[:kept]


def _window_steps(window_a: str, i: int, window_b: str, j: int) -> list[Step]:
    """The alignment of two windows without its end, which the border of the windows may have bent."""
    if window_a == window_b:
        return [Step(i, i + len(window_a), j, j + len(window_b), equal=True)]
    steps = [
        Step(i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end, op.tag == "equal")
        for op in Levenshtein.opcodes(window_a, window_b)
    ]
    if len(window_a) < _WINDOW and len(window_b) < _WINDOW:
        return steps
    half = next((n for n, step in enumerate(steps) if step.equal and step.a_end - i > _WINDOW // 2), None)
    return steps if half is None else steps[: half + 1]


def _joined(steps: list[Step]) -> list[Step]:
    """Neighbouring steps of one kind made one."""
    out: list[Step] = []
    for step in steps:
        if out and out[-1].equal == step.equal:
            out[-1] = Step(out[-1].a, step.a_end, out[-1].b, step.b_end, step.equal)
        else:
            out.append(step)
    return out


def stretch_of(steps: list[Step], a: str) -> Stretch:
    weight = sum(weigh(a[step.a : step.a_end]) for step in steps if step.equal)
    return Stretch(tuple(steps), weight, weight)


def _is_explained(stretch: Stretch, mine: Span, theirs: Span) -> bool:
    """Whether a stretch has a shared run's letters: in both texts, or all of mine, which a longer run took from elsewhere."""
    is_within = stretch.mine[0] <= mine[0] and mine[1] <= stretch.mine[1]
    return _overlap(mine, stretch.mine) and (is_within or _overlap(theirs, stretch.theirs))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# Weighing


def likeness(steps: Sequence[Step], a: str, b: str) -> float:
    """Equal letters by letters of the longer side, what is told as an insertion or a cut left out."""
    equal = sum(step.a_end - step.a for step in steps if step.equal)
    edited = [step for step in steps if not step.equal and not is_shown(step, a, b)]
    return equal / (equal + sum(max(step.a_end - step.a, step.b_end - step.b) for step in edited))


def is_shown(step: Step, a: str, b: str) -> bool:
    """Whether an edit is an addition or an omission rather than another wording."""
    added, left_out = weigh(a[step.a : step.a_end]), weigh(b[step.b : step.b_end])
    less, more = sorted((added, left_out))
    return more >= SHOWN and (less * 4 <= more or less >= LEAST_WEIGHT)
