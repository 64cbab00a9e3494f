"""What lists of tags show beside their names: newest articles, events on a chart, kin."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import Coalesce, DenseRank
from django.utils.translation import gettext_lazy

from articles.models import Article, Tag, TaggedArticle
from articles.reading.charts import Chart, Mark
from articles.reading.rows import Row, listable, rows_of
from articles.reading.versions import family_of

KINDS = {  # the heading over several, in the order shown
    Tag.Kind.TOPIC: gettext_lazy("Topics"),
    Tag.Kind.PERSON: gettext_lazy("People"),
    Tag.Kind.ORGANISATION: gettext_lazy("Organisations"),
    Tag.Kind.PLACE: gettext_lazy("Places"),
    Tag.Kind.AGREEMENT: gettext_lazy("Agreements"),
    Tag.Kind.EVENT: gettext_lazy("Events"),
}


@dataclass(frozen=True)
class Theme:
    tag: Tag
    rows: list[Row]


def tags_of(original: int) -> list[Tag]:
    """What a text is about: the tags of all its published versions, by its original's number; most used first."""
    versions = Article.objects.published().filter(family_of([original]))
    tags = Tag.objects.filter(tagged_items__content_object__in=versions).distinct()
    return list(tags.order_by("-article_count", "slug"))


def main_subject(tags: Iterable[Tag]) -> Tag | None:
    """The tag that says best what a text is about: topics first, then what the archive has most of."""
    shared = (tag for tag in tags if tag.article_count > 1)
    return min(shared, key=lambda t: (t.kind != Tag.Kind.TOPIC, -t.article_count, t.slug), default=None)


def texts_about(tag: Tag) -> QuerySet:
    """Originals of which a published version carries the tag, ready for a list."""
    return listable().filter(pk__in=_carriers().filter(tag=tag).values("text"))


def latest_of(tags: Sequence[Tag], *, each: int) -> list[Theme]:
    """The newest texts of every tag, in three queries for all of them."""
    moment = Coalesce("content_object__translation_of__sorted_at", "content_object__sorted_at")
    # A text with three versions that carry the tag has one rank, three times.
    ranked = (
        _carriers()
        .filter(tag__in=tags)
        .annotate(
            rank=Window(DenseRank(), partition_by="tag", order_by=[moment.desc(), F("text").desc()]),
        )
        .filter(rank__lte=each)
        .order_by("tag", "rank")
        .values_list("tag", "text")
    )
    wanted = dict.fromkeys(ranked)
    articles = listable().in_bulk({text for _, text in wanted})
    rows = {row.original.pk: row for row in rows_of(list(articles.values()))}
    by_tag = defaultdict(list)
    for tag, text in wanted:
        if text in rows:  # the original may be a draft
            by_tag[tag].append(rows[text])
    return [Theme(tag, by_tag[tag.pk]) for tag in tags if by_tag[tag.pk]]


def marks_on(chart: Chart | None, most: int = 8) -> list[Mark]:
    """The events that most articles tell of, under the years of a chart."""
    if chart is None:
        return []
    events = (
        Tag.objects.of_kind(Tag.Kind.EVENT)
        .used()
        .filter(begins_on__year__gte=chart.first, begins_on__year__lte=chart.last)
        .order_by("-article_count", "slug")[:most]
    )
    marks, before = [], None
    for tag in sorted(events, key=lambda t: t.begins_on):
        x = round(chart.bar_of(tag.begins_on.year).middle)
        row = 1 - before.row if before and x - before.x < 150 else 0
        before = Mark(tag, x, row)
        marks.append(before)
    return marks


def seen_together(tag: Tag, most: int = 12) -> list[Tag]:
    """Tags of the same texts, with `together`, in how many."""
    texts = _carriers().filter(tag=tag).values("text")
    counted = (
        _carriers()
        .filter(text__in=texts)
        .exclude(tag=tag)
        .values("tag")
        .annotate(together=Count("text", distinct=True))
        .order_by("-together", "tag")[:most]
    )
    together = dict(counted.values_list("tag", "together"))
    tags = Tag.objects.in_bulk(together)
    for pk, number in together.items():
        tags[pk].together = number
    return [tags[pk] for pk in together]


def _carriers() -> QuerySet:
    """Tags on published articles, with `text`, the number of the original."""
    return TaggedArticle.objects.filter(content_object__state=Article.State.PUBLISHED).annotate(
        text=Coalesce("content_object__translation_of", "content_object")
    )
