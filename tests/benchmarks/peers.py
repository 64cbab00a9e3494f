"""The peers of ../shared/bench, plain Django and Wagtail: filled with their own texts, and served.

On SQLite their databases stay in the work folder. On PostgreSQL each gets a cluster of its own, so that its database's
work can be told from that of others; their settings are the same but for the database and what Wagtail's documentation
asks for there.
"""

import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.archive import BENCH
from tests.benchmarks.postgresql import postgresql, programs
from tests.benchmarks.servers import Server, Servers, without_ours

HELD = 2000  # articles

ON_POSTGRESQL = """
from {settings} import *
import dj_database_url
DATABASES = {{"default": dj_database_url.parse({address!r}, conn_max_age=None)}}
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]
"""
# Content types and permissions are made by each database for itself.
DUMP = ("dumpdata", "--natural-foreign", "-v0", "--exclude=contenttypes", "--exclude=auth.permission")
VACUUM = (
    "shell",
    "-v0",
    "-c",
    "from django.db import connection; connection.cursor().execute('VACUUM ANALYZE')",
)


@dataclass(frozen=True)
class Peer:
    """A site of ../shared/bench/peers."""

    name: str
    folder: str
    settings: str
    application: str
    letter: str  # with which its file's name begins
    index: str = ""  # the application whose rows its command update_index makes

    def manage(self, *command: str, **environment: str) -> None:
        subprocess.run(
            [sys.executable, self.place / "manage.py", *command],
            check=True,
            env=without_ours() | environment,
        )

    @property
    def place(self) -> Path:
        return BENCH / "peers" / self.folder

    def file(self, work: Path) -> str:
        """Its database on SQLite."""
        return str(work / f"{self.letter}{HELD}.sqlite3")


PEERS = [
    Peer("plain Django", "djangopeer", "dsettings", "dwsgi:application", "d"),
    Peer("Wagtail", "wagtailpeer", "wsettings", "wwsgi:application", "w", "wagtailsearch"),
]


def on_sqlite(servers: Servers, work: Path) -> dict[str, Server]:
    """All peers, by name."""
    subprocess.run(
        [sys.executable, BENCH / "run_all.py", "build", "--work", work, "--large", "0"],
        check=True,
        env=without_ours(),
    )
    return {
        peer.name: servers.start(peer.name, peer.application, peer.place, BENCH_DB=peer.file(work))
        for peer in PEERS
    }


def on_postgresql(servers: Servers, work: Path, until: ExitStack) -> dict[str, Server]:
    """All peers with the rows that they have on SQLite, by name; their clusters end with `until`."""
    running = {}
    for peer in PEERS:
        address, number = until.enter_context(postgresql(programs()))
        rows, module = work / f"{peer.folder}.json", f"{peer.settings}_postgresql"
        (work / f"{module}.py").write_text(ON_POSTGRESQL.format(settings=peer.settings, address=address))
        without = [f"--exclude={peer.index}"] if peer.index else []
        peer.manage(*DUMP, *without, "-o", str(rows), BENCH_DB=peer.file(work))
        settings = {"PYTHONPATH": str(work), "DJANGO_SETTINGS_MODULE": module}
        peer.manage("migrate", "-v0", **settings)
        peer.manage("flush", "-v0", "--no-input", **settings)  # of what migrations write
        peer.manage("loaddata", "-v0", str(rows), **settings, BENCH_NO_INDEX="1")
        if peer.index:
            peer.manage("update_index", "-v0", **settings)
        peer.manage(*VACUUM, **settings)
        rows.unlink()
        running[peer.name] = servers.start(peer.name, peer.application, peer.place, number, **settings)
    return running
