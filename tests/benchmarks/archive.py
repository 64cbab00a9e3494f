"""A large archive of generated articles, filled by a shorter way than an import.

The texts are those of ../shared/bench/gen_corpus.py where it is there, else of `corpus.py`. Rows are written as an import would leave them, and indexed for
search and for text reuse by the site's own functions; what an import does besides is left out: reading a page, keeping its
bytes and ledger, suggesting tags (an article gets up to four of the archive's) and looking for links.
"""

import random
import sys
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from articles.links.index import look_up
from articles.links.run import FINDER
from articles.links.texts import Texts
from articles.links.titles import store_title_keys
from articles.listing.keep import relist_all
from articles.models import Article, Block, RenderedArticle, Revision, Source, Tag, TaggedArticle
from articles.models.gram import LinkedArticle
from articles.models.rows import insert_rows, update_rows
from articles.pipeline import refresh_statistics
from articles.revisions.content import attributes_of
from articles.search.index import index_articles
from articles.tagging.load import load_gazetteer
from tests.benchmarks import corpus

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
BATCH = 500
TAGS = 200  # of the archive's that are given, the first ones oftener
HTML = '<p id="{0}"><a class="pno ui" href="#{0}" aria-label="{1}">{1}</a>{2}</p>'


def generator():
    """The module that makes the texts."""
    if not BENCH.is_dir():
        return corpus
    if str(BENCH) not in sys.path:
        sys.path.insert(0, str(BENCH))
    import gen_corpus

    return gen_corpus


def fill(size: int) -> Iterator[int]:
    """Write articles until the archive has `size` of them; yields how many there are, batch by batch."""
    load_gazetteer()
    for first in range(Article.objects.count(), size, BATCH):
        with transaction.atomic():
            _write(range(first, min(first + BATCH, size)))
        yield min(first + BATCH, size)
    for _ in relist_all():
        pass
    refresh_statistics()  # as an import does


def _write(numbers: range) -> None:
    gen = generator()
    pages = [gen.page(number) for number in numbers]
    papers = {
        name: Source.objects.get_or_create(slug=f"paper-{n}", defaults={"name_ja": name, "language": "ja"})[0]
        for n, name in enumerate(gen.PUBLISHERS, 1)
    }
    now = timezone.now()
    articles = [_article(page.plan, papers[page.plan.publisher], now) for page in pages]
    Article.objects.bulk_create(articles)
    texts = [list(_paragraphs(page)) for page in pages]
    revisions = [_revision(article, text) for article, text in zip(articles, texts, strict=True)]
    Revision.objects.bulk_create(revisions)
    update_rows(
        Article,
        ["live_revision", "latest_revision", "state"],
        [(r.pk, r.pk, "published", r.article_id) for r in revisions],
    )
    blocks, rendered = [], []
    for revision, text in zip(revisions, texts, strict=True):
        place = 0
        for n, paragraph in enumerate(text):
            blocks.append((revision.pk, n, "paragraph", f"p{n + 1}", place, place + len(paragraph)))
            place += len(paragraph) + 2
        html = "\n".join(HTML.format(f"p{n}", n, escape(paragraph)) for n, paragraph in enumerate(text, 1))
        rendered.append((revision.pk, html, "[]", len(revision.plain) // 500))
    insert_rows(Block, ["revision", "position", "kind", "anchor", "begin", "end"], blocks)
    insert_rows(RenderedArticle, ["revision", "html", "contents", "minutes"], rendered)
    tags = list(Tag.objects.order_by("pk")[:TAGS])
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=tag)
        for article, number in zip(articles, numbers, strict=True)
        for tag in _some(tags, number)
    )
    index_articles(articles)
    compared = Texts()
    compared.fetch([article.pk for article in articles])
    look_up(list(compared.values()), former={})
    store_title_keys(list(compared.values()))
    insert_rows(
        LinkedArticle,
        ["article", "revision", "finder"],
        [(text.pk, text.revision, FINDER) for text in compared.values()],
    )


def _article(plan, paper: Source, now: datetime) -> Article:
    article = Article(
        language="ja",
        headline=plan.title,
        published_on=plan.date,
        source=paper,
        authors=[plan.author],
        first_published_at=now,
    )
    article.fill_derived()
    return article


def _paragraphs(page) -> Iterator[str]:
    for block in page.blocks:
        if block[0] == "p":
            yield block[1]
        else:
            yield from (text for text, _, _ in block[3])


def _revision(article: Article, text: list[str]) -> Revision:
    plain = "\n\n".join(text)
    return Revision(
        article=article,
        number=1,
        cause="import",
        headline=article.headline,
        body=plain + "\n",
        plain=plain,
        attributes=attributes_of(article),
    )


def _some(tags: list[Tag], number: int) -> list[Tag]:
    """Up to four tags, those at the front oftener: a few subjects of an archive are in most articles."""
    rnd = random.Random(number)
    return [tags[place] for place in {int(len(tags) * rnd.random() ** 2) for _ in range(4)}]
