"""Two texts → the passages that both hold, letter by letter: equal, changed, inserted, cut.

Seed and extend: runs of letters that stand in both texts are grown to both sides while that pays (Levenshtein on short
windows); the grown stretches that follow one another in both texts are chained; what stands between two of them on
one side only is an insertion or a cut. Names and stock phrases grow too, but not far enough to count.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from articles.links.shingles import Letters, weigh

Span = tuple[int, int]

# Weights are in letters of an alphabet (shingles.weigh). A name or stock phrase of 18 Japanese characters weighs 36;
# a clause begins to say something of its own near 64.
LEAST_WEIGHT = 64
LEAST_PART = 28  # of a further stretch that continues one that counts
LEAST_LIKENESS = 0.66  # equal letters by letters of the longer side; random changes of 15 % leave about 0.8
SHOWN = 14  # weight from which an addition or omission is told apart from a change of wording
BRIDGE = 400  # weight of the quoting text's own words that may stand between two stretches of one quotation

_SEED = 7  # letters of the shortest run that is grown; half as many again outside Chinese and Japanese
_WINDOW = 80  # letters aligned at once; an edit longer than about a third of it ends a stretch
_EDIT = 2.0  # what an edited letter costs where an equal one earns 1
_DROP = 24.0  # how far below its best a growing stretch may fall: an edit of 12 letters
_ATTEMPTS = 80  # runs tried in one pair of texts

_SENTENCE_END = re.compile(r"[。．.!?！？…\n]+[」』”\"）)]*")
# What a quoting page writes where it leaves something out: it is no insertion.
_OMISSION_MARK = re.compile(
    r"[((\[［【<〈]\s*(?:[中前後]略|略|以下略|省略|节略|節略|snip|…+|\.{3,})\s*[))\]］】>〉]|…+|\.{3,}"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """`mine` and `theirs` are spans of the two source texts; None on the side that lacks it."""

    relation: str  # equal, changed, inserted (only mine), cut (only theirs)
    mine: Span | None
    theirs: Span | None


@dataclass(frozen=True, slots=True)
class Reuse:
    """What two texts share. `likeness` is 0 to 1 over the shared stretches, `weight` that of their equal letters."""

    passages: tuple[Passage, ...]
    likeness: float
    weight: int

    @property
    def score(self) -> float:
        """0 to 1: how alike the passages are, less for short ones, which chance or custom may write twice."""
        return round(self.likeness * self.weight / (self.weight + 24), 3)


@dataclass(frozen=True, slots=True)
class _Step:
    """A run of equal letters, or an edit: letters of mine that stand for letters of theirs."""

    equal: bool
    a: int
    a_end: int
    b: int
    b_end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Steps in order; the first and the last are equal runs."""

    steps: tuple[_Step, ...]
    weight: int  # of the equal letters

    @property
    def mine(self) -> Span:
        return self.steps[0].a, self.steps[-1].a_end

    @property
    def theirs(self) -> Span:
        return self.steps[0].b, self.steps[-1].b_end

    @property
    def equal_letters(self) -> int:
        return sum(step.a_end - step.a for step in self.steps if step.equal)

    @property
    def letters(self) -> int:
        """Of the longer side, without what is told as an insertion or a cut."""
        return sum(max(step.a_end - step.a, step.b_end - step.b) for step in self.steps)


def find_reuse(mine: str, theirs: str) -> Reuse | None:
    """The passages two texts share, or None; offsets are of the texts as given."""
    return align(Letters(mine), Letters(theirs))


def align(mine: Letters, theirs: Letters) -> Reuse | None:
    """As `find_reuse`, for texts whose letters are at hand."""
    chains = _chains(_stretches(mine.text, theirs.text), mine.text)
    chains = [chain for chain in chains if max(part.weight for part in chain) >= LEAST_WEIGHT]
    if not chains:
        return None
    parts = [part for chain in chains for part in chain]
    return Reuse(
        passages=tuple(passage for chain in chains for passage in _tell(chain, mine, theirs)),
        likeness=round(sum(p.equal_letters for p in parts) / sum(p.letters for p in parts), 3),
        weight=sum(part.weight for part in parts),
    )


# Seeds


