"""What a page costs the server: CPU milliseconds a request, side by side with peers in one run, as ratios.

    python -m tests.benchmarks.bench_serving [--server granian|gunicorn] [--articles 2000] [--work FOLDER]

Kept pages are held against whitenoise serving the same bytes as files under the same server, pages that must be made
against plain Django and Wagtail of ../shared/bench on SQLite, which are left out where that folder is not there. Their
databases stay in FOLDER. Rounds are interleaved, and only the time of servers and of our database counts, so that a busy
machine moves the ratios little. `make bench ONLY=serving` runs it on SQLite and on PostgreSQL and puts both in one table.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import quote

import django
from django.core.management import call_command
from django.db import connection
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
os.environ.setdefault("KZ_ENV", "development")
django.setup()

from articles.listing.keep import relist_all  # noqa: E402
from articles.models import Article, Tag  # noqa: E402
from articles.reading.paging import page_of  # noqa: E402
from articles.reading.rows import listable  # noqa: E402
from tests.benchmarks.archive import BENCH, fill, generator  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
WORKERS, ROUNDS = 2, 5
PORT = 18300
HELD = 2000  # articles that the peers' databases hold
KEPT, MADE = 600, 60  # requests a round: of pages that are kept, and of pages that are made

WHITE = """
from whitenoise import WhiteNoise
def nothing(environ, start_response):
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]
application = WhiteNoise(nothing, root={root!r}, index_file=True, max_age=60)
"""


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

    def __init__(self, kind: str, database: int | None):
        self.kind, self.database, self.port, self.running = kind, database, PORT, []

    def start(self, name: str, python: str, application: str, folder: Path, **environment: str) -> Server:
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
        inherited = dict(os.environ)
        if folder != ROOT:  # a peer has settings of its own
            inherited.pop("DJANGO_SETTINGS_MODULE", None)
        process = subprocess.Popen(
            [python, "-m", *command], cwd=folder, env=inherited | environment, stdout=subprocess.DEVNULL
        )
        server = Server(name, self.port, process, self.database if folder == ROOT else None)
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
    """A table of one kind of page, the ratio of each to the first."""
    for target in targets:
        load(target, max(4 * WORKERS, len(target.paths) if requests == KEPT else 0) * 2)
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


def our_paths(articles: int) -> dict[str, list[str]]:
    """Addresses by kind of page, the same texts as the peers' benchmark asks for."""
    numbers = Random(7).sample(range(1, articles + 1), min(60, articles))
    with translation.override("ja"):
        pages = [article.get_absolute_url() for article in Article.objects.filter(pk__in=numbers)]
        tags = [tag.get_absolute_url() for tag in Tag.objects.order_by("-article_count")[:40]]
        lists, cursor = ["/ja/articles/"], page_of(listable(), None).older
        while cursor and len(lists) < 20:
            lists.append(f"/ja/articles/?before={cursor}")
            cursor = page_of(listable(), cursor).older
    return {"article": pages, "home": ["/ja/"], "list": lists, "tag": tags}


def queries(length: int) -> list[str]:
    """The peers' own queries."""
    gen = generator()
    if length == 2:
        return [stem for stem in gen.STEM if len(stem) == 2][:20]
    chance, found = Random(11), []
    while len(found) < 20:
        paragraph = chance.choice(gen.own(chance.randrange(2000)))
        at = chance.randrange(len(paragraph) - 9)
        piece = paragraph[at : at + length]
        if not set(piece) & set("。、（）0123456789"):
            found.append(piece)
    return found


def as_files(server: Server, paths: list[str], folder: Path) -> None:
    """The bytes of our pages as files, with the .gz and .br that whitenoise looks for."""
    for path in paths:
        place = folder / path.partition("?")[0].strip("/")
        place.mkdir(parents=True, exist_ok=True)
        for ending, encoding in (("", ""), (".gz", "gzip"), (".br", "br")):
            _, _, body = get(server, path, **{"Accept-Encoding": encoding})
            (place / f"index.html{ending}").write_bytes(body)


