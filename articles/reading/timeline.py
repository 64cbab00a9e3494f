"""Time as a way in: events with the articles that tell of them, and the archive by year and month."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, make_aware

from articles.models import Article, Tag
from articles.reading.charts import chart_of
from articles.reading.counts import texts_by_month, texts_by_year
from articles.reading.paging import page_of
from articles.reading.responses import reader_page
from articles.reading.rows import listable, rows_of
from articles.reading.subjects import latest_of

MANY = 20  # articles that make an event a big one
NEWEST = 60  # articles that stand in for events where none is described


@reader_page
def timeline(request: HttpRequest) -> HttpResponse:
    events = Tag.objects.of_kind(Tag.Kind.EVENT).used().filter(begins_on__isnull=False)
    told = latest_of(events.order_by("-begins_on", "slug"), each=5)
    counts = texts_by_year()
    rows = [] if told else rows_of(listable().newest_first()[:NEWEST])
    return render(
        request,
        "articles/timeline.html",
        {
            "events": _by_year(told, lambda theme: theme.tag.begins_on.year, dict(counts)),
            "articles": _by_year(rows, lambda row: localtime(row.original.sorted_at).year, dict(counts)),
            "years": counts,
            "chart": chart_of(counts),
            "many": MANY,
        },
    )


def _by_year(entries: list, year_of: Callable, counts: dict[int, int]) -> list[tuple[int, int, list]]:
    """(year, its articles, its entries), as the entries come."""
    return [(year, counts.get(year, 0), list(group)) for year, group in groupby(entries, key=year_of)]


@reader_page
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    return _archive(request, year)


@reader_page
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return _archive(request, year, month)


def texts_of(year: int, month: int | None) -> QuerySet[Article]:
    """The originals of a year or a month, ready for a list; 404 for what no calendar has, or not in every time zone."""
    if not 2 <= year <= 9998 or not 1 <= (month or 1) <= 12:
        raise Http404
    first = datetime(year, month or 1, 1)
    end = datetime(year, month + 1, 1) if month and month < 12 else datetime(year + 1, 1, 1)
    return listable().filter(sorted_at__gte=make_aware(first), sorted_at__lt=make_aware(end))


def _archive(request: HttpRequest, year: int, month: int | None = None) -> HttpResponse:
    page = page_of(texts_of(year, month), request.GET.get("before"))
    if not page.articles:
        raise Http404
    return render(
        request,
        "articles/archive.html",
        {
            "page": page,
            "rows": rows_of(page.articles),
            "year": date(year, 1, 1),
            "month": date(year, month, 1) if month else None,
            "months": [(date(year, number, 1), count) for number, count in texts_by_month(year)],
        },
    )
