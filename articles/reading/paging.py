"""Keyset paging: a page of a list begins after a row, so the thousandth page costs what the first does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from articles.models import Article, Byline, Listing

PAGE_SIZE = 30  # with the style sheet a page of the longest headlines stays below 60 kB
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class ListPage:
    """One page of a list of articles; `older` is the cursor of the next one, empty on the last."""

    articles: list[Article]
    older: str
    is_first: bool


def page_of(texts: QuerySet, cursor: str | None, *, size: int = PAGE_SIZE) -> ListPage:
    """The articles after `cursor`, newest first; a cursor that nobody gave out begins at the newest.

    `texts` are articles, the listings of a tag or the bylines of an author.
    """
    number = "pk" if texts.model is Article else "article_id"
    after = _read(cursor)
    if after:
        moment, last = after
        # The first condition says nothing new; it lets the database begin there instead of at the newest.
        texts = texts.filter(sorted_at__lte=moment)
        texts = texts.filter(Q(sorted_at__lt=moment) | Q(**{f"{number}__lt": last}))
    found = articles_in(texts.newest_first()[: size + 1])
    more = len(found) > size
    return ListPage(found[:size], _write(found[size - 1]) if more else "", is_first=after is None)


def articles_in(texts: QuerySet) -> list[Article]:
    """The articles of a query of articles, listings or bylines, with their sources, in its order."""
    if texts.model in (Listing, Byline):
        return [row.article for row in texts.select_related("article__source")]
    return list(texts)


def _write(article: Article) -> str:
    return f"{(article.sorted_at - _EPOCH) // _MICROSECOND}.{article.pk}"


def _read(cursor: str | None) -> tuple[datetime, int] | None:
    moment, _, number = (cursor or "").partition(".")
    try:
        return _EPOCH + int(moment) * _MICROSECOND, min(int(number), 2**63 - 1)
    except (ValueError, OverflowError):
        return None
