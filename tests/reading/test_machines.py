"""What machines read: sitemaps, JSON-LD, robots rules, headers; feeds and citations have files of their own."""

import json
from datetime import UTC, date, datetime
from urllib.robotparser import RobotFileParser

import pytest
from django.template import engines
from django.utils.timezone import now
from lxml import etree, html

from articles.models import Article, Quotation, TranslationPair, TranslationState, TranslationTask
from articles.reading import sitemaps
from tests.factories import make_article, make_reference, make_source, make_tag, make_task, make_translation

pytestmark = pytest.mark.django_db

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
    german = make_article("Der Hafen", language="de")  # no interface speaks it
    data, _ = head(client, german)
    assert data["url"] == f"{settings.SITE_URL}/en/articles/{german.pk}/story/"


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


def head(client, article) -> tuple[dict, dict]:
    """(what the page tells as JSON-LD, its named `meta` elements)."""
    tree = html.fromstring(client.get(article.get_absolute_url()).content)
    metas = {e.get("property") or e.get("name"): e.get("content") for e in tree.xpath("//head/meta")}
    return json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0]), metas


QUOTING = """First words of the text.

> The harbour opened.
> {title="Harbour" publisher="The Morning"}

![Elsewhere](https://else.example/a.jpg)

![Ships](/pictures/0123456789abcdef0123456789abcdef-800.webp)
"""


def test_page_tells_search_engines_what_it_tells_readers(client, settings):
    source = make_source(name_en="Post", homepage="https://post.example/")
    facts = {
        "subtitle": "A stand",
        "section": "Trade",
        "url": "https://post.example/1",
        "authors": ["A. Writer"],
    }
    facts |= {"updated_on": date(2024, 5, 3), "tags": (make_tag("Transit"),), "source": source}
    article = make_article("</script><b>In & out</b>", QUOTING, **facts)
    Quotation.objects.update(date=date(2024, 4, 30))
    make_reference(article, "A book", url="https://books.example/1")
    make_reference(article, "A word", url="mailto:reader@else.example")
    data, metas = head(client, article)
    address = f"{settings.SITE_URL}/en/articles/{article.pk}/story/"
    assert data["@type"] == "NewsArticle"
    assert (data["@id"], data["url"], data["inLanguage"]) == (address, address, "en")
    assert (data["headline"], data["alternativeHeadline"]) == (article.headline, "A stand")
    assert (data["datePublished"], data["dateModified"]) == ("2024-05-01", "2024-05-03")
    assert data["author"] == [{"@type": "Person", "name": "A. Writer"}]
    assert (data["publisher"]["name"], data["publisher"]["url"]) == ("Post", source.homepage)
    assert (data["articleSection"], data["keywords"]) == ("Trade", ["Transit"])
    assert data["isBasedOn"] == article.url
    assert data["image"] == f"{settings.SITE_URL}/pictures/0123456789abcdef0123456789abcdef-800.webp"
    quoted, *named = data["citation"]
    assert quoted == {
        "@type": "NewsArticle",
        "name": "Harbour",
        "publisher": {"@type": "Organization", "name": "The Morning"},
        "datePublished": "2024-04-30",
    }
    assert named == [
        {"@type": "CreativeWork", "name": "A book", "url": "https://books.example/1"},
        {"@type": "CreativeWork", "name": "A word"},
    ]
    assert metas["og:title"] == article.headline
    assert (metas["og:type"], metas["og:url"], metas["og:locale"]) == ("article", address, "en")
    assert (metas["og:image"], metas["og:site_name"]) == (data["image"], "kzsite")
    assert metas["article:published_time"] == "2024-05-01"
    assert metas["og:description"] == metas["description"] == "A stand"


def test_what_is_unknown_is_told_to_no_machine(client):
    data, metas = head(client, make_article(body="本文です。" * 40, language="ja", published_on=None))
    assert set(data) == {"@context", "@type", "@id", "url", "headline", "inLanguage", "isPartOf"}
    assert "article:published_time" not in metas
    assert "og:image" not in metas
    assert metas["description"].startswith("本文です。")
    assert len(metas["description"]) <= 90


