"""Work that is killed at a random moment and started again, held against the same work undisturbed.

SQLite in a folder of its own for each trial; the state is read by SQL, without what is bound to a run (moments, numbers).
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

SHARED_LINES = (
    "Станция опустела до вечера, и диспетчер записал время, номер и имя машиниста в старую тетрадь."
)
PAGES = 45
STATE = {
    "articles": "SELECT headline, language, state, published_on, title_key, publish_at FROM articles_article",
    "captures": "SELECT sha256, size, state, error_code FROM articles_capture",
    "revisions": """SELECT a.headline, r.number, r.cause, r.body FROM articles_revision r
        JOIN articles_article a ON a.id = r.article_id""",
    "live": """SELECT a.headline, r.number FROM articles_article a JOIN articles_revision r ON r.id = a.live_revision_id""",
    "blocks": """SELECT a.headline, r.number, b.position, b.kind, b.anchor, b."begin", b."end", b.first_line FROM articles_block b
        JOIN articles_revision r ON r.id = b.revision_id JOIN articles_article a ON a.id = r.article_id""",
    "links": """SELECT x.headline, y.headline, l.kind, l.score, l.state FROM articles_link l
        JOIN articles_article x ON x.id = l.from_article_id JOIN articles_article y ON y.id = l.to_article_id""",
    "passages": """SELECT x.headline, y.headline, p.position, p.relation, p.from_begin, p.from_end, p.to_begin, p.to_end
        FROM articles_passage p JOIN articles_link l ON l.id = p.link_id
        JOIN articles_article x ON x.id = l.from_article_id JOIN articles_article y ON y.id = l.to_article_id""",
    "html": """SELECT a.headline, r.number, h.html FROM articles_renderedarticle h
        JOIN articles_revision r ON r.id = h.revision_id JOIN articles_article a ON a.id = r.article_id""",
    "search": """SELECT a.headline, d.title, d.body, d.filters FROM articles_searchdoc d JOIN articles_article a ON a.id = d.article_id""",
    "tags": "SELECT slug, article_count FROM articles_tag",
}

State = dict[str, list[str]]


@dataclass(frozen=True)
class Work:
    """A command, what the archive holds before it, and what is asked of its end."""

    name: str
    command: Sequence[str]
    prepare: Callable[[Path], None]
    exits: int = 0


def manage(data: Path, *args: str) -> subprocess.Popen:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KZ_", "DATABASE", "CACHE"))}
    return subprocess.Popen(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env=environment | {"KZ_DATA_DIR": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def run(data: Path, *args: str) -> int:
    return manage(data, *args).wait()


def state_of(data: Path) -> State:
    with closing(sqlite3.connect(data / "kzsite.sqlite3")) as database:
        return {name: sorted(map(repr, database.execute(query))) for name, query in STATE.items()}


def write_pages(folder: Path, *, version: int) -> None:
    """Reports of trains, some with a shared sentence; a later version tells more of every third."""
    folder.mkdir(exist_ok=True)
    for number in range(PAGES):
        rows = 5 + version * (number % 3 == 0)
        words = "\n\n".join(
            f"Состав номер {number} ушёл в {number % 24} часов с пути {row}, и вагонов в нём было {number + row}."
            for row in range(rows)
        )
        quoted = SHARED_LINES if number % 9 == 0 else f"В депо {number} было тихо."
        text = f"Поезд {number} идёт на запад\n\n{number % 28 + 1} мая 2024 г.\n\n{words}\n\n{quoted}\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")


def migrated(data: Path) -> None:
    assert run(data, "migrate", "-v0") == 0
    write_pages(data / "pages", version=0)


def imported(data: Path) -> None:
    migrated(data)
    assert run(data, "import_articles", str(data / "pages")) == 1  # one file is empty


def published(data: Path) -> None:
    imported(data)
    _execute(data, "UPDATE articles_article SET publish_at = '2024-01-01 00:00:00'")
    assert run(data, "publish_due") == 0


def edited(data: Path) -> None:
    """Published articles of which the pages have a new state."""
    published(data)
    write_pages(data / "pages", version=1)


def scheduled(data: Path) -> None:
    imported(data)
    _execute(data, "UPDATE articles_article SET publish_at = '2024-01-01 00:00:00'")


def _execute(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "kzsite.sqlite3")) as database:
        database.execute(statement)
        database.commit()


WORKS = [
    Work("import", ("import_articles", "{data}/pages"), migrated, exits=1),
    Work("merge", ("import_articles", "{data}/pages"), edited, exits=1),
    Work("publish", ("publish_due",), scheduled),
    Work("rebuild", ("rebuild",), published),
    Work("link", ("link_articles", "--all"), published),
    Work("backup", ("backup", "{data}/backup-{trial}"), published),
]


class Trials:
    """One work's undisturbed end, and any number of disturbed ones."""

    def __init__(self, work: Work, folder: Path) -> None:
        self.work, self.folder = work, folder
        self.before = folder / "before"
        self.before.mkdir(parents=True)
        work.prepare(self.before)
        self._settle(self.before)
        self.wanted, self.seconds = self._undisturbed()

    def disturb(self, seed: int) -> State:
        """The end state of a work that was killed at a random moment and then done."""
        data = self._copy(f"trial-{seed}")
        process = manage(data, *self._command(data, f"{seed}-killed"))
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=random.Random(seed).uniform(0, self.seconds))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()
        assert run(data, *self._command(data, str(seed))) == self.work.exits
        found = state_of(data)
        shutil.rmtree(data)
        return found

    def _undisturbed(self) -> tuple[State, float]:
        data = self._copy("undisturbed")
        begin = time.monotonic()
        assert run(data, *self._command(data, "0")) == self.work.exits
        seconds = time.monotonic() - begin
        return state_of(data), seconds

    def _command(self, data: Path, trial: str) -> list[str]:
        return [part.format(data=data, trial=trial) for part in self.work.command]

    def _copy(self, name: str) -> Path:
        data = self.folder / name
        shutil.copytree(self.before, data)
        return data

    def _settle(self, data: Path) -> None:
        with closing(sqlite3.connect(data / "kzsite.sqlite3")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def differences(wanted: State, found: State) -> list[str]:
    """What of the state is not as wanted, one line each; empty where all is."""
    told = []
    for name, rows in wanted.items():
        missing, more = set(rows) - set(found[name]), set(found[name]) - set(rows)
        if missing or more or len(rows) != len(found[name]):
            told.append(
                f"{name}: {len(missing)} missing, {len(more)} more, {len(found[name])} of {len(rows)} rows"
            )
    return told
