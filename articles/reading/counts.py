"""How many articles a subject has by year and month: the one place that counts."""

from django.db.models import Count, Func, IntegerField, QuerySet
from django.utils import timezone

_SUBSTRINGS = {"year": "1, 4", "month": "6, 2"}  # of 2024-05-09 12:00:00


class LocalPart(Func):
    """A moment's year or month in the site's time zone, worked out by the database itself.

    Django's own functions call back into Python for each row on SQLite, which costs ten times as much. There the
    zone's present offset stands for all moments: within an hour of midnight a zone with summer time may err.
    """

    output_field = IntegerField()

    def __init__(self, moment: str, part: str):
        super().__init__(moment)
        self.part = part

    def as_sqlite(self, compiler, connection, **context) -> tuple[str, list]:
        minutes = int(timezone.localtime().utcoffset().total_seconds()) // 60
        substring = _SUBSTRINGS[self.part]
        template = f"CAST(SUBSTR(DATETIME(%(expressions)s, '{minutes:+} minutes'), {substring}) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context) -> tuple[str, list]:
        zone = timezone.get_default_timezone_name()
        template = f"EXTRACT({self.part} FROM %(expressions)s AT TIME ZONE '{zone}')::integer"
        return self.as_sql(compiler, connection, template=template, **context)


def texts_by_year(texts: QuerySet) -> list[tuple[int, int]]:
    """(year, how many of these originals), oldest first; years without any are left out."""
    return _count(texts, LocalPart("sorted_at", "year"))


def texts_by_month(texts: QuerySet) -> list[tuple[int, int]]:
    """(month, how many of these originals) where all are of one year."""
    return _count(texts, LocalPart("sorted_at", "month"))


def _count(texts: QuerySet, part: LocalPart) -> list[tuple[int, int]]:
    counted = texts.order_by().annotate(part=part).values("part").annotate(count=Count("pk"))
    return list(counted.order_by("part").values_list("part", "count"))
