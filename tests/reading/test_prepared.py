"""A query whose SQL is written once gives what Django's own would, whatever it is asked with."""

import pytest
from django.db.models import DateTimeField

from articles.models import Article, Tag
from articles.models.prepared import Asked, Prepared, asked_list, filled
from tests.factories import make_article, make_source, make_tag

pytestmark = pytest.mark.django_db


def test_instances_come_with_what_is_joined_and_annotated(django_assert_num_queries):
    paper = make_source("daily", name_en="Daily")
    first, second = make_article("First", source=paper), make_article("Second")
    ask = Prepared(
        lambda: (
            Article.objects.select_related("source")
            .only("headline", "published_on", "source__name_en")
            .annotate(same=Asked("number"))
            .filter(pk=Asked("number"))
        )
    )
    for article in (first, second, first):
        with django_assert_num_queries(1):
            (found,) = ask(number=article.pk)
            assert (found, found.headline, found.same) == (article, article.headline, article.pk)
            assert found.published_on == article.published_on
            assert (found.source and found.source.name_en) == (article.source and "Daily")


def test_values_are_those_of_the_fields_and_moments_can_be_asked_with():
    article = make_article("One", authors=["A", "B"])
    ask = Prepared(
        lambda: Article.objects.filter(sorted_at=Asked("moment", DateTimeField())).values_list(
            "authors", "sorted_at"
        )
    )
    (values,) = ask(moment=article.sorted_at)
    assert [*values] == [["A", "B"], article.sorted_at]


def test_lists_of_any_length_fill_the_places_of_one_statement():
    tags = [make_tag(f"Tag {n}") for n in range(3)]
    ask = Prepared(lambda: Tag.objects.filter(pk__in=asked_list("tag", 4)).order_by("pk"))
    for some in (tags, tags[1:2], []):
        assert ask(**filled("tag", [tag.pk for tag in some], 4)) == some


def test_a_number_that_no_database_holds_is_no_article(client):
    assert client.get(f"/en/articles/{2**63}/").status_code == 404
