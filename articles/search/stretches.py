"""The keys of a large archive in stretches, the newest first, for PostgreSQL, whose full-text index knows no order.

To find the newest hits it would fetch all there are. In a stretch it looks for those of some years only, as the index holds the year of
each entry; the older ones are asked for where the newer are too few.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import MonthCount, SearchDoc
from articles.models.prepared import Prepared
from articles.search.index import NO_EARLIEST, NO_LATEST, filter_token

# Entries of the first stretch and of the second, at least; the third is what is left. Each costs a way through the index,
# so where several words must stand together, which few entries have, one begins with the second.
SIZES = (2_000, 32_000)

_MONTHS = Prepared(lambda: MonthCount.objects.filter(tag=None, source=None).values_list("month", "number"))
_NEWEST = Prepared(lambda: SearchDoc.objects.order_by("-pk").values_list("pk")[:1])


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries with a key from `first` to below `last` all hold one of the `tokens`; without tokens, any."""

    first: int
    last: int
    tokens: tuple[str, ...] = ()


def stretches(first: int, last: int, least: tuple[int, ...]) -> Iterator[Stretch]:
    """The keys from `first` to below `last`, parted between years into stretches of at least so many entries.

    What is left is the last; a small archive is not parted.
    """
    newest = _NEWEST()
    top = _year_of(max(0, min(newest[0][0], last - 1))) if newest else 0  # no calendar holds all keys
    years: dict[int, int] = defaultdict(int)
    for month, number in _MONTHS():
        if month // 100 <= top:
            years[month // 100] += number
    counted, left, sizes = 0, sum(years.values()), list(least)
    for year in sorted(years, reverse=True):
        counted += years[year]
        begin = SearchDoc.first_key_of(datetime(year, 1, 1, tzinfo=timezone.get_default_timezone()))
        if not sizes or begin <= first or left < 2 * counted:
            break
        if counted >= sizes[0]:
            held = [filter_token("y", of) for of in range(year, top + 1)]
            yield Stretch(begin, last, (*held, NO_EARLIEST, NO_LATEST))
            last, top, left, counted = begin, year - 1, left - counted, 0
            del sizes[0]
    yield Stretch(first, last)


def _year_of(key: int) -> int:
    moment = datetime.fromtimestamp((key >> 24) * 60, tz=timezone.get_default_timezone())
    return moment.year
