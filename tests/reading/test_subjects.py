"""Pages of tags and sources."""

from datetime import date

import pytest
from lxml import html

from articles.models import TagAlias, TagRedirect
from articles.reading.charts import chart_of
from articles.tagging.curate import delete_tag, merge_tags
from tests.factories import make_article, make_source, make_tag, make_translation

pytestmark = pytest.mark.django_db


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.content)


def test_tag_page_shows_its_names_in_their_scripts(client):
    tag = make_tag("Khorgos", kind="place", name_ja="ホルゴス", name_kk="Қорғас")
    TagAlias.objects.create(tag=tag, text="Horgos", language="en")
    TagAlias.objects.create(tag=tag, text="Korgoz", language="en", rule=TagAlias.Rule.MISSPELLING)
    names = get(client, f"/en/tags/{tag.slug}/").xpath("//dl[@class='names']//dd")
    assert [(dd.get("lang"), dd.text_content()) for dd in names] == [
        ("ja", "ホルゴス"),
        ("en", "KhorgosHorgos"),
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
    response = client.get("/en/tags/nur-sultan/")
    assert (response.status_code, response["Location"]) == (301, "/en/tags/astana/")
    for slug in ("nowhere", "%00", "x" * 5000, "どこにもない"):
        assert client.get(f"/en/tags/{slug}/").status_code == 404


def test_chart_counts_every_year_and_its_table_says_the_same(client):
    tag = make_tag()
    for year in (2020, 2022, 2022):
        make_article(published_on=date(year, 1, 2), tags=(tag,))
    page = get(client, f"/en/tags/{tag.slug}/")
    assert page.xpath("//*[local-name()='rect']/*[local-name()='title']/text()") == ["2020: 1", "2022: 2"]
    assert [row.text_content() for row in page.xpath("//table/tbody/tr")] == ["20201", "20222"]


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


def test_tags_seen_together_are_named_with_how_often(client):
    tag, often, once = make_tag("Main"), make_tag("Often"), make_tag("Once")
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


def test_source_page_says_country_language_and_lists_its_articles(client):
    source = make_source(name_ru="Степь", name_en="", country="RU", language="ru", kind="newspaper")
    make_article("Порт", language="ru", source=source)
    page = get(client, f"/en/sources/{source.slug}/")
    assert page.find(".//h1/span").get("lang") == "ru"
    assert "Russia" in page.text_content()
    assert page.xpath("//ul[contains(@class,'list')]//h3")[0].text_content() == "Порт"


def test_index_of_sources_counts_articles(client):
    source = make_source(name_en="Steppe Post")
    for _ in range(3):
        make_article(source=source)
    make_source(name_en="Never held")
    page = get(client, "/en/sources/")
    assert page.xpath("//tbody/tr/td[contains(@class,'n')]/text()")[0] == "3"
    assert "Never held" not in page.text_content()


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
