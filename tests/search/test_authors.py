"""Completion of authors, from the index and from a paper's newest articles."""

import pytest

from articles.models import Article
from articles.search.authors import authors_like
from articles.search.index import index_articles
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


def test_a_part_of_a_name_finds_it_the_most_frequent_first():
    articles = [
        make_article(authors=names) for names in (["Aida Serik", "Bob"], ["Aidar Omar"], ["Aidar Omar"])
    ]
    index_articles(articles)
    assert authors_like("aida") == ["Aidar Omar", "Aida Serik"]


def test_a_papers_drafts_are_asked_too():
    source = make_source()
    make_article(authors=["Серік Ахмет"], source=source, state=Article.State.DRAFT)
    assert authors_like("серік", source=source.pk) == ["Серік Ахмет"]
    assert authors_like("серік") == []


def test_nothing_typed_offers_nothing():
    assert authors_like(" ") == authors_like("!") == []
