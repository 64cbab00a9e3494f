"""A reader meets what an editor has just done, whichever process answers; on a database of its own."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PAGE = """Title: {headline}
Date: 2024-05-01
Language: en

Grain moves west by rail from the steppe, and the wagons come back empty. The yard at the border works by night.

The second paragraph tells who pays for the empty wagons: nobody says so in as many words.
"""
EDITOR = """
import sys
from articles import pipeline
from articles.models import Article
act = sys.argv[1]
articles = list(Article.objects.order_by("pk"))
if act == "change":
    from dataclasses import replace
    from articles.revisions.content import content_of_revision
    content = content_of_revision(articles[0].latest_revision)
    pipeline.save_edit(articles[0], replace(content, headline="Wheat goes north"), user=None)
    pipeline.publish_articles([Article.objects.get(pk=articles[0].pk)])
elif act == "withdraw":
    pipeline.withdraw_articles(articles[:1])
"""


class OverSocket(http.client.HTTPConnection):
    def __init__(self, path: Path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


class Worker:
    """A server process of its own."""

    def __init__(self, folder: Path, environment: dict, name: str):
        self.socket = folder / f"{name}.sock"
        command = [
            "granian",
            "kzsite.wsgi:application",
            "--interface=wsgi",
            "--blocking-threads=2",
            f"--uds={self.socket}",
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command, "--log-level=error"], cwd=ROOT, env=environment
        )

    def wait(self) -> None:
        for _ in range(300):
            try:
                return self.ask("/ja/about/") and None
            except OSError:
                time.sleep(0.1)  # until it listens
        raise AssertionError("the server does not listen")

    def ask(self, path: str) -> tuple[int, str]:
        link = OverSocket(self.socket)
        try:
            link.request("GET", path, headers={"Host": "localhost"})
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        finally:
            link.close()


@pytest.fixture
def environment(tmp_path):
    """A new database of the same kind as the tests' own."""
    environment = os.environ | {"KZ_DATA_DIR": str(tmp_path), "KZ_ENV": "development"}
    if connection.vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    name, settings = f"kz_{uuid4().hex[:12]}", connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    user, host = settings["USER"], settings["HOST"].replace("/", "%2F")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    yield environment | {"DATABASE_URL": f"postgres://{user}{secret}@{host}{port}/{name}"}
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def manage(environment):
    def run(*arguments: str, **options) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=environment, check=True, capture_output=True, **options,
        )  # fmt: skip

    return run


@pytest.fixture
def workers(environment, manage, tmp_path, migrated):
    if connection.vendor == "sqlite":
        shutil.copy(migrated, tmp_path / "kzsite.sqlite3")
    else:
        manage("migrate", "--verbosity=0")
    manage("collectstatic", "--verbosity=0", "--no-input")
    made = [Worker(tmp_path, environment, name) for name in ("one", "two")]
    try:
        for worker in made:
            worker.wait()
        yield made
    finally:
        for worker in made:
            worker.process.terminate()
        for worker in made:
            worker.process.wait(20)


@pytest.mark.django_db(transaction=True)
def test_what_an_editor_does_is_right_for_the_next_reader_in_every_process(
    workers, environment, manage, tmp_path
):
    def headlines(path: str = "/en/articles/") -> list[str]:
        return [
            next((name for name in ("Grain moves west", "Wheat goes north") if name in text), "")
            for _, text in (worker.ask(path) for worker in workers)
        ]

    def edit(act: str) -> None:
        manage("shell", "-c", EDITOR.replace("sys.argv[1]", repr(act)))

    assert headlines() == ["", ""]
    page = tmp_path / "page.txt"
    page.write_text(PAGE.format(headline="Grain moves west"), encoding="utf-8")
    manage("import_articles", str(page), "--publish")
    assert headlines() == ["Grain moves west"] * 2
    assert [worker.ask("/en/articles/1/")[0] for worker in workers] in ([200] * 2, [301] * 2)
    edit("change")
    assert headlines() == ["Wheat goes north"] * 2
    edit("withdraw")
    assert headlines() == ["", ""]
    assert [worker.ask("/en/articles/1/")[0] for worker in workers] == [410] * 2
