"""Which paragraphs of a translation translate which of its original, by length, clues and structure. Pure.

Gale and Church's model: of all ways to walk through both texts in order, one paragraph for one, one for two, two for
one, one for none, the cheapest. Their lengths go together; `clues` (numbers, names by whatever is the same in both
languages) and kinds (a heading stays a heading) add what length cannot see. What the walk left over on both sides and
agrees in its clues has moved.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Bead = tuple[tuple[int, ...], tuple[int, ...]]  # places in the original, places in the translation


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph: its kind, its length in letters of an alphabet, and what must be the same in both languages."""

    kind: str
    length: float
    clues: frozenset[str] = frozenset()


# Costs are negative logarithms of how often each happens among our own samples of translated press articles.
STEPS = {
    (1, 1): 0.05,
    (1, 0): 4.5,
    (0, 1): 4.5,
    (1, 2): 3.2,
    (2, 1): 3.2,
    (2, 2): 6.5,
    (1, 3): 6.0,
    (3, 1): 6.0,
}
VARIANCE = (
    6.8  # of the length of a translation, in letters for each letter of the original (Gale and Church 1993)
)
CLUES = 9.0  # half of it is what wholly different clues cost, and wholly equal ones spare
OTHER_KIND = 4.0
MOVED = 0.4  # share of clues in common from which two paragraphs that are left over are one that moved
BAND = 60  # paragraphs off the diagonal that are looked at
JAPANESE, CHINESE = 2.35, 3.4  # a sign says as much as so many letters
USUAL = (
    0.85,
    1.18,
)  # a whole translation's length by its original's; beyond, something is missing, not the style

_NUMBER = re.compile(r"\d+(?:[.,   ]\d{3})*(?:[.,]\d+)?")
_LATIN_NAME = re.compile(r"\b[A-Z][A-Za-z]{2,}\b")
_KANA, _HAN = re.compile("[\u3040-\u30ff]"), re.compile("[\u4e00-\u9fff]")
_KANJI = str.maketrans("〇一二三四五六七八九", "0123456789")
_KANJI_YEAR = re.compile(r"[〇一二三四五六七八九]{2,}")


def segment(kind: str, text: str, clues: frozenset[str] = frozenset()) -> Segment:
    """A segment of a text: with the numbers and the names in Latin letters as they are printed, beside other clues."""
    return Segment(kind, _length(text), clues | clues_of(text))


def clues_of(text: str) -> frozenset[str]:
    """Numbers and Latin names, which most translations leave as they are."""
    text = unicodedata.normalize("NFKC", text)
    text = _KANJI_YEAR.sub(lambda match: match[0].translate(_KANJI), text)
    numbers = {re.sub(r"[.,   ]", "", number).lstrip("0") for number in _NUMBER.findall(text)}
    return frozenset(numbers - {""}) | frozenset(_LATIN_NAME.findall(text))


def align(source: Sequence[Segment], target: Sequence[Segment]) -> list[Bead]:
    """Every paragraph of both sides once, in the original's order; one side of a bead is empty where nothing answers."""
    if not source or not target:
        return [((i,), ()) for i in range(len(source))] + [((), (j,)) for j in range(len(target))]
    weights = _weights(source, target)
    ratio = sum(s.length for s in target) / max(sum(s.length for s in source), 1)
    ratio = min(max(ratio, USUAL[0]), USUAL[1])
    return _with_moved(_walk(source, target, _Costs(source, target, ratio, weights)), source, target, weights)


def _length(text: str) -> float:
    wide = CHINESE if _HAN.search(text) and not _KANA.search(text) else JAPANESE
    return sum(wide if "\u3040" <= sign <= "\u9fff" else 1.0 for sign in text)


def _weights(source: Sequence[Segment], target: Sequence[Segment]) -> dict[str, float]:
    """How telling a clue is: one that stands in every paragraph tells nothing; one that only one side has, little."""
    here = Counter(clue for s in source for clue in s.clues)
    there = Counter(clue for s in target for clue in s.clues)
    return {c: (1 / max(here[c], there[c]) if here[c] and there[c] else 0.3) for c in here | there}


@dataclass(frozen=True)
class _Costs:
    source: Sequence[Segment]
    target: Sequence[Segment]
    ratio: float
    weights: dict[str, float]

    def of(self, sources: Sequence[Segment], targets: Sequence[Segment]) -> float:
        cost = STEPS[len(sources), len(targets)]
        if not sources or not targets:
            return cost
        kinds = {s.kind for s in (*sources, *targets)}
        if kinds != {"paragraph"} and len(sources) + len(targets) > 2:
            cost += 3 * OTHER_KIND  # only paragraphs are split and joined
        elif len(kinds) > 1:
            cost += OTHER_KIND
        return cost + self._of_length(sources, targets) + self._of_clues(sources, targets)

    def _of_length(self, sources: Sequence[Segment], targets: Sequence[Segment]) -> float:
        ours = sum(s.length for s in sources) * self.ratio + 1
        theirs = sum(s.length for s in targets) + 1
        delta = abs(theirs - ours) / math.sqrt(VARIANCE * (ours + theirs) / 2)
        return min(-math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12)), 12.0)

    def _of_clues(self, sources: Sequence[Segment], targets: Sequence[Segment]) -> float:
        ours = frozenset().union(*(s.clues for s in sources))
        theirs = frozenset().union(*(s.clues for s in targets))
        everything, common = self._weigh(ours | theirs), self._weigh(ours & theirs)
        if not everything:
            return 0.0
        return CLUES * (0.5 - common / everything) * min(1.0, everything)

    def _weigh(self, clues: frozenset[str]) -> float:
        return sum(self.weights[clue] for clue in clues)


def _walk(source: Sequence[Segment], target: Sequence[Segment], costs: _Costs) -> list[Bead]:
    """The cheapest way through both texts, by dynamic programming in a band around the diagonal."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i, j in _band(len(source), len(target)):
        if (i, j) == (0, 0):
            continue
        found = [
            (best[i - m, j - n][0] + costs.of(source[i - m : i], target[j - n : j]), (m, n))
            for m, n in STEPS
            if (i - m, j - n) in best
        ]
        if found:
            best[i, j] = min(found)
    beads: list[Bead] = []
    i, j = len(source), len(target)
    while i or j:
        m, n = best[i, j][1]
        beads.append((tuple(range(i - m, i)), tuple(range(j - n, j))))
        i, j = i - m, j - n
    return beads[::-1]


def _band(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    reach = max(BAND, abs(rows - columns) // 4)
    for i in range(rows + 1):
        middle = i * columns // rows
        for j in range(max(0, middle - reach), min(columns, middle + reach) + 1):
            yield i, j


def _with_moved(
    beads: list[Bead], source: Sequence[Segment], target: Sequence[Segment], weights: dict[str, float]
) -> list[Bead]:
    """Paragraphs left over on both sides that agree in their clues are one that moved."""
    lost = [sources[0] for sources, targets in beads if not targets]
    found = [targets[0] for sources, targets in beads if not sources]
    scored = []
    for i in lost:
        for j in found:
            ours, theirs = source[i].clues, target[j].clues
            everything = sum(weights[clue] for clue in ours | theirs)
            share = sum(weights[clue] for clue in ours & theirs) / everything if everything else 0.0
            if share >= MOVED and source[i].kind == target[j].kind:
                scored.append((-share, i, j))
    moved: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in moved and j not in moved.values():
            moved[i] = j
    kept = [bead for bead in beads if bead[0] or bead[1][0] not in moved.values()]
    return [(s, (moved[s[0]],)) if not t and s[0] in moved else (s, t) for s, t in kept]
