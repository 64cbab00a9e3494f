"""Servers under test, what their answers cost, and tables of that: CPU milliseconds a request, with ratios.

Only the time of a server's processes and of its database's counts, so that a busy machine moves the ratios little.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
WORKERS, ROUNDS = 2, 5
PORT = 18300
WARMING = 120  # requests before any is measured: each page twice, each statement often enough to be planned for good


def _fields(number: int) -> list[str]:
    """What Linux tells of a process, from its state on (proc(5))."""
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()


@dataclass
class Server:
    """A process with its workers, and where it listens."""

    name: str
    port: int
    process: subprocess.Popen
    database: int | None = None

    def seconds(self) -> float:
        """CPU seconds that it, its children and those of its database have used, connections that ended among them."""
        ended = _fields(self.database)[13:15] if self.database else []
        ticks = sum(map(int, ended))
        todo = [self.process.pid, *self.connections()]
        while todo:
            number = todo.pop()
            ticks += sum(map(int, _fields(number)[11:13]))
            todo += children(number)
        return ticks / os.sysconf("SC_CLK_TCK")

    def connections(self) -> list[int]:
        """PostgreSQL's processes that answer somebody; what it does for itself is left out."""
        found = children(self.database) if self.database else []
        return [n for n in found if Path(f"/proc/{n}/cmdline").read_bytes().startswith(b"postgres: kzsite")]

    def memory(self) -> float:
        """MiB of its own, shared pages counted in parts."""
        total, todo = 0, [self.process.pid]
        while todo:
            number = todo.pop()
            for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
                total += int(line.split()[1]) if line.startswith("Pss:") else 0
            todo += children(number)
        return total / 1024


def children(number: int) -> list[int]:
    tasks = Path(f"/proc/{number}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


class Figure(NamedTuple):
    """What a page costs at one server: milliseconds of CPU, their ratio to the first of its table, and its bytes."""

    page: str
    server: str
    milliseconds: float
    ratio: float
    size: int


@dataclass
class Target:
    """Addresses at one server, asked for with the same headers."""

    name: str
    server: Server
    paths: list[str]
    headers: dict[str, str] = field(default_factory=dict)
    expects: int = 200
    conditional: bool = False
    spent: float = 0
    asked: int = 0
    size: int = 0

    @property
    def milliseconds(self) -> float:
        return self.spent * 1000 / max(1, self.asked)


class Servers:
    """Started when first asked for, ended together."""

    def __init__(self, kind: str):
        self.kind, self.port, self.running = kind, PORT, []

    def start(
        self, name: str, application: str, folder: Path, database: int | None = None, **environment: str
    ) -> Server:
        """`database` is the process whose children do the work of the server's PostgreSQL."""
        self.port += 1
        command = {
            "granian": [
                *("granian", "--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", "4"),
                *("--host", "127.0.0.1", "--port", str(self.port), "--log-level", "error", application),
            ],
            "gunicorn": [
                *("gunicorn", "--workers", str(WORKERS), "--threads", "4", "--log-level", "error"),
                *("--bind", f"127.0.0.1:{self.port}", application),
            ],
        }[self.kind]
        inherited = dict(os.environ) if folder == ROOT else without_ours()
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=inherited | environment,
            stdout=subprocess.DEVNULL,
        )
        server = Server(name, self.port, process, database)
        self.running.append(server)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return server
            time.sleep(0.05)  # until it listens
        raise SystemExit(f"{name} does not listen")

    def end(self) -> None:
        for server in self.running:
            server.process.terminate()
        for server in self.running:
            server.process.wait(20)


def get(server: Server, path: str, **headers: str) -> tuple[int, dict, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    link.request("GET", path, headers=headers)
    answer = link.getresponse()
    body = answer.read()
    link.close()
    return answer.status, {name.lower(): value for name, value in answer.headers.items()}, body


def load(target: Target, requests: int) -> None:
    """Ask for the addresses in turn over connections that are kept, two at a time."""
    before = target.server.seconds()
    links = [http.client.HTTPConnection("127.0.0.1", target.server.port, timeout=60) for _ in range(WORKERS)]
    tags: dict[str, str] = {}
    if target.conditional:
        tags = {path: get(target.server, path, **target.headers)[1]["etag"] for path in target.paths}
        before = target.server.seconds()
    for number in range(requests):
        path = target.paths[(target.asked + number) % len(target.paths)]
        link = links[number % len(links)]
        extra = {"If-None-Match": tags[path]} if target.conditional else {}
        link.request("GET", path, headers=target.headers | extra)
        answer = link.getresponse()
        target.size = len(answer.read())
        if answer.status != target.expects:
            raise SystemExit(f"{target.name}: {answer.status} at {path}")
    for link in links:
        link.close()
    target.spent += target.server.seconds() - before
    target.asked += requests


def compare(title: str, targets: list[Target], requests: int) -> list[Figure]:
    """A table of one kind of page, the ratio of each to the first; each is warm before, with the plans of its statements made."""
    for target in targets:
        load(target, WARMING)
        target.spent = target.asked = 0
    for turn in range(ROUNDS):
        for place in range(len(targets)):
            load(targets[(place + turn) % len(targets)], requests)
    print(f"\n{title}")
    for target in targets:
        ratio = target.milliseconds / targets[0].milliseconds
        print(
            f"  {target.name:42} {target.milliseconds:8.3f} ms  ×{ratio:5.2f}  {target.size:>7} bytes",
            flush=True,
        )
    first = targets[0].milliseconds
    return [Figure(title, t.name, t.milliseconds, t.milliseconds / first, t.size) for t in targets]


def without_ours() -> dict[str, str]:
    """The environment without what names our settings and our database, for a peer."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
