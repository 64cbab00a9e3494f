"""Finding articles at the desk: published ones by the readers' index, others by their headlines."""

import pytest

from articles.models import Article
from articles.search.headlines import articles_meant
from articles.search.index import index_articles
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def published(headline: str, **fields) -> Article:
    article = make_article(headline, **fields)
    index_articles([article])
    return article


def test_a_number_or_an_address_means_its_article():
    article = published("The dry port", url="https://example.org/port")
    assert article.pk in articles_meant(f" {article.pk} ")
    assert articles_meant("https://example.org/port") == {article.pk}


def test_a_number_that_no_database_holds_means_nothing():
    published("The dry port")
    assert articles_meant("9" * 40) == set()


def test_words_of_a_headline_find_it_whatever_its_state():
    one = published("The dry port of Khorgos", language="en")
    draft = make_article("Khorgos port, a draft", language="en", state=Article.State.DRAFT)
    published("Another matter", language="en")
    assert articles_meant("khorgos port") == {one.pk, draft.pk}


def test_the_last_word_may_still_be_typed():
    article = published("The dry port of Khorgos", language="en")
    assert articles_meant("dry kho") == {article.pk}


def test_a_part_of_a_japanese_headline_finds_it():
    article = published("乾燥港の話", language="ja")
    assert articles_meant("乾燥港") == {article.pk}


def test_words_of_the_text_do_not_count():
    article = make_article("The dry port", "Khorgos stands here.\n", language="en")
    index_articles([article])
    assert articles_meant("Khorgos") == set()


def test_signs_alone_mean_nothing():
    published("The dry port")
    assert articles_meant("!?") == set()
