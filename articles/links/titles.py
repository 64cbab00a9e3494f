"""Forms of titles in the database: who bears one, and whose page names one, whichever came first."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from articles.links.texts import Text, title_keys
from articles.models import Article, Quotation, Reference, TitleKey

Kind = TitleKey.Kind


def store_title_keys(batch: Collection[Text]) -> None:
    """Make the forms held of the batch's articles those of their texts and references; four queries at most."""
    numbers = [text.pk for text in batch]
    wanted = {(text.pk, Kind.HEADLINE, key) for text in batch for key in text.title_keys}
    wanted |= {
        (text.pk, Kind.QUOTATION, key)
        for text in batch
        for q in text.quotations
        for key in title_keys(q.title)
    }
    named = Reference.objects.filter(article__in=numbers).exclude(kind=Reference.Kind.TEXT)
    for article, title in named.values_list("article", "title"):
        wanted |= {(article, Kind.REFERENCE, key) for key in title_keys(title)}
    held = {
        (row.article_id, row.kind, row.key): row.pk for row in TitleKey.objects.filter(article__in=numbers)
    }
    if gone := [pk for row, pk in held.items() if row not in wanted]:
        TitleKey.objects.filter(pk__in=gone).delete()
    TitleKey.objects.bulk_create(
        TitleKey(article_id=article, kind=kind, key=key)
        for article, kind, key in sorted(wanted - held.keys())
    )


def articles_by_title(keys: Collection[str]) -> dict[str, set[int]]:
    """The articles whose headline, with its subtitle or without, has one of these forms."""
    found: dict[str, set[int]] = defaultdict(set)
    if keys:
        rows = TitleKey.objects.filter(kind=Kind.HEADLINE, key__in=keys).values_list("article", "key")
        for pk, key in (*rows, *Article.objects.filter(title_key__in=keys).values_list("pk", "title_key")):
            found[key].add(pk)
    return found


def naming(model: type[Quotation] | type[Reference], keys: Collection[str]) -> Iterable[int]:
    """The articles whose quotations or references give a title one of these forms, as a query."""
    kind = Kind.QUOTATION if model is Quotation else Kind.REFERENCE
    return TitleKey.objects.filter(kind=kind, key__in=keys).values("article")
