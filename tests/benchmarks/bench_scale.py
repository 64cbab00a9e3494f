"""What grows with the archive? The cost of each page and job at several sizes of one archive.

    python -m tests.benchmarks.bench_scale [SIZE …]        2000 20000 by default; SQLite, or DATABASE_URL

The archive is filled (`archive.py`) and measured at each size in turn; what the measuring imports is taken out again. One
that has grown to a size already is not filled anew, so a stopped run goes on. Costs are this process's CPU on SQLite, and
the clock's on PostgreSQL, whose work is done elsewhere.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

SIZES = (2_000, 20_000)
PAGES = 50  # imported at each size, after as many that warm up
NEW = 3_000_000  # number of the generated pages that no archive holds
LINKED = 20  # articles of 3,000 characters linked one by one
VIEWS = 40


def main(sizes: tuple[int, ...] = SIZES) -> None:
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.archive import fill

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
    table: dict[str, list[float]] = {}
    for size in sizes:
        begin = time.process_time()
        for done in fill(size):
            print(f"\r{done}", end="", file=sys.stderr, flush=True)
        spent = time.process_time() - begin
        print(f"\r{size} articles, filled in {spent:.0f} CPU s", file=sys.stderr)
        for name, figure in measure(size, clock).items():
            table.setdefault(name, []).append(figure)
            print(f"{name:<44}{figure:>11.1f}", file=sys.stderr)  # for who stops a long run
    print(f"{connection.vendor}; articles: {', '.join(map(str, sizes))}; growth from the first to the last")
    for name, figures in table.items():
        growth = figures[-1] / figures[0] if figures[0] else float("nan")
        print(f"{name:<44}" + "".join(f"{figure:>11.1f}" for figure in figures) + f"  x {growth:.2f}")


def measure(size: int, clock: Callable[[], float]) -> dict[str, float]:
    """Figures by name, each with its unit."""
    return {
        "kB on disk, an article": bytes_on_disk() / size / 1000,
        **views(clock),
        **searches(clock),
        **linking(clock),
        **importing(clock),
    }


def bytes_on_disk() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


def views(clock: Callable[[], float]) -> dict[str, float]:
    """ms of pages that no cache holds."""
    from django.contrib.auth import get_user_model
    from django.core.cache import cache
    from django.test import Client

    from articles.models import Article, Tag

    numbers = list(Article.objects.published().order_by("?").values_list("pk", flat=True)[:VIEWS])
    tag = Tag.objects.order_by("-article_count")[0]
    client, editor = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    user = get_user_model().objects.filter(username="bench").first()
    editor.force_login(user or get_user_model().objects.create_superuser("bench"))
    pages = {
        "ms, article": (client, [f"/en/articles/{number}/" for number in numbers]),
        "ms, home": (client, ["/en/"]),
        "ms, list": (client, ["/en/articles/"]),
        "ms, tag that most carry": (client, [f"/en/tags/{tag.slug}/"]),
        "ms, timeline": (client, ["/en/timeline/"]),
        "ms, sources": (client, ["/en/sources/"]),
        "ms, dashboard": (editor, ["/admin/"]),
        "ms, articles in the back office": (editor, ["/admin/articles/article/"]),
    }
    found = {}
    for name, (browser, addresses) in pages.items():
        costs = []
        for address in addresses * (1 if len(addresses) > 1 else 8):
            cache.clear()
            begin = clock()
            answer = browser.get(address, follow=True)
            costs.append(clock() - begin)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
        found[name] = 1000 * median(costs)
    return found


def searches(clock: Callable[[], float]) -> dict[str, float]:
    from tests.benchmarks.bench_search import times

    spent = [1000 * seconds for _, seconds in times(clock)]
    return {"ms, search, median": median(spent), "ms, search, p95": quantiles(spent, n=20)[-1]}


def linking(clock: Callable[[], float]) -> dict[str, float]:
    """ms of linking one new article of 3,000 characters."""
    from django.db import transaction

    from articles.links.run import link_article
    from articles.models import Article, Revision
    from tests.benchmarks.archive import generator

    gen, costs = generator(), []
    with transaction.atomic():
        for n in range(LINKED):
            page = gen.page(NEW + n)
            text = "\n\n".join(block[1] for block in page.blocks if block[0] == "p")[:3000]
            article = Article.objects.create(
                language="ja", headline=page.plan.title, published_on=page.plan.date
            )
            article.latest_revision = Revision.objects.create(
                article=article, number=1, cause="import", headline=page.plan.title, plain=text
            )
            article.save()
            begin = clock()
            link_article(article)
            costs.append(clock() - begin)
        transaction.set_rollback(True)
    return {"ms, linking one new article": 1000 * median(costs)}


def importing(clock: Callable[[], float]) -> dict[str, float]:
    """Pages a second of an import that publishes, everything included, and the process's largest memory."""
    from django.db import transaction

    from articles.ingest.gather import gather
    from articles.models import ImportRun
    from articles.pipeline import ImportOptions, process_captures
    from tests.benchmarks.archive import generator

    gen = generator()
    with tempfile.TemporaryDirectory() as place, transaction.atomic():
        folders = Path(place, "warm"), Path(place, "counted")
        for n, folder in enumerate(folders):
            folder.mkdir()
            for number in range(NEW + 1000 + n * PAGES, NEW + 1000 + (n + 1) * PAGES):
                (folder / f"{number}.html").write_text(gen.html(gen.page(number)), encoding="utf-8")
        for folder in folders:
            begin = clock()
            items = list(
                process_captures(
                    gather([folder]), run=ImportRun.objects.create(), options=ImportOptions(publish=True)
                )
            )
            spent = clock() - begin
        transaction.set_rollback(True)
    return {
        "pages a second, import": len(items) / spent,
        "MiB, largest memory of this process": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
    django.setup()
    main(tuple(map(int, sys.argv[1:])) or SIZES)
