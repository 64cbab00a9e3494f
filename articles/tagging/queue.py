"""The queue of unknown names: noted when articles are read, decided by editors, refused for good.

Everything takes many articles at once, in a fixed number of queries; counts are kept, nothing is ever scanned for.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, AuditEntry, NameSighting, SearchName, Source, Tag, UnknownName
from articles.search.index_names import index_missing_names, name_keys
from articles.tagging.curate import tag_articles
from articles.tagging.curations import CannotCurate
from articles.tagging.unknown import Unknown, name_key

State = UnknownName.State


def note_unknown_names(found: Mapping[int, Sequence[Unknown]]) -> None:
    """Make the unknown names of each article, by number, those that were found in its newest text.

    A paper that the archive knows is no unknown name, though no tag has it.
    """
    papers = Source.objects.by_spellings({name.text for names in found.values() for name in names})
    present = {
        (row.article_id, row.name.key): row
        for row in NameSighting.objects.filter(article__in=found).select_related("name")
        if not row.is_page_tag
    }
    wanted = {
        (number, name.key): name
        for number, names in found.items()
        for name in names
        if name.text not in papers
    }
    gone = [row for place, row in present.items() if place not in wanted]
    fresh = {place: name for place, name in wanted.items() if place not in present}
    if not gone and not fresh:
        return
    with transaction.atomic():
        if gone:
            NameSighting.objects.filter(pk__in=[row.pk for row in gone]).delete()
        numbers = _numbers(fresh.values())
        NameSighting.objects.bulk_create(
            (
                NameSighting(
                    article_id=article, name_id=numbers[key], count=name.count, sentence=name.sentence
                )
                for (article, key), name in fresh.items()
            ),
            ignore_conflicts=True,
        )
        _recount({*(row.name_id for row in gone), *numbers.values()})


def note_page_tags(tags: Mapping[Article, Iterable[str]]) -> dict[int, list[Tag]]:
    """A page's own tags: those that name a tag are answered by article's number, the others wait in the queue."""
    index_missing_names()
    known: dict[int, list[Tag]] = {}
    waiting: dict[tuple[int, str], Unknown] = {}
    for article, texts in tags.items():
        for text in dict.fromkeys(" ".join(str(text).split())[:120] for text in texts):
            tag = tag_called(text)
            if tag is not None:
                known.setdefault(article.pk, []).append(tag)
            elif text:
                waiting[article.pk, name_key(text)] = Unknown(name_key(text), text, 1, "")
    if waiting:
        numbers = _numbers(waiting.values(), is_page_tag=True)
        NameSighting.objects.bulk_create(
            (
                NameSighting(article_id=article, name_id=numbers[key], is_page_tag=True)
                for article, key in waiting
            ),
            update_conflicts=True,
            unique_fields=["article", "name"],
            update_fields=["is_page_tag"],
        )
        _recount(set(numbers.values()))
    return known


def tag_called(text: str) -> Tag | None:
    """The tag of this id or address, or the only one that surely has this name, in any language or inflection."""
    named = Tag.objects.filter(gazetteer_id=text, gazetteer_id__gt="").first()
    named = named or Tag.objects.by_slugs([text]).get(text)
    if named is None:
        by_name = SearchName.objects.filter(key__in=name_keys(text), tag__isnull=False, is_certain=True)
        numbers = set(by_name.values_list("tag", flat=True)[:50])
        named = Tag.objects.get(pk=numbers.pop()) if len(numbers) == 1 else None
    return named


def refuse(names: Iterable[UnknownName], *, user) -> None:
    """Never ask about these again."""
    _decide(list(names), State.REFUSED, None, user)


def belongs_to(name: UnknownName, tag: Tag, *, user) -> None:
    """The name is one of the tag's by now; where pages themselves gave it, their articles carry the tag."""
    with transaction.atomic():
        _decide([name], State.TAGGED, tag, user)
        given = name.sightings.filter(is_page_tag=True).values_list("article", flat=True)
        with suppress(CannotCurate):  # all carry it already, or there are none
            tag_articles(tag, given, user=user)


def ask_again(names: Iterable[UnknownName], *, user) -> None:
    """Take the decision back."""
    _decide(list(names), State.WAITING, None, user)


def _decide(names: list[UnknownName], state: str, tag: Tag | None, user) -> None:
    with transaction.atomic():
        for name in names:
            name.state, name.tag = state, tag
            name.decided_by, name.decided_at = (
                (None, None) if state == State.WAITING else (user, timezone.now())
            )
            name.save(update_fields=["state", "tag", "decided_by", "decided_at"])
            AuditEntry.objects.record(
                user=user, action=f"name.{state}", target=name, tag=tag.pk if tag else None
            )


def _numbers(names: Iterable[Unknown], *, is_page_tag: bool = False) -> dict[str, int]:
    """Key → the number of its row, made where there is none."""
    by_key = {name.key: name for name in names}
    UnknownName.objects.bulk_create(
        (UnknownName(key=key, text=name.text, is_page_tag=is_page_tag) for key, name in by_key.items()),
        ignore_conflicts=True,
    )
    rows = UnknownName.objects.filter(key__in=by_key)
    if is_page_tag:
        rows.filter(is_page_tag=False).update(is_page_tag=True)
    return dict(rows.values_list("key", "pk"))


def _recount(numbers: set[int]) -> None:
    sighted = (
        NameSighting.objects.filter(name=OuterRef("pk"))
        .order_by()
        .values("name")
        .annotate(number=Count("pk"))
        .values("number")
    )
    UnknownName.objects.filter(pk__in=numbers).update(article_count=Coalesce(Subquery(sighted), 0))