def kept_pages(servers: Servers, ours: Server, paths: dict[str, list[str]], work: Path) -> Iterator[Figure]:
    files = work / "files"
    for kind in ("article", "home", "list", "tag"):
        as_files(ours, paths[kind][:1] if kind == "list" else paths[kind], files)
    (work / "white.py").write_text(WHITE.format(root=str(files)))
    white = servers.start("whitenoise", sys.executable, "white:application", work)
    browser = {"Accept-Encoding": "gzip, deflate, br"}
    for kind in ("article", "home", "list", "tag"):
        asked = paths[kind][:1] if kind == "list" else paths[kind]
        for label, headers in (("plain", {}), ("packed", browser)):
            yield from compare(
                f"a kept page: {kind}, {label}",
                [
                    Target("whitenoise, the same bytes", white, asked, headers),
                    Target("kzsite", ours, asked, headers),
                ],
                KEPT,
            )
    yield from compare(
        "nothing new (304): article",
        [
            Target("whitenoise, the whole page", white, paths["article"]),
            Target("kzsite, 304", ours, paths["article"], conditional=True, expects=304),
        ],
        KEPT,
    )


def made_pages(servers: Servers, work: Path, bare: Server, paths: dict[str, list[str]]) -> Iterator[Figure]:
    """Pages that are not kept: ours without the cache, beside the peers as their documentation has them."""
    gen = generator()
    slugs = [f"/articles/{gen.name(i)}/" for i in Random(7).sample(range(HELD), 60)]
    django = servers.start(
        "plain Django",
        sys.executable,
        "dwsgi:application",
        BENCH / "peers/djangopeer",
        BENCH_DB=str(work / "d2000.sqlite3"),
    )
    wagtail = servers.start(
        "Wagtail",
        sys.executable,
        "wwsgi:application",
        BENCH / "peers/wagtailpeer",
        BENCH_DB=str(work / "w2000.sqlite3"),
    )
    tags = [quote(tag) for tag in gen.TAGS[:40]]
    sets: dict[str, tuple[list[str], list[str], list[str]]] = {
        "article": (slugs, slugs, paths["article"]),
        "home": (["/"], ["/"], paths["home"]),
        "list": (*[[f"/articles/?page={n}" for n in range(1, 21)]] * 2, paths["list"]),
        "tag": ([f"/tag/{tag}/" for tag in tags], [f"/articles/?tag={tag}" for tag in tags], paths["tag"]),
    }
    for length in (2, 8):
        asked = [f"?q={quote(words)}" for words in queries(length)]
        theirs = [f"/search/{one}" for one in asked]
        sets[f"search, {length} characters"] = theirs, theirs, [f"/ja/search/{one}" for one in asked]
    for kind, (of_django, of_wagtail, of_ours) in sets.items():
        yield from compare(
            f"a page that is made: {kind}",
            [
                Target("plain Django", django, of_django),
                Target("Wagtail", wagtail, of_wagtail),
                Target("kzsite, uncached", bare, of_ours),
            ],
            MADE,
        )


def fill_database(size: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    deque(fill(size), maxlen=0)
    deque(relist_all(), maxlen=0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as it does by itself in time, but not while it is measured


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=ROOT / "var" / "peers")
    parser.add_argument("--server", choices=("granian", "gunicorn"), default="granian")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--database-pid", type=int, help="the process whose children do our database's work")
    parser.add_argument("--figures", type=Path, help="a file for all figures, as JSON")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    fill_database(chosen.articles)
    figures = list(run(chosen))
    if chosen.figures:
        chosen.figures.write_text(json.dumps(figures))


def run(chosen: argparse.Namespace) -> Iterator[Figure]:
    paths = our_paths(chosen.articles)
    servers = Servers(chosen.server, chosen.database_pid)
    try:
        ours = servers.start("kzsite", sys.executable, "kzsite.wsgi:application", ROOT)
        urllib.request.urlopen(f"http://127.0.0.1:{ours.port}/ja/").close()
        yield from kept_pages(servers, ours, paths, chosen.work)
        print(f"\nmemory of kzsite's {WORKERS} workers: {ours.memory():.0f} MiB")
        if BENCH.is_dir():
            build = [sys.executable, BENCH / "run_all.py", "build", "--work", chosen.work, "--large", "0"]
            subprocess.run(build, check=True)
            bare = servers.start("uncached", sys.executable, "kzsite.wsgi:django_application", ROOT)
            yield from made_pages(servers, chosen.work, bare, paths)
        else:
            print("\npages that are made: the peers (../shared/bench) are not beside this checkout")
    finally:
        servers.end()


if __name__ == "__main__":
    main()
