"""A PostgreSQL of our own in a temporary folder, for a benchmark: on a socket there, no port, nothing left behind."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVERS = "/usr/lib/postgresql/*/bin"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, which need not lie on the path; None where there is none."""
    folders = sorted(Path("/").glob(SERVERS.lstrip("/")), key=lambda folder: float(folder.parent.name))
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, int]]:
    """The DATABASE_URL of an empty database, and the number of the process whose children do its work."""
    with tempfile.TemporaryDirectory() as place:  # a socket's path is short
        if os.getuid() == 0:
            shutil.chown(place, "postgres")
        data = Path(place) / "data"
        _run(folder / "initdb", "-D", data, "-U", "kzsite", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        # What PostgreSQL does by itself would be counted with what it is asked for.
        options = f"-k {place} -c listen_addresses='' -c fsync=off -c autovacuum=off"
        _run(folder / "pg_ctl", "-D", data, "-w", "-l", Path(place) / "log", "-o", options, "start")
        try:
            _run(folder / "createdb", "-h", place, "-U", "kzsite", "kzsite")
            number = int((data / "postmaster.pid").read_text().split()[0])
            yield f"postgres://kzsite@{place.replace('/', '%2F')}/kzsite", number
        finally:
            _run(folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(*command: str | Path) -> None:
    """As the user postgres where we are root, as which PostgreSQL refuses to run."""
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
