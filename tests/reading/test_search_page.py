"""The search page: every state is an address, and no input is an error."""

import pytest
from lxml import html

from articles.search.index import index_articles
from articles.search.index_names import index_names
from tests.factories import make_article, make_source, make_tag, make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    source = make_source(name_en="Steppe Post", slug="steppe")
    tag = make_tag("Khorgos", kind="place", name_ja="ホルゴス", name_ru="Хоргос")
    english = make_article("Gates of Khorgos", "The gauge changes.\n", source=source, tags=(tag,))
    japanese = make_article("乾いた港", "ホルゴスの軌間。\n", language="ja", tags=(tag,))
    translation = make_translation(japanese, "ru", headline="Сухой порт", body="Хоргос и колея.\n")
    index_names(tags=[tag], sources=[source])
    index_articles([english, japanese, translation])
    return {"en": english, "ja": japanese, "ru": translation}


def search(client, interface="en", **parameters):
    response = client.get(f"/{interface}/search/", parameters)
    assert response.status_code == 200
    return html.fromstring(response.content)


def found(tree) -> list[str]:
    return [h.text_content() for h in tree.xpath("//ol[@class='hits']//h3")]


def test_hit_is_marked_and_opens_at_its_paragraph(client, archive):
    page = search(client, q="gauge")
    assert page.xpath("//p[@class='snip']/mark/text()") == ["gauge"]
    assert page.xpath("//h3/a/@href") == [f"/en/articles/{archive['en'].pk}/story/#p1"]


def test_ticked_language_narrows_and_can_be_taken_off(client, archive):
    page = search(client, q="Khorgos", lang="ja")
    assert found(page) == ["乾いた港"]
    assert page.xpath("//input[@name='lang'][@value='ja']/@checked")
    assert page.xpath("//p[@class='on']/a/@href")[0] == "?q=Khorgos"


def test_ticked_source_narrows(client, archive):
    assert found(search(client, q="Khorgos", source="steppe")) == ["Gates of Khorgos"]


def test_years_narrow(client, archive):
    assert len(found(search(client, q="Khorgos", **{"from": "2024", "to": "2024"}))) == 3
    assert found(search(client, q="Khorgos", **{"from": "2025"})) == []


def test_nothing_found_names_the_word_and_ways_on(client, archive):
    page = search(client, q="zzzzqqqq")
    assert page.xpath("//p[@role='status']/mark/text()") == ["zzzzqqqq"]
    assert len(page.xpath("//div[@class='prose']//li/a")) >= 2


def test_a_question_is_helped_by_its_words_and_not_by_those_that_only_ask(client, archive):
    index_articles([make_article("Fares", "How much does it cost to ride?\n")])
    page = search(client, q="how much does zzzzqqqq cost in yyyy")
    assert found(page) == []
    only = [a.text_content() for a in page.xpath("//div[@class='prose']//li/a") if "Only" in a.text_content()]
    assert only == ["Only “cost”"]


def test_hit_names_its_state_and_other_languages(client, archive):
    page = search(client, q="колея")
    assert "Russian (translation)" in page.xpath("//ol[@class='hits']")[0].text_content()
    assert page.xpath("//p[@class='in']/a/@lang") == ["ja"]


def test_hits_of_one_text_name_each_other(client, archive):
    both = search(client, q="Khorgos").xpath("//ol[@class='hits']/li[.//p[@class='in']]")
    assert [hit.xpath(".//p[@class='in']/a/@lang") for hit in both] == [["ru"], ["ja"]]
    assert "Russian (translation)" in both[1].text_content()


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', "-", "lang:", "after:x", "\x00", "😀", "x" * 5000, "<script>", "a OR (b", "%", "𠮷"],
)
def test_no_text_is_an_error(client, archive, text):
    search(client, q=text, lang=text, source=text, tag=text, after=text, **{"from": text, "to": text})


def test_names_are_completed(client, archive):
    assert client.get("/ru/search/complete/", {"q": "Хор"}).json() == {"names": ["Хоргос"]}
    assert client.get("/en/search/complete/", {"q": "x" * 9999}).json() == {"names": []}


def test_names_are_offered_under_the_field_without_script(client, archive):
    page = search(client, q="Khor")
    assert page.xpath("//input[@id='q']/@list") == page.xpath("//datalist/@id")
    assert page.xpath("//datalist/option/@value") == ["Khorgos"]
    assert page.xpath("//datalist/@data-complete") == ["/en/search/complete/"]


def test_what_was_searched_instead_is_told(client, archive):
    page = search(client, q="Kohrgos")
    assert "Gates of Khorgos" in found(page)
    assert page.xpath("//p[@class='alert']/a/@href") == ["?q=Khorgos"]
    page = search(client, q="gauge zzzzqqqq before:soon")
    assert [p.text_content() for p in page.xpath("//p[@class='alert']")] == [
        "Nothing has these words exactly. Shown instead: gauge",
        "Not understood and left out: before:soon",
    ]


def test_more_results_and_the_first_page_have_addresses(client, archive, monkeypatch):
    monkeypatch.setattr("articles.search.find.LARGEST_PAGE", 1)
    first = search(client, q="Khorgos")
    (following,) = first.xpath("//nav[@class='pager']/a[@rel='next']/@href")
    page = html.fromstring(client.get(f"/en/search/{following}").content)
    assert len(found(first)) == len(found(page)) == 1
    assert found(first) != found(page)
    assert page.xpath("//nav[@class='pager']/a[not(@rel)]/@href") == ["?q=Khorgos"]


def test_facets_have_their_counts(client, archive):
    page = search(client, q="Khorgos")
    counts = {
        box.xpath("./@value")[0]: box.getparent().text_content().strip()[-1]
        for box in page.xpath("//input[@name='lang']")
    }
    assert counts == {"en": "1", "ja": "1", "ru": "1"}
