"""How many texts a list has by year and month, from what is kept: nothing is counted here."""

from collections import Counter

from django.db.models import BigIntegerField
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from articles.models import MonthCount, Source, Tag
from articles.models.prepared import Asked, Prepared


def texts_by_year(*, tag: Tag | None = None, source: Source | None = None) -> list[tuple[int, int]]:
    """(year, how many originals of the archive, of a tag or of a source), oldest first; no year without any."""
    years: Counter[int] = Counter()
    for month, number in _months(tag, source):
        years[month // 100] += number
    return sorted(years.items())


def texts_by_month(year: int) -> list[tuple[int, int]]:
    """(month, how many originals) of a year."""
    return [(month % 100, number) for month, number in _months(None, None) if month // 100 == year]


def texts_by_source() -> dict[int, tuple[int, int, int]]:
    """Source → (how many originals, first year, last year)."""
    found: dict[int, tuple[int, int, int]] = {}
    rows = MonthCount.objects.filter(source__isnull=False).values_list("source", "month", "number")
    for source, month, number in rows:
        year = month // 100
        known, first, last = found.get(source, (0, year, year))
        found[source] = known + number, min(first, year), max(last, year)
    return found


def _months(tag: Tag | None, source: Source | None) -> list[tuple[int, int]]:
    if tag:
        return _OF_TAG(tag=tag.pk)
    return _OF_SOURCE(source=source.pk) if source else _OF_ALL()


def _counts(*conditions: Exact, **wanted) -> Prepared:
    return Prepared(
        lambda: (
            MonthCount.objects.filter(*conditions, **wanted).order_by("month").values_list("month", "number")
        )
    )


# Written so that SQLite takes the index of tags: in that of sources the months of all tags have none.
_NO_SOURCE = Exact(Coalesce("source", 0, output_field=BigIntegerField()), 0)
_OF_ALL = _counts(_NO_SOURCE, tag=None)
_OF_TAG, _OF_SOURCE = _counts(tag=Asked("tag")), _counts(source=Asked("source"))  # a row is of one alone
