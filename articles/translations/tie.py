"""Tying a translation to its original, whichever of the two comes first."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from articles.models import Article, Capture

Problem = tuple[str, str]  # code and message, for the report of an import


def tie_translations(named: Mapping[Article, str]) -> dict[int, list[Problem]]:
    """Tie articles to their originals, and translations that waited for one of these articles to it.

    `named` gives for each article the file name of its original where its page says one, else an empty string; a page
    may also show the address it was translated from. Returns what could not be tied, by the article's number.
    """
    problems: dict[int, list[Problem]] = defaultdict(list)
    for article, name in named.items():
        original = _original_of(article, name)
        if original is not None:
            problems[article.pk] += _tie(article, original)
        elif name:
            problems[article.pk].append(("no-original", f"its original, {name}, is not in the archive yet"))
    originals = {article.url: article for article in named if article.url}
    waiting = Article.objects.filter(source_url__in=originals, translation_of=None) if originals else ()
    for article in waiting:
        if article.pk != originals[article.source_url].pk:
            problems[article.pk] += _tie(article, originals[article.source_url])
    return problems


def _original_of(article: Article, name: str) -> Article | None:
    if name:
        capture = (
            Capture.objects.filter(Q(name=name) | Q(name__endswith=f"/{name}"), article__isnull=False)
            .select_related("article__translation_of")
            .order_by("-id")
            .first()
        )
        return capture and capture.article
    if article.source_url:
        return Article.objects.filter(url=article.source_url).exclude(pk=article.pk).first()
    return None


def _tie(article: Article, original: Article) -> list[Problem]:
    original = original.translation_of or original
    if original.pk == article.pk or original.language == article.language:
        return [("no-original", f"article {original.pk} is in the same language; not tied as its original")]
    if original.translations.filter(language=article.language).exclude(pk=article.pk).exists():
        return [("second-translation", f"article {original.pk} has a translation in this language already")]
    article.translation_of = original
    article.translated_revision_id = original.live_revision_id or original.latest_revision_id
    article.save()
    return []
