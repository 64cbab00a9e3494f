"""What machines read: feeds, sitemaps, JSON-LD, citations, headers."""

import json
from datetime import date

import pytest
from django.template import engines
from lxml import etree, html

from articles.models import Article
from tests.factories import make_article, make_source, make_tag, make_translation

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ru,en;q=0.5", "ru"), ("zh-CN,zh;q=0.9", "zh-hans"), ("fr", "ja"), ("", "ja"), ("de,kk;q=0.3", "kk")],
)
def test_front_door_leads_to_a_language_the_browser_speaks(client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"


def test_no_reader_page_sets_a_cookie_or_varies_by_one(client):
    tag, source = make_tag(), make_source()
    article = make_article(tags=(tag,), source=source)
    number = article.pk
    paths = ["", "articles/", f"articles/{number}/story/", f"parallel/{number}/", f"graph/{number}/"]
    paths += [f"cite/{number}/", "tags/", f"tags/{tag.slug}/", "sources/", f"sources/{source.slug}/"]
    paths += ["timeline/", "archive/2024/", "search/?q=x", "about/", "feed/", "no-such-page/"]
    for path in [f"/en/{path}" for path in paths] + ["/", "/robots.txt", "/sitemap.xml"]:
        response = client.get(path)
        assert not response.cookies, path
        assert "cookie" not in response.headers.get("Vary", "").lower(), path


def test_reader_pages_are_only_read(client):
    assert client.post("/en/articles/").status_code == 405


def test_canonical_address_is_under_the_articles_own_language(client, settings):
    article = make_article("原文", language="ja")
    for interface in ("ja", "ru"):
        tree = html.fromstring(client.get(f"/{interface}/articles/{article.pk}/story/").content)
        canonical = tree.xpath("//link[@rel='canonical']/@href")
        assert canonical == [f"{settings.SITE_URL}/ja/articles/{article.pk}/story/"]


def test_alternates_name_every_published_version_and_a_default(client, settings):
    original = make_article("原文", language="ja")
    english = make_translation(original, "en", headline="In English")
    make_translation(original, "kk", headline="Машина", engine="NMT", translator="")
    make_translation(original, "ru", headline="Черновик", state=Article.State.DRAFT)
    tree = html.fromstring(client.get(f"/en/articles/{english.pk}/story/").content)
    links = {e.get("hreflang"): e.get("href") for e in tree.xpath("//head/link[@rel='alternate'][@hreflang]")}
    site = settings.SITE_URL
    assert links == {
        "ja": f"{site}/ja/articles/{original.pk}/story/",
        "en": f"{site}/en/articles/{english.pk}/story/",
        "x-default": f"{site}/ja/articles/{original.pk}/story/",
    }


def test_page_tells_search_engines_what_it_tells_readers(client):
    original = make_article("原文", language="ja")
    article = make_translation(
        original,
        "en",
        headline="</script><b>In & out</b>",
        authors=["A. Writer"],
        source=make_source(name_en="Post"),
    )
    tree = html.fromstring(client.get(f"/en/articles/{article.pk}/story/").content)
    data = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    assert data["headline"] == "</script><b>In & out</b>"
    assert data["datePublished"] == "2024-05-01"
    assert data["author"] == [{"@type": "Person", "name": "A. Writer"}]
    assert data["publisher"]["name"] == "Post"
    assert data["translationOfWork"]["inLanguage"] == "ja"
    assert "isBasedOn" not in data


def test_atom_feed_holds_the_newest_in_the_readers_language(client):
    tag = make_tag()
    original = make_article("原文", language="ja", tags=(tag,), published_on=date(2024, 5, 2))
    make_translation(original, "en", headline="In English")
    make_article("Older", tags=(tag,))
    for path in ("/en/feed/", f"/en/tags/{tag.slug}/feed/"):
        response = client.get(path)
        assert response["Content-Type"].startswith("application/atom+xml")
        feed = etree.fromstring(response.content)
        assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["In English", "Older"]
        assert len(set(feed.xpath("a:entry/a:id/text()", namespaces=ATOM))) == 2


def test_json_feed_says_the_same_as_atom(client):
    make_article("One")
    feed = client.get("/en/feed/", {"format": "json"}).json()
    assert feed["version"].endswith("1.1")
    assert [item["title"] for item in feed["items"]] == ["One"]


def test_sitemaps_hold_published_articles_with_their_languages(client, settings):
    original = make_article("原文", language="ja")
    make_translation(original, "en", headline="In English")
    make_translation(original, "kk", headline="Машина", engine="NMT", translator="")
    index = etree.fromstring(client.get("/sitemap.xml").content)
    files = index.xpath("//s:loc/text()", namespaces=SITEMAP)
    urls = []
    for file in files:
        tree = etree.fromstring(client.get(file.removeprefix(settings.SITE_URL)).content)
        urls += tree.xpath("//s:url/s:loc/text()", namespaces=SITEMAP)
    assert [u for u in urls if "/story/" in u] == [
        f"{settings.SITE_URL}/ja/articles/{original.pk}/story/",
        f"{settings.SITE_URL}/en/articles/{original.pk + 1}/story/",
    ]
    assert all(client.get(u.removeprefix(settings.SITE_URL)).status_code == 200 for u in urls)


def test_robots_and_security_files_name_their_places(client, settings):
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()
    security = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: " in security
    assert "Expires: " in security
    assert client.get("/favicon.ico").status_code == 302


def test_citations_hold_what_is_known_and_no_more(client):
    known = make_article("A {brace} & more", authors=["A. Writer"], source=make_source(name_en="Post"))
    unknown = make_article("Undated", published_on=None)
    bibtex = client.get(f"/en/cite/{known.pk}/", {"format": "bibtex"}).content.decode()
    assert r"title = {{A \{brace\} \& more}}" in bibtex
    assert "date = {2024-05-01}" in bibtex
    csl = json.loads(client.get(f"/en/cite/{known.pk}/", {"format": "csl"}).content)
    assert csl[0]["issued"] == {"date-parts": [[2024, 5, 1]]}
    assert "PY  -" not in client.get(f"/en/cite/{unknown.pk}/", {"format": "ris"}).content.decode()
    assert client.get(f"/en/cite/{known.pk}/", {"format": "word"}).status_code == 404
    assert client.get(f"/en/cite/{known.pk}/").status_code == 200


@pytest.mark.parametrize("interface", ["ja", "en", "ru", "kk", "zh-hans"])
def test_missing_page_offers_ways_on_in_every_language(client, interface):
    response = client.get(f"/{interface}/nowhere/")
    assert response.status_code == 404
    tree = html.fromstring(response.content)
    assert tree.xpath("//form[@role='search']/@action") == [f"/{interface}/search/"]
    fronts = {f"/{code}/" for code in ("ja", "en", "ru", "kk", "zh-hans")}
    assert fronts <= set(tree.xpath("//main//a/@href"))


def test_page_of_an_error_needs_nothing_that_could_fail_too(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    for loader in engines["django"].engine.template_loaders:
        loader.reset()  # and with the templates what they kept of pages before
    client.raise_request_exception = False
    response = client.get("/en/about/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_page_and_sheet_are_light(client, settings):
    """60 kB unpacked without pictures, for an article of 5,000 Japanese characters with links and comments."""
    article = make_article("長い記事", "\n\n".join(["草原の記事である。" * 25] * 22), language="ja")
    page = len(client.get(f"/ja/articles/{article.pk}/story/").content)
    sheet = (settings.BASE_DIR / "static/css/site.css").stat().st_size
    assert page + sheet <= 60_000
