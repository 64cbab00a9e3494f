"""A backup taken while the site is written to, and the way back; on the database that the tests run on."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from articles.keeping.backup import make_backup
from articles.keeping.folder import NotKept
from tests.conftest import ROOT

PAGE = "The {0}th train\n\n7 May 2024\n\nThe {0}th train left the yard with {0} wagons of grain before the rain came.\n"
LAST_BACKUP = "from articles.monitoring.checks import readiness; print(readiness()[-1])"
VERSION = "from articles.models import ContentVersion; print(ContentVersion.current())"


def manage(environment: dict[str, str], *args, timeout: int | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, args)],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
        timeout=timeout,
    )  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory, request, migrated) -> dict[str, str]:
    """The environment of a site with six articles, made once."""
    home = tmp_path_factory.mktemp("filled")
    environment = _environment(home, "filled", request)
    pages = home / "pages"
    pages.mkdir()
    for number in range(1, 7):
        (pages / f"{number}.txt").write_text(PAGE.format(number))
    if connection.vendor == "sqlite":
        shutil.copy(migrated, home / "kzsite.sqlite3")
    else:
        assert manage(environment, "migrate", "-v0").returncode == 0
    assert manage(environment, "import_articles", pages, "--publish").returncode == 0
    return environment


@pytest.fixture
def places(tmp_path, request, filled) -> list[dict[str, str]]:
    """The environments of two sites: one with articles, one with nothing."""
    (tmp_path / "old").mkdir()
    old = _environment(tmp_path / "old", "old", request, like="filled")
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(Path(filled["KZ_DATA_DIR"]) / "kzsite.sqlite3")) as database:
            database.execute("VACUUM INTO ?", [str(tmp_path / "old/kzsite.sqlite3")])
    return [old, _environment(tmp_path / "new", "new", request)]


def _environment(home: Path, name: str, request, *, like: str = "template1") -> dict[str, str]:
    """A site of this folder; on PostgreSQL its database is new, and a copy of that named."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{home / 'kzsite.sqlite3'}"
    elif shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    else:
        like = like if like == "template1" else f"kept_{os.getpid()}_{like}"
        url = _new_database(f"kept_{os.getpid()}_{name}", request, like=like)
    return {"KZ_DATA_DIR": str(home), "KZ_SECRET_KEY": "not-for-real", "DATABASE_URL": url}


def _new_database(name: str, request, *, like: str) -> str:
    import psycopg

    given = settings.DATABASES["default"]
    where = {
        "host": given["HOST"],
        "port": given["PORT"] or None,
        "user": given["USER"],
        "password": given["PASSWORD"] or None,
    }
    where = {key: value for key, value in where.items() if value}

    def say(statement: str) -> None:
        with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
            server.execute(statement)

    say(f"CREATE DATABASE {name} TEMPLATE {like}")
    request.addfinalizer(lambda: say(f"DROP DATABASE {name} WITH (FORCE)"))
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


def tree(folder) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.django_db
def test_a_restored_site_exports_the_same_bytes(places, tmp_path):
    old, new = places
    picture = "media/pictures/quay-480.webp"
    (tmp_path / "old" / picture).parent.mkdir(parents=True)
    (tmp_path / "old" / picture).write_bytes(b"the dry quay")
    made = manage(old, "backup", tmp_path / "backup")
    assert made.returncode == 0, made.stderr
    done = manage(new, "restore", tmp_path / "backup")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / picture).read_bytes() == b"the dry quay"
    for environment, name in ((old, "one"), (new, "two")):
        assert manage(environment, "export_archive", tmp_path / name).returncode == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert "The 6th train" in (tmp_path / "two/tables/article.jsonl").read_text()


@pytest.mark.django_db
def test_a_backup_names_settings_and_never_their_values(places, tmp_path):
    assert manage(places[0], "backup", tmp_path / "backup").returncode == 0
    names = json.loads((tmp_path / "backup/settings.json").read_text())
    assert {"KZ_SECRET_KEY", "DATABASE_URL"} <= set(names)
    told = (tmp_path / "backup/settings.json").read_text() + (tmp_path / "backup/manifest.json").read_text()
    assert "not-for-real" not in told


@pytest.mark.django_db
def test_a_backup_is_not_restored_over_an_archive(places, tmp_path):
    old, _ = places
    assert manage(old, "backup", tmp_path / "backup").returncode == 0
    done = manage(old, "restore", tmp_path / "backup")
    assert done.returncode == 1
    assert "not empty" in done.stderr