def test_versions_name_each_other_but_for_those_that_nobody_reviewed(client):
    original = make_article("原文", language="ja", source_url="https://else.example/")
    english = make_translation(original, "en", headline="In English")
    make_translation(original, "kk", headline="Машина", engine="NMT", translator="")
    data, _ = head(client, original)
    assert data["isBasedOn"] == "https://else.example/"  # where it was taken from, if the page has no address
    (work,) = data["workTranslation"]
    told, _ = head(client, english)
    assert (work["@id"], work["inLanguage"]) == (told["@id"], "en")
    assert (told["translationOfWork"]["@id"], told["translationOfWork"]["inLanguage"]) == (data["@id"], "ja")
    assert told["translator"] == {"@type": "Person", "name": "A. Translator"}
    assert "isBasedOn" not in told
    assert "workTranslation" not in told


def test_a_translation_of_which_a_machine_made_a_part_that_nobody_read_is_no_version_to_machines(client):
    original = make_article(language="ja")
    task = make_task(original, "en")
    TranslationPair.objects.filter(translation=task.translation).update(live_state=TranslationState.MACHINE)
    TranslationTask.objects.filter(pk=task.pk).update(live_state=TranslationState.STALE)
    data, _ = head(client, original)
    assert "workTranslation" not in data
    assert "/en/articles/" not in client.get("/sitemap-articles-0.xml").content.decode()


def test_pages_of_lists_name_themselves_in_the_other_interfaces_and_tools_are_not_indexed(client, settings):
    article = make_article()
    make_translation(article, "ru", headline="По-русски")
    tree = html.fromstring(client.get("/ru/tags/").content)
    links = {e.get("hreflang"): e.get("href") for e in tree.xpath("//head/link[@rel='alternate'][@hreflang]")}
    codes = {"ja": "ja", "en": "en", "ru": "ru", "kk": "kk", "zh-Hans": "zh-hans"}
    assert links == {tag: f"{settings.SITE_URL}/{code}/tags/" for tag, code in codes.items()}
    assert tree.xpath("//head/link[@rel='canonical']/@href") == [f"{settings.SITE_URL}/ru/tags/"]
    results = html.fromstring(client.get("/ru/search/?q=x&lang=ru").content)
    assert results.xpath("//head/link[@rel='canonical']/@href") == [f"{settings.SITE_URL}/ru/search/"]
    for path in (f"cite/{article.pk}/", f"graph/{article.pk}/", f"parallel/{article.pk}/", "nowhere/"):
        tree = html.fromstring(client.get(f"/en/{path}").content)
        assert tree.xpath("//head/meta[@name='robots']/@content") == ["noindex"], path
        assert not tree.xpath("//head/link[@rel='canonical']"), path


def sitemap(client, settings, path: str) -> dict[str, tuple[dict, str]]:
    """Address → (its alternates by language, the day of its change) of a file."""
    answer = client.get(path.removeprefix(settings.SITE_URL))
    assert answer["Content-Type"].startswith("application/xml")
    return {
        url.findtext("s:loc", namespaces=SITEMAP): (
            {e.get("hreflang"): e.get("href") for e in url.findall("x:link", SITEMAP)},
            url.findtext("s:lastmod", "", SITEMAP),
        )
        for url in etree.fromstring(answer.content).findall("s:url", SITEMAP)
    }


def test_sitemaps_hold_published_articles_with_their_languages(client, settings):
    used, held = make_tag("Used"), make_source("held")
    original = make_article("原文", language="ja", tags=(used,), source=held)
    make_translation(original, "en", headline="In English")
    make_translation(original, "kk", headline="Машина", engine="NMT", translator="")
    make_tag("Unused")
    make_article("Draft", state=Article.State.DRAFT, source=make_source("unseen"))
    Article.objects.filter(pk=original.pk).update(changed_at=datetime(2024, 6, 7, 8, tzinfo=UTC))
    Article.objects.filter(pk=original.pk + 1).update(changed_at=datetime(2024, 6, 8, 8, tzinfo=UTC))
    index = etree.fromstring(client.get("/sitemap.xml").content)
    pages_file, *files = index.xpath("//s:loc/text()", namespaces=SITEMAP)
    pages = sitemap(client, settings, pages_file)
    articles = {url: said for file in files for url, said in sitemap(client, settings, file).items()}
    site = settings.SITE_URL
    japanese, english = (
        f"{site}/{code}/articles/{original.pk + step}/story/" for step, code in enumerate(("ja", "en"))
    )
    alternates = {"ja": japanese, "en": english}
    assert articles == {
        japanese: (alternates, "2024-06-07T17:00:00+09:00"),
        english: (alternates, "2024-06-08T17:00:00+09:00"),
    }
    interfaces = {"ja": "ja", "en": "en", "ru": "ru", "kk": "kk", "zh-Hans": "zh-hans"}
    names = ["", "articles/", "tags/", "sources/", "timeline/", "about/", "tags/used/", "sources/held/"]
    assert set(pages) == {f"{site}/{code}/{name}" for code in interfaces.values() for name in names}
    for name in names:
        others = {tag: f"{site}/{code}/{name}" for tag, code in interfaces.items()}
        assert pages[f"{site}/ru/{name}"] == (others, ""), name
    assert all(client.get(url.removeprefix(site)).status_code == 200 for url in [*pages, *articles])


