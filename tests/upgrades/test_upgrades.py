"""A database of every schema that ever landed comes up to the newest one with nothing changed that people made.

To keep another: fill a site from our own seeds and factories, and write the statements of `.dump` to NUMBER.sql here, the
search index by its CREATE VIRTUAL TABLE and a 'rebuild' in place of its own tables.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = sorted(Path(__file__).parent.glob("*.sql"))

# Made anew from the rest, or none of ours.
DERIVED = ("articles_gram", "articles_linkedarticle", "articles_renderedarticle", "articles_search", "sqlite_", "django_", "auth_permission")  # fmt: skip


def rows_of(path: Path) -> dict[str, dict[tuple, dict]]:
    """Table → key → row, for all that people or imports made."""
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    names = [row["name"] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    told = {}
    for name in names:
        if not name.startswith(DERIVED):
            rows = [dict(row) for row in base.execute(f'SELECT * FROM "{name}"')]
            told[name] = {row["id"] if "id" in row else tuple(row.values()): row for row in rows}
    base.close()
    return told


@pytest.fixture
def manage(tmp_path):
    environment = os.environ | {"KZ_DATA_DIR": str(tmp_path), "KZ_ENV": "development"}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'kzsite.sqlite3'}"}

    def run(*words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def upgraded(request, tmp_path, manage):
    """What the kept database held, and what the same holds after the migrations."""
    path = tmp_path / "kzsite.sqlite3"
    base = sqlite3.connect(path)
    base.executescript(request.param.read_text("utf-8"))
    base.close()
    before = rows_of(path)
    for row in before.get("articles_picture", {}).values():
        for width in json.loads(row["widths"]):
            file = tmp_path / f"media/pictures/{row['key']}-{width}.{row['suffix']}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"of a picture, kept beside the database")
    manage("migrate", "-v0")
    return before, rows_of(path)


def test_a_kept_database_comes_up_to_date_with_every_row_and_value(upgraded):
    before, after = upgraded
    assert before["articles_article"]
    assert before["articles_link"]
    changed = {}
    for table, rows in before.items():
        for key, row in rows.items():
            found = after[table].get(key, {})
            wrong = {column: found.get(column) for column in row if row[column] != found.get(column)}
            if wrong:
                changed[table, key] = wrong
    assert changed == {}


def test_its_export_is_the_same_after_a_way_through_files(upgraded, manage, migrated, tmp_path):
    manage("export_archive", str(tmp_path / "one"))
    (tmp_path / "kzsite.sqlite3").unlink()
    for left in tmp_path.glob("kzsite.sqlite3-*"):
        left.unlink()
    shutil.copy(migrated, tmp_path / "kzsite.sqlite3")
    manage("import_archive", str(tmp_path / "one"))
    manage("export_archive", str(tmp_path / "two"))
    one, two = (
        {
            str(path.relative_to(tmp_path / name)): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert len(one) > 10
    assert one == two


def test_what_editors_said_is_quoted_stays_their_word(tmp_path, manage):
    path = tmp_path / "kzsite.sqlite3"
    base = sqlite3.connect(path)
    base.executescript((Path(__file__).parent / "0019.sql").read_text("utf-8"))
    base.executescript("""
        UPDATE articles_quotation SET quoted_id = 2;
        UPDATE articles_link SET reasons = '[{"code": "by editor"}]', from_article_id = 4, to_article_id = 2 WHERE id = 3;
    """)
    base.close()
    manage("migrate", "-v0")
    after = rows_of(path)["articles_quotation"].values()
    assert {row["article_id"]: row["is_chosen"] for row in after} == {3: 0, 4: 1}
