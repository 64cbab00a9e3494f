"""Lists and queues of the back office: their time at many articles as a ratio to that at few; the aim is at most 1.5.

    python -m tests.benchmarks.bench_admin [SIZES]        2000 100000 by default; a database of its own, thrown away

Times are the least of several rounds, since others on the machine only ever add: of this process's CPU, and by the clock
where the database is a process of its own (DATABASE_URL). Queries are counted, too: a list asks at most 20.
"""

import os
import sys
import tempfile
import time

import django

LISTS = (
    *(
        "article",
        "revision",
        "tagsuggestion",
        "link",
        "capture",
        "importitem",
        "importrun",
        "auditentry",
        "comment",
    ),
    *(
        "quotation",
        "reference",
        "source",
        "tag",
        "unknownname",
        "translationtask",
        "picture",
        "job",
        "curation",
    ),
)
ROUNDS = 9
NARROWED = {  # lists as editors narrow them: a list by its noun, and its parameters
    "articles drafted": ("article", "state__exact=draft"),
    "articles in Russian": ("article", "language=ru"),
    "articles with drafts": ("article", "draft=newer"),
    "articles undated": ("article", "date=none"),
    "articles translated": ("article", "kind=translation"),
    "articles by machine": ("article", "kind=machine"),
    "articles behind": ("article", "draft=behind"),
    "articles, page 39": ("article", "p=39"),
    "articles found": ("article", "q=Headline"),
    "articles by number": ("article", "q=1761"),
    "audit by person": ("auditentry", "q=bench"),
    "audit by act": ("auditentry", "noun=note"),
    "captures failed": ("capture", "reading=failed"),
    "items in conflict": ("importitem", "waiting=conflict"),
    "items unsure": ("importitem", "waiting=unsure"),
    "suggestions in Russian": ("tagsuggestion", "language=ru"),
    "comments in English": ("comment", "language=en"),
    "matrix: stale": ("translationtask", "state=stale"),
    "matrix: not in kk": ("translationtask", "state=none&language=kk"),
}


def addresses() -> dict[str, str]:
    from django.urls import reverse

    from articles.desk.queues import QUEUES
    from articles.models import Article

    lists = {noun: reverse(f"admin:articles_{noun}_changelist") for noun in LISTS}
    narrowed = {name: f"{lists[noun]}?{query}" for name, (noun, query) in NARROWED.items()}
    work = {f"queue: {name}": reverse("admin:articles_article_work", args=[name]) for name in QUEUES}
    first = Article.objects.order_by("pk").first()
    form = reverse("admin:articles_article_change", args=[first.pk])
    tabs = {f"tab: {tab}": f"{form}?tab={tab}" for tab in ("text", "desk", "links", "revisions")}
    return {"front page": reverse("admin:index"), **lists, **narrowed, **work, **tabs}


def measure(client) -> dict[str, tuple[float, int]]:
    """Screen → (time in milliseconds, number of queries)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    figures = {}
    for name, address in addresses().items():
        with CaptureQueriesContext(connection) as seen:
            client.get(address, follow=True)
        queries = len(seen)  # now: the next request empties the log
        times = []
        for _round in range(ROUNDS):
            begin = clock()
            assert client.get(address, follow=True).status_code == 200, address
            times.append((clock() - begin) * 1000)
        figures[name] = (min(times), queries)
    return figures


def main(sizes: list[int]) -> None:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    from tests.benchmarks.desk import fill

    call_command("migrate", verbosity=0)
    user, _new = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    found = []
    for size in sizes:
        fill(size)
        found.append(measure(client))
    print(f"{'screen':<22}{'queries':>8}" + "".join(f"{size:>11} ms" for size in sizes) + f"{'ratio':>8}")
    for name, (before, _queries) in found[0].items():
        times = [figures[name][0] for figures in found]
        queries = max(figures[name][1] for figures in found)
        print(
            f"{name:<22}{queries:>8}" + "".join(f"{t:>14.1f}" for t in times) + f"{times[-1] / before:>8.2f}"
        )


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
        main(sizes)
