"""Lists and queues of the back office: their time at many articles as a ratio to that at few; the aim is at most 1.5.

    python -m tests.benchmarks.bench_admin [FEW MANY]        2000 100000 by default; a database of its own, thrown away

Times are of this process's CPU, medians of several rounds. Queries are counted, too: a list asks at most 20.
"""

import os
import sys
import tempfile
import time
from statistics import median

import django

BATCH = 2_000
LISTS = ("article", "revision", "tagsuggestion", "link", "capture", "importitem", "auditentry")
QUEUES = ("review", "tags", "dates", "undated", "drafts")
ROUNDS = 5


def addresses() -> dict[str, str]:
    from django.urls import reverse

    lists = {noun: reverse(f"admin:articles_{noun}_changelist") for noun in LISTS}
    work = {name: reverse("admin:articles_article_work", args=[name]) for name in QUEUES}
    return {"front page": reverse("admin:index"), **lists, **work}


def fill(count: int) -> None:
    """Published articles with a revision each; one in fifty waits, has a suggestion and a link."""
    from django.db import connection
    from django.utils import timezone

    from articles.models import Article, Link, Revision, Tag, TagSuggestion

    tag, _new = Tag.objects.get_or_create(slug="bench", defaults={"name": "Bench", "name_en": "Bench"})
    have = Article.objects.count()
    for begin in range(have, count, BATCH):
        numbers = range(begin, min(begin + BATCH, count))
        rows = [
            Article(
                headline=f"Headline {number}",
                language=("ja", "ru", "en")[number % 3],
                published_on=None if number % 50 == 7 else "2024-05-01",
                estimate_not_after="2024-05-01" if number % 50 == 7 else None,
                sorted_at=timezone.now(),
                title_key=f"headline {number}",
            )
            for number in numbers
        ]
        Article.objects.bulk_create(rows)
        revisions = [
            Revision(article=row, number=1, cause="import", headline=row.headline, body="Words. " * 100)
            for row in rows
        ]
        Revision.objects.bulk_create(revisions)
        for number, row, revision in zip(numbers, rows, revisions, strict=True):
            row.live_revision = row.latest_revision = revision
            row.state = "review" if number % 50 == 3 else "published"
        Article.objects.bulk_update(rows, ["live_revision", "latest_revision", "state"], batch_size=500)
        waiting = rows[::50]
        TagSuggestion.objects.bulk_create(TagSuggestion(article=row, tag=tag, score=0.5) for row in waiting)
        Link.objects.bulk_create(
            Link(from_article=row, to_article=rows[1], kind="related", score=0.5)
            for row in waiting
            if row != rows[1]
        )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def measure(client) -> dict[str, tuple[float, int]]:
    """Screen → (median CPU time in milliseconds, number of queries)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    figures = {}
    for name, address in addresses().items():
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        queries = len(seen)  # now: the next request empties the log
        times = []
        for _round in range(ROUNDS):
            begin = time.process_time()
            assert client.get(address).status_code == 200
            times.append((time.process_time() - begin) * 1000)
        figures[name] = (median(times), queries)
    return figures


def main(few: int, many: int) -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.create_superuser("bench"))
    fill(few)
    then = measure(client)
    fill(many)
    now = measure(client)
    print(f"{'screen':<15}{'queries':>8}{few:>11} ms{many:>11} ms{'ratio':>8}")
    for name, (before, _queries) in then.items():
        after, queries = now[name]
        print(f"{name:<15}{queries:>8}{before:>14.1f}{after:>14.1f}{after / before:>8.2f}")


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:]] or [2_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("KZ_DATA_DIR", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
        django.setup()
        from django.conf import settings

        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        main(*sizes)
