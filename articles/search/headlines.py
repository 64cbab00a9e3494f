"""Finding articles at the desk, whatever their state: by number, by address, by the words of their headlines."""

from dataclasses import replace

from django.db.models import Q

from articles.models import Article, SearchDoc
from articles.search.match import TITLE, Narrowing, newest
from articles.search.query import Query, Term, parse_query

MOST_FOUND = 500  # of each kind; who has more narrows the search
_LARGEST_NUMBER = (1 << 63) - 1


def articles_meant(text: str) -> set[int]:
    """Numbers of the articles that `text` may mean. What readers see is asked of their index, so the archive is not read through."""
    text = text.strip()
    found: set[int] = set()
    if "/" in text:
        addressed = Article.objects.filter(Q(url=text) | Q(source_url=text)).order_by()
        found.update(addressed.values_list("pk", flat=True)[:MOST_FOUND])
    if text.isdecimal() and int(text) <= _LARGEST_NUMBER:
        found.add(int(text))
    return found | _published(parse_query(text)) | _unpublished(text)


def _published(query: Query) -> set[int]:
    if not query.terms:
        return set()
    keys = newest(begun(query), Narrowing(), TITLE, below=None, limit=MOST_FOUND)
    return set(SearchDoc.objects.filter(pk__in=keys).values_list("article", flat=True))


def begun(query: Query) -> Query:
    """The query whose last word may go on: completion asks while it is typed. A number is meant as it stands."""
    *before, last = query.terms
    if last.text.isdecimal():
        return replace(query, filters=())
    forms = tuple(
        replace(form, phrases=(*form.phrases[:-1], replace(form.phrases[-1], is_prefix=True)))
        for form in last.forms
    )
    return replace(query, terms=(*before, Term(last.text, forms)), filters=())


def _unpublished(text: str) -> set[int]:
    """Drafts and the like stand in no index of readers; there are few of them beside what is published."""
    rows = Article.objects.exclude(state=Article.State.PUBLISHED).order_by("-pk")
    for word in text.split():
        rows = rows.filter(Q(headline__icontains=word) | Q(original_headline__icontains=word))
    return set(rows.values_list("pk", flat=True)[:MOST_FOUND])
