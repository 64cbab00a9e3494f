"""Pages of tags and sources."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from articles.models import Article, TagAlias, TagRedirect
from articles.pipeline import publish_articles, save_edit
from articles.reading.charts import chart_of
from articles.revisions.content import attributes_of, content_of_revision
from articles.tagging.curate import delete_tag, merge_tags
from tests.factories import make_article, make_source, make_tag, make_translation
from tests.kzsite.test_content_moves import whole_form

pytestmark = pytest.mark.django_db


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.content)


def test_tag_page_shows_its_names_in_their_scripts(client):
    tag = make_tag("Khorgos", kind="place", name_ja="ホルゴス", name_kk="Қорғас")
    for text in ("Khorgos", "Horgos", "Horgas", "Khorgas", "Korgas"):
        TagAlias.objects.create(tag=tag, text=text, language="en")
    TagAlias.objects.create(tag=tag, text="Gorgoz", language="en", rule=TagAlias.Rule.MISSPELLING)
    names = get(client, f"/en/tags/{tag.slug}/").xpath("//dl[@class='names']//dd")
    assert [(dd.get("lang"), dd.text_content()) for dd in names] == [
        ("ja", "ホルゴス"),
        ("en", "KhorgosHorgas, Horgos, Khorgas"),
        ("kk", "Қорғас"),
    ]


def test_name_in_another_language_is_marked_with_it(client):
    tag = make_tag("x", name_en="", name_ja="草原")
    make_article(tags=(tag,))
    heading = get(client, f"/ru/tags/{tag.slug}/").find(".//h1/span")
    assert (heading.get("lang"), heading.text) == ("ja", "草原")


def test_former_slug_of_a_tag_leads_to_it(client):
    tag = make_tag("Astana", kind="place")
    TagRedirect.objects.create(slug="nur-sultan", tag=tag)
    for path in ("", "feed/"):
        response = client.get(f"/en/tags/nur-sultan/{path}")
        assert (response.status_code, response["Location"]) == (301, f"/en/tags/astana/{path}")
    for slug in ("nowhere", "%00", "x" * 5000, "どこにもない"):
        assert client.get(f"/en/tags/{slug}/").status_code == 404


def test_chart_counts_every_year_and_its_table_says_the_same(client):
    tag = make_tag()
    for year in (2020, 2022, 2022):
        make_article(published_on=date(year, 1, 2), tags=(tag,))
    page = get(client, f"/en/tags/{tag.slug}/")
    assert page.xpath("//*[local-name()='rect']/*[local-name()='title']/text()") == ["2020: 1", "2022: 2"]
    assert [row.text_content() for row in page.xpath("//table/tbody/tr")] == ["20201", "20222"]
    assert page.xpath("//table/tbody/tr/th/a/@href") == ["/en/archive/2020/", "/en/archive/2022/"]
    low, high = page.xpath("//*[local-name()='rect']")
    assert 2 * int(low.get("height")) == int(high.get("height"))
    assert int(high.get("x")) - int(low.get("x")) == 2 * 64  # the empty year has its place
    assert page.xpath("//svg[@class='chart']/@aria-label") == ["Articles by year; most in 2022: 2"]
    assert "3 articles, 2020–2022" in page.xpath("//h2[@id='h-b']/small")[0].text_content()


def test_places_in_a_chart_have_no_comma_in_any_language(client):
    tag = make_tag()
    for year in (2001, 2020):
        make_article(published_on=date(year, 1, 2), tags=(tag,))
    labels = get(client, f"/ru/tags/{tag.slug}/").xpath("//*[local-name()='svg']//*[local-name()='text']/@x")
    assert labels
    assert all(label.isdigit() for label in labels)


def test_a_subject_of_one_year_has_a_chart_with_its_empty_neighbours(client):
    tag, source = make_tag("Floods"), make_source()
    for day in (1, 2):
        make_article(tags=(tag,), source=source, published_on=date(2024, 4, day))
    for path, language, line in (
        (f"tags/{tag.slug}", "en", "2 articles, all of 2024"),
        (f"tags/{tag.slug}", "ru", "2 статьи, все за 2024"),
        (f"sources/{source.slug}", "ja", "記事2件（2024年）"),
    ):
        page = get(client, f"/{language}/{path}/")
        assert page.xpath("//*[local-name()='rect']/*[local-name()='title']/text()") == ["2024: 2"]
        assert page.xpath("//svg[@class='chart']/text[not(@class)]/text()") == ["2023", "2024", "2025"]
        assert [row.text_content() for row in page.xpath("//table/tbody/tr")] == ["20242"]
        assert line in page.xpath("//h2[@id='h-b']/small")[0].text_content()


def test_a_chart_of_few_years_begins_at_their_side(client):
    assert not chart_of([(2024, 3), (2025, 1)]).is_full
    assert chart_of([(1990, 3), (2025, 1)]).is_full
    assert chart_of([]) is None


def test_a_long_row_of_years_is_labelled_every_fifth_year():
    chart = chart_of([(1991, 3), (2025, 1)])
    assert [bar.year for bar in chart.bars if bar.is_labelled] == [1991, *range(1995, 2026, 5)]


def test_tags_seen_together_are_named_with_how_often(client):
    tag, once, often = make_tag("Main"), make_tag("Once"), make_tag("Often")
    make_article(tags=(tag, often))
    make_article(tags=(tag, often, once))
    rows = get(client, f"/en/tags/{tag.slug}/").xpath("//section[@aria-labelledby='h-r']//li")
    assert [(r.find("a").text_content(), r.xpath("span[@class='num']/text()")) for r in rows] == [
        ("Often", ["2"]),
        ("Once", ["1"]),
    ]


def test_text_belongs_to_a_subject_that_only_its_translation_names(client):
    tag, other = make_tag("Uranium"), make_tag("Acid")
    original = make_article("原文", language="ja", tags=(other,))
    for language in ("en", "ru"):
        make_translation(original, language, headline=f"In {language}", tags=(tag,))
    page = get(client, f"/en/tags/{tag.slug}/")
    assert [h.text_content() for h in page.xpath("//ul[contains(@class,'list')]//h3")] == ["In en"]
    assert page.xpath("//section[@aria-labelledby='h-r']//span[@class='num']/text()") == ["1"]
    article = get(client, original.get_absolute_url())
    assert set(article.xpath("//dl[@class='tags']//a/text()")) == {"Uranium", "Acid"}


def test_index_holds_used_tags_by_kind(client):
    make_article(tags=(make_tag("Khorgos", kind="place"),))
    make_tag("Unused")
    page = get(client, "/en/tags/")
    assert [h.text for h in page.xpath("//section//h2")] == ["Places"]
    assert "Unused" not in page.text_content()


def told(element) -> list[str]:
    """The words of each part of a line."""
    return [" ".join(part.text_content().split()) for part in element]


def test_the_page_of_a_source_is_its_profile(client):
    source = make_source(
        "steppe",
        name_ru="Степь",
        name_ja="草原",
        name_en="",
        country="KZ",
        language="ru",
        kind="newspaper",
        homepage="https://steppe.example/",
        description="Founded by *railwaymen*.",
    )
    make_article("Порт", language="ru", source=source)
    make_article("Of another paper", source=make_source())
    page = get(client, "/en/sources/steppe/")
    assert (page.find(".//h1/span").get("lang"), page.find(".//h1/span").text) == ("ru", "Степь")
    (sky,) = page.xpath("//div[@class='sky']")
    assert told(sky.xpath(".//p[@class='kick']")) == ["Newspaper"]
    assert told(sky.xpath(".//p[@class='meta']/span")) == ["Kazakhstan", "Russian", "Home page", "草原"]
    assert sky.xpath(".//a[@rel='external']/@href") == ["https://steppe.example/"]
    assert sky.xpath(".//div[@class='stand']//em/text()") == ["railwaymen"]
    assert page.xpath("//table/tbody/tr/th/a/@href") == ["/en/archive/2024/"]
    assert told(page.xpath("//ul[contains(@class,'list')]//h3")) == ["Порт"]
    assert page.xpath("//script[contains(@src,'visits')]")


def test_a_source_without_articles_says_so(client):
    page = get(client, f"/en/sources/{make_source().slug}/")
    assert "This source is only quoted so far." in page.text_content()
    assert not page.xpath("//table")


def test_index_of_sources_holds_their_profiles_those_with_most_first(client):
    few, most = (
        make_source(name_en="Few"),
        make_source(name_en="Most", country="JP", language="ja", kind="blog"),
    )
    for year in (2019, 2021, 2021):
        make_article(source=most, published_on=date(year, 1, 2))
    digest = make_article(body='> Words.\n> {title="T"}\n', source=few)
    digest.quotations.update(source=make_source("quoted", name_en="Quoted"))
    make_source(name_en="Never held")
    page = get(client, "/en/sources/")
    assert [told(row) for row in page.xpath("//tbody/tr")] == [
        ["Most", "blog", "Japan", "Japanese", "3", "2019–2021"],
        ["Few", "other", "–", "–", "1", "2024"],
    ]
    (quoted,) = page.xpath("//section[@aria-labelledby='h-q']//li/a")
    assert (quoted.get("href"), quoted.text_content()) == ("/en/sources/quoted/", "Quoted")
    assert "Never held" not in page.text_content()


def test_the_former_address_of_a_source_leads_to_it_and_texts_stay_its_own(client, admin_client):
    source = make_source("steppe-post", name_en="Steppe Post")
    article = make_article(source=source)
    content = replace(content_of_revision(article.live_revision), attributes=attributes_of(article))
    save_edit(article, content, user=None)  # the revision says that its source is steppe-post
    whole_form(admin_client, reverse("admin:articles_source_change", args=[source.pk]), slug="steppe-times")
    for path in ("", "feed/"):
        answer = client.get(f"/en/sources/steppe-post/{path}")
        assert (answer.status_code, answer["Location"]) == (301, f"/en/sources/steppe-times/{path}")
        assert client.get(f"/en/sources/nowhere/{path}").status_code == 404
    article = Article.objects.get(pk=article.pk)
    form = admin_client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert form.context["form"].initial["source"] == source.pk
    publish_articles([article])
    page = get(client, f"/en/articles/{article.pk}/story/")
    assert page.xpath("//div[@class='sky']//p[@class='meta']//a/@href") == ["/en/sources/steppe-times/"]


def test_a_slug_that_a_source_had_is_given_to_no_other(admin_client):
    source, other = make_source("steppe-post", name_en="Steppe Post"), make_source("tribune")
    whole_form(admin_client, reverse("admin:articles_source_change", args=[source.pk]), slug="steppe-times")
    fields = {"name_en": "Tribune", "kind": "other", "slug": "steppe-post"}
    rows = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    answer = admin_client.post(reverse("admin:articles_source_change", args=[other.pk]), fields | rows)
    assert list(answer.context["adminform"].form.errors) == ["slug"]
    other.refresh_from_db()
    assert other.slug == "tribune"
    whole_form(admin_client, reverse("admin:articles_source_change", args=[source.pk]), slug="steppe-post")
    source.refresh_from_db()
    assert source.slug == "steppe-post"  # its own it may take again


def test_the_page_of_an_event_says_what_it_was_and_when(client):
    days = {"begins_on": date(2024, 10, 6), "ends_on": date(2024, 10, 8)}
    words = {"description_en": "A *vote*.", "homepage": "https://vote.example/"}
    tag = make_tag("The vote", kind="event", **days, **words)
    make_article(tags=(tag,))
    page = get(client, f"/en/tags/{tag.slug}/")
    assert told(page.xpath("//p[@class='orig']")) == ["6 October 2024 – 8 October 2024"]
    assert page.xpath("//div[@class='prose']//em/text()") == ["vote"]
    assert page.xpath("//div[@class='prose']//a[@rel='external']/@href") == ["https://vote.example/"]
    assert page.xpath("//meta[@name='description']/@content") == ["A vote."]
    assert page.xpath("//script[contains(@src,'visits')]")


def test_a_tags_page_names_what_lies_under_it_and_the_papers_that_it_is(client):
    parent, child = make_tag("Energy"), make_tag("Uranium")
    child.parents.add(parent)
    parent.sources.add(make_source("atom-news", name_en="Atom News"))
    make_article(tags=(child,))
    html = client.get("/en/tags/energy/").content.decode()
    assert "Includes" in html
    assert 'href="/en/tags/uranium/"' in html
    assert 'href="/en/sources/atom-news/"' in html
    assert 'href="/en/tags/energy/"' in client.get("/en/tags/uranium/").content.decode()


def test_the_page_and_the_feed_of_a_deleted_tag_are_gone_and_of_a_merged_one_moved(client):
    one, other = make_tag("Steel"), make_tag("Iron")
    merge_tags([other], one, user=None)
    assert client.get("/en/tags/iron/").headers["Location"] == "/en/tags/steel/"
    assert client.get("/en/tags/iron/feed/").headers["Location"] == "/en/tags/steel/feed/"
    delete_tag(one, user=None)
    for slug in ("steel", "iron"):
        assert client.get(f"/en/tags/{slug}/").status_code == 410
        assert client.get(f"/en/tags/{slug}/feed/").status_code == 410


def test_the_index_stands_in_the_order_of_the_readers_language(client):
    for english, kazakh in (
        ("Ural", "Орал"),
        ("Oskemen", "Өскемен"),
        ("Aktau", "Ақтау"),
        ("Kentau", "Кентау"),
    ):
        make_article(tags=(make_tag(english, name_kk=kazakh, kind="place"),))
    html = client.get("/kk/tags/").content.decode()
    places = [html.index(f">{name}<") for name in ("Ақтау", "Кентау", "Орал", "Өскемен")]
    assert places == sorted(places)
    html = client.get("/en/tags/").content.decode()
    places = [html.index(f">{name}<") for name in ("Aktau", "Kentau", "Oskemen", "Ural")]
    assert places == sorted(places)
