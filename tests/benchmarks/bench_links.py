"""What linking costs, and how well it finds: python -m tests.benchmarks.bench_links COUNT [--noise SHARE].

The corpus is ../shared/bench/gen_corpus.py's, laid into the database of the settings, which must be empty: give a
KZ_DATA_DIR or DATABASE_URL of its own. Prints, each from a process of its own, CPU time and memory of

- finding shared text alone: grams, index, candidates, alignment; this is what datasketch's MinHashLSH does beside it, where that
  is installed (reuse_bench.py there), on paragraphs that it is given, without a database and without telling what was changed or cut;
- linking the whole archive from nothing, rows of links and passages included, and once more with the index at hand;

then recall by kind of edit and precision by the truth of the corpus, and the cost of one article more.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

import numpy as np

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
    if not BENCH.is_dir():
        print(
            "bench_links: skipped, the corpus with known quotations (../shared/bench) is not beside this checkout"
        )
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
    sys.path.insert(0, str(BENCH))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    wanted, spans = fill(options.count, options.noise)
    found = apart(text_reuse, options.count)
    apart(whole, options.count, "linked from nothing")
    apart(whole, options.count, "linked again")
    judge(wanted, spans)
    add_one(options.count)
    compare(options.count, found)


def apart(job, count: int, *rest: str) -> float:
    """CPU seconds of a job in a process of its own, whose memory is told with them."""
    with ProcessPoolExecutor(1, get_context("spawn"), prepare) as pool:
        name, took, memory = pool.submit(job, count, *rest).result()
    print(
        f"{name}: {took:.1f} CPU s, {1000 * took / count:.2f} ms an article, peak {memory:.0f} MiB",
        flush=True,
    )
    return took


def prepare() -> None:
    import django

    django.setup()


def text_reuse(count: int) -> tuple[str, float, float]:
    """Passages that articles share, from their texts in the database on; the index is written and taken back."""
    from articles.links.run import _text_links, waiting
    from articles.links.sweep import sweep
    from articles.links.texts import Texts
    from articles.models.gram import Gram, LinkedArticle

    begin, found = time.process_time(), 0
    lacking = dict(waiting().values_list("pk", "shown"))
    for numbers, lookup in sweep(np.array(sorted(lacking), np.int32), lacking):
        texts = Texts()
        batch = texts.fetched(numbers)
        texts.fetch({c.article for candidates in lookup.candidates.values() for c in candidates})
        found += len(list(_text_links(batch, texts, lookup, ())))
    took, memory = time.process_time() - begin, peak()
    rows = Gram.objects.count() / count
    Gram.objects.all().delete()
    LinkedArticle.objects.all().delete()
    return f"shared text found, {found} pairs, {rows:.0f} grams an article", took, memory


def whole(count: int, name: str) -> tuple[str, float, float]:
    """All that `link_articles --all` does, but for rendering and printing."""
    from articles.links.run import forget, link_waiting
    from articles.models import Article, Link, Passage

    begin = time.process_time()
    forget(Article.objects.all())
    for _ in link_waiting(lambda _touched: None):
        pass
    took = time.process_time() - begin
    return f"{name}, {Link.objects.count()} links, {Passage.objects.count()} passages", took, peak()


def peak() -> float:
    """MiB of this process alone: the figure of `getrusage` is at least that of the process which started it."""
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


def compare(count: int, took: float) -> None:
    """The peer's CPU time beside that of finding shared text here."""
    if find_spec("datasketch") is None:
        print("datasketch is not installed: nothing to hold it against")
        return
    command = [sys.executable, str(BENCH / "reuse_bench.py"), str(count), "--tool", "minhash"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(told.strip())
    theirs = float(re.search(r"([\d.]+) CPU s", told)[1])
    print(f"finding shared text takes {took / theirs:.3f} of MinHashLSH's CPU time")


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
    newest = Article.objects.latest(
        "pk"
    ).pk  # PostgreSQL's sequence knows nothing of articles that brought their number
    for n in range(20):
        page = gen.page(3_000_000 + n)
        text = "\n".join(block[1] for block in page.blocks if block[0] == "p")[:3000]
        article = Article(
            pk=newest + 1 + n, language="ja", headline=page.plan.title, published_on=date(2030, 1, 1)
        )
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