def _shared_runs(a: str, b: str) -> list[tuple[int, int, int]]:
    """(letters, place in a, place in b) of the runs that both hold, the longest first."""
    size = _SEED if weigh(a) > 1.5 * len(a) else _SEED + _SEED // 2
    at: dict[str, list[int]] = defaultdict(list)
    for j in range(len(b) - size + 1):
        at[b[j : j + size]].append(j)
    runs: list[tuple[int, int, int]] = []
    open_runs: dict[int, int] = {}  # diagonal → begin in a, of the runs that reach the last letter
    for i in range(len(a) - size + 1):
        places = at.get(a[i : i + size], ())
        if not places and not open_runs:
            continue
        going = {}
        for j in places[:4]:
            going[j - i] = open_runs.pop(j - i, i)
        runs += [(i - begin + size - 1, begin, begin + diagonal) for diagonal, begin in open_runs.items()]
        open_runs = going
    last = len(a) - size + 1
    runs += [(last - begin + size - 1, begin, begin + diagonal) for diagonal, begin in open_runs.items()]
    return sorted(runs, reverse=True)


# Growing


def _stretches(a: str, b: str) -> list[_Stretch]:
    """What grows out of the shared runs and is alike enough, by place in a; no two cover the same pair of places."""
    found: list[_Stretch] = []
    back_a, back_b = a[::-1], b[::-1]
    for length, i, j in _shared_runs(a, b)[:_ATTEMPTS]:
        if any(_overlap((i, i + length), s.mine) and _overlap((j, j + length), s.theirs) for s in found):
            continue
        left = [
            _Step(step.equal, len(a) - step.a_end, len(a) - step.a, len(b) - step.b_end, len(b) - step.b)
            for step in _grow(back_a, len(a) - i, back_b, len(b) - j)
        ]
        right = _grow(a, i + length, b, j + length)
        steps = _joined([*reversed(left), _Step(True, i, i + length, j, j + length), *right])
        stretch = _stretch(steps, a)
        if stretch.weight >= LEAST_PART and stretch.equal_letters >= LEAST_LIKENESS * stretch.letters:
            found.append(stretch)
    return sorted(found, key=lambda stretch: stretch.mine)


def _grow(a: str, i: int, b: str, j: int) -> list[_Step]:
    """The steps to the right of a place in both texts, up to where the balance of equal and edited letters is best."""
    steps: list[_Step] = []
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


