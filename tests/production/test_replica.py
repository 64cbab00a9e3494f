"""Readers on a replica: they see it as long as it holds what the primary has published, and never what is stale."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.conftest import ROOT

PAGE = "The first train\n\n7 May 2024\n\nThe train left the yard before the rain came.\n"
ASK = """
from django.test import Client
print([word for word in ("The first train", "Seen on the replica") if word in Client(SERVER_NAME="localhost").get("/en/feed/").content.decode()])
"""


@pytest.fixture
def site(tmp_path, migrated):
    """A primary, and a replica that tells another headline, so that one sees which of them answered."""
    environment = os.environ | {
        "KZ_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/primary.sqlite3",
        "DATABASE_REPLICA_URL": f"sqlite:///{tmp_path}/replica.sqlite3",
    }

    def manage(*args: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    shutil.copy(migrated, tmp_path / "primary.sqlite3")
    manage("import_articles", str(page), "--publish")
    with closing(sqlite3.connect(tmp_path / "primary.sqlite3")) as primary:
        primary.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(tmp_path / "primary.sqlite3", tmp_path / "replica.sqlite3")
    with closing(sqlite3.connect(tmp_path / "replica.sqlite3")) as replica:
        replica.execute("UPDATE articles_article SET headline = 'Seen on the replica'")
        replica.commit()
    return manage


def test_readers_are_answered_by_a_replica_that_is_up_to_date(site):
    assert site("shell", "-v0", "-c", ASK).strip() == "['Seen on the replica']"


def test_a_replica_that_lags_behind_is_not_asked(site):
    site("shell", "-v0", "-c", "from articles.models import ContentVersion; ContentVersion.move()")
    assert site("shell", "-v0", "-c", ASK).strip() == "['The first train']"


def test_who_is_signed_in_sees_the_primary(site):
    signed_in = ASK.replace('"localhost"', '"localhost", HTTP_COOKIE="sessionid=any"')
    assert site("shell", "-v0", "-c", signed_in).strip() == "['The first train']"


def test_a_replica_that_is_down_is_not_missed(site, tmp_path):
    (tmp_path / "replica.sqlite3").write_bytes(b"no database at all" * 100)
    assert site("shell", "-v0", "-c", ASK).strip() == "['The first train']"
