"""Bars by year as numbers for an SVG: all the template does is print them."""

from collections.abc import Sequence
from dataclasses import dataclass

# In units of the view box. A short row of years has wider steps; a long one scrolls.
WIDTH, NARROW, WIDE, BASE, TOP = 920, 26, 64, 150, 24


@dataclass(frozen=True)
class Bar:
    year: int
    count: int
    x: int
    y: int
    width: int
    height: int
    is_labelled: bool
    is_highest: bool

    @property
    def middle(self) -> int:
        # Whole: half a unit has a comma in Russian pages, which parts two numbers in SVG.
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        return self.y - 5


@dataclass(frozen=True)
class Mark:
    """An event under the bars; `row` 0 or 1 keeps neighbours' words apart."""

    tag: object
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
        return self.rows[0].year

    @property
    def last(self) -> int:
        return self.rows[-1].year

    @property
    def highest(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.count)

    def bar_of(self, year: int) -> Bar:
        return self.bars[year - self.bars[0].year]

    @property
    def is_full(self) -> bool:
        """Whether the newest years stand at the right edge: a narrow screen begins there, else at the left."""
        return self.bars[-1].x > self.width - 2 * WIDE

    @property
    def rows(self) -> list[Bar]:
        """For the table: the years that have any."""
        return [bar for bar in self.bars if bar.count]


def chart_of(counts: Sequence[tuple[int, int]]) -> Chart | None:
    """A bar for every year from the first to the last; a year alone stands between its empty neighbours. None of nothing."""
    if not counts:
        return None
    by_year = dict(counts)
    first, last = counts[0][0], counts[-1][0]
    if first == last:
        first, last = first - 1, last + 1
    highest = max(by_year.values())
    years = range(first, last + 1)
    step = max(NARROW, min(WIDE, WIDTH // len(years)))
    every = 1 if step > 40 else 5
    bars = []
    for place, year in enumerate(years):
        count = by_year.get(year, 0)
        height = max(2, round((BASE - TOP) * count / highest)) if count else 0
        bars.append(
            Bar(
                year,
                count,
                x=place * step + step // 6,
                y=BASE - height,
                width=step * 2 // 3,
                height=height,
                is_labelled=year % every == 0 or year == first,
                is_highest=count == highest,
            )
        )
    return Chart(bars, width=max(WIDTH, len(years) * step))
