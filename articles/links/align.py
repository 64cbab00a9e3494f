"""Two texts → the passages that both hold, letter by letter: equal, changed, inserted, cut.

Seed and extend: runs of letters that stand in both texts are grown to both sides while that pays (`grow`); the grown
stretches that follow one another in both texts are chained; what stands between two of them on one side only is an
insertion or a cut (`tell`). Names and stock phrases grow too, but not far enough to count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.links.grow import (
    LEAST_LIKENESS,
    LEAST_PART,
    LEAST_WEIGHT,
    SEED,
    SHOWN,
    Limits,
    Step,
    Stretch,
    grown,
    is_promising,
    likeness,
    stretch_of,
    stretches,
)
from articles.links.shingles import Letters, weigh
from articles.links.tell import Passage, Telling

BRIDGE = 400  # weight of the quoting text's own words that may stand between two stretches of one quotation

_CLOSE = 2  # how many times its own weight may part a short stretch from the one before it
_NEAR = 160  # letters around a shared place that say whether a passage is there


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


def find_reuse(mine: str, theirs: str) -> Reuse | None:
    """The passages two texts share, or None; offsets are of the texts as given."""
    return align(Letters(mine), Letters(theirs))


def align(mine: Letters, theirs: Letters) -> Reuse | None:
    """As `find_reuse`, for texts whose letters are at hand."""
    a, b = mine.text, theirs.text
    chains = [chain for chain in _chains(stretches(mine, theirs), a, b) if chain.core >= LEAST_WEIGHT]
    if not chains:
        return None
    tell = Telling(mine, theirs, chains)
    return Reuse(
        passages=tuple(passage for chain in chains for passage in tell.passages(chain)),
        likeness=round(likeness([step for chain in chains for step in chain.steps], a, b), 3),
        weight=sum(chain.weight for chain in chains),
    )


def holds_passage(mine: Letters, theirs: Letters, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch that counts grows out of one of the places where the same letters stand; looks near them only."""
    for here, there in places:
        a, i = _around(mine, here)
        b, j = _around(theirs, there)
        if a[i : i + SEED] == b[j : j + SEED] and is_promising(a, b, SEED, i, j):
            stretch = grown(a, b, SEED, i, j, Limits(0, len(a), 0, len(b)))
            if stretch.weight >= LEAST_WEIGHT and likeness(stretch.steps, a, b) >= LEAST_LIKENESS:
                return True
    return False


def _around(text: Letters, place: int) -> tuple[str, int]:
    """The letters around a place of the source, and where in them it is."""
    at = int(text.count_before(place))
    begin = max(0, at - _NEAR)
    return text.text[begin : at + _NEAR], at - begin


# Chaining


def _chains(stretches: list[Stretch], a: str, b: str) -> list[Stretch]:
    """Stretches that follow one another in both texts, with few of my own words between them, made one."""
    chains: list[Stretch] = []
    for stretch in stretches:
        for n in range(len(chains) - 1, -1, -1):
            last = chains[n]
            rest = _without_head(stretch, last.mine[1], last.theirs[1], a)
            if rest and _continues(last, rest, a, b):
                between = Step(last.mine[1], rest.mine[0], last.theirs[1], rest.theirs[0])
                steps = (*last.steps, between, *rest.steps)
                is_cut = weigh(a[between.a : between.a_end]) < SHOWN
                core = last.core + rest.core if is_cut else max(last.core, rest.core)
                chains[n] = Stretch(steps, last.weight + rest.weight, core)
                break
        else:
            chains.append(stretch)
    return chains


def _continues(last: Stretch, rest: Stretch, a: str, b: str) -> bool:
    """Whether a stretch goes on with what the last one began: a short one only close behind it."""
    added = weigh(a[last.mine[1] : rest.mine[0]])
    left_out = weigh(b[last.theirs[1] : rest.theirs[0]])
    return added <= BRIDGE and (rest.weight >= LEAST_WEIGHT or added + left_out <= _CLOSE * rest.weight)


def _without_head(stretch: Stretch, a_from: int, b_from: int, a: str) -> Stretch | None:
    """A stretch less what lies before two places; None where nothing worth telling is left."""
    steps = []
    for step in stretch.steps:
        skip = max(a_from - step.a, b_from - step.b, 0)
        if skip == 0 and (steps or step.equal):
            steps.append(step)
        elif step.equal and skip < step.a_end - step.a:
            steps.append(Step(step.a + skip, step.a_end, step.b + skip, step.b_end, equal=True))
    if not steps:
        return None
    if len(steps) == len(stretch.steps) and steps[0] == stretch.steps[0]:
        return stretch
    rest = stretch_of(steps, a)
    return rest if rest.weight >= LEAST_PART else None
