"""What DATABASE_URL says of a database has the last word, and PostgreSQL prepares what comes again."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from articles.models import Article
from tests.conftest import ROOT

TELL = (
    "import json; from kzsite.settings import DATABASES; print(json.dumps(DATABASES['default']['OPTIONS']))"
)


def options(address: str) -> dict:
    environment = os.environ | {"DATABASE_URL": address, "KZ_ENV": "development"}
    done = subprocess.run(
        [sys.executable, "-c", TELL], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return json.loads(done.stdout)


def test_parameters_of_the_address_have_the_last_word(tmp_path):
    usual = options(f"sqlite:///{tmp_path}/archive.sqlite3")
    assert options(f"sqlite:///{tmp_path}/archive.sqlite3?timeout=60") == usual | {"timeout": 60}
    usual = options("postgres://kzsite@localhost/kzsite")
    told = options("postgres://kzsite@localhost/kzsite?server_side_binding=false")
    assert told == usual | {"server_side_binding": False}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares without being asked")
@pytest.mark.django_db
def test_what_comes_again_is_prepared():
    for _ in range(3):
        assert not Article.objects.filter(slug="nowhere").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        assert any('"slug" = $' in statement for (statement,) in cursor.fetchall())
