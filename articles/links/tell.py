"""How a chain of stretches is told: by sentences where the wording changed, insertions and cuts apart."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from articles.links.grow import SHOWN, Span, Step, Stretch, is_shown
from articles.links.shingles import Letters, weigh

_SCRAP = 8  # weight of letters that two sentences may end or begin with alike

_SENTENCE_END = re.compile(r"[。．.!?！？…\n]+[」』”\"）)]*")
_LONGEST = 600  # characters of a sentence
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


class Telling:
    """How the passages of two texts are told: by sentences where the wording changed, insertions and cuts apart."""

    def __init__(self, mine: Letters, theirs: Letters, chains: Sequence[Stretch]) -> None:
        self.mine = mine
        self.theirs = theirs
        begin, end = mine.span(min(c.mine[0] for c in chains), max(c.mine[1] for c in chains))
        near = _SENTENCE_END.finditer(mine.source, max(0, begin - _LONGEST), end + _LONGEST)
        self.ends: list[int] = mine.count_before(np.array([found.end() for found in near], np.int64)).tolist()

    def passages(self, chain: Stretch) -> list[Passage]:
        """In order; what chance made alike in the next words, at either end, is no passage of its own."""
        told: list[Passage] = []
        first = 0
        steps = self._within_sentences(chain.steps)
        for n, step in enumerate(steps):
            if not step.equal and is_shown(step, self.mine.text, self.theirs.text):
                told += self._wording(steps[first:n])
                told += self._gap(step.a, step.a_end, step.b, step.b_end)
                first = n + 1
        told += self._wording(steps[first:])
        while told and self._is_scrap(told[-1]):
            told.pop()
        while told and self._is_scrap(told[0]):
            del told[0]
        return told

    def _within_sentences(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
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

    def _wording(self, steps: tuple[Step, ...]) -> Iterator[Passage]:
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

    def _passage(self, relation: str, steps: tuple[Step, ...], begin: int, end: int) -> Iterator[Passage]:
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


def _clipped(steps: tuple[Step, ...], begin: int, end: int) -> tuple[Step, ...]:
    """The steps between two places of mine, less edits at either end."""
    kept = []
    for step in steps:
        if step.equal and step.a < end and step.a_end > begin:
            first, last = max(step.a, begin), min(step.a_end, end)
            kept.append(
                Step(first, last, step.b + first - step.a, step.b_end + last - step.a_end, equal=True)
            )
        elif not step.equal and kept and step.a_end <= end:
            kept.append(step)
    while kept and not kept[-1].equal:
        kept.pop()
    return tuple(kept)


def _opposite(steps: tuple[Step, ...], place: int) -> int:
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
