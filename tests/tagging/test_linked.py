"""Names in a text lead to their tag's page, where an editor wants it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from articles.models import Article, Tag
from articles.pipeline import refresh_articles
from articles.revisions.content import Content
from articles.revisions.write import publish, write_revision
from articles.tagging.curate import delete_tag, edited, merge_tags, rename_tag
from articles.tagging.curations import undo
from articles.tagging.load import load_gazetteer

pytestmark = pytest.mark.django_db

BODY = (
    "## Астана ждёт\n\nВ [Астане](https://example.org/) ждали. Гость прилетел в Астану вечером. "
    "Астана готова, **Токаев** тоже.\n"
)


@pytest.fixture
def user():
    return get_user_model().objects.create_user("editor")


@pytest.fixture
def astana():
    load_gazetteer()
    return Tag.objects.get(gazetteer_id="astana")


@pytest.fixture
def article(astana):
    article = Article(headline="Визит", language="ru")
    article.save()
    write_revision(article, Content(headline="Визит", body=BODY, tags=("astana",)), cause="import")
    publish([article])
    refresh_articles([article])
    return article


def want(tag: Tag, user, *, linked: bool = True) -> None:
    with edited(tag, user=user):
        tag.is_linked = linked
        tag.save()


def page(article: Article, language: str = "en") -> str:
    return Client().get(f"/{language}/articles/{article.pk}/", follow=True).content.decode()


def test_the_first_mention_outside_headings_and_links_leads_to_the_tag(article, astana, user):
    assert '/tags/astana/" title' not in page(article)
    want(astana, user)
    html = page(article)
    assert html.count('href="/en/tags/astana/" title="Astana"') == 1
    assert 'прилетел в <a href="/en/tags/astana/" title="Astana">Астану</a> вечером' in html


def test_the_title_is_the_name_in_the_readers_language(article, astana, user):
    want(astana, user)
    assert 'href="/ja/tags/astana/" title="アスタナ">Астану</a>' in page(article, "ja")


def test_a_tag_that_the_article_does_not_carry_is_linked_with_its_name_too(article, user):
    want(Tag.objects.get(gazetteer_id="tokayev"), user)
    refresh_articles([article])
    assert 'title="Kassym-Jomart Tokayev">Токаев</a></strong>' in page(article)


def test_links_follow_a_rename_a_merge_a_deletion_and_their_undoing(article, astana, user):
    want(astana, user)
    rename_tag(astana, {"name_en": "Akmola"}, user=user)
    assert 'href="/en/tags/akmola/" title="Akmola">Астану</a>' in page(article)
    into = Tag.objects.get(gazetteer_id="almaty")
    merged = merge_tags([astana], into, user=user)
    assert 'href="/en/tags/almaty/" title="Almaty">Астану</a>' in page(article)
    undo(merged, user=user)
    assert 'href="/en/tags/akmola/" title="Akmola">Астану</a>' in page(article)
    delete_tag(Tag.objects.get(pk=astana.pk), user=user)
    assert "/tags/akmola/" not in page(article)


def test_the_links_go_where_the_editor_no_longer_wants_them(article, astana, user):
    want(astana, user)
    want(astana, user, linked=False)
    assert '" title="Astana">Астану' not in page(article)
