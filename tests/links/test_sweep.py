"""The whole archive at once: the same links as one by one, stopped and taken up, verdicts kept."""

from itertools import islice

import numpy as np
import pytest

from articles.links import match, run, sweep
from articles.links.match import COMMON, Seeds
from articles.links.run import forget, link_articles, link_waiting, waiting
from articles.links.shingles import LONG
from articles.models import Article, Link, LinkedArticle, Passage, Revision
from articles.models.gram import Gram
from tests.factories import make_article, make_revision
from tests.links.corpus import corpus

COUNT = 60
ROMAN = "What a reader learns elsewhere about quite another subject altogether."


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """A small archive is swept as a large one is."""
    monkeypatch.setattr(run, "MANY", 1)
    monkeypatch.setattr(sweep, "BATCH", 20)
    monkeypatch.setattr(sweep, "_OF_A_RANGE", 25)
    monkeypatch.setattr(sweep, "_SHELF", 40)


@pytest.fixture
def articles(db) -> list[Article]:
    texts, _ = corpus("zh", COUNT, 0.05)
    rows = [Article(language="zh-hans", headline=f"Article {n}", slug=f"article-{n}") for n in range(COUNT)]
    for row in rows:
        row.fill_derived()
    articles = Article.objects.bulk_create(rows)
    revisions = Revision.objects.bulk_create(
        Revision(article=article, number=1, cause="import", headline=article.headline, plain="\n".join(text))
        for article, text in zip(articles, texts, strict=True)
    )
    for article, revision in zip(articles, revisions, strict=True):
        article.live_revision = article.latest_revision = revision
    Article.objects.bulk_update(articles, ["live_revision", "latest_revision"])
    return articles


def link_all() -> None:
    for _ in link_waiting(lambda _touched: None):
        pass


def state() -> tuple[set, set, set]:
    ends = "link__from_article", "link__to_article"
    spans = "relation", "from_begin", "from_end", "to_begin", "to_end"
    return (
        set(Link.objects.values_list("from_article", "to_article", "kind", "state", "score")),
        set(Passage.objects.values_list(*ends, *spans)),
        set(Gram.objects.values_list("gram", "article", "place")),
    )


def test_finds_what_asking_for_each_article_finds(articles):
    for first in range(0, COUNT, 4):
        link_articles([article.pk for article in articles[first : first + 4]])
    one_by_one = state()
    assert len(one_by_one[0]) > 8
    forget(Article.objects.all())
    link_all()
    assert state() == one_by_one
    for model in (Link, Gram, LinkedArticle):
        model.objects.all().delete()
    link_all()
    assert state() == one_by_one


def test_leaves_the_index_that_asking_for_each_article_leaves(articles, monkeypatch):
    """Also where grams become common on the way, and longer ones, and longer ones become common."""
    monkeypatch.setattr(match, "COMMON", 3)
    notice, _ = corpus("zh", 1, 0.0)
    for article in articles[::6]:
        article.live_revision.plain += "\n" + "\n".join(notice[0])
        article.live_revision.save()
    for first in range(0, COUNT, 4):
        link_articles([article.pk for article in articles[first : first + 4]])
    one_by_one = state()[2]
    assert {gram & LONG for gram, article, _ in one_by_one if article == 0} == {0, LONG}
    assert any(gram & LONG for gram, article, _ in one_by_one if article)
    for model in (Link, Gram, LinkedArticle):
        model.objects.all().delete()
    link_all()
    assert state()[2] == one_by_one


def test_stopped_goes_on_where_it_was(articles):
    link_all()
    whole = state()
    for model in (Link, Gram, LinkedArticle):
        model.objects.all().delete()
    assert [len(batch) for batch in islice(link_waiting(lambda _touched: None), 1)] == [20]
    assert waiting().count() == COUNT - 20
    link_all()
    assert state() == whole
    assert not waiting().exists()


def test_changes_nothing_in_an_archive_that_is_linked(articles):
    link_all()
    before = list(Link.objects.values()), list(Passage.objects.values())
    forget(Article.objects.all())
    touched = set()
    for _ in link_waiting(touched.update):
        pass
    assert touched == set()
    assert (list(Link.objects.values()), list(Passage.objects.values())) == before


def test_leaves_verdicts_and_takes_back_what_is_gone(articles):
    link_all()
    link = Link.objects.filter(state="accepted").first() or Link.objects.first()
    Link.objects.filter(pk=link.pk).update(state="rejected")
    other = Link.objects.exclude(pk=link.pk).exclude(from_article=link.from_article_id).first()
    changed = other.from_article
    changed.live_revision = changed.latest_revision = make_revision(changed, ROMAN)
    changed.save()
    forget(Article.objects.all())
    link_all()
    assert Link.objects.get(pk=link.pk).state == "rejected"
    assert not Link.objects.filter(from_article=changed).exists()
    former = set(Gram.objects.filter(article=changed.pk).values_list("place", flat=True))
    assert max(former) < len(ROMAN)


@pytest.mark.django_db
def test_knows_boilerplate_from_the_start():
    texts, _ = corpus("en", 1, 0.0)
    notice = texts[0][0]
    for number in range(COMMON + 2):
        make_article(f"Page {number}", f"Page number {number} of the series.\n\n{notice}")
    link_all()
    assert not Link.objects.exists()


def test_what_is_laid_on_shelves_is_taken_up_once(tmp_path):
    shelves = sweep.Shelves(str(tmp_path), sweep._SEED)
    columns = [np.arange(6, dtype=np.int32) + n for n in range(4)]
    shelves.lay(np.array([2, 0, 2, 0, 0, 7]), columns)
    shelves.lay(np.array([2]), [column[:1] for column in columns])
    assert Seeds(*shelves.take(2)).mine.tolist() == [2, 4, 2]
    assert Seeds(*shelves.take(2)).mine.tolist() == []
    assert Seeds(*shelves.take(7)).theirs.tolist() == [8]


@pytest.mark.django_db
def test_of_an_archive_that_shares_nothing_finds_nothing():
    for number, text in enumerate((ROMAN, "The ferry has a new bell.")):
        make_article(f"Page {number}", text)
    link_all()
    assert not Link.objects.exists()
    assert not waiting().exists()