@pytest.mark.django_db
def test_a_damaged_backup_is_refused_by_name(places, tmp_path):
    old, new = places
    assert manage(old, "backup", tmp_path / "backup").returncode == 0
    (dump,) = (tmp_path / "backup").glob("database.*")
    dump.write_bytes(dump.read_bytes()[:-100])
    done = manage(new, "restore", tmp_path / "backup")
    assert done.returncode == 1
    assert dump.name in done.stderr
    assert "damaged" in done.stderr


@pytest.mark.django_db
def test_a_backup_of_another_database_is_refused_with_the_way_out(places, tmp_path):
    old, new = places
    assert manage(old, "backup", tmp_path / "backup").returncode == 0
    manifest = tmp_path / "backup/manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"{connection.vendor}"', '"oracle"'))
    done = manage(new, "restore", tmp_path / "backup")
    assert done.returncode == 1
    assert "backup of oracle" in done.stderr
    assert "export_archive" in done.stderr


@pytest.mark.django_db
def test_pages_that_were_kept_before_a_restoration_are_not_shown_after_it(places, tmp_path):
    """A process that goes on keeps pages by the content's version, which must not come back with other content."""
    old, new = places
    assert manage(old, "backup", tmp_path / "backup").returncode == 0
    assert manage(new, "restore", tmp_path / "backup").returncode == 0
    versions = [manage(environment, "shell", "-c", VERSION).stdout.split()[-1] for environment in (old, new)]
    assert int(versions[0]) < int(versions[1])


@pytest.mark.django_db
def test_a_backup_that_is_not_whole_says_so_and_the_site_tells_of_it(places, tmp_path):
    old, _ = places
    (tmp_path / "old/media").mkdir()
    (tmp_path / "old/media/lost.webp").symlink_to(tmp_path / "nowhere.webp")
    done = manage(old, "backup", tmp_path / "backup")
    assert done.returncode == 1
    assert "is not whole" in done.stderr
    assert "lost.webp" in done.stderr
    assert not (tmp_path / "backup/manifest.json").exists()
    assert "failed" in manage(old, "shell", "-c", LAST_BACKUP).stdout


@pytest.mark.django_db
def test_a_backup_taken_during_an_import_holds_whole_articles(places, tmp_path):
    old, new = places
    more = tmp_path / "more"
    more.mkdir()
    for number in range(100, 220):
        (more / f"{number}.txt").write_text(PAGE.format(number))
    with subprocess.Popen(
        [sys.executable, "manage.py", "import_articles", str(more)],
        cwd=ROOT, env=os.environ | old, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        running.stdout.readline()
        made = manage(old, "backup", tmp_path / "backup")
        running.communicate()
    assert made.returncode == 0, made.stderr
    assert manage(new, "restore", tmp_path / "backup").returncode == 0
    assert manage(new, "export_archive", tmp_path / "two").returncode == 0
    rows = [json.loads(line) for line in (tmp_path / "two/tables/article.jsonl").open()]
    assert 6 < len(rows) <= 126
    assert all(row["latest_revision_id"] for row in rows)


WRITER = """
import sqlite3, sys
base, told = sqlite3.connect(sys.argv[1], timeout=60), False
base.execute("PRAGMA synchronous=OFF")  # as often as can be
while True:
    base.execute("UPDATE articles_contentversion SET number = number + 1")
    base.commit()
    if not told:
        print("written", flush=True)
    told = True
"""


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="pg_dump reads one snapshot")
def test_a_backup_ends_though_the_site_is_written_to_without_a_pause(places, tmp_path):
    old, _ = places
    database = tmp_path / "old/kzsite.sqlite3"
    with closing(sqlite3.connect(database)) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("CREATE TABLE ballast AS SELECT randomblob(40000000)")
        base.commit()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database)], stdout=subprocess.PIPE, text=True
    )
    try:
        writer.stdout.readline()
        assert manage(old, "backup", tmp_path / "backup", timeout=60).returncode == 0
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()


@pytest.mark.django_db
def test_the_password_of_postgresql_is_in_no_list_of_processes(tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no password")
    tool = tmp_path / "bin/pg_dump"
    tool.parent.mkdir()
    tool.write_text(
        f'#!/bin/sh\necho "$*" >{tmp_path}/told\necho "$PGPASSWORD" >{tmp_path}/password\nexit 1\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "a-secret-word")
    with pytest.raises(NotKept) as failed:
        make_backup(tmp_path / "backup")
    assert (tmp_path / "password").read_text().strip() == "a-secret-word"
    assert "a-secret-word" not in (tmp_path / "told").read_text() + str(failed.value)
