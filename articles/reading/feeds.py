"""Feeds of the newest articles: all, of a tag, a source, an author, a year or month; Atom, and JSON by ?format=json."""

from datetime import date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.models import Byline, Tag
from articles.reading.dates import say_month, say_year
from articles.reading.excerpts import beginnings_of
from articles.reading.interfaces import interface_tag
from articles.reading.paging import articles_in
from articles.reading.responses import reader_page
from articles.reading.rows import Row, listable, rows_of
from articles.reading.sources import find_source
from articles.reading.subjects import texts_about
from articles.reading.tags import moved
from articles.reading.timeline import texts_of

NEWEST = 30


@reader_page
def latest(request: HttpRequest) -> HttpResponse:
    return _feed(request, _("Kazakhstan press archive"), reverse("home"), listable())


@reader_page
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        there = moved(slug)
        return redirect("feed_tag", there.slug, permanent=True) if there else HttpResponse(status=410)
    return _feed(request, tag.local_name, tag.get_absolute_url(), texts_about(tag))


@reader_page
def of_source(request: HttpRequest, slug: str) -> HttpResponse:
    source = find_source(slug)
    if source.slug != slug:
        return redirect("feed_source", source.slug, permanent=True)
    return _feed(request, source.local_name, source.get_absolute_url(), listable().filter(source=source))


@reader_page
def of_author(request: HttpRequest, slug: str) -> HttpResponse:
    newest = Byline.objects.filter(slug=slug).newest_first()
    named = newest.first()
    if named is None:
        raise Http404
    return _feed(request, named.name, reverse("author_detail", args=[slug]), newest)


@reader_page
def of_time(request: HttpRequest, year: int, month: int | None = None) -> HttpResponse:
    texts = texts_of(year, month)
    if month:
        return _feed(
            request, say_month(date(year, month, 1)), reverse("archive_month", args=[year, month]), texts
        )
    return _feed(request, say_year(year), reverse("archive_year", args=[year]), texts)


def _feed(request: HttpRequest, title: str, path: str, articles) -> HttpResponse:
    return feed_of(request, title, path, rows_of(articles_in(articles.newest_first()[:NEWEST])))


def feed_of(request: HttpRequest, title: str, path: str, rows: list[Row]) -> HttpResponse:
    """A feed of these rows, which belongs to the page at `path`."""
    as_json = request.GET.get("format") == "json"
    write = _json_feed if as_json else _atom
    beginnings = beginnings_of(row.article for row in rows)
    entries = [(row, beginnings[row.article.pk]) for row in rows]
    return write(
        f"{title} — kzsite", settings.SITE_URL + path, settings.SITE_URL + request.get_full_path(), entries
    )


def _atom(title: str, page_url: str, own_url: str, entries: list[tuple[Row, str]]) -> HttpResponse:
    feed = Atom1Feed(
        title=title,
        link=page_url,
        description="",
        language=interface_tag(),
        feed_url=own_url,
        feed_guid=own_url,
        author_name="kzsite",  # of the feed: an entry that names nobody must not be nobody's
    )
    for row, beginning in entries:
        url = settings.SITE_URL + row.article.get_absolute_url()
        feed.add_item(
            title=row.article.headline,
            link=url,
            description=beginning,
            unique_id=url_id(row),
            pubdate=_moment(row),
            updateddate=row.article.changed_at,
            author_name=", ".join(_authors(row)),
            categories=[row.article.language],
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _json_feed(title: str, page_url: str, own_url: str, entries: list[tuple[Row, str]]) -> HttpResponse:
    items = [
        {
            "id": url_id(row),
            "url": settings.SITE_URL + row.article.get_absolute_url(),
            "title": row.article.headline,
            "content_text": beginning,
            "language": row.article.language,
            "date_published": _moment(row).isoformat(),
            "date_modified": row.article.changed_at.isoformat(),
            "authors": [{"name": name} for name in _authors(row)],
        }
        for row, beginning in entries
    ]
    return JsonResponse(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": page_url,
            "feed_url": own_url,
            "language": interface_tag(),
            "items": items,
        },
        content_type="application/feed+json",
        json_dumps_params={"ensure_ascii": False},
    )


def url_id(row: Row) -> str:
    """Stays when the slug or the host changes."""
    return f"tag:kzsite,2026:article/{row.article.pk}"


def _authors(row: Row) -> list[str]:
    """Who wrote the text; where the page names nobody, the paper."""
    source = row.original.source
    return row.article.authors or ([source.local_name] if source else [])


def _moment(row: Row) -> datetime:
    return row.original.sorted_at
