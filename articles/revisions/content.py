"""Content: one state of an article's text as a value, read from a row or a revision and written back to a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from articles.models import Article, Revision, Source

DATES = ("published_on", "updated_on", "estimate_not_before", "estimate_not_after")
MOMENTS = ("published_at", "updated_at")
PLAIN = (
    "language",
    "is_headline_proposed",
    "section",
    "estimate_basis",
    "url",
    "source_url",
    "translator",
    "reviser",
    "engine",
)
ATTRIBUTES = ("authors", "source", *PLAIN, *DATES, *MOMENTS)


@dataclass(frozen=True)
class Content:
    """What a revision freezes. `attributes` are JSON values under the names of ATTRIBUTES; `tags` are slugs."""

    headline: str
    body: str
    subtitle: str = ""
    original_headline: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def content_of_revision(revision: Revision) -> Content:
    return Content(
        headline=revision.headline,
        body=revision.body,
        subtitle=revision.subtitle,
        original_headline=revision.original_headline,
        attributes=dict(revision.attributes),
        tags=tuple(revision.tags),
    )


def with_revisions(articles: Iterable[Article]) -> list[Article]:
    """The articles with their live and newest revisions, fetched where they are not there, each once."""
    articles = list(articles)
    keys = [Article._meta.get_field(name) for name in ("live_revision", "latest_revision")]
    missing = [
        (article, key, number)
        for article in articles
        for key in keys
        if (number := getattr(article, key.attname)) is not None and not key.is_cached(article)
    ]
    revisions = Revision.objects.in_bulk({number for _, _, number in missing})
    for article, key, number in missing:
        key.set_cached_value(article, revisions[number])
    return articles


def attributes_of(article: Article) -> dict[str, Any]:
    """The row's attributes as JSON values."""
    values = {name: getattr(article, name) for name in PLAIN}
    values["authors"] = list(article.authors)
    values["source"] = article.source.slug if article.source else None
    for name in DATES + MOMENTS:
        value = getattr(article, name)
        values[name] = value.isoformat() if value else None
    return values


def apply_content(article: Article, content: Content, sources: Mapping[str, Source]) -> None:
    """Set the row's columns to the content, unsaved; a source that is not among those by slug is left out."""
    article.headline = content.headline
    article.subtitle = content.subtitle
    article.original_headline = content.original_headline
    attributes = content.attributes
    for name in PLAIN:
        if name in attributes:
            setattr(article, name, attributes[name])
    article.authors = list(attributes.get("authors", article.authors))
    if "source" in attributes:
        article.source = sources.get(attributes["source"] or "")
    for name in DATES:
        if name in attributes:
            setattr(article, name, date.fromisoformat(attributes[name]) if attributes[name] else None)
    for name in MOMENTS:
        if name in attributes:
            setattr(article, name, datetime.fromisoformat(attributes[name]) if attributes[name] else None)
