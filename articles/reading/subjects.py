"""What lists of tags show beside their names: newest articles, events on a chart, kin."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from articles.models import Article, Tag, TaggedArticle
from articles.reading.charts import Chart, Mark
from articles.reading.rows import Row, listable, rows_of


@dataclass(frozen=True)
class Theme:
    tag: Tag
    rows: list[Row]


def latest_of(tags: Sequence[Tag], *, each: int) -> list[Theme]:
    """The newest articles of every tag, in two queries for all of them."""
    ranked = (
        listable()
        .filter(tagged_items__tag__in=tags)
        .annotate(
            subject=F("tagged_items__tag"),
            rank=Window(
                RowNumber(),
                partition_by=F("tagged_items__tag"),
                order_by=[F("sorted_at").desc(), F("id").desc()],
            ),
        )
        .filter(rank__lte=each)
    )
    articles = list(ranked)
    rows = defaultdict(list)
    for article, row in zip(articles, rows_of(articles), strict=True):
        rows[article.subject].append((article.rank, row))
    return [Theme(tag, [row for _, row in sorted(rows[tag.pk], key=lambda r: r[0])]) for tag in tags]


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
    """Tags that stand on the same articles, with `together`, how many."""
    articles = TaggedArticle.objects.filter(
        tag=tag, content_object__state=Article.State.PUBLISHED, content_object__translation_of__isnull=True
    ).values("content_object")
    return list(
        Tag.objects.filter(tagged_items__content_object__in=articles)
        .exclude(pk=tag.pk)
        .annotate(together=Count("tagged_items"))
        .order_by("-together", "slug")[:most]
    )
