"""Bars by year as numbers for an SVG: all the template does is print them."""

from collections.abc import Sequence
from dataclasses import dataclass

STEP, BAR, BASE, TOP = 28, 19, 150, 24  # in units of the view box


@dataclass(frozen=True)
class Bar:
    year: int
    count: int
    x: int
    y: int
    height: int
    is_labelled: bool
    is_highest: bool

    @property
    def middle(self) -> float:
        return self.x + BAR / 2

    @property
    def above(self) -> int:
        return self.y - 5


@dataclass(frozen=True)
class Mark:
    """An event under the bars; `row` 0 or 1 keeps neighbours' words apart."""

    label: object
    x: int
    row: int

    @property
    def y(self) -> int:
        return 198 + 18 * self.row


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    width: int
    base: int = BASE

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def first(self) -> int:
        return self.bars[0].year

    @property
    def last(self) -> int:
        return self.bars[-1].year

    @property
    def highest(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.count)

    @property
    def rows(self) -> list[Bar]:
        """For the table: the years that have any."""
        return [bar for bar in self.bars if bar.count]


def chart_of(counts: Sequence[tuple[int, int]]) -> Chart | None:
    """A bar for every year from the first to the last; None where fewer than two years have any."""
    if len(counts) < 2:
        return None
    by_year = dict(counts)
    first, last = counts[0][0], counts[-1][0]
    highest = max(by_year.values())
    bars = []
    for place, year in enumerate(range(first, last + 1)):
        count = by_year.get(year, 0)
        height = max(2, round((BASE - TOP) * count / highest)) if count else 0
        every = 1 if last - first < 12 else 5
        bars.append(
            Bar(
                year,
                count,
                x=6 + place * STEP,
                y=BASE - height,
                height=height,
                is_labelled=year % every == 0 or year == first,
                is_highest=count == highest,
            )
        )
    return Chart(bars, width=12 + len(bars) * STEP)
