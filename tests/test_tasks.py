"""Jobs in the background: done once, told how far, done again where they failed; articles move at their hour."""

from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language, override

from articles import tasks
from articles.desk import workflow
from articles.models import Article, AuditEntry, ImportRun, Job, Link, Notice
from articles.search.find import find
from articles.search.index import SQLITE_TABLES, index_articles
from tests.factories import make_article, make_link

PAGE = "The dry port waits\n\nBy Lena Marsh\n\n12 March 2024\n\nThe nearest sea is far away from the dry port at Khorgos.\n"


@pytest.fixture
def in_database(settings, transactional_db):  # the worker closes its connection
    settings.TASKS_IN = "database"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def uploaded(tmp_path, name="page.txt", text=PAGE):
    place = tmp_path / "0"
    place.mkdir()
    (place / name).write_text(text)
    return {"run": ImportRun.objects.create(command="upload").pk, "folder": str(tmp_path)}


@pytest.mark.django_db
def test_where_no_worker_runs_a_job_is_done_at_once(tmp_path):
    job = tasks.start("import_upload", user=None, **uploaded(tmp_path))
    assert (job.state, job.done, job.words) == (Job.State.DONE, 1, "")
    assert Article.objects.get().headline == "The dry port waits"
    assert not tmp_path.exists()


def test_a_job_waits_for_the_worker_and_is_done_once(in_database, tmp_path):
    job = tasks.start("import_upload", user=None, **uploaded(tmp_path))
    assert job.state == Job.State.WAITING
    call_command("work", "--once")
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    tasks.run_job.call(job.pk)
    assert ImportRun.objects.get().items.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", Job.State.values)
def test_only_a_job_that_waits_is_done(state, monkeypatch):
    done = []
    monkeypatch.setitem(tasks.WORK, "link_all", done.append)
    job = Job.objects.create(task="link_all", state=state)
    tasks.run_job.call(job.pk)
    assert len(done) == (state == Job.State.WAITING)


@pytest.mark.django_db
def test_a_job_speaks_the_language_of_whoever_started_it(monkeypatch):
    spoken = []
    monkeypatch.setitem(tasks.WORK, "link_all", lambda _job: spoken.append(get_language()))
    with override("kk"):
        job = tasks.start("link_all", user=None)
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    with override("ja"):
        tasks.run_job.call(job.pk)
    assert spoken == ["kk", "kk"]


@pytest.mark.django_db
def test_a_job_that_failed_says_why_and_can_be_done_again(tmp_path):
    details = uploaded(tmp_path)
    job = tasks.start("import_upload", user=None, **details | {"run": 0})
    assert job.state == Job.State.FAILED
    assert "DoesNotExist" in job.words
    job.details = details
    job.save()
    tasks.again(job)
    job.refresh_from_db()
    assert (job.state, job.words) == (Job.State.DONE, "")


@pytest.mark.django_db
def test_a_job_whose_process_was_killed_is_said_to_have_failed():
    dead = Job.objects.create(task="link_all", state=Job.State.RUNNING)
    alive = Job.objects.create(task="link_all", state=Job.State.RUNNING)
    Job.objects.filter(pk=dead.pk).update(moved_at=timezone.now() - timedelta(hours=1))
    assert tasks.give_up_dead_jobs() == 1
    assert [Job.objects.get(pk=job.pk).state for job in (dead, alive)] == ["failed", "running"]


@pytest.mark.django_db
def test_linking_everything_keeps_verdicts():
    link = make_link(make_article(), make_article(), Link.Kind.RELATED, state=Link.State.REJECTED)
    job = tasks.start("link_all", user=None)
    assert (job.state, job.done, job.total) == (Job.State.DONE, 2, 2)
    link.refresh_from_db()
    assert link.state == Link.State.REJECTED


@pytest.mark.django_db
def test_an_article_is_published_and_withdrawn_at_its_hour():
    past, later = timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(hours=1)
    due = make_article(state="review", publish_at=past, withdraw_at=later)
    early = make_article(state="draft", publish_at=later)
    over = make_article(state="published", withdraw_at=past)
    call_command("publish_due", stdout=StringIO())
    assert [Article.objects.get(pk=a.pk).state for a in (due, early, over)] == [
        "published",
        "draft",
        "withdrawn",
    ]
    due.refresh_from_db()
    assert (due.publish_at, due.withdraw_at) == (None, later)
    assert set(AuditEntry.objects.values_list("action", "user_name")) == {
        ("article.publish", ""),
        ("article.withdraw", ""),
    }


@pytest.mark.django_db
def test_an_article_that_cannot_be_published_stays_and_holds_nobody_up():
    past = timezone.now() - timedelta(minutes=1)
    empty = make_article(body="", state="draft", publish_at=past)
    whole = make_article(state="draft", publish_at=past)
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("publish_due", stdout=StringIO(), stderr=errors)
    assert f"{empty.pk} stays" in errors.getvalue()
    assert Article.objects.get(pk=empty.pk).state == "draft"
    assert Article.objects.get(pk=whole.pk).state == "published"


@pytest.mark.django_db
def test_whoever_set_an_hour_that_cannot_be_kept_is_told_once(django_user_model):
    chief = django_user_model.objects.create_user("chief")
    empty = make_article(body="", state="draft")
    hour = timezone.now() - timedelta(minutes=1)
    workflow.schedule(empty, user=chief, publish_at=hour, withdraw_at=None)
    for _time in range(2):
        with suppress(CommandError):
            call_command("publish_due", stdout=StringIO(), stderr=StringIO())
    notice = Notice.objects.get()
    assert (notice.user, notice.by, notice.words) == (chief, None, str(workflow.stops(empty)[0]))
    empty.refresh_from_db()
    assert (empty.state, empty.publish_at) == ("draft", None)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")
def test_the_worker_brings_the_search_index_into_one_part(transactional_db, in_database):
    for number in range(5):
        index_articles([make_article(f"Train {number}", "Uranium leaves Aktau.\n")])
    assert min(parts_of_index().values()) > 1
    call_command("work", "--once")
    assert set(parts_of_index().values()) == {1}
    assert len(find("uranium").hits) == 5


def parts_of_index() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in SQLITE_TABLES:
            cursor.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx")
            found[table] = cursor.fetchone()[0]
    return found