def test_articles_are_parted_among_sitemaps_by_their_numbers(client, settings, monkeypatch):
    monkeypatch.setattr(sitemaps, "RANGE", 2)
    urls = {settings.SITE_URL + make_article().get_absolute_url() for _ in range(5)}
    index = etree.fromstring(client.get("/sitemap.xml").content)
    files = index.xpath("//s:loc/text()", namespaces=SITEMAP)[1:]
    held = [list(sitemap(client, settings, file)) for file in files]
    assert sorted(sum(held, [])) == sorted(urls)
    assert all(len(file) <= 2 for file in held)
    assert client.get(f"/sitemap-articles-{10**30}.xml").status_code == 404


def test_robots_and_security_files_name_their_places(client, settings):
    site = settings.SITE_URL
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    robots = RobotFileParser()
    robots.parse(answer.content.decode().splitlines())
    assert robots.site_maps() == [f"{site}/sitemap.xml"]
    assert not robots.can_fetch("any", f"{site}/admin/")
    assert robots.can_fetch("any", f"{site}/en/articles/1/story/")
    assert "Disallow: /*?*after=" in answer.content.decode()  # Python's reader knows no wildcards
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"].startswith("text/plain")
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert said["Canonical"] == f"{site}/.well-known/security.txt"
    assert datetime.fromisoformat(said["Expires"]) > now()
    page, _, place = said["Contact"].removeprefix(site).partition("#")
    assert html.fromstring(client.get(page).content).get_element_by_id(place) is not None
    assert client.get("/favicon.ico").status_code == 302


NOT_HERE = {
    "ja": "そのページはありません",
    "en": "There is no such page",
    "ru": "Такой страницы нет",
    "kk": "Мұндай бет жоқ",
    "zh-hans": "没有这样的页面",
}


@pytest.mark.parametrize("interface", NOT_HERE)
def test_missing_page_offers_ways_on_in_every_language(client, interface):
    response = client.get(f"/{interface}/nowhere/")
    assert response.status_code == 404
    tree = html.fromstring(response.content)
    assert (tree.get("lang").lower(), tree.findtext(".//h1")) == (interface, NOT_HERE[interface])
    assert tree.xpath("//main//form[@role='search']/@action") == [f"/{interface}/search/"]
    ways = {a.get("href"): a.text for a in tree.xpath("//main//a")}
    assert {f"/{interface}/{path}" for path in ("", "articles/", "tags/", "timeline/")} <= ways.keys()
    for other in NOT_HERE.keys() - {interface}:
        assert ways[f"/{other}/"].startswith(NOT_HERE[other])


def test_page_of_an_error_needs_nothing_that_could_fail_too(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    for loader in engines["django"].engine.template_loaders:
        loader.reset()  # and with the templates what they kept of pages before
    client.raise_request_exception = False
    for language, words in (("en", "Something went wrong on our side"), ("ja", "当方で不具合が起きました")):
        response = client.get(f"/{language}/about/")
        assert response.status_code == 500
        assert words in response.content.decode()


def test_page_and_sheet_are_light(client, settings):
    """60 kB unpacked without pictures, for an article of 5,000 Japanese characters with links and comments."""
    article = make_article("長い記事", "\n\n".join(["草原の記事である。" * 25] * 22), language="ja")
    page = len(client.get(f"/ja/articles/{article.pk}/story/").content)
    sheet = (settings.BASE_DIR / "static/css/site.css").stat().st_size
    assert page + sheet <= 60_000
