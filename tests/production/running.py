"""The whole site as it runs on a server, started by the script that starts it there."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path

from tests.conftest import ROOT

NEEDED = ("nginx", "redis-server", "openssl")
PATIENCE = 300  # seconds for what must come, on a machine that is busy with other things


@dataclass
class Site:
    """The running site: `get` is a reader, `manage` its operator."""

    port: int
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen

    def get(
        self, path: str, *, host: str = "", method: str = "GET", body: bytes = b"", **headers
    ) -> HTTPResponse:
        """The answer, read whole as `.body`. Raises OSError where there is none."""
        connection = HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, context=ssl._create_unverified_context()
        )
        headers = {"Host": host or f"localhost:{self.port}", **headers}
        connection.request(method, path, body=body or None, headers=headers)
        answer = connection.getresponse()
        answer.body = answer.read().decode()
        connection.close()
        return answer

    def manage(self, *args) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, args)],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def pid(self, name: str) -> int:
        return int((self.folder / "run" / f"{name}.pid").read_text())

    def children(self, pid: int) -> list[int]:
        found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        return [int(child) for child in found.stdout.split()]

    def family(self, pid: int) -> list[int]:
        """The process, its children and theirs."""
        return [pid, *(one for child in self.children(pid) for one in self.family(child))]

    def postgresql(self, *args: str) -> None:
        tool = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1] / "pg_ctl"
        as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        data = self.folder / "postgresql/data"
        log = self.folder / "postgresql/log"
        subprocess.run(
            [*as_owner, tool, "-D", data, "-l", log, "-w", *args], check=True, stdout=subprocess.DEVNULL
        )


def until(ask, *, patience: float = PATIENCE):
    """The first true answer; what fails meanwhile is asked again."""
    end, error = time.monotonic() + patience, None
    while time.monotonic() < end:
        try:
            if answer := ask():
                return answer
        except OSError as problem:
            error = problem
        time.sleep(0.1)
    raise AssertionError(f"nothing came within {patience} s: {error}")


def what_is_missing() -> str:
    """What the script needs and this machine lacks; empty where nothing is."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing or not Path("/usr/lib/postgresql").is_dir():
        return f"not installed: {', '.join(missing) or 'postgresql'}"
    if not (ROOT / ".venv/bin/granian").exists():
        return "the packages are not in .venv, where the script looks for them"
    return ""


@contextmanager
def running_site(home: Path) -> Iterator[Site]:
    """The site with all it keeps in a folder, from when it is ready until all of it has ended."""
    home.chmod(0o755)  # PostgreSQL runs as another user and has to pass
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", home / "key.pem", "-out", home / "certificate.pem"],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = home / "data"
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("KZ_", "DATABASE", "CACHE"))
    }
    environment = own | {
        "KZ_HOSTS": "localhost", "KZ_DATA_DIR": str(data), "KZ_LISTEN": f"127.0.0.1:{port}", "KZ_WORKERS": "2",
        "KZ_CERTIFICATE": str(home / "certificate.pem"), "KZ_CERTIFICATE_KEY": str(home / "key.pem"),
        "KZ_SITE_URL": f"https://localhost:{port}",
    }  # fmt: skip
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            [ROOT / "kzsite/deploy/run"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    site = Site(port, data, environment, process)

    def is_ready() -> bool:
        assert process.poll() is None, (home / "log").read_text()[-3000:]
        return site.get("/health/ready").status == 200

    try:
        until(is_ready)
        where = str(data / "postgresql").replace("/", "%2F")
        site.environment |= {
            "KZ_ENV": "production", "KZ_PROXY": "1", "KZ_TASKS": "database",
            "KZ_SECRET_KEY": (data / "secret-key").read_text().strip(),
            "DATABASE_URL": f"postgres://kzsite@{where}/kzsite",
            "CACHE_URL": f"unix://{data}/run/redis.sock?db=0",
        }  # fmt: skip
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
