"""Tying a translation to its original, whichever of the two comes first."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Q

from articles.models import Article, Capture
from articles.text.normalise import plain_key

Problem = tuple[str, str]  # code and message, for the report of an import


def tie_translations(named: Mapping[Article, str]) -> dict[int, list[Problem]]:
    """Tie articles to their originals, and translations that waited for one of these articles to it.

    `named` gives for each article the file name of its original where its page says one, else an empty string; a page
    may also show the address it was translated from, or name a translator and the original's headline. Returns what could not be tied, by the article's number.
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
    headlines = {article.headline for article in named if not _is_said_to_be_translated(article)}
    waiting = Article.objects.originals().filter(original_headline__in=headlines)
    for article in waiting.exclude(translator="", engine="") if headlines else ():
        original = _original_by_headline(article)
        if original is not None:
            problems[article.pk] += _tie(article, original)
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
    return _original_by_headline(article) if _is_said_to_be_translated(article) else None


def _original_by_headline(article: Article) -> Article | None:
    """The only text that has the headline which the page shows as its original's; none where there are two."""
    key = plain_key(article.original_headline)[:500]
    rows = Article.objects.originals().filter(title_key=key)[:20]
    found = [original for original in rows if _may_translate(article, original)]
    return found[0] if len(found) == 1 else None


def _is_said_to_be_translated(article: Article) -> bool:
    """A second headline alone says little: many papers print one in English over their own texts."""
    return bool(article.original_headline and (article.translator or article.engine))


def _may_translate(article: Article, original: Article) -> bool:
    if original.pk == article.pk or original.language == article.language:
        return False
    if _is_said_to_be_translated(original) or original.source_url:
        return False
    days = original.published_on, article.published_on
    return not all(days) or days[0] <= days[1] + timedelta(days=1)


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
