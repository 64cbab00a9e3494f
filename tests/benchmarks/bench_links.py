"""What linking costs, and how well it finds: python -m tests.benchmarks.bench_links COUNT [--noise SHARE].

The corpus is ../shared/bench/gen_corpus.py's, laid into the database of the settings, which must be empty: give a
KZ_DATA_DIR or DATABASE_URL of its own. Prints CPU time, memory, queries, recall by kind of edit and precision, the cost of one article
more, and, where datasketch is installed, what its MinHashLSH takes for the same (reuse_bench.py there).
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from datetime import date
from importlib.util import find_spec
from pathlib import Path

BENCH = Path(__file__).resolve().parents[3] / "shared/bench"
CHUNK = 500


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int)
    parser.add_argument(
        "--noise", type=float, default=0.0, help="share of characters changed in what is quoted"
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
    sys.path.insert(0, str(BENCH))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    wanted, spans = fill(options.count, options.noise)
    took = link_all(options.count)
    judge(wanted, spans)
    add_one(options.count)
    compare(options.count, took)


def compare(count: int, took: float) -> None:
    """The peer's CPU time beside ours."""
    if find_spec("datasketch") is None:
        print("datasketch is not installed: nothing to hold it against")
        return
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(BENCH / "reuse_bench.py"), str(count), "--tool", "minhash"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    theirs = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(told.strip())
    print(f"MinHashLSH, corpus included: {theirs:.1f} CPU s; linking here takes {took / theirs:.2f} of it")


def fill(count: int, noise: float):
    """The corpus as articles; returns what is to be found and where each paragraph stands."""
    import gen_corpus as gen

    from articles.models import Article, Revision
    from tests.links.corpus import noisy

    if Article.objects.exists():
        raise SystemExit("the database is not empty")
    wanted, spans = [], {}
    at: dict[tuple[int, int], int] = {}
    for first in range(0, count, CHUNK):
        rows = []
        for number in range(first, min(first + CHUNK, count)):
            rnd, texts = random.Random(number), []
            page = gen.page(number)
            own = 0
            for block in page.blocks:
                if block[0] == "p":
                    at[number, own] = len(texts)
                    spans[number, len(texts)] = (number, own)
                    own += 1
                    texts.append(block[1])
                    continue
                for text, paragraph, edits in block[3]:
                    source = (block[1].source, paragraph)
                    wanted.append((number, len(texts), source, "exact" if not edits else block[1].edit))
                    spans[number, len(texts)] = source
                    texts.append(noisy(text, noise, "ja", rnd) if noise else text)
            rows.append((page.plan, texts))
        articles = [
            Article(pk=plan.number + 1, language="ja", headline=plan.title, published_on=plan.date)
            for plan, _ in rows
        ]
        for article in articles:
            article.fill_derived()
        Article.objects.bulk_create(articles)
        revisions = [
            Revision(
                article_id=plan.number + 1,
                number=1,
                cause="import",
                headline=plan.title,
                plain="\n".join(texts),
            )
            for plan, texts in rows
        ]
        Revision.objects.bulk_create(revisions)
        for article, revision in zip(articles, revisions, strict=True):
            article.live_revision = article.latest_revision = revision
        Article.objects.bulk_update(articles, ["live_revision", "latest_revision"])
        for plan, texts in rows:
            place = 0
            for n, text in enumerate(texts):
                spans[plan.number, n] = (spans[plan.number, n], place, place + len(text))
                place += len(text) + 1
    return [(*item[:2], (item[2][0], at[item[2]]), item[3]) for item in wanted], spans


def link_all(count: int) -> float:
    """CPU seconds of linking all."""
    from django.db import connection

    from articles.links.run import link_articles
    from articles.models.gram import Gram

    begin, wall = time.process_time(), time.perf_counter()
    for first in range(1, count + 1, 25):
        link_articles(list(range(first, min(first + 25, count + 1))))
        if first % 1000 == 1:
            print(f"{first - 1}: {time.process_time() - begin:.1f} CPU s", file=sys.stderr)
    took = time.process_time() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} articles linked in {took:.1f} CPU s ({1000 * took / count:.2f} ms each, {time.perf_counter() - wall:.0f} s by the clock), "
        f"peak {memory:.0f} MiB, {Gram.objects.count() / count:.0f} grams an article ({connection.vendor})"
    )
    return took


def judge(wanted, spans) -> None:
    """Paragraphs found of those taken over, and passages that tie what has one origin."""
    from articles.models import Passage

    places: dict[int, list] = defaultdict(list)
    for (number, n), (origin, begin, end) in spans.items():
        places[number].append((begin, end, origin, n))
    found: dict[tuple[int, int], int] = defaultdict(int)
    right = wrong = 0
    rows = Passage.objects.filter(relation__in=("equal", "changed")).values_list(
        "link__from_article", "link__to_article", "from_begin", "from_end", "to_begin", "to_end"
    )
    for by, of, begin, end, to_begin, to_end in rows.iterator():
        mine = {
            o: (n, min(e, end) - max(b, begin))
            for b, e, o, n in places[by - 1]
            if min(e, end) - max(b, begin) > 8
        }
        theirs = {
            o: (n, min(e, to_end) - max(b, to_begin))
            for b, e, o, n in places[of - 1]
            if min(e, to_end) - max(b, to_begin) > 8
        }
        both = mine.keys() & theirs.keys()
        right, wrong = right + bool(both), wrong + (not both)
        for origin in both:
            found[by - 1, mine[origin][0], of - 1] += mine[origin][1]
            found[of - 1, theirs[origin][0], by - 1] += theirs[origin][1]
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number, n, (source, _), kind in wanted:
        _, begin, end = spans[number, n]
        total[kind][0] += found[number, n, source] >= 0.6 * (end - begin)
        total[kind][1] += 1
    recall = ", ".join(f"{kind} {hits / of:.4f} of {of}" for kind, (hits, of) in sorted(total.items()))
    print(f"recall: {recall}; precision {right / max(1, right + wrong):.4f} of {right + wrong} passages")


def add_one(count: int) -> None:
    """The cost of one article more."""
    import gen_corpus as gen
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from articles.links.run import link_article
    from articles.models import Article, Revision

    costs = []
    for n in range(20):
        page = gen.page(3_000_000 + n)
        text = "\n".join(block[1] for block in page.blocks if block[0] == "p")[:3000]
        article = Article(language="ja", headline=page.plan.title, published_on=date(2030, 1, 1))
        article.fill_derived()
        article.save()
        article.live_revision = Revision.objects.create(
            article=article, number=1, cause="import", headline="x", plain=text
        )
        article.save()
        with CaptureQueriesContext(connection) as queries:
            wall, begin = time.perf_counter(), time.process_time()
            link_article(article)
            costs.append((time.process_time() - begin, time.perf_counter() - wall, len(queries)))
    costs.sort()
    cpu, wall, queries = costs[len(costs) // 2]
    print(
        f"one article more at {count}: {1000 * cpu:.1f} ms CPU, {1000 * wall:.1f} ms by the clock, {queries} queries"
    )


if __name__ == "__main__":
    main()
