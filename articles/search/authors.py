"""Completion of authors: names that articles of the archive have, the most frequent first."""

from collections import Counter

from django.db.models import Q

from articles.models import Article, SearchDoc
from articles.search.headlines import MOST_FOUND, begun
from articles.search.match import TAGS, Narrowing, newest
from articles.search.query import parse_query
from articles.text.normalise import plain_key

OFFERED = 10


def authors_like(text: str, *, source: int | None = None) -> list[str]:
    """Names that hold `text`: of the newest articles that the index knows by it, and of the newest of a paper."""
    key = plain_key(text)
    query = parse_query(text)
    if not key or not query.terms:
        return []
    keys = newest(begun(query), Narrowing(), TAGS, below=None, limit=MOST_FOUND)
    found = Q(pk__in=SearchDoc.objects.filter(pk__in=keys).values("article"))
    lists = [*_lists(found), *_lists(Q(source=source))] if source else _lists(found)
    names = Counter(name for names in lists for name in names if key in plain_key(name))
    return [name for name, _count in names.most_common(OFFERED)]


def _lists(which: Q) -> list[list[str]]:
    rows = Article.objects.filter(which).order_by("-pk")
    return list(rows.values_list("authors", flat=True)[:MOST_FOUND])
