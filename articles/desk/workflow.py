"""Where an article goes: to review, back with a reason, before readers, away from them, to somebody, at an hour.

Every step locks the article, is refused in the wrong state, stands in the audit log and tells whom it concerns. Who may take
a step is asked by the views (`articles/admin/rights.py`).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles import pipeline
from articles.desk.checks import stops
from articles.desk.notices import tell
from articles.models import Article, AuditEntry, Note, Notice

State = Article.State
FROM = {  # step → the states in which it can be taken
    "review": {State.DRAFT, State.WITHDRAWN},
    "send_back": {State.REVIEW},
    "publish": {State.DRAFT, State.REVIEW, State.WITHDRAWN, State.PUBLISHED},
    "withdraw": {State.PUBLISHED},
}


class Refused(Exception):
    """A step that cannot be taken now; its words say why."""

    def __init__(self, *reasons) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


def steps_of(article: Article) -> set[str]:
    """The steps that the article's state allows."""
    steps = {step for step, states in FROM.items() if article.state in states}
    if article.is_published and not article.has_draft:
        steps.discard("publish")
    return steps


def send_to_review(article: Article, *, user, note: str = "") -> None:
    _move(article, "review", State.REVIEW, user=user, note=note)
    tell([article.assignee], Notice.Kind.REVIEW, article, by=user, words=note)


def send_back(article: Article, *, user, note: str) -> None:
    """Return a text to whoever wrote it, saying why; it is their work again unless somebody has it already."""
    with transaction.atomic():
        _move(article, "send_back", State.DRAFT, user=user, note=note)
        if article.assignee is None:
            article.assignee = article.latest_revision.created_by
            Article.objects.filter(pk=article.pk).update(assignee=article.assignee)
    tell(_authors(article), Notice.Kind.SENT_BACK, article, by=user, words=note)


def publish(article: Article, *, user, note: str = "") -> None:
    """Let readers see the newest text, unless something must be mended first."""
    with transaction.atomic():
        row = _locked(article, "publish")
        reasons = stops(row)
        if reasons:
            raise Refused(*reasons)
        row.publish_at = None
        row.save(update_fields=["publish_at"])
        pipeline.publish_articles([row])
        _record(row, "publish", user, note)
        tell(_authors(row), Notice.Kind.PUBLISHED, row, by=user, words=note)
    article.refresh_from_db()


def withdraw(article: Article, *, user, note: str = "") -> None:
    """Take the article from readers; nothing of it is deleted."""
    with transaction.atomic():
        row = _locked(article, "withdraw")
        row.withdraw_at = None
        row.save(update_fields=["withdraw_at"])
        pipeline.withdraw_articles([row])
        _record(row, "withdraw", user, note)
        tell(_authors(row), Notice.Kind.WITHDRAWN, row, by=user, words=note)
    article.refresh_from_db()


def schedule(article: Article, *, user, publish_at: datetime | None, withdraw_at: datetime | None) -> None:
    """Set the hours at which readers get and lose the article; None takes an hour back."""
    with transaction.atomic():
        row = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        row.publish_at, row.withdraw_at = publish_at, withdraw_at
        row.save(update_fields=["publish_at", "withdraw_at"])
        hours = {
            name: hour.isoformat()
            for name, hour in (("publish_at", publish_at), ("withdraw_at", withdraw_at))
            if hour
        }
        AuditEntry.objects.record(user=user, action="article.schedule", target=row, **hours)
    article.publish_at, article.withdraw_at = publish_at, withdraw_at


def assign(article: Article, *, user, assignee) -> None:
    """Give the work to somebody, or to nobody."""
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(assignee=assignee)
        name = assignee.get_username() if assignee else ""
        AuditEntry.objects.record(user=user, action="article.assign", target=article, summary=name)
        tell([assignee], Notice.Kind.ASSIGNED, article, by=user)
    article.assignee = assignee


def add_note(article: Article, *, user, text: str, anchor: str = "") -> Note:
    """Say something about a paragraph to whoever works on the article."""
    with transaction.atomic():
        note = Note.objects.create(article=article, anchor=anchor, text=text, created_by=user)
        AuditEntry.objects.record(user=user, action="note.add", target=article, summary=text, anchor=anchor)
        voices = [row.created_by for row in article.notes.select_related("created_by")]
        tell([*_authors(article), *voices], Notice.Kind.NOTE, article, by=user, words=text)
    return note


def settle_note(note: Note, *, user) -> None:
    with transaction.atomic():
        note.resolved_by, note.resolved_at = user, timezone.now()
        note.save(update_fields=["resolved_by", "resolved_at"])
        AuditEntry.objects.record(
            user=user, action="note.settle", target=note.article, summary=note.text, anchor=note.anchor
        )


def publish_due(now: datetime | None = None) -> tuple[list[Article], list[tuple[Article, str]]]:
    """Publish and withdraw what was set for an hour that is past; returns what moved, and what could not with why.

    What could not is told to whom it concerns and has no hour any more: nothing is tried, and logged, for ever.
    """
    now = now or timezone.now()
    moved: list[Article] = []
    stuck: list[tuple[Article, str]] = []
    for article in Article.objects.filter(Q(publish_at__lte=now) | Q(withdraw_at__lte=now)).order_by("pk"):
        hours = [(article.publish_at, "publish"), (article.withdraw_at, "withdraw")]
        for _hour, step in sorted(pair for pair in hours if pair[0] and pair[0] <= now):
            try:
                _take_due(article, step)
            except Refused as refusal:
                _give_up(article, step, str(refusal))
                stuck.append((article, str(refusal)))
                break
        else:
            moved.append(article)
    return moved, stuck


def _give_up(article: Article, step: str, why: str) -> None:
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**{f"{step}_at": None})
        AuditEntry.objects.record(user=None, action="article.refused", target=article, summary=why)
        acts = AuditEntry.objects.filter(
            target_kind=Article._meta.model_name, target_number=str(article.pk), action="article.schedule"
        )
        newest = acts.select_related("user").order_by("-at", "-id").first()
        people = [*_authors(article), newest and newest.user]
        tell(people, Notice.Kind.SENT_BACK, article, by=None, words=why)


def _take_due(article: Article, step: str) -> None:
    if step not in steps_of(article):  # somebody was faster by hand
        Article.objects.filter(pk=article.pk).update(**{f"{step}_at": None})
    elif step == "publish":
        publish(article, user=None)
    else:
        withdraw(article, user=None)


def _move(article: Article, step: str, state: str, *, user, note: str) -> None:
    with transaction.atomic():
        row = _locked(article, step)
        row.state = state
        row.save(update_fields=["state", "changed_at"])
        _record(row, step, user, note)
    article.state = state


def _locked(article: Article, step: str) -> Article:
    row = Article.objects.select_for_update(of=("self",)).select_related("latest_revision").get(pk=article.pk)
    if row.state not in FROM[step]:
        raise Refused(row.get_state_display())
    return row


def _record(article: Article, step: str, user, note: str) -> None:
    AuditEntry.objects.record(
        user=user,
        action=f"article.{step.replace('_', '-')}",
        target=article,
        summary=note,
        revision=article.latest_revision.number,
    )


def _authors(article: Article) -> Iterable:
    """Whom the article concerns: who works on it, and who wrote its newest text."""
    return [article.assignee, article.latest_revision.created_by]
