"""Keeping lists and counts in step with articles and their tags."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, Byline, Listing, MonthCount, Tag, TaggedArticle
from articles.text.slugs import slug_of_author

BATCH = 500  # texts listed anew at a time

Place = tuple[int, int | None, int | None, datetime]  # article, tag, source, moment


def list_articles(numbers: Iterable[int]) -> None:
    """Bring every list in which these articles or their originals stand, or stood, up to date.

    On PostgreSQL the caller has moved the content version before, whose row is locked until the end of the
    transaction: two that publish into one month count one after the other.
    """
    numbers = list(numbers)
    with transaction.atomic():
        of = Article.objects.filter(pk__in=numbers).values_list("pk", "translation_of")
        originals = {original or pk for pk, original in of} | set(numbers)
        present = {_place(row): row for row in Listing.objects.filter(article__in=originals)}
        wanted = set(_places(originals))
        gone = [row for place, row in present.items() if place not in wanted]
        new = [_row(place) for place in wanted - present.keys()]
        if gone or new:
            Listing.objects.filter(pk__in=[row.pk for row in gone]).delete()
            Listing.objects.bulk_create(new)
            _count(gone + new)
        _sign(originals)


def relist_tags(tags: Iterable[int]) -> None:
    """Bring the lists of these tags up to date, whatever happened to what carries them."""
    carrying = TaggedArticle.objects.filter(tag__in=list(tags)).values_list("content_object", flat=True)
    listed = Listing.objects.filter(tag__in=list(tags)).values_list("article", flat=True)
    numbers = sorted({*carrying, *listed})
    for start in range(0, len(numbers), BATCH):
        list_articles(numbers[start : start + BATCH])


def relist_all() -> Iterator[int]:
    """Make all lists and counts anew; yields how many articles are done so far."""
    done = 0
    numbers = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        list_articles(numbers[start : start + BATCH])
        done = min(start + BATCH, len(numbers))
        yield done
    _count_tags(Tag.objects.all())


def _places(originals: set[int]) -> Iterator[Place]:
    """Where these texts have to stand: in the list of all, and in that of each tag of a published version."""
    shown = {
        pk: (source, moment)
        for pk, source, moment in Article.objects.published()
        .originals()
        .filter(pk__in=originals)
        .values_list("pk", "source", "sorted_at")
    }
    for pk, (source, moment) in shown.items():
        yield pk, None, source, moment
    carried = TaggedArticle.objects.filter(
        Q(content_object__in=shown) | Q(content_object__translation_of__in=shown),
        content_object__state=Article.State.PUBLISHED,
    ).values_list("content_object", "content_object__translation_of", "tag")
    for pk, original, tag in carried:
        text = original or pk
        yield text, tag, None, shown[text][1]


def _sign(originals: set[int]) -> None:
    """Make the bylines of these texts those that their published versions carry."""
    shown = dict(
        Article.objects.published().originals().filter(pk__in=originals).values_list("pk", "sorted_at")
    )
    versions = Article.objects.published().filter(Q(pk__in=shown) | Q(translation_of__in=shown))
    wanted: dict[tuple[int, str], tuple[str, datetime]] = {}
    for pk, original, authors in versions.order_by("pk").values_list("pk", "translation_of", "authors"):
        for name in authors:
            if slug := slug_of_author(name):
                text = original or pk
                wanted.setdefault((text, slug), (name[:200], shown[text]))
    present = {(row.article_id, row.slug): row for row in Byline.objects.filter(article__in=originals)}
    gone = [row.pk for key, row in present.items() if wanted.get(key) != (row.name, row.sorted_at)]
    kept = {key for key, row in present.items() if row.pk not in set(gone)}
    if gone:
        Byline.objects.filter(pk__in=gone).delete()
    Byline.objects.bulk_create(
        Byline(article_id=text, slug=slug, name=name, sorted_at=moment)
        for (text, slug), (name, moment) in wanted.items()
        if (text, slug) not in kept
    )


def _place(row: Listing) -> Place:
    return row.article_id, row.tag_id, row.source_id, row.sorted_at


def _row(place: Place) -> Listing:
    article, tag, source, moment = place
    local = timezone.localtime(moment)
    return Listing(
        article_id=article,
        tag_id=tag,
        source_id=source,
        sorted_at=moment,
        month=local.year * 100 + local.month,
    )


def _count(changed: list[Listing]) -> None:
    """Count the months of these rows anew: in their tags' lists, in their sources' and in that of all."""
    of_tags = [row for row in changed if row.tag_id]
    if of_tags:
        tags, months = {row.tag_id for row in of_tags}, {row.month for row in of_tags}
        found = _by_month(Listing.objects.filter(tag__in=tags, month__in=months), "tag")
        _replace(MonthCount.objects.filter(tag__in=tags, month__in=months), "tag", found)
        _count_tags(Tag.objects.filter(pk__in=tags))
    of_all = [row for row in changed if not row.tag_id]
    if of_all:
        months = {row.month for row in of_all}
        sources = {row.source_id for row in of_all}
        found = _by_month(Listing.objects.filter(tag=None, month__in=months), "source")
        of_sources = {key: number for key, number in found.items() if key[0] in sources - {None}}
        _replace(
            MonthCount.objects.filter(source__in=sources - {None}, month__in=months), "source", of_sources
        )
        total: Counter[tuple[None, int]] = Counter()
        for (_, month), number in found.items():
            total[None, month] += number
        _replace(MonthCount.objects.filter(tag=None, source=None, month__in=months), "tag", total)


def _count_tags(tags: QuerySet[Tag]) -> None:
    """The texts of each tag's list, from its months: counting the list would cost more with every article."""
    months = MonthCount.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
    tags.update(article_count=Coalesce(Subquery(months.annotate(texts=Sum("number")).values("texts")), 0))


def _by_month(rows: QuerySet, of: str) -> dict[tuple[int | None, int], int]:
    counted = rows.order_by().values(of, "month").annotate(number=Count("pk"))
    numbers: dict[tuple[int | None, int], int] = defaultdict(int)
    for owner, month, number in counted.values_list(of, "month", "number"):
        numbers[owner, month] = number
    return numbers


def _replace(rows: QuerySet, of: str, found: dict[tuple[int | None, int], int]) -> None:
    rows.delete()
    MonthCount.objects.bulk_create(
        MonthCount(**{f"{of}_id": owner}, month=month, number=number)
        for (owner, month), number in found.items()
    )
