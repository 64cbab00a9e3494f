"""What can be read in one language, originals and translations alike, whatever the interface speaks."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.models import Article
from articles.reading.feeds import NEWEST, feed_of
from articles.reading.interfaces import INTERFACES, autonym
from articles.reading.paging import page_of
from articles.reading.responses import reader_page
from articles.reading.rows import Row, listable, row_of
from articles.reading.versions import in_interface_order, translations_of


@reader_page
def language_detail(request: HttpRequest, language: str) -> HttpResponse:
    page = page_of(_texts_in(language), request.GET.get("before"))
    context = {
        "language": language,
        "languages": languages_with_counts(),
        "page": page,
        "rows": rows_in(page.articles),
    }
    return render(request, "articles/language_detail.html", context)


@reader_page
def feed_of_language(request: HttpRequest, language: str) -> HttpResponse:
    texts = _texts_in(language).newest_first()[:NEWEST]
    return feed_of(request, autonym(language), reverse("language_detail", args=[language]), rows_in(texts))


def languages_with_counts() -> list[tuple[str, int]]:
    """Every language that something can be read in, with how many texts; the interface languages first."""
    counts = dict(Article.objects.published().values_list("language").annotate(count=Count("pk")).order_by())
    order = [i.tag for i in INTERFACES] + sorted(counts)
    return [(language, counts[language]) for language in dict.fromkeys(order) if language in counts]


def rows_in(texts: Sequence[Article]) -> list[Row]:
    """A row for each of these texts, itself in front, with its other versions; two queries for all."""
    texts = list(texts)
    originals = {a.pk: a for a in listable().filter(pk__in=[a.translation_of_id or a.pk for a in texts])}
    families: dict[int, list[Article]] = {}
    for translation in sorted(translations_of(originals.values()), key=in_interface_order):
        families.setdefault(translation.translation_of_id, []).append(translation)
    rows = []
    for text in texts:
        original = originals.get(text.translation_of_id or text.pk, text)
        members = families.get(original.pk, [])
        shown = next((a for a in [original, *members] if a.pk == text.pk), None)
        if shown is not None:  # else withdrawn between two queries
            rows.append(row_of(original, members, shown))
    return rows


def _texts_in(language: str) -> QuerySet:
    texts = Article.objects.published().in_language(language).select_related("source")
    if language not in {i.tag for i in INTERFACES} and not texts.exists():
        raise Http404
    return texts
