"""Sitemaps for search engines: an index, the standing pages, and the articles by ranges of their numbers."""

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from articles.models import Article, Source, Tag
from articles.reading.addresses import canonical_url
from articles.reading.interfaces import INTERFACES
from articles.reading.responses import reader_page
from articles.reading.versions import Version, shown, version_of

RANGE = 2000  # article numbers in a file: found by primary key, never counted


@reader_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    highest = Article.objects.aggregate(highest=Max("pk"))["highest"] or 0
    paths = ["/sitemap-pages.xml"] + [f"/sitemap-articles-{n}.xml" for n in range(highest // RANGE + 1)]
    return _xml(request, "sitemap_index.xml", {"urls": [settings.SITE_URL + path for path in paths]})


@reader_page
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Pages that are the same in all interface languages: each names the other four."""
    names = [
        ("home", None),
        *((n, None) for n in ("article_list", "tag_list", "source_list", "timeline", "about")),
    ]
    names += [("tag_detail", slug) for slug in Tag.objects.used().values_list("slug", flat=True)]
    held = Source.objects.filter(articles__state=Article.State.PUBLISHED).distinct()
    names += [("source_detail", slug) for slug in held.values_list("slug", flat=True)]
    pages = []
    for name, slug in names:
        alternates = []
        for interface in INTERFACES:
            with override(interface.code):
                alternates.append(
                    (interface.tag, settings.SITE_URL + reverse(name, args=[slug] if slug else []))
                )
        pages += [{"url": url, "alternates": alternates} for _, url in alternates]
    return _xml(request, "sitemap.xml", {"pages": pages})


@reader_page
def sitemap_articles(request: HttpRequest, number: int) -> HttpResponse:
    """Originals with their translations; an unreviewed machine translation is not told of."""
    if number > 10**9:
        raise Http404
    originals = Article.objects.published().originals()
    originals = originals.filter(pk__gte=number * RANGE, pk__lt=(number + 1) * RANGE).order_by("pk")
    families: dict[int, list[Version]] = {a.pk: [Version(a.language, "original", a)] for a in originals}
    translations = shown().published().filter(translation_of__in=families).order_by("pk")
    for article in translations:
        family = families[article.translation_of_id]
        version = version_of(article, article)
        if version.is_listed:
            family.append(version)
    pages = []
    for family in families.values():
        urls = [(v.language, canonical_url(v.article)) for v in family]
        for version, (_, url) in zip(family, urls, strict=True):
            pages.append({"url": url, "alternates": urls, "changed": version.article.changed_at})
    return _xml(request, "sitemap.xml", {"pages": pages})


def _xml(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
