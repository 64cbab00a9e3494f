"""The way of an article: which steps are offered, which hours they end, and who is told of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import workflow
from articles.models import Article, AuditEntry, Notice, Revision
from tests.admin.conftest import act, user


def told(kind: str) -> set[str]:
    return {notice.user.get_username() for notice in Notice.objects.filter(kind=kind).select_related("user")}


@pytest.fixture
def theirs(people, article) -> Article:
    """An article that the editor wrote and the chief works on."""
    Revision.objects.filter(article=article).update(created_by=user("editor"))
    Article.objects.filter(pk=article.pk).update(assignee=user("chief"))
    return Article.objects.get(pk=article.pk)


def test_whoever_works_on_an_article_is_told_when_it_goes_to_review(theirs):
    workflow.send_to_review(theirs, user=user("editor"), note="Please look.")
    assert told("review") == {"chief"}
    assert Notice.objects.get().words == "Please look."


@pytest.mark.parametrize(("step", "kind"), [("publish", "published"), ("withdraw", "withdrawn")])
def test_author_and_worker_are_told_when_readers_get_or_lose_a_text(step, kind, theirs):
    workflow.publish(theirs, user=None)
    if step == "withdraw":
        Notice.objects.all().delete()
        workflow.withdraw(theirs, user=None)
    assert told(kind) == {"editor", "chief"}


def test_nobody_is_told_of_an_act_of_their_own_nor_who_has_left(theirs):
    left = user("editor")
    left.is_active = False
    left.save()
    workflow.publish(theirs, user=user("chief"))
    assert not Notice.objects.exists()


def test_a_note_is_told_to_all_who_wrote_on_the_article(people, theirs):
    workflow.add_note(theirs, user=user("administrator"), text="First.")
    assert told("note") == {"editor", "chief"}
    Notice.objects.all().delete()
    workflow.add_note(theirs, user=user("editor"), text="Second.")
    assert told("note") == {"chief", "administrator"}


def test_hours_end_with_the_step_that_they_were_set_for(theirs):
    hours = {"publish_at": timezone.now() + timedelta(1), "withdraw_at": timezone.now() + timedelta(2)}
    workflow.schedule(theirs, user=None, **hours)
    workflow.publish(theirs, user=None)
    theirs.refresh_from_db()
    assert (theirs.publish_at, theirs.withdraw_at) == (None, hours["withdraw_at"])
    workflow.withdraw(theirs, user=None)
    theirs.refresh_from_db()
    assert theirs.withdraw_at is None


def test_hours_that_are_past_are_kept_in_their_order(theirs):
    now = timezone.now()
    workflow.schedule(
        theirs, user=None, publish_at=now - timedelta(hours=2), withdraw_at=now - timedelta(hours=1)
    )
    moved, stuck = workflow.publish_due(now)
    assert (moved, stuck) == ([theirs], [])
    theirs.refresh_from_db()
    assert (theirs.state, theirs.publish_at, theirs.withdraw_at) == (Article.State.WITHDRAWN, None, None)
    acts = AuditEntry.objects.filter(action__in=["article.publish", "article.withdraw"]).order_by("id")
    assert [entry.action for entry in acts] == ["article.publish", "article.withdraw"]


def test_an_hour_to_withdraw_is_met_by_itself(theirs):
    workflow.publish(theirs, user=None)
    workflow.schedule(theirs, user=None, publish_at=None, withdraw_at=timezone.now())
    assert workflow.publish_due(timezone.now() + timedelta(seconds=1))[0] == [theirs]
    theirs.refresh_from_db()
    assert theirs.state == Article.State.WITHDRAWN


def test_an_hour_that_somebody_was_faster_than_by_hand_changes_nothing(theirs):
    workflow.publish(theirs, user=None)
    Article.objects.filter(pk=theirs.pk).update(publish_at=timezone.now() - timedelta(1))
    moved, stuck = workflow.publish_due()
    assert (moved, stuck) == ([theirs], [])
    assert AuditEntry.objects.filter(action="article.publish").count() == 1
    theirs.refresh_from_db()
    assert theirs.publish_at is None


def test_notes_hours_and_work_stand_in_the_log(people, article):
    act(people["editor"], article, "note", anchor="p2", text="Who says so?")
    act(people["editor"], article, "assign", assignee=user("chief").pk)
    act(people["editor"], article, "schedule", publish_at="2030-01-01T09:00", withdraw_at="")
    logged = dict(AuditEntry.objects.values_list("action", "summary"))
    assert logged["note.add"] == "Who says so?"
    assert logged["article.assign"] == "chief"
    assert "article.schedule" in logged


def test_a_note_says_who_settled_it(people, article):
    act(people["editor"], article, "note", anchor="p1", text="Look.")
    note = article.notes.get()
    act(people["chief"], article, f"settle {note.pk}")
    note.refresh_from_db()
    assert (note.resolved_by, AuditEntry.objects.get(action="note.settle").user) == (
        user("chief"),
        user("chief"),
    )


class Away:
    """A server of mail that does not answer."""

    def __init__(self, *args, **kwargs) -> None:
        raise ConnectionRefusedError("no mail today")


@pytest.mark.django_db(transaction=True)
def test_a_step_is_taken_and_told_here_where_the_mail_is_away(settings, theirs):
    settings.EMAIL_BACKEND = "tests.admin.test_steps.Away"
    chief = user("chief")
    chief.email = "chief@example.org"
    chief.save()
    workflow.publish(theirs, user=user("editor"))
    assert theirs.state == Article.State.PUBLISHED
    assert told("published") == {"chief"}
