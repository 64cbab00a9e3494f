"""Writing a curation down, what follows from it, and undoing it.

written_down: lock ─ record rows before ─ the act ─ rows after ─ Curation, AuditEntry ─ counts, names, search, HTML
undo: refused where a later curation concerns the same values; else rows go back, and all that follows is made anew
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles.listing.keep import list_articles, relist_tags
from articles.models import Article, AuditEntry, ContentVersion, Curation, Revision, Tag, TaggedArticle
from articles.revisions.render import render_articles
from articles.search.index import index_articles
from articles.search.index_names import index_names
from articles.tagging.gazetteer import loop_among
from articles.tagging.ledger import Recording, overlap, put_back, recording, touched
from articles.tagging.linked import link_names

# What a tag's own page shows and no article: many articles need not be made anew for it.
_QUIET = re.compile("description_|homepage$|begins_on$|ends_on$")


class CannotCurate(ValueError):
    """The act is refused; the message says why."""


@contextmanager
def written_down(
    action: str,
    tags: Sequence[Tag],
    target: Tag | None,
    summary: str,
    user,
    *,
    articles: Iterable[int] = (),
    only: bool = False,
    may_be_empty: bool = False,
) -> Iterator[Recording]:
    """One transaction around a curation: locked, recorded, audited, and what follows from it made anew.

    `only`: just the `articles` change, not all that carry the tags.
    """
    with transaction.atomic():
        list(Tag.objects.select_for_update().filter(pk__in=[tag.pk for tag in tags]))
        audited = tags[0]
        with recording(tags, articles, only=only) as record:
            yield record
        if may_be_empty and not record.changes:
            return
        if all(table == "tag" and _QUIET.match(column) for table, _, column in touched(record.changes)):
            record.articles = set()
        record.curation = Curation.objects.create(
            user=user if user and user.pk else None,
            action=action,
            tag=target,
            summary=summary[:500],
            changes=record.changes,
            articles=sorted(record.articles),
        )
        AuditEntry.objects.record(
            user=user,
            action=f"tag.{action}",
            target=audited,
            summary=summary,
            curation=record.curation.pk,
            articles=len(record.articles),
        )
        bring_up_to_date(record.tags, record.articles)


def bring_up_to_date(tags: set[int], articles: set[int]) -> None:
    """Make anew what is derived from these tags and seen of these articles."""
    ContentVersion.move()
    relist_tags(tags)
    list_articles(articles)
    index_names(tags=Tag.objects.filter(pk__in=tags))
    changed = Article.objects.filter(pk__in=articles)
    index_articles(changed)
    linked = link_names(changed)
    render_articles(Article.objects.filter(pk__in=linked).select_related("live_revision", "latest_revision"))


def undo(curation: Curation, *, user) -> int:
    """Put back what the curation changed; the number of rows left because somebody changed them since."""
    with transaction.atomic():
        curation = Curation.objects.select_for_update().get(pk=curation.pk)
        if curation.undone_at:
            raise CannotCurate("this is undone already")
        later = Curation.objects.filter(pk__gt=curation.pk, undone_at__isnull=True).order_by("-pk")
        for other in later:
            if overlap(curation.changes, other.changes):
                raise CannotCurate(f"undo what came after it first: {other.get_action_display()} {other}")
        _refuse_used(curation)
        concerned = {change["pk"] for change in curation.changes if change["table"] == "tag"}
        concerned |= {curation.tag_id} - {None}
        try:
            with transaction.atomic():
                left = put_back(curation.changes)
        except IntegrityError as error:
            raise CannotCurate("a name or address that it needs has been given away since") from error
        _follow_rows(curation)
        _refuse_loops()
        curation.undone_at, curation.undone_by = timezone.now(), user
        curation.save(update_fields=["undone_at", "undone_by"])
        AuditEntry.objects.record(
            user=user, action="tag.undo", target=curation, summary=curation.summary, curation=curation.pk
        )
        bring_up_to_date(concerned | _tags_in(curation), set(curation.articles))
    return left


def follow(articles: Iterable[int], slugs: dict[str, str | None]) -> None:
    """Let the revisions name other tags, or none, where they name these."""

    def renamed(tags: list[str]) -> list[str]:
        return [slug for slug in dict.fromkeys(slugs.get(tag, tag) for tag in tags) if slug]

    rewrite(articles, renamed)


def rewrite(articles: Iterable[int], new_tags: Callable[[list[str]], list[str]]) -> None:
    owners = Article.objects.filter(pk__in=set(articles))
    changed = []
    for revision in Revision.objects.filter(
        Q(pk__in=owners.values("live_revision")) | Q(pk__in=owners.values("latest_revision"))
    ).only("tags"):
        tags = new_tags(revision.tags)
        if tags != revision.tags:
            revision.tags = tags
            changed.append(revision)
    Revision.objects.bulk_update(changed, ["tags"], batch_size=500)


def _follow_rows(curation: Curation) -> None:
    """Revisions written since name what the articles carry again, where the undoing changed it."""
    seen = {change["pk"] for change in curation.changes if change["table"] == "revision"}
    owners = {
        number
        for change in curation.changes
        if change["table"] == "tagged"
        for row in (change["before"], change["after"])
        if row and (number := row.get("content_object_id"))
    }
    moved = [c["pk"] for c in curation.changes if c["table"] == "tagged" and c["before"] and c["after"]]
    owners |= set(TaggedArticle.objects.filter(pk__in=moved).values_list("content_object", flat=True))
    carried: dict[int, list[str]] = {}
    for number, slug in (
        TaggedArticle.objects.filter(content_object__in=owners)
        .order_by("pk")
        .values_list("content_object", "tag__slug")
    ):
        carried.setdefault(number, []).append(slug)
    fresh = []
    for article in (
        Article.objects.filter(pk__in=owners)
        .exclude(latest_revision__in=seen)
        .select_related("latest_revision")
    ):
        if article.latest_revision and not article.has_draft:
            article.latest_revision.tags = carried.get(article.pk, [])
            fresh.append(article.latest_revision)
    Revision.objects.bulk_update(fresh, ["tags"], batch_size=500)


def _refuse_used(curation: Curation) -> None:
    """A tag that a split made cannot go where articles came to it by other ways since."""
    made = {c["pk"] for c in curation.changes if c["table"] == "tag" and c["before"] is None}
    known = {c["pk"] for c in curation.changes if c["table"] == "tagged"}
    if TaggedArticle.objects.filter(tag__in=made).exclude(pk__in=known).exists():
        raise CannotCurate("other articles carry the new tag by now")


def _refuse_loops() -> None:
    parents: dict[str, list[str]] = {}
    for child, parent in Tag.parents.through.objects.values_list("from_tag__slug", "to_tag__slug"):
        parents.setdefault(child, []).append(parent)
    if loop := loop_among(parents):
        raise CannotCurate(f"{loop} would be its own ancestor")


def _tags_in(curation: Curation) -> set[int]:
    return {
        row["tag_id"]
        for change in curation.changes
        for row in (change["before"], change["after"])
        if row and row.get("tag_id")
    }
