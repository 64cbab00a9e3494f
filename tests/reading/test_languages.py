"""What can be read in one language, whatever language the interface speaks."""

import pytest
from lxml import html

from tests.factories import make_article, make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(db):
    original = make_article("原文", "本文。\n", language="ja")
    make_translation(original, "ru", headline="Перевод", body="Текст.\n")
    make_article("Оригинал", "Текст.\n", language="ru")
    make_article("Черновик", "Текст.\n", language="ru", state="draft")
    make_article("English only", language="en")


def headlines(client, path: str) -> set[str]:
    return set(
        html.fromstring(client.get(path).content.decode()).xpath("//ul[contains(@class,'list')]//h3/a/text()")
    )


def test_a_languages_page_lists_originals_and_translations_and_nothing_else(client, texts):
    assert headlines(client, "/en/languages/ru/") == {"Перевод", "Оригинал"}
    assert headlines(client, "/kk/languages/ja/") == {"原文"}


def test_the_list_of_all_leads_to_what_the_reader_can_read(client, texts):
    assert 'href="/ru/languages/ru/"' in client.get("/ru/articles/").content.decode()


def test_every_language_has_a_feed(client, texts):
    feed = client.get("/en/languages/ru/feed/").content.decode()
    assert "Перевод" in feed
    assert "Оригинал" in feed
    assert "English only" not in feed
    assert client.get("/en/languages/ru/feed/?format=json").json()["items"][0]["language"] == "ru"


def test_an_interface_language_never_changes_the_articles_own(client, texts):
    from articles.models import Article

    original = Article.objects.get(headline="原文")
    for interface in ("ja", "en", "ru", "kk", "zh-hans"):
        page = client.get(f"/{interface}/articles/{original.pk}/story/").content.decode()
        assert "本文。" in page


def test_a_language_that_nobody_writes_is_not_found(client, texts):
    assert client.get("/en/languages/xx/").status_code == 404
    assert client.get("/en/languages/kk/").status_code == 200


@pytest.mark.parametrize("path", ["", "feed/"])
def test_a_language_in_other_letters_leads_to_its_address(client, path):
    response = client.get(f"/en/languages/ZH-hans/{path}")
    assert (response.status_code, response["Location"]) == (301, f"/en/languages/zh-Hans/{path}")


def test_a_languages_page_asks_as_much_for_two_texts_as_for_more(
    client, texts, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(8) as asked:
        client.get("/en/languages/ru/")
    for number in range(3):
        make_translation(make_article(f"Text {number}"), "ru", headline=f"Текст {number}")
    with django_assert_num_queries(len(asked)):
        client.get("/en/languages/ru/")