def _window_steps(window_a: str, i: int, window_b: str, j: int) -> list[_Step]:
    """The alignment of two windows without its end, which the border of the windows may have bent."""
    if window_a == window_b:
        return [_Step(True, i, i + len(window_a), j, j + len(window_b))]
    steps = [
        _Step(op.tag == "equal", i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end)
        for op in Levenshtein.opcodes(window_a, window_b)
    ]
    if len(window_a) < _WINDOW and len(window_b) < _WINDOW:
        return steps
    half = next((n for n, step in enumerate(steps) if step.equal and step.a_end - i > _WINDOW // 2), None)
    return steps if half is None else steps[: half + 1]


def _joined(steps: list[_Step]) -> list[_Step]:
    """Neighbouring steps of one kind made one."""
    out: list[_Step] = []
    for step in steps:
        if out and out[-1].equal == step.equal:
            out[-1] = _Step(step.equal, out[-1].a, step.a_end, out[-1].b, step.b_end)
        else:
            out.append(step)
    return out


def _stretch(steps: list[_Step], a: str) -> _Stretch:
    return _Stretch(tuple(steps), sum(weigh(a[step.a : step.a_end]) for step in steps if step.equal))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# Chaining


def _chains(stretches: list[_Stretch], a: str) -> list[list[_Stretch]]:
    """Stretches that follow one another in both texts, with few of my own words between them."""
    chains: list[list[_Stretch]] = []
    for stretch in stretches:
        for chain in reversed(chains):
            joined = _continue(chain[-1], stretch, a)
            if joined:
                chain.append(joined)
                break
        else:
            chains.append([stretch])
    return chains


def _continue(last: _Stretch, following: _Stretch, a: str) -> _Stretch | None:
    """What is left of a stretch behind the last one of a chain, or None where it does not continue it."""
    following = _without_head(following, last.mine[1], last.theirs[1], a)
    if following is None or weigh(a[last.mine[1] : following.mine[0]]) > BRIDGE:
        return None
    return following


def _without_head(stretch: _Stretch, a_from: int, b_from: int, a: str) -> _Stretch | None:
    """A stretch less what lies before two places; None where nothing worth telling is left."""
    steps = []
    for step in stretch.steps:
        skip = max(a_from - step.a, b_from - step.b, 0)
        if skip == 0 and (steps or step.equal):
            steps.append(step)
        elif step.equal and skip < step.a_end - step.a:
            steps.append(_Step(True, step.a + skip, step.a_end, step.b + skip, step.b_end))
    if not steps:
        return None
    if len(steps) == len(stretch.steps) and steps[0] == stretch.steps[0]:
        return stretch
    rest = _stretch(steps, a)
    return rest if rest.weight >= LEAST_PART else None


# Telling


def _tell(chain: list[_Stretch], mine: Letters, theirs: Letters) -> Iterator[Passage]:
    """The passages of a chain, in order: by sentences where the wording changed, with insertions and cuts between."""
    sides = _Sides(mine, theirs)
    for last, stretch in pairwise([None, *chain]):
        if last:
            yield from sides.gap(last.mine[1], stretch.mine[0], last.theirs[1], stretch.theirs[0])
        first = 0
        for n, step in enumerate(stretch.steps):
            if not step.equal and sides.is_shown(step):
                yield from sides.wording(stretch.steps[first:n])
                yield from sides.gap(step.a, step.a_end, step.b, step.b_end)
                first = n + 1
        yield from sides.wording(stretch.steps[first:])


class _Sides:
    """The two texts while their passages are told, with my sentences' ends in letters."""

    def __init__(self, mine: Letters, theirs: Letters) -> None:
        self.mine = mine
        self.theirs = theirs
        self.ends = [mine.count_before(end.end()) for end in _SENTENCE_END.finditer(mine.source)]

    def is_shown(self, step: _Step) -> bool:
        """Whether an edit is an addition or an omission rather than another wording."""
        added, left_out = step.a_end - step.a, step.b_end - step.b
        if added and left_out and min(added, left_out) * 4 > max(added, left_out):
            return False
        return (
            weigh(self.mine.text[step.a : step.a_end]) >= SHOWN
            or weigh(self.theirs.text[step.b : step.b_end]) >= SHOWN
        )

    def gap(self, a: int, a_end: int, b: int, b_end: int) -> Iterator[Passage]:
        """What stands between two shared places: mine as inserted, theirs as cut."""
        if a < a_end:
            begin, end = self.mine.between(a, a_end)
            own = _OMISSION_MARK.sub("", self.mine.source[begin:end])
            if weigh(Letters(own).text) >= SHOWN:
                yield Passage("inserted", _trimmed(self.mine.source, begin, end), None)
        if b < b_end and weigh(self.theirs.text[b:b_end]) >= SHOWN:
            yield Passage("cut", None, _trimmed(self.theirs.source, *self.theirs.between(b, b_end)))

    def wording(self, steps: tuple[_Step, ...]) -> Iterator[Passage]:
        """Equal and changed passages of steps that belong together, parted at the ends of my sentences."""
        if not steps:
            return
        begin, end = steps[0].a, steps[-1].a_end
        changed: list[Span] = []
        for step in steps:
            if step.equal:
                continue
            k = bisect_right(self.ends, step.a)
            first = max(begin, self.ends[k - 1] if k else 0)
            k = bisect_left(self.ends, max(step.a_end, step.a + 1))
            last = min(end, self.ends[k] if k < len(self.ends) else end)
            if changed and first <= changed[-1][1]:
                changed[-1] = (changed[-1][0], max(last, changed[-1][1]))
            else:
                changed.append((first, last))
        at = begin
        for first, last in changed:
            yield from self._passage("equal", steps, at, first)
            yield from self._passage("changed", steps, first, last)
            at = last
        yield from self._passage("equal", steps, at, end)

    def _passage(self, relation: str, steps: tuple[_Step, ...], begin: int, end: int) -> Iterator[Passage]:
        there, there_end = _opposite(steps, begin), _opposite(steps, end)
        if begin < end and there < there_end:
            yield Passage(relation, self.mine.span(begin, end), self.theirs.span(there, there_end))


def _opposite(steps: tuple[_Step, ...], place: int) -> int:
    """The place in theirs that stands against one of mine."""
    for step in steps:
        if step.equal and step.a <= place <= step.a_end:
            return step.b + place - step.a
        if not step.equal and step.a <= place < step.a_end:
            return step.b
    return steps[-1].b_end


def _trimmed(source: str, begin: int, end: int) -> Span:
    """A span without white space and loose closing marks at its ends."""
    text = source[begin:end]
    begin += len(text) - len(text.lstrip(" \t\n\u3000。．.、，,」』”)）"))
    return begin, begin + len(source[begin:end].rstrip())
