"""Bulk changes: one set of changes to many articles, seen before it is done, and undone as a whole.

What is changed is JSON: `attributes` (language, source as a slug, section), `add` and `drop` (slugs of tags), `step` (of the workflow).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import pipeline
from articles.desk import workflow
from articles.models import Article, AuditEntry, BulkChange, Revision
from articles.revisions.changes import FieldRow, field_rows
from articles.revisions.content import Content, content_of_revision

STEPS = {
    "review": workflow.send_to_review,
    "publish": workflow.publish,
    "withdraw": workflow.withdraw,
}
STATES = {
    "review": Article.State.REVIEW,
    "publish": Article.State.PUBLISHED,
    "withdraw": Article.State.WITHDRAWN,
}


def changed(content: Content, what: dict[str, Any]) -> Content:
    """The content as it would be."""
    tags = [slug for slug in content.tags if slug not in what.get("drop", ())]
    tags = sorted({*tags, *what.get("add", ())})
    attributes = content.attributes | what.get("attributes", {})
    return replace(content, attributes=attributes, tags=tuple(tags))


def effects(article: Article, what: dict[str, Any]) -> list[FieldRow]:
    """All that would change of one article."""
    old = content_of_revision(article.latest_revision)
    rows = field_rows(old, changed(old, what))
    step = what.get("step")
    if step and step in workflow.steps_of(article):
        rows.append(FieldRow("state", [("replace", article.state, STATES[step])]))
    return rows


def apply(
    numbers: Iterable[int], what: dict[str, Any], *, user, advance: Callable[[int], None]
) -> tuple[BulkChange, list[str]]:
    """Make the changes, article by article; returns what undoing needs, and what could not be done with why."""
    bulk = BulkChange.objects.create(user=user, what=what)
    before, stuck = {}, []
    for count, number in enumerate(numbers, 1):
        try:
            with transaction.atomic():
                row = _apply_to_one(number, what, user=user, bulk=bulk)
        except workflow.Refused as refusal:
            stuck.append(f"{number}: {refusal}")
        except IntegrityError:
            stuck.append(f"{number}: {_('its original has a translation in that language already')}")
        else:
            if row:
                before[str(number)] = row
        if count % 20 == 0:
            BulkChange.objects.filter(pk=bulk.pk).update(before=before)
        advance(count)
    bulk.before = before
    bulk.save(update_fields=["before"])
    return bulk, stuck


def _apply_to_one(number: int, what: dict[str, Any], *, user, bulk: BulkChange) -> dict[str, Any] | None:
    rows = Article.objects.select_for_update(of=("self",)).select_related("latest_revision")
    article = rows.get(pk=number)
    if not effects(article, what):
        return None
    was = {
        "state": article.state,
        "revision": article.latest_revision.number,
        "had_readers": article.live_revision_id is not None,
    }
    is_current = article.is_published and not article.has_draft
    content = changed(content_of_revision(article.latest_revision), what)
    revision = pipeline.save_edit(article, content, user=user, cause=Revision.Cause.EDITOR)
    if revision:
        AuditEntry.objects.record(
            user=user, action="article.change", target=article, bulk=bulk.pk, revision=revision.number
        )
    step = what.get("step")
    if step and step in workflow.steps_of(article):
        STEPS[step](article, user=user)
    elif revision and is_current:
        workflow.publish(article, user=user)
    article.refresh_from_db()
    return was | {"now": article.state, "new": article.latest_revision.number}


def undo(bulk: BulkChange, *, user, advance: Callable[[int], None]) -> list[str]:
    """Bring every article back to what it was, but for those that somebody has changed since; returns these."""
    stuck = []
    for count, (number, was) in enumerate(bulk.before.items(), 1):
        with transaction.atomic():
            rows = Article.objects.select_for_update(of=("self",)).select_related("latest_revision")
            article = rows.get(pk=int(number))
            if (article.latest_revision.number, article.state) != (was["new"], was["now"]):
                stuck.append(f"{number}: {_('changed since')}")
            else:
                _bring_back(article, was, user=user, bulk=bulk)
        advance(count)
    bulk.undone_at = timezone.now()
    bulk.save(update_fields=["undone_at"])
    return stuck


def _bring_back(article: Article, was: dict[str, Any], *, user, bulk: BulkChange) -> None:
    is_current = article.is_published and not article.has_draft
    if article.is_published and was["state"] != Article.State.PUBLISHED:
        pipeline.withdraw_articles([article])
    if not was["had_readers"]:  # then the row follows its newest text again
        Article.objects.filter(pk=article.pk).update(
            state=was["state"], live_revision=None, first_published_at=None
        )
        article.refresh_from_db()
    if was["new"] != was["revision"]:
        old = article.revisions.get(number=was["revision"])
        pipeline.save_edit(article, content_of_revision(old), user=user, cause=Revision.Cause.RESTORE)
    if was["state"] == Article.State.PUBLISHED and (is_current or not article.is_published):
        pipeline.publish_articles([article])
    Article.objects.filter(pk=article.pk).update(state=was["state"])
    AuditEntry.objects.record(user=user, action="article.bulk-undo", target=article, bulk=bulk.pk)
