"""How many articles a subject has by year and month: the one place that counts."""

from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear

from articles.models import Article, Source, Tag


def articles_by_year(*, tag: Tag | None = None, source: Source | None = None) -> list[tuple[int, int]]:
    """(year, published originals), oldest first; years without any are left out."""
    articles = Article.objects.published().originals()
    if tag:
        articles = articles.tagged(tag)
    if source:
        articles = articles.filter(source=source)
    return _count(articles, ExtractYear("sorted_at"))


def articles_by_month(year: int) -> list[tuple[int, int]]:
    """(month, published originals) of a year."""
    articles = Article.objects.published().originals().filter(sorted_at__year=year)
    return _count(articles, ExtractMonth("sorted_at"))


def _count(articles, part) -> list[tuple[int, int]]:
    counted = articles.annotate(part=part).order_by("part").values("part").annotate(count=Count("pk"))
    return list(counted.values_list("part", "count"))
