"""Work that is killed at a random moment and started again, held against the same work undisturbed.

A folder and a database of its own for each trial; the state is read by SQL, without what is bound to a run (moments, numbers).
"""

import random
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.keeping.folder import NotKept, read_manifest
from tests.faults.databases import Databases, Sqlite
from tests.faults.forked import End, Forks

SHARED_LINES = (
    "Станция опустела до вечера, и диспетчер записал время, номер и имя машиниста в старую тетрадь."
)
PAGES = 30
ROOM = 100_000  # bytes of a file, of the write-ahead log for one, on a disk that is full
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
    "migrations": "SELECT app, name FROM django_migrations",
}

State = dict[str, list[str]]


@dataclass(frozen=True)
class Work:
    """A command, the stage of the archive that it begins with, and what its exit status is."""

    name: str
    command: Sequence[str]
    begins: str
    exits: int = 0


WORKS = [
    Work("import", ("import_articles", "{data}/pages", "--workers=1"), "migrated", exits=1),
    Work("merge", ("import_articles", "{data}/pages", "--workers=1"), "edited", exits=1),
    Work("publish", ("publish_due",), "scheduled"),
    Work("rebuild", ("rebuild",), "published"),
    Work("link", ("link_articles", "--all"), "published"),
    Work("backup", ("backup", "{data}/{backup}"), "published"),
]
SLOW_WORKS = [Work("migrate", ("migrate", "-v0"), "empty")]


def state_of(data: Path, databases: Databases) -> State:
    queries = STATE | {"schema": databases.schema}
    return {name: sorted(map(repr, databases.rows(data, query))) for name, query in queries.items()}


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


class Archives:
    """Archives in the stages of their life, each made once and copied for a trial."""

    def __init__(
        self, folder: Path, forks: Forks, migrated: Path | None = None, databases: Databases | None = None
    ) -> None:
        self.folder, self.forks, self.migrated = folder, forks, migrated
        self.databases = databases or Sqlite()

    def copy(self, stage: str, name: str) -> Path:
        made = self.folder / stage
        if not made.exists():
            getattr(self, f"_{stage}")(made)
            if not self.databases.url and Path(self.databases.name(made)).exists():
                self._execute(made, "PRAGMA wal_checkpoint(TRUNCATE)")
        copied = shutil.copytree(made, self.folder / name)
        self.databases.copy(made, copied)
        return copied

    def remove(self, data: Path) -> None:
        self.databases.drop(data)
        shutil.rmtree(data)

    def end(self) -> None:
        """Leave no database behind."""
        for data in self.folder.iterdir():
            self.databases.drop(data)

    def _empty(self, data: Path) -> None:
        data.mkdir(parents=True)
        self.databases.create(data)

    def _migrated(self, data: Path) -> None:
        self.copy("empty", data.name)
        if self.migrated:
            shutil.copy(self.migrated, self.databases.name(data))
        else:
            self._do(data, "migrate", "-v0")
        write_pages(data / "pages", version=0)

    def _imported(self, data: Path) -> None:
        self.copy("migrated", data.name)
        self._do(data, "import_articles", str(data / "pages"), "--workers=1", exits=1)  # one file is empty

    def _scheduled(self, data: Path) -> None:
        self.copy("imported", data.name)
        self._execute(data, "UPDATE articles_article SET publish_at = '2024-01-01 00:00:00'")

    def _published(self, data: Path) -> None:
        self.copy("scheduled", data.name)
        self._do(data, "publish_due")

    def _edited(self, data: Path) -> None:
        """The pages of published articles have a new state."""
        self.copy("published", data.name)
        write_pages(data / "pages", version=1)

    def _do(self, data: Path, *args: str, exits: int = 0) -> None:
        assert self.forks.run(data, *args).code == exits

    def _execute(self, data: Path, statement: str) -> None:
        self.databases.rows(data, statement)


class Trials:
    """One work's undisturbed end, and any number of disturbed ones."""

    def __init__(self, work: Work, archives: Archives) -> None:
        self.work, self.archives = work, archives
        data = archives.copy(work.begins, f"{work.name}-undisturbed")
        ended = self._do(data, "whole")
        assert ended.code == work.exits
        self.wanted, self.seconds = self._state(data), ended.seconds

    def disturb(self, seed: int) -> tuple[bool, list[str]]:
        """Whether a kill at a random moment was in time, and what then differs once the work is done again."""
        data = self.archives.copy(self.work.begins, f"{self.work.name}-{seed}")
        kill_after = random.Random(seed).uniform(0, self.seconds)
        was_killed = self._do(data, "killed", kill_after=kill_after).code == -9
        return was_killed, self._done_again(data)

    def starve(self) -> tuple[bool, list[str]]:
        """Whether the disk was full in the middle, and what then differs once there is room and the work is done again."""
        data = self.archives.copy(self.work.begins, f"{self.work.name}-starved")
        database = Path(self.archives.databases.name(data))
        largest = database.stat().st_size // 2 if self.work.name == "backup" else ROOM
        was_full = self._do(data, "killed", largest_file=largest).code != 0
        if self.work.exits:
            was_full = bool(differences(self.wanted, self._state(data)))
        return was_full, self._done_again(data)

    def twice_at_once(self) -> list[str]:
        """What differs where two people start the same work together."""
        data = self.archives.copy(self.work.begins, f"{self.work.name}-twice")
        for _ in range(2):
            self.archives.forks.begin(data, *self._command(data, "whole"))
        codes = {self.archives.forks.end().code for _ in range(2)}
        told = [] if codes == {self.work.exits} else [f"exit statuses {codes}"]
        return told + differences(self.wanted, self._state(data))

    def _done_again(self, data: Path) -> list[str]:
        told = list(self._harm_of_half_a_backup(data))
        ended = self._do(data, "whole")
        if ended.code != self.work.exits:
            told.append(f"exit status {ended.code}")
        else:
            told += differences(self.wanted, self._state(data))
        self.archives.remove(data)
        return told

    def _do(self, data: Path, backup: str, **limits: float) -> End:
        return self.archives.forks.run(data, *self._command(data, backup), **limits)

    def _command(self, data: Path, backup: str) -> list[str]:
        return [part.format(data=data, backup=backup) for part in self.work.command]

    def _state(self, data: Path) -> State:
        databases = self.archives.databases
        if self.work.name != "backup":
            return state_of(data, databases)
        held = databases.unpack(data / "whole")
        state = state_of(held, databases)
        databases.drop(held)
        return state

    def _harm_of_half_a_backup(self, data: Path) -> Iterable[str]:
        """A backup that was killed is refused as such, or it is whole."""
        if self.work.name == "backup" and (data / "killed").exists():
            try:
                read_manifest(data / "killed", kind="kzsite backup", newest=1)
            except NotKept:
                return
            held = self.archives.databases.unpack(data / "killed")
            yield from differences(self.wanted, state_of(held, self.archives.databases))
            self.archives.databases.drop(held)


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
