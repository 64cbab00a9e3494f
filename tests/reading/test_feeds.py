"""Feeds of every list, as programs that follow them read them."""

from datetime import UTC, date, datetime

import pytest
from lxml import etree, html

from articles.models import Article
from tests.factories import make_article, make_source, make_tag, make_translation

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def atom(client, path: str):
    response = client.get(path)
    assert response["Content-Type"].startswith("application/atom+xml")
    tree = etree.fromstring(response.content)
    return lambda asked: tree.xpath(asked, namespaces=ATOM)


@pytest.fixture
def told(settings) -> dict:
    """Two texts of a tag, a paper, an author and a month; one of the same year; and one of another."""
    tag, source = make_tag("Transit"), make_source("post", name_en="Post")
    facts = {"tags": (tag,), "source": source, "authors": ["A. Writer"]}
    make_article("Long ago", published_on=date(2019, 5, 1))
    make_article("Apart", published_on=date(2024, 3, 1), authors=["B. Other"])
    older = make_article("Older", "Its first words.\n\nMore.\n", **facts)
    original = make_article("原文", language="ja", published_on=date(2024, 5, 2), **facts)
    english = make_translation(original, "en", headline="In English", subtitle="A stand")
    Article.objects.filter(pk=english.pk).update(changed_at=datetime(2024, 6, 7, 8, tzinfo=UTC))
    Article.objects.filter(pk=older.pk).update(changed_at=datetime(2024, 6, 1, tzinfo=UTC))
    return {"original": original, "english": english, "older": older, "site": settings.SITE_URL}


@pytest.mark.parametrize(
    ("page", "title", "held"),
    [
        ("tags/transit/", "Transit", 2),
        ("sources/post/", "Post", 2),
        ("authors/a-writer/", "A. Writer", 2),
        ("archive/2024/", "2024", 3),
        ("archive/2024/5/", "May 2024", 2),
        ("languages/en/", "English", 4),
        ("", "Kazakhstan press archive", 4),
        ("articles/", "Kazakhstan press archive", 4),
    ],
)
def test_every_list_has_a_feed_of_its_own_in_both_forms(client, told, page, title, held):
    tree = html.fromstring(client.get(f"/en/{page}").content)
    named = {e.get("type"): e.get("href") for e in tree.xpath("//head/link[@rel='alternate'][@type]")}
    path = named["application/atom+xml"]
    assert path in tree.xpath("//main//a/@href | //footer//a/@href")
    expected = ["In English", "Older", "Apart", "Long ago"][:held]
    feed = atom(client, path)
    assert feed("a:entry/a:title/text()") == expected
    assert feed("a:title/text()") == [f"{title} — kzsite"]
    assert feed("a:link[@rel='self']/@href") == [told["site"] + path]
    home = told["site"] + ("/en/" if page == "articles/" else f"/en/{page}")
    assert feed("a:link[@rel='alternate']/@href") == [home]
    answer = client.get(named["application/feed+json"])
    assert answer["Content-Type"].startswith("application/feed+json")
    data = answer.json()
    assert [item["title"] for item in data["items"]] == expected
    assert (data["version"][-3:], data["title"], data["language"]) == ("1.1", f"{title} — kzsite", "en")
    assert (data["home_page_url"], data["feed_url"]) == (home, told["site"] + named["application/feed+json"])


def test_entries_of_a_feed_tell_whose_words_they_are_and_when_they_changed(client, told):
    feed = atom(client, "/en/feed/")
    (newest,) = feed("a:updated/text()")
    assert newest == max(feed("a:entry/a:updated/text()"))

    assert feed("a:author/a:name/text()") == ["kzsite"]
    assert feed("a:entry/a:updated/text()")[:2] == ["2024-06-07T08:00:00+00:00", "2024-06-01T00:00:00+00:00"]
    published = [told[name].sorted_at for name in ("original", "older")]
    assert [datetime.fromisoformat(at) for at in feed("a:entry/a:published/text()")][:2] == published
    assert feed("a:entry/a:summary/text()")[:2] == ["A stand", "Its first words."]
    assert feed("a:entry/a:author/a:name/text()") == ["Post", "A. Writer", "B. Other"]
    assert feed("a:entry/a:category/@term")[:2] == ["en", "en"]
    address = f"{told['site']}/en/articles/{told['english'].pk}/story/"
    assert feed("a:entry/a:link/@href")[0] == address
    first, second, *_, last = client.get("/en/feed/", {"format": "json"}).json()["items"]
    assert (first["url"], first["language"], first["content_text"]) == (address, "en", "A stand")
    assert datetime.fromisoformat(first["date_published"]) == published[0]
    assert datetime.fromisoformat(first["date_modified"]) == datetime(2024, 6, 7, 8, tzinfo=UTC)
    assert (second["authors"], second["content_text"]) == ([{"name": "A. Writer"}], "Its first words.")
    assert (first["authors"], last["authors"]) == ([{"name": "Post"}], [])


def test_an_entry_stays_the_same_when_its_address_changes(client, told):
    before = atom(client, "/en/feed/")("a:entry/a:id/text()")
    Article.objects.update(slug="another")
    assert atom(client, "/en/feed/")("a:entry/a:id/text()") == before
    assert [item["id"] for item in client.get("/en/feed/?format=json").json()["items"]] == before
    assert len(set(before)) == 4


def test_a_feed_holds_the_newest_and_no_more(client, monkeypatch, told):
    monkeypatch.setattr("articles.reading.feeds.NEWEST", 1)
    monkeypatch.setattr("articles.reading.languages.NEWEST", 1)
    for path in ("feed", "tags/transit/feed", "languages/en/feed"):
        assert atom(client, f"/en/{path}/")("a:entry/a:title/text()") == ["In English"], path
