"""What lists of tags show beside their names: newest articles, events on a chart, kin."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy

from articles.models import Listing, Tag
from articles.models.names import NAME_LANGUAGES
from articles.models.prepared import Asked, Prepared, asked_list, filled, size_for
from articles.reading.charts import Chart, Mark
from articles.reading.rows import Row, listable, rows_of

KINDS = {  # the heading over several, in the order shown
    Tag.Kind.TOPIC: gettext_lazy("Topics"),
    Tag.Kind.PERSON: gettext_lazy("People"),
    Tag.Kind.ORGANISATION: gettext_lazy("Organisations"),
    Tag.Kind.PLACE: gettext_lazy("Places"),
    Tag.Kind.AGREEMENT: gettext_lazy("Agreements"),
    Tag.Kind.EVENT: gettext_lazy("Events"),
}
COMMON = 50  # articles that make a tag common
MOST_TOGETHER = 12
RECENT = 200  # texts in which one looks for what a tag stands together with


@dataclass(frozen=True)
class Theme:
    tag: Tag
    rows: list[Row]


_TAGS = Prepared(
    lambda: Tag.objects.filter(listings__article=Asked("original")).only(
        "slug", "kind", "article_count", *(f"name_{ending}" for ending in NAME_LANGUAGES.values())
    )
)


def tags_of(original: int) -> list[Tag]:
    """What a text is about: the tags of all its published versions, by its original's number; most used first."""
    return sorted(_TAGS(original=original), key=lambda tag: (-tag.article_count, tag.slug))


def main_subject(tags: Iterable[Tag]) -> Tag | None:
    """The tag that says best what a text is about: topics first, then what the archive has most of."""
    shared = (tag for tag in tags if tag.article_count > 1)
    return min(shared, key=lambda t: (t.kind != Tag.Kind.TOPIC, -t.article_count, t.slug), default=None)


def texts_about(tag: Tag | Asked) -> QuerySet[Listing]:
    """The originals of which a published version carries the tag, as rows of its list."""
    return Listing.objects.about(tag)


@cache
def _newest_about(each: int) -> Prepared:
    return Prepared(lambda: texts_about(Asked("tag")).newest_first().values_list("article")[:each])


@cache
def _newest_of_rare(size: int, each: int) -> Prepared:
    order = [F("sorted_at").desc(), F("article").desc()]
    return Prepared(
        lambda: (
            Listing.objects.filter(tag__pk__in=asked_list("tag", size))
            .annotate(rank=Window(RowNumber(), partition_by="tag", order_by=order))
            .filter(rank__lte=each)
            .order_by("tag", "rank")
            .values_list("tag", "article")
        )
    )


@cache
def _articles(size: int) -> Prepared:
    return Prepared(lambda: listable().filter(pk__in=asked_list("article", size)))


def latest_of(tags: Sequence[Tag], *, each: int) -> list[Theme]:
    """The newest texts of every tag that has any: a query for each common tag, two for all others."""
    numbers: dict[int, list[int]] = defaultdict(list)
    rare = [tag.pk for tag in tags if tag.article_count < COMMON]
    size = size_for(rare)
    for tag, number, *_ in _newest_of_rare(size, each)(**filled("tag", rare, size)) if rare else ():
        numbers[tag].append(number)
    for tag in tags:
        if tag.article_count >= COMMON:
            numbers[tag.pk] = [number for (number,) in _newest_about(each)(tag=tag.pk)]
    wanted = {number for found in numbers.values() for number in found}
    size = size_for(wanted)
    rows = {row.original.pk: row for row in rows_of(_articles(size)(**filled("article", wanted, size)))}
    return [Theme(tag, [rows[number] for number in numbers[tag.pk]]) for tag in tags if numbers.get(tag.pk)]


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
        x = chart.bar_of(tag.begins_on.year).middle
        row = 1 - before.row if before and x - before.x < 150 else 0
        before = Mark(tag, x, row)
        marks.append(before)
    return marks


_TOGETHER = Prepared(
    lambda: (
        Listing.objects.filter(
            article__in=texts_about(Asked("tag")).newest_first().values("article")[:RECENT], tag__isnull=False
        )
        .exclude(tag=Asked("tag"))
        .order_by()
        .values("tag")
        .annotate(together=Count("pk"))
        .order_by("-together", "tag")
        .values_list("tag", "together")[:MOST_TOGETHER]
    )
)
_NUMBERED = Prepared(lambda: Tag.objects.filter(pk__in=asked_list("tag", MOST_TOGETHER)))


def seen_together(tag: Tag) -> list[Tag]:
    """Tags of the same texts, with `together`, in how many; of a common tag the newest texts."""
    together = dict(_TOGETHER(tag=tag.pk))
    tags = {found.pk: found for found in _NUMBERED(**filled("tag", together, MOST_TOGETHER))}
    for pk, number in together.items():
        tags[pk].together = number
    return [tags[pk] for pk in together]
