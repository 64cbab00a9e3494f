"""How many articles a subject has by year and month: the one place that counts."""

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear


def texts_by_year(texts: QuerySet) -> list[tuple[int, int]]:
    """(year, how many of these originals), oldest first; years without any are left out."""
    return _count(texts, ExtractYear("sorted_at"))


def texts_by_month(texts: QuerySet) -> list[tuple[int, int]]:
    """(month, how many of these originals) where all are of one year."""
    return _count(texts, ExtractMonth("sorted_at"))


def _count(texts: QuerySet, part) -> list[tuple[int, int]]:
    counted = texts.order_by().annotate(part=part).values("part").annotate(count=Count("pk"))
    return list(counted.order_by("part").values_list("part", "count"))
