"""What a database that is locked, full or away, a queue that is gone and a clock set back do to readers, editors and jobs."""

import errno
import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles import tasks
from articles.ingest.incoming import Incoming
from articles.models import Article, Autosave, ImportRun, Job, Picture
from articles.pipeline import ImportOptions, process_captures, publish_articles, save_edit
from articles.revisions.content import content_of_revision
from tests.conftest import ROOT
from tests.factories import make_article

pytestmark = pytest.mark.django_db
TOLD_OF_CACHE = "from articles.monitoring.checks import readiness; print([c.detail for c in readiness() if c.name == 'cache'])"
PAGE = "The dry port waits\n\n12 March 2024\n\nThe nearest sea is far away from the dry port at Khorgos.\n"


@contextmanager
def failing(message: str, *beginnings: str):
    """Statements that begin so fail as where the disk is full, the database locked or away."""

    def fail(execute, sql, params, many, context):
        if sql.startswith(beginnings or ""):
            raise OperationalError(message)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield
    connection.set_rollback(False)  # nothing of it reached the database: the test's own transaction is whole


def picture_file(colour: str = "teal") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (600, 300), colour).save(file, "PNG")
    file.seek(0)
    file.name = "port.png"
    return file


@pytest.fixture
def editor() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


@pytest.mark.parametrize("message", ["database or disk is full", "database is locked"])
def test_an_editor_whose_words_cannot_be_saved_is_asked_to_come_back_and_then_saves_them(
    editor, caplog, message
):
    article = make_article("The dry port", "Old words.\n", state=Article.State.DRAFT)
    address = reverse("admin:articles_article_change", args=[article.pk])
    typed = {"base": 1, "headline": "The dry port", "body": "New words.\n", "_save": "1"}
    with failing(message, "INSERT", "UPDATE", "DELETE"):
        answer = editor.post(address, typed)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert message in caplog.text
    assert article.revisions.count() == 1
    assert editor.post(address, typed).status_code == 302
    assert article.revisions.first().body == "New words.\n"


def test_typed_words_that_cannot_be_kept_are_refused_and_taken_later(editor):
    article = make_article(state=Article.State.DRAFT)
    address = reverse("admin:articles_article_typed", args=[article.pk])
    words = {"headline": "x", "body": "New words.", "base": article.latest_revision.number}
    with failing("database or disk is full", "INSERT", "UPDATE"):
        assert editor.post(address, words).status_code == 503
    assert editor.post(address, words).status_code == 200
    assert Autosave.objects.get().data["body"] == "New words."


def test_a_reader_gets_a_plain_503_while_the_database_is_away():
    with failing("server closed the connection unexpectedly"):
        answer = Client(raise_request_exception=False).get("/en/")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Cache-Control"] == "no-store"


def test_a_full_disk_under_an_upload_is_told_as_such(editor, monkeypatch):
    def full(*_args, **_details):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tasks, "start", full)
    answer = editor.post(reverse("admin:articles_job_start"), {"task": "link_all"})
    assert answer.status_code == 503


def test_an_error_of_ours_is_no_503(editor, monkeypatch):
    def broken(*_args, **_details):
        raise ValueError("of ours")

    monkeypatch.setattr(tasks, "start", broken)
    assert editor.post(reverse("admin:articles_job_start"), {"task": "link_all"}).status_code == 500


def test_a_job_that_cannot_be_queued_has_failed_and_can_be_done_again(monkeypatch, caplog):
    def gone(*_args):
        raise ConnectionError("Redis is gone")

    with monkeypatch.context() as patch:
        patch.setattr(type(tasks.run_job), "enqueue", gone)
        job = tasks.start("link_all", user=None)
    assert (job.state, job.words) == (Job.State.FAILED, "it could not be queued: Redis is gone")
    assert "Redis is gone" in caplog.text
    tasks.again(job)
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_without_the_shared_cache_the_site_is_ready_and_says_what_is_missing(client, monkeypatch):
    def gone(*_args):
        raise ConnectionError

    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.set", gone)
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["cache"] == {"well": False, "detail": "ConnectionError"}


def test_a_shared_cache_that_says_nothing_holds_nobody_up(tmp_path, migrated):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        shutil.copy(migrated, tmp_path / "kzsite.sqlite3")
        told = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", TOLD_OF_CACHE],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": f"sqlite:///{tmp_path / 'kzsite.sqlite3'}",
                "CACHE_URL": f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
            },
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
    assert "TimeoutError" in told


def test_a_command_that_meets_a_locked_database_says_so_in_a_line_and_goes_on_later(tmp_path, migrated):
    """The lock is another process's, held longer than a command waits."""
    data, page = tmp_path / "kzsite.sqlite3", tmp_path / "page.txt"
    shutil.copy(migrated, data)
    page.write_text(PAGE)
    environment = os.environ | {"KZ_DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{data}?timeout=1"}
    command = [sys.executable, "manage.py", "import_articles", str(page)]
    with closing(sqlite3.connect(data, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        met = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert met.returncode == 1
    assert met.stderr.strip().startswith("kzsite: database is locked. What was stored is whole")
    assert (
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode == 0
    )
    with closing(sqlite3.connect(data)) as database:
        assert database.execute("SELECT count(*) FROM articles_article").fetchone() == (1,)


def _import(text: str) -> list[str]:
    run = ImportRun.objects.create(command="test")
    files = [Incoming("port.txt", text.encode(), "https://example.org/port")]
    return [item.outcome for item in process_captures(files, run=run, options=ImportOptions(publish=True))]


def test_a_clock_set_back_changes_no_order_of_what_was_done(client, monkeypatch):
    """The newest is what came last, by its number: an import, an edit and a second state of the page, each a day earlier."""
    day, now = timedelta(days=1), timezone.now
    assert _import(PAGE) == ["created"]
    article = Article.objects.get()
    monkeypatch.setattr(timezone, "now", lambda: now() - day)
    save_edit(
        article, replace(content_of_revision(article.latest_revision), subtitle="Of the editors"), user=None
    )
    monkeypatch.setattr(timezone, "now", lambda: now() - 2 * day)
    assert _import(PAGE + "\nThe wagons came in the evening after a long day in the steppe.\n") == ["updated"]
    publish_articles(Article.objects.all())
    article.refresh_from_db()
    assert article.live_revision_id == article.latest_revision_id
    assert article.subtitle == "Of the editors"
    page = client.get(f"/en/articles/{article.pk}/", follow=True).content.decode()
    assert "Of the editors" in page
    assert "came in the evening" in page
    assert _import(PAGE) == ["skipped"]


def test_pictures_and_uploads_ask_to_come_back_while_their_storage_is_away(
    editor, monkeypatch, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    upload = reverse("admin:articles_picture_add")
    editor.post(upload, {"file": picture_file(), "alt": "Cranes", "credit": "", "name": ""})
    shown = Picture.objects.get().address

    def away(*_args, **_options):
        raise RuntimeError("could not connect to the endpoint")

    monkeypatch.setattr(FileSystemStorage, "_open", away)
    monkeypatch.setattr(FileSystemStorage, "exists", away)
    answers = [Client(raise_request_exception=False).get(shown)]
    answers.append(
        editor.post(upload, {"file": picture_file("red"), "alt": "Cranes", "credit": "", "name": ""})
    )
    assert [answer.status_code for answer in answers] == [503, 503]
    assert Picture.objects.count() == 1
