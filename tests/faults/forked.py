"""Commands of `manage.py`, each in a process forked from one that has Django loaded: a kill then meets work, not a start.

python -m tests.faults.forked reads requests from standard input and answers on standard output, one JSON object a line.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.faults.databases import Postgresql, Sqlite

AT_ONCE = 6  # articles or files of one transaction: a small archive shall have many moments


@dataclass(frozen=True)
class End:
    """How a command ended: its exit status, -9 where it was killed, and after how many seconds."""

    code: int
    seconds: float


class Forks:
    """The process to fork from; `run` has a command done on the archive of a folder, for so many seconds at most."""

    def __init__(self, database_url: str = "") -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("KZ_", "DATABASE", "CACHE"))}
        if database_url:
            environment["DATABASE_URL"] = database_url
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forked"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> "Forks":
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def begin(
        self, data: Path, *args: str, kill_after: float | None = None, largest_file: int | None = None
    ) -> None:
        """Begin a command; `end` waits for it. Several can be under way. No file may grow beyond the largest, as on a full disk."""
        asked = {"data": str(data), "args": args, "kill_after": kill_after, "largest_file": largest_file}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()

    def end(self) -> End:
        return End(**json.loads(self.process.stdout.readline()))

    def run(self, data: Path, *args: str, **limits: float | None) -> End:
        self.begin(data, *args, **limits)
        return self.end()


def main() -> None:
    os.environ |= {"KZ_ENV": "development", "DJANGO_SETTINGS_MODULE": "kzsite.settings"}
    import django

    django.setup()
    _load()
    for line in sys.stdin:
        if not os.fork():  # one that waits, so that several commands can be under way
            told = json.dumps(_do(**json.loads(line)))
            os.write(1, f"{told}\n".encode())
            os._exit(0)


def _load() -> None:
    """What a command would import and read at its start."""
    from django.core.management import load_command_class

    from articles.ingest import incoming  # noqa: F401

    for name in ("import_articles", "publish_due", "rebuild", "link_articles", "backup", "migrate"):
        load_command_class("articles" if name != "migrate" else "django.core", name)


def _do(data: str, args: list[str], kill_after: float | None, largest_file: int | None) -> dict[str, Any]:
    begin = time.monotonic()
    child = os.fork()
    if not child:
        _command(data, args, largest_file)
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        if kill_after is not None and time.monotonic() - begin >= kill_after:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            kill_after = None
        time.sleep(0.002)
    return {"code": os.waitstatus_to_exitcode(ended[1]), "seconds": time.monotonic() - begin}


def _command(data: str, args: list[str], largest_file: int | None) -> None:
    """Do the command and end the process."""
    os.setsid()
    if largest_file:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    code = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        _turn_to(data)
        from django.core.management import call_command

        call_command(*args)
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        os._exit(code)


def _turn_to(data: str) -> None:
    """Let the settings name this folder, as KZ_DATA_DIR would have at the start."""
    from django.conf import settings
    from django.db import connection

    from articles import pipeline
    from articles.management.commands import link_articles, rebuild

    os.environ["KZ_DATA_DIR"] = data
    settings.DATA_DIR = Path(data)
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    url = os.environ.get("DATABASE_URL")
    name = (Postgresql(url) if url else Sqlite()).name(Path(data))
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    pipeline.BATCH = link_articles.BATCH = rebuild.BATCH = AT_ONCE


if __name__ == "__main__":
    main()
