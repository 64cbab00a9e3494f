"""Two texts → the passages that both hold, letter by letter: equal, changed, inserted, cut.

Seed and extend: runs of letters that stand in both texts are grown to both sides while that pays (Levenshtein on short
windows); the grown stretches that follow one another in both texts are chained; what stands between two of them on
one side only is an insertion or a cut. Names and stock phrases grow too, but not far enough to count.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Prefix

from articles.links.shingles import Letters, weigh

Span = tuple[int, int]

# Weights are in letters of an alphabet (shingles.weigh). A name or stock phrase of 18 Japanese characters weighs 36;
# a clause begins to say something of its own near 64.
LEAST_WEIGHT = 64
LEAST_PART = 28  # of a further stretch that continues one that counts
LEAST_LIKENESS = 0.66  # equal letters by letters of the longer side; random changes of 15 % leave about 0.8
SHOWN = 14  # weight from which an addition or omission is told apart from a change of wording
BRIDGE = 400  # weight of the quoting text's own words that may stand between two stretches of one quotation

_CLOSE = 2  # how many times its own weight may part a short stretch from the one before it
_NEAR = 200  # characters around a shared place that say whether a passage is there
_SCRAP = 8  # weight of letters that two sentences may end or begin with alike
_SEED = 7  # letters of the shortest run that is grown; half as many again outside Chinese and Japanese
_WINDOW = 80  # letters aligned at once; an edit longer than about a third of it ends a stretch
_EDIT = 2.0  # what an edited letter costs where an equal one earns 1
_DROP = 24.0  # how far below its best a growing stretch may fall: an edit of 12 letters
_ATTEMPTS = 60  # runs tried in one pair of texts
_REPEATS = 4  # places of one run in the other text that are tried
_STRONG = 48  # weight of a run that others do not grow into
_LOOK = 24  # letters beside a run whose likeness says whether growing it is worth while

_SENTENCE_END = re.compile(r"[。．.!?！？…\n]+[」』”\"）)]*")
_CLOSING = re.compile(r"[。．.!?！？…」』”\"）)]+")
# What a quoting page writes where it leaves something out: it is no insertion.
OMISSION_MARK = re.compile(
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

    a: int
    a_end: int
    b: int
    b_end: int
    equal: bool = False


@dataclass(frozen=True, slots=True)
class _Limits:
    """The parts of both texts that a run may grow into."""

    a: int
    a_end: int
    b: int
    b_end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Steps in order; the first and the last are equal runs."""

    steps: tuple[_Step, ...]
    weight: int  # of the equal letters
    core: int = 0  # of a chain: that of the heaviest stretch in it, over what is left out of theirs

    @property
    def mine(self) -> Span:
        return self.steps[0].a, self.steps[-1].a_end

    @property
    def theirs(self) -> Span:
        return self.steps[0].b, self.steps[-1].b_end


def find_reuse(mine: str, theirs: str) -> Reuse | None:
    """The passages two texts share, or None; offsets are of the texts as given."""
    return align(Letters(mine), Letters(theirs))


def align(mine: Letters, theirs: Letters) -> Reuse | None:
    """As `find_reuse`, for texts whose letters are at hand."""
    a, b = mine.text, theirs.text
    chains = [chain for chain in _chains(_stretches(mine, theirs), a, b) if chain.core >= LEAST_WEIGHT]
    if not chains:
        return None
    tell = _Telling(mine, theirs)
    return Reuse(
        passages=tuple(passage for chain in chains for passage in tell.passages(chain)),
        likeness=round(_likeness([step for chain in chains for step in chain.steps], a, b), 3),
        weight=sum(chain.weight for chain in chains),
    )


