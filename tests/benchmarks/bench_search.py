"""Does a search cost the same in a large archive? The first page's time at several sizes, as ratios to the smallest.

    python -m tests.benchmarks.bench_search [SIZE …]        2000 20000 by default; SQLite, or DATABASE_URL

The articles are made of generated words: a few stand in nearly every one, most in a few. A database of its own is
made for each size and thrown away. Times are of this process's CPU on SQLite and of the clock on PostgreSQL,
whose work is done elsewhere.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from statistics import median, quantiles

SIZES = (2_000, 20_000)
ROUNDS = 5
BATCH = 500

KANJI = "国大統領経済中央政府会議協力開発輸出石油鉄道外交首都安全保障条約選挙憲法改正資源鉱山工場農業教育文化歴史科学技術通貨銀行投資貿易関税港湾電力水道環境気候草原砂漠"
KANA = "アイウエカキクサシスタチツナニノハヒフマミムラリルロンバダガザ"
COMMON = ["カザフスタン", "大統領", "ロシア", "中国", "政府"]
QUERIES = [
    "カザフスタン", "中国", "露", "大統領 ロシア", "中国 -ロシア", "国", "石油", "鉄道 輸出", "カザフスタン 中国 大統領",
    "トカエフ", "Токаева", "カザフスタン lang:ja after:2015", "「大統領は」", "経済協力", "存在しない言葉",
]  # fmt: skip


class Writer:
    """Makes articles of words whose frequency falls as in real texts, always the same ones."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        pick = self.random.choice
        words = ["".join(pick(KANJI) for _ in range(2)) for _ in range(6000)]
        words += ["".join(pick(KANA) for _ in range(self.random.randint(3, 7))) for _ in range(4000)]
        self.words = COMMON + words
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def sentence(self) -> str:
        chosen = self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(5, 12))
        return "".join(word + self.random.choice("はがをにのと") for word in chosen) + "。"

    def text(self, sentences: int) -> str:
        return "".join(self.sentence() for _ in range(sentences))


def fill(size: int) -> None:
    """Write and index `size` published articles."""
    from articles.models import Article, Revision, Tag, TaggedArticle
    from articles.search.index import index_articles
    from articles.tagging.load import load_gazetteer

    load_gazetteer()
    tags = list(Tag.objects.order_by("pk")[:200])
    writer = Writer()
    first = date(2000, 1, 1)
    for _ in range(0, size, BATCH):
        days = [first + timedelta(days=writer.random.randrange(9500)) for _ in range(BATCH)]
        articles = [
            Article(
                language="ja", headline=writer.sentence()[:60], published_on=day,
                sorted_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
            for day in days
        ]  # fmt: skip
        Article.objects.bulk_create(articles)
        revisions = [
            Revision(
                article=article, number=1, cause="import", headline=article.headline, plain=writer.text(25)
            )
            for article in articles
        ]
        Revision.objects.bulk_create(revisions)
        for article, revision in zip(articles, revisions, strict=True):
            article.live_revision = article.latest_revision = revision
            article.state = Article.State.PUBLISHED
        Article.objects.bulk_update(articles, ["live_revision", "latest_revision", "state"])
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=article, tag=tag)
            for article in articles
            for tag in writer.random.sample(tags, 4)
        )
        index_articles(articles)


def times(clock: Callable[[], float]) -> Iterator[tuple[str, float]]:
    """(query, seconds of the first page), the best of several rounds."""
    from articles.search.find import find

    for query in QUERIES:
        spent = []
        for _ in range(ROUNDS):
            start = clock()
            find(query)
            spent.append(clock() - start)
        yield query, min(spent)


def measure(size: int) -> dict[str, float]:
    """Seconds by query in an archive of `size` articles."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        start = time.perf_counter()
        fill(size)
        print(f"{size:>8} articles written and indexed in {time.perf_counter() - start:.0f} s", flush=True)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        return dict(times(time.perf_counter if connection.vendor == "postgresql" else time.process_time))
    finally:
        teardown_databases(made, verbosity=0)


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the times of each query and the ratios of the largest size to the smallest."""
    found = {size: measure(size) for size in sizes}
    small, large = found[sizes[0]], found[sizes[-1]]
    for query in QUERIES:
        row = "".join(f"{seconds[query] * 1000:>9.1f}" for seconds in found.values())
        print(f"{row} ms  ×{large[query] / small[query]:.2f}  {query}")
    for name, of in (("median", median), ("p95", lambda values: quantiles(values, n=20)[-1])):
        figures = [of(seconds.values()) * 1000 for seconds in found.values()]
        row = "".join(f"{figure:>9.1f}" for figure in figures)
        print(f"{row} ms  ×{figures[-1] / figures[0]:.2f}  {name} at {', '.join(map(str, sizes))}")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
    django.setup()
    main(tuple(map(int, sys.argv[1:])) or SIZES)
