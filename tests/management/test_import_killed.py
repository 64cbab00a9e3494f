"""Killed at any moment and started again, an import ends as one that nobody disturbed."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import suppress

import pytest

from tests.conftest import ROOT

SHARED_LINES = (
    "Станция опустела до вечера, и диспетчер записал время, номер и имя машиниста в старую тетрадь."
)
COUNTED = {
    "articles": "SELECT headline, language, state, published_on, title_key FROM articles_article",
    "captures": "SELECT sha256, size, name, state, error_code FROM articles_capture",
    "revisions": """SELECT a.headline, r.number, r.cause, r.body FROM articles_revision r
        JOIN articles_article a ON a.id = r.article_id""",
    "blocks": """SELECT a.headline, r.number, b.position, b.kind, b.anchor, b."begin", b."end", b.first_line FROM articles_block b
        JOIN articles_revision r ON r.id = b.revision_id JOIN articles_article a ON a.id = r.article_id""",
    "links": """SELECT x.headline, y.headline, l.kind, l.score FROM articles_link l
        JOIN articles_article x ON x.id = l.from_article_id JOIN articles_article y ON y.id = l.to_article_id""",
    "search": "SELECT count(*) FROM articles_searchdoc",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for number in range(90):
        words = " ".join(
            f"Состав номер {number} ушёл в {number % 24} часов с пути {row}." for row in range(5)
        )
        quoted = SHARED_LINES if number % 9 == 0 else f"В депо {number} было тихо."
        text = f"Поезд {number} идёт на запад\n\n{number % 28 + 1} мая 2024 г.\n\n{words}\n\n{quoted}\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    return folder


def manage(data_dir, *args) -> subprocess.Popen:
    environment = os.environ | {"KZ_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, args)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def status_of(run: subprocess.Popen) -> int:
    run.communicate()
    return run.returncode


def kill(run: subprocess.Popen, *, lines: int, seconds: float) -> None:
    """Kill a run so long after it told of so many pages."""
    for _ in range(lines):
        run.stdout.readline()
    with suppress(subprocess.TimeoutExpired):
        run.wait(timeout=seconds)
    run.kill()
    run.communicate()


def state(data_dir) -> dict[str, list]:
    with sqlite3.connect(data_dir / "kzsite.sqlite3") as database:
        return {name: sorted(map(repr, database.execute(query))) for name, query in COUNTED.items()}


@pytest.fixture(scope="module")
def undisturbed(pages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    assert status_of(manage(folder, "migrate", "-v0")) == 0
    empty = (folder / "kzsite.sqlite3").read_bytes()
    assert status_of(manage(folder, "import_articles", pages)) == 1  # one file is empty
    return empty, state(folder)


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_import_is_taken_up_where_it_stopped(seed, pages, undisturbed, tmp_path):
    empty, wanted = undisturbed
    (tmp_path / "kzsite.sqlite3").write_bytes(empty)
    chooser = random.Random(seed)
    for _ in range(3):
        run = manage(tmp_path, "import_articles", pages)
        kill(run, lines=chooser.choice((0, 1, 20, 26, 60)), seconds=chooser.uniform(0, 2))
    assert status_of(manage(tmp_path, "import_articles", pages)) == 1
    found = state(tmp_path)
    assert {name: len(rows) for name, rows in found.items()} == {
        name: len(rows) for name, rows in wanted.items()
    }
    assert json.dumps(found) == json.dumps(wanted)
    assert len(found["articles"]) == 90
    assert found["links"]