def holds_passage(mine: str, theirs: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch that counts grows out of one of the places where the same letters stand; looks near them only."""
    for here, there in places:
        (before_a, behind_a), (before_b, behind_b) = _around(mine, here), _around(theirs, there)
        a, b, i, j = before_a + behind_a, before_b + behind_b, len(before_a), len(before_b)
        if a[i : i + _SEED] == b[j : j + _SEED] and _is_promising(a, b, _SEED, i, j):
            stretch = _grown(a, b, _SEED, i, j, _Limits(0, len(a), 0, len(b)))
            if stretch.weight >= LEAST_WEIGHT and _likeness(stretch.steps, a, b) >= LEAST_LIKENESS:
                return True
    return False


def _around(text: str, place: int) -> tuple[str, str]:
    """The letters before and behind a place."""
    return Letters(text[max(0, place - _NEAR) : place]).text, Letters(text[place : place + _NEAR]).text


def _likeness(steps: Sequence[_Step], a: str, b: str) -> float:
    """Equal letters by letters of the longer side, what is told as an insertion or a cut left out."""
    equal = sum(step.a_end - step.a for step in steps if step.equal)
    edited = [step for step in steps if not step.equal and not _is_shown(step, a, b)]
    return equal / (equal + sum(max(step.a_end - step.a, step.b_end - step.b) for step in edited))


def _is_shown(step: _Step, a: str, b: str) -> bool:
    """Whether an edit is an addition or an omission rather than another wording."""
    added, left_out = weigh(a[step.a : step.a_end]), weigh(b[step.b : step.b_end])
    less, more = sorted((added, left_out))
    return more >= SHOWN and (less * 4 <= more or less >= LEAST_WEIGHT)


# Seeds


def _shared_runs(a: str, b: str) -> list[tuple[int, int, int]]:
    """(letters, place in a, place in b) of the runs that both hold, the longest first."""
    size = _SEED if weigh(a) > 1.2 * len(a) else _SEED + _SEED // 2
    of_a = [a[i : i + size] for i in range(len(a) - size + 1)]
    of_b = [b[j : j + size] for j in range(len(b) - size + 1)]
    shared = set(of_a).intersection(of_b)
    at: dict[str, list[int]] = defaultdict(list)
    for j, seed in enumerate(of_b):
        if seed in shared:
            at[seed].append(j)
    ends: dict[int, int] = {}  # by diagonal: where the last run ended in a
    runs = []
    for i, seed in enumerate(of_a):
        if seed in shared:
            for j in at[seed][:_REPEATS]:
                if i >= ends.get(j - i, 0):
                    length = Prefix.similarity(a[i:], b[j:])
                    ends[j - i] = i + length
                    runs.append((length, i, j))
    return sorted(runs, reverse=True)


# Growing


def _stretches(mine: Letters, theirs: Letters) -> list[_Stretch]:
    """What grows out of the shared runs and is alike enough, by place in a; no two cover the same pair of places."""
    found: list[_Stretch] = []
    a, b = mine.text, theirs.text
    runs = _shared_runs(a, b)
    strong = [run for run in runs if weigh(a[run[1] : run[1] + run[0]]) >= _STRONG]
    for length, i, j in runs[:_ATTEMPTS]:
        if any(_overlap((i, i + length), s.mine) and _overlap((j, j + length), s.theirs) for s in found):
            continue
        if not _is_promising(a, b, length, i, j):
            continue
        stretch = _grown(a, b, length, i, j, _limits(strong, length, i, j, len(a), len(b)))
        if stretch.weight >= LEAST_PART and _likeness(stretch.steps, a, b) >= LEAST_LIKENESS:
            found.append(stretch)
    return sorted(found, key=lambda stretch: stretch.mine)


def _limits(strong: list[tuple[int, int, int]], length: int, i: int, j: int, a: int, b: int) -> _Limits:
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
    return _Limits(begin_a, end_a, begin_b, end_b)


def _grown(a: str, b: str, length: int, i: int, j: int, limits: _Limits) -> _Stretch:
    """A shared run with what it takes up on both sides."""
    back = _grow(a[limits.a : i][::-1], b[limits.b : j][::-1])
    left = [_Step(i - s.a_end, i - s.a, j - s.b_end, j - s.b, s.equal) for s in reversed(back)]
    i_end, j_end = i + length, j + length
    right = [
        _Step(i_end + s.a, i_end + s.a_end, j_end + s.b, j_end + s.b_end, s.equal)
        for s in _grow(a[i_end : limits.a_end], b[j_end : limits.b_end])
    ]
    return _stretch(_joined([*left, _Step(i, i_end, j, j_end, equal=True), *right]), a)


def _is_promising(a: str, b: str, length: int, i: int, j: int) -> bool:
    """Whether the letters on one side of a run are alike too, or the run is enough by itself."""
    if weigh(a[i : i + length]) >= LEAST_PART:
        return True
    before = Levenshtein.distance(a[max(0, i - _LOOK) : i], b[max(0, j - _LOOK) : j])
    i, j = i + length, j + length
    behind = Levenshtein.distance(a[i : i + _LOOK], b[j : j + _LOOK])
    return min(before, behind) <= _LOOK // 2


def _grow(a: str, b: str) -> list[_Step]:
    """The steps from the beginning of both texts up to where the balance of equal and edited letters is best."""
    i = j = 0
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
        return [_Step(i, i + len(window_a), j, j + len(window_b), equal=True)]
    steps = [
        _Step(i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end, op.tag == "equal")
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
            out[-1] = _Step(out[-1].a, step.a_end, out[-1].b, step.b_end, step.equal)
        else:
            out.append(step)
    return out


def _stretch(steps: list[_Step], a: str) -> _Stretch:
    weight = sum(weigh(a[step.a : step.a_end]) for step in steps if step.equal)
    return _Stretch(tuple(steps), weight, weight)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# Chaining


def _chains(stretches: list[_Stretch], a: str, b: str) -> list[_Stretch]:
    """Stretches that follow one another in both texts, with few of my own words between them, made one."""
    chains: list[_Stretch] = []
    for stretch in stretches:
        for n in range(len(chains) - 1, -1, -1):
            last = chains[n]
            rest = _without_head(stretch, last.mine[1], last.theirs[1], a)
            if rest and _continues(last, rest, a, b):
                between = _Step(last.mine[1], rest.mine[0], last.theirs[1], rest.theirs[0])
                steps = (*last.steps, between, *rest.steps)
                is_cut = weigh(a[between.a : between.a_end]) < SHOWN
                core = last.core + rest.core if is_cut else max(last.core, rest.core)
                chains[n] = _Stretch(steps, last.weight + rest.weight, core)
                break
        else:
            chains.append(stretch)
    return chains


def _continues(last: _Stretch, rest: _Stretch, a: str, b: str) -> bool:
    """Whether a stretch goes on with what the last one began: a short one only close behind it."""
    added = weigh(a[last.mine[1] : rest.mine[0]])
    left_out = weigh(b[last.theirs[1] : rest.theirs[0]])
    return added <= BRIDGE and (rest.weight >= LEAST_WEIGHT or added + left_out <= _CLOSE * rest.weight)


def _without_head(stretch: _Stretch, a_from: int, b_from: int, a: str) -> _Stretch | None:
    """A stretch less what lies before two places; None where nothing worth telling is left."""
    steps = []
    for step in stretch.steps:
        skip = max(a_from - step.a, b_from - step.b, 0)
        if skip == 0 and (steps or step.equal):
            steps.append(step)
        elif step.equal and skip < step.a_end - step.a:
            steps.append(_Step(step.a + skip, step.a_end, step.b + skip, step.b_end, equal=True))
    if not steps:
        return None
    if len(steps) == len(stretch.steps) and steps[0] == stretch.steps[0]:
        return stretch
    rest = _stretch(steps, a)
    return rest if rest.weight >= LEAST_PART else None


# Telling


class _Telling:
    """How the passages of two texts are told: by sentences where the wording changed, insertions and cuts apart."""

    def __init__(self, mine: Letters, theirs: Letters) -> None:
        self.mine = mine
        self.theirs = theirs
        self.ends = [mine.count_before(end.end()) for end in _SENTENCE_END.finditer(mine.source)]

    def passages(self, chain: _Stretch) -> list[Passage]:
        """In order; what chance made alike in the next words, at either end, is no passage of its own."""
        told: list[Passage] = []
        first = 0
        steps = self._within_sentences(chain.steps)
        for n, step in enumerate(steps):
            if not step.equal and _is_shown(step, self.mine.text, self.theirs.text):
                told += self._wording(steps[first:n])
                told += self._gap(step.a, step.a_end, step.b, step.b_end)
                first = n + 1
        told += self._wording(steps[first:])
        while told and self._is_scrap(told[-1]):
            told.pop()
        while told and self._is_scrap(told[0]):
            del told[0]
        return told

    def _within_sentences(self, steps: tuple[_Step, ...]) -> tuple[_Step, ...]:
        """Without the few letters that a chain shares by chance with the sentences before and behind its own."""
        text, begin, end = self.mine.text, steps[0].a, steps[-1].a_end
        first = bisect_right(self.ends, begin)
        if first < len(self.ends) and weigh(text[begin : self.ends[first]]) < _SCRAP:
            begin = self.ends[first]
        last = bisect_left(self.ends, end) - 1
        if last >= 0 and weigh(text[self.ends[last] : end]) < _SCRAP:
            end = self.ends[last]
        return _clipped(steps, begin, end) or steps

    def _is_scrap(self, passage: Passage) -> bool:
        if passage.mine is None or passage.theirs is None:
            return True  # nothing shared stands behind it
        return passage.relation == "changed" and passage.mine[1] - passage.mine[0] < SHOWN

    def _gap(self, a: int, a_end: int, b: int, b_end: int) -> Iterator[Passage]:
        """What stands between two shared places: mine as inserted, theirs as cut."""
        if a < a_end:
            begin, end = self.mine.between(a, a_end)
            own = OMISSION_MARK.sub("", self.mine.source[begin:end])
            if weigh(Letters(own).text) >= SHOWN:
                yield Passage("inserted", _trimmed(self.mine.source, begin, end), None)
        if b < b_end and weigh(self.theirs.text[b:b_end]) >= SHOWN:
            yield Passage("cut", None, _trimmed(self.theirs.source, *self.theirs.between(b, b_end)))

    def _wording(self, steps: tuple[_Step, ...]) -> Iterator[Passage]:
        """Equal and changed passages of steps that belong together, parted at the ends of my sentences."""
        begin, end = steps[0].a, steps[-1].a_end
        changed: list[Span] = []
        for step in steps:
            if not step.equal:
                first, last = self._sentences(step.a, step.a_end)
                first = max(first, begin)
                if changed and weigh(self.mine.text[changed[-1][1] : first]) < SHOWN:
                    first = changed.pop()[0]
                changed.append(
                    (first if weigh(self.mine.text[begin:first]) >= SHOWN else begin, min(last, end))
                )
        at = begin
        for first, last in changed:
            yield from self._passage("equal", steps, at, first)
            at = end if weigh(self.mine.text[last:end]) < SHOWN else last
            yield from self._passage("changed", steps, first, at)
        yield from self._passage("equal", steps, at, end)

    def _sentences(self, begin: int, end: int) -> Span:
        """My sentences that hold the letters from `begin` to `end`."""
        first = bisect_right(self.ends, begin)
        last = bisect_left(self.ends, max(end, begin + 1))
        return self.ends[first - 1] if first else 0, self.ends[last] if last < len(self.ends) else len(
            self.mine
        )

    def _passage(self, relation: str, steps: tuple[_Step, ...], begin: int, end: int) -> Iterator[Passage]:
        there, there_end = _opposite(steps, begin), _opposite(steps, end)
        if begin < end and there < there_end:
            here, other = self.mine.span(begin, end), self.theirs.span(there, there_end)
            yield Passage(relation, *self._with_closing(here, other))
        elif begin < end:  # a whole sentence, however short
            yield Passage("inserted", self.mine.span(begin, end), None)

    def _with_closing(self, here: Span, there: Span) -> tuple[Span, Span]:
        """Two spans with the signs that close the sentence behind both."""
        closing = _CLOSING.match(self.mine.source, here[1])
        other = _CLOSING.match(self.theirs.source, there[1])
        if closing and other:
            here, there = (here[0], closing.end()), (there[0], other.end())
        return here, there


def _clipped(steps: tuple[_Step, ...], begin: int, end: int) -> tuple[_Step, ...]:
    """The steps between two places of mine, less edits at either end."""
    kept = []
    for step in steps:
        if step.equal and step.a < end and step.a_end > begin:
            first, last = max(step.a, begin), min(step.a_end, end)
            kept.append(
                _Step(first, last, step.b + first - step.a, step.b_end + last - step.a_end, equal=True)
            )
        elif not step.equal and kept and step.a_end <= end:
            kept.append(step)
    while kept and not kept[-1].equal:
        kept.pop()
    return tuple(kept)


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
