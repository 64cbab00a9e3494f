"""What a page costs the server: CPU milliseconds a request, side by side with peers in one run, as ratios.

    python -m tests.benchmarks.bench_serving [--server granian|gunicorn] [--articles 2000] [--work FOLDER]

Kept pages are held against whitenoise serving the same bytes as files under the same server, pages that must be made
against plain Django and Wagtail of ../shared/bench, which are left out where that folder is not there; their databases
on SQLite stay in FOLDER. Rounds are interleaved. `make bench ONLY=serving` runs it on SQLite and on PostgreSQL and puts
both in one table.
"""

import argparse
import json
import os
import urllib.request
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
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
from tests.benchmarks.peers import HELD, on_postgresql, on_sqlite  # noqa: E402
from tests.benchmarks.servers import (  # noqa: E402
    ROOT,
    WORKERS,
    Figure,
    Server,
    Servers,
    Target,
    compare,
    get,
)

KEPT, MADE = 600, 60  # requests a round: of pages that are kept, and of pages that are made

WHITE = """
from whitenoise import WhiteNoise
def nothing(environ, start_response):
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]
application = WhiteNoise(nothing, root={root!r}, index_file=True, max_age=60)
"""


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
    white = servers.start("whitenoise", "white:application", work)
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


def made_pages(
    servers: Servers, bare: Server, paths: dict[str, list[str]], work: Path, until: ExitStack
) -> Iterator[Figure]:
    """Pages that are not kept: ours without the cache, beside the peers as their documentation has them.

    Peers stand on the database that we stand on. On PostgreSQL plain Django on SQLite is there too.
    """
    running = on_sqlite(servers, work)
    if connection.vendor == "postgresql":
        django = running["plain Django"]
        running = {**on_postgresql(servers, work, until), "plain Django, SQLite": django}
    for kind, (of_django, of_wagtail, of_ours) in made_paths(paths).items():
        peers = [
            Target(name, server, of_wagtail if name == "Wagtail" else of_django)
            for name, server in running.items()
        ]
        yield from compare(
            f"a page that is made: {kind}", [*peers, Target("kzsite, uncached", bare, of_ours)], MADE
        )


def made_paths(ours: dict[str, list[str]]) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """By kind of page the addresses at plain Django, at Wagtail and at ours."""
    gen = generator()
    slugs = [f"/articles/{gen.name(i)}/" for i in Random(7).sample(range(HELD), 60)]
    lists = [f"/articles/?page={n}" for n in range(1, 21)]
    tags = [quote(tag) for tag in gen.TAGS[:40]]
    sets = {
        "article": (slugs, slugs, ours["article"]),
        "home": (["/"], ["/"], ours["home"]),
        "list": (lists, lists, ours["list"]),
        "tag": ([f"/tag/{tag}/" for tag in tags], [f"/articles/?tag={tag}" for tag in tags], ours["tag"]),
    }
    for length in (2, 8):
        asked = [f"?q={quote(words)}" for words in queries(length)]
        theirs = [f"/search/{one}" for one in asked]
        sets[f"search, {length} characters"] = theirs, theirs, [f"/ja/search/{one}" for one in asked]
    return sets


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
    servers = Servers(chosen.server)
    with ExitStack() as until:
        until.callback(servers.end)
        ours = servers.start("kzsite", "kzsite.wsgi:application", ROOT, chosen.database_pid)
        urllib.request.urlopen(f"http://127.0.0.1:{ours.port}/ja/").close()
        yield from kept_pages(servers, ours, paths, chosen.work)
        print(f"\nmemory of kzsite's {WORKERS} workers: {ours.memory():.0f} MiB")
        if BENCH.is_dir():
            bare = servers.start("uncached", "kzsite.wsgi:django_application", ROOT, chosen.database_pid)
            yield from made_pages(servers, bare, paths, chosen.work, until)
        else:
            print("\npages that are made: the peers (../shared/bench) are not beside this checkout")


if __name__ == "__main__":
    main()
