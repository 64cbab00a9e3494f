"""What django-taggit's users know works: managers, querysets, forms."""

import pytest
from django.forms import modelform_factory
from taggit.utils import parse_tags

from articles.models import Article, Tag, TaggedArticle, TagRedirect
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def test_names_are_added_set_removed_and_cleared_by_the_manager():
    article = make_article()
    article.tags.add("rail", "water")
    assert set(article.tags.names()) == {"rail", "water"}
    assert set(article.tags.slugs()) == {"rail", "water"}
    article.tags.remove("rail")
    article.tags.set(["steel", make_tag("Wheat")])
    assert set(article.tags.names()) == {"steel", "Wheat"}
    article.tags.clear()
    assert not TaggedArticle.objects.exists()


def test_articles_are_found_by_their_tags_and_by_likeness():
    one, other, third = make_article(), make_article(), make_article()
    one.tags.add("rail", "water")
    other.tags.add("rail", "water")
    third.tags.add("steel")
    assert set(Article.objects.filter(tags__name__in=["rail"])) == {one, other}
    assert one.tags.similar_objects() == [other]
    assert Article.tags.most_common()[0].num_times == 2


def test_a_model_form_takes_tags_as_words():
    article = make_article()
    form_class = modelform_factory(Article, fields=["tags"])
    form = form_class({"tags": 'rail, "dry port"'}, instance=article)
    assert form.is_valid(), form.errors
    form.save()
    assert set(article.tags.names()) == {"rail", "dry port"}
    assert parse_tags('rail, "dry port"') == ["dry port", "rail"]


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"name": "Dry port"}, "dry-port"),
        ({"name": "Қорғас", "name_kk": "Қорғас"}, "qorghas"),
        ({"name": "Степь", "name_ru": "Степь"}, "step"),
        ({"name": "霍尔果斯", "name_zh_hans": "霍尔果斯"}, "huoerguosi"),
        ({"name": "東京", "name_ja": "東京"}, "tag"),
        ({"name": "東京", "name_ja": "東京", "reading_ja": "とうきょう"}, "toukyou"),
        ({"name": "発展", "name_ja": "発展", "reading_ja": "ハッテン シャ"}, "hatten-sha"),
        ({"name": "ホルゴス", "name_ja": "ホルゴス"}, "horugosu"),
        ({"name": "!!!"}, "tag"),
        ({"name": "油", "name_ja": "油", "name_ru": "Нефть"}, "neft"),
    ],
)
def test_slugs_are_made_of_the_english_or_transliterated_name_and_never_empty(fields, slug):
    first = Tag.objects.create(**fields)
    assert first.slug == slug
    assert Tag.objects.create(**fields | {"name": fields["name"] + " "}).slug not in ("", first.slug)


def test_a_slug_that_redirects_or_is_gone_is_never_given_again():
    TagRedirect.objects.create(slug="steel", tag=make_tag("Iron"))
    TagRedirect.objects.create(slug="steel-2", tag=None)
    assert make_tag("Steel").slug == "steel-3"
    article = make_article()
    article.tags.add("Stéel")
    assert article.tags.get().slug == "steel-4"
