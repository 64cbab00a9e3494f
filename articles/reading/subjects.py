"""What lists of tags show beside their names: newest articles, events on a chart, kin."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
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
COMMON = 500  # articles that make a tag common


@dataclass(frozen=True)
class Theme:
    tag: Tag
    rows: list[Row]


def tags_of(original: int) -> list[Tag]:
    """What a text is about: the tags of all its published versions, by its original's number; most used first."""
    versions = Article.objects.published().filter(family_of([original])).values("pk")
    carried = TaggedArticle.objects.filter(content_object__in=versions).select_related("tag")
    tags = {item.tag_id: item.tag for item in carried}
    return sorted(tags.values(), key=lambda tag: (-tag.article_count, tag.slug))


def main_subject(tags: Iterable[Tag]) -> Tag | None:
    """The tag that says best what a text is about: topics first, then what the archive has most of."""
    shared = (tag for tag in tags if tag.article_count > 1)
    return min(shared, key=lambda t: (t.kind != Tag.Kind.TOPIC, -t.article_count, t.slug), default=None)


def texts_about(tag: Tag) -> QuerySet:
    """Originals of which a published version carries the tag, ready for a list.

    Both forms find the same. A common tag is soon met when one walks from the newest text; a rare one is gathered.
    """
    if tag.article_count < COMMON:
        return listable().filter(pk__in=_carriers().filter(tag=tag).values("text"))
    own = TaggedArticle.objects.filter(tag=tag, content_object=OuterRef("pk"))
    of_translation = TaggedArticle.objects.filter(
        tag=tag,
        content_object__state=Article.State.PUBLISHED,
        content_object__translation_of=OuterRef("pk"),
    )
    return listable().filter(Exists(own) | Exists(of_translation))


def latest_of(tags: Sequence[Tag], *, each: int) -> list[Theme]:
    """The newest texts of every tag that has any: a query for each common tag, three for all others."""
    texts: dict[int, list[Article]] = _newest_of_rare(
        [tag for tag in tags if tag.article_count < COMMON], each
    )
    for tag in tags:
        if tag.article_count >= COMMON:
            texts[tag.pk] = list(texts_about(tag).newest_first()[:each])
    articles = {article.pk: article for found in texts.values() for article in found}
    rows = {row.original.pk: row for row in rows_of(list(articles.values()))}
    return [Theme(tag, [rows[a.pk] for a in texts[tag.pk]]) for tag in tags if texts.get(tag.pk)]


def _newest_of_rare(tags: Sequence[Tag], each: int) -> dict[int, list[Article]]:
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
    pairs = list(dict.fromkeys(ranked))
    articles = listable().in_bulk({text for _, text in pairs})
    found: dict[int, list[Article]] = defaultdict(list)
    for tag, text in pairs:
        if text in articles:  # the original may be a draft
            found[tag].append(articles[text])
    return found


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
    """Tags of the same texts, with `together`, in how many; of a common tag the texts that came in last."""
    texts = _carriers().filter(tag=tag).order_by("-pk").values("text")[:COMMON]
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
