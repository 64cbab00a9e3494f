"""The page of one article, as a reader gets it."""

from datetime import UTC, date, datetime

import pytest
from lxml import html

from articles.models import Article, Link
from articles.pipeline import publish_articles, withdraw_articles
from tests.factories import (
    copies_of,
    make_article,
    make_comment,
    make_link,
    make_passage,
    make_reference,
    make_revision,
    make_source,
    make_tag,
    make_translation,
)

pytestmark = pytest.mark.django_db


def read(client, article, interface="en"):
    return html.fromstring(client.get(f"/{interface}/articles/{article.pk}/{article.slug}/").content)


def words(tree) -> str:
    return " ".join(" ".join(tree.itertext()).split())


def test_article_shows_headline_paper_day_and_numbered_paragraphs(client):
    source = make_source(name_en="Steppe Post")
    article = make_article("A Port Without a Sea", "One.\n\nTwo.\n", source=source, authors=["A. Writer"])
    page = read(client, article)
    assert page.find(".//h1").text_content() == "A Port Without a Sea"
    assert "Steppe Post" in words(page)
    assert page.xpath("//time/@datetime")[0] == "2024-05-01"
    assert [p.get("id") for p in page.xpath("//div[contains(@class,'text')]/p")] == ["p1", "p2"]


def test_stale_or_missing_slug_leads_to_the_present_address(client):
    article = make_article(slug="now")
    for path in (f"/en/articles/{article.pk}/", f"/en/articles/{article.pk}/then/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, f"/en/articles/{article.pk}/now/")


def test_number_beyond_any_database_is_not_found(client):
    assert client.get(f"/en/articles/{10**30}/").status_code == 404


def test_article_without_a_slug_is_read_at_its_number(client):
    article = make_article(slug="")
    assert client.get(f"/en/articles/{article.pk}/").status_code == 200


PAGES_OF_AN_ARTICLE = (
    "articles/{}/story/",
    "articles/{}/",
    "parallel/{}/",
    "graph/{}/",
    "cite/{}/",
    "corrections/{}/",
)


@pytest.mark.parametrize("state", [Article.State.DRAFT, Article.State.REVIEW, Article.State.WITHDRAWN])
def test_what_readers_have_never_seen_is_not_there(client, state):
    article = make_article(state=state)
    for path in PAGES_OF_AN_ARTICLE:
        assert client.get("/en/" + path.format(article.pk)).status_code == 404


def test_what_was_withdrawn_is_gone_and_says_nothing_of_itself(client):
    article = make_article("A port in the steppe", state=Article.State.DRAFT)
    publish_articles([article])
    withdraw_articles([article])
    for path in PAGES_OF_AN_ARTICLE:
        response = client.get("/en/" + path.format(article.pk))
        assert response.status_code == 410, path
        said = response.content.decode()
        assert "This article was withdrawn" in said
        assert "この記事は取り下げられました" in said
        assert "There is no such page" not in said
        assert "A port" not in response.content.decode()
    publish_articles([article])
    assert client.get(f"/en/articles/{article.pk}/").status_code in (200, 301)


def test_readers_see_the_live_text_not_the_newer_draft(client):
    article = make_article(body="As published.\n")
    article.latest_revision = make_revision(article, "As drafted.\n")
    article.save()
    assert "As published." in words(read(client, article))
    assert "As drafted." not in words(read(client, article))


def test_every_version_is_shown_with_its_state(client):
    original = make_article("原文", language="ja")
    before = original.live_revision
    original.live_revision = make_revision(original, "変わった。\n")
    original.save()
    make_translation(original, "ru", headline="Старый", translated_revision=before)
    make_translation(original, "en", headline="Reviewed", reviser="B. Editor")
    make_translation(original, "kk", headline="Машина", engine="NMT", translator="")
    page = read(client, original)
    states = {v.get("lang"): v.find("small").get("class") for v in page.xpath("//nav[@id='versions']/*")}
    assert states == {
        "ja": "st original",
        "en": "st reviewed",
        "ru": "st stale",
        "kk": "st machine",
        "zh-Hans": "st none",
    }


def test_translation_is_not_behind_an_original_whose_text_is_the_same(client):
    original = make_article("原文", "本文。\n", language="ja")
    english = make_translation(original, "en", headline="In English")
    original.live_revision = make_revision(original, "本文。\n")
    original.save()
    assert "behind the original" not in words(read(client, english))


def test_draft_translation_is_as_absent_as_none(client):
    original = make_article(language="ja")
    draft = make_translation(original, "en", headline="Unready", state=Article.State.DRAFT)
    assert "Unready" not in words(read(client, original))
    assert client.get(f"/en/articles/{draft.pk}/story/").status_code == 404


def test_machine_translation_says_so_above_the_text_and_is_kept_from_search_engines(client):
    original = make_article(language="ja")
    machine = make_translation(original, "en", headline="By Machine", engine="NMT", translator="")
    page = read(client, machine)
    assert "no one has reviewed it" in page.xpath("//p[contains(@class,'alert')]")[0].text_content()
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "en" not in page.xpath("//link[@rel='alternate']/@hreflang")


def test_text_in_another_language_is_marked_and_said(client):
    page = read(client, make_article("乾いた港", "本文。\n", language="ja"))
    assert page.find(".//h1").get("lang") == "ja"
    assert page.xpath("//div[contains(@class,'text')]/@lang") == ["ja"]
    assert "This text is in Japanese" in words(page)


def test_reader_is_led_to_the_version_in_their_language(client):
    original = make_article(language="ja")
    english = make_translation(original, "en", headline="In English")
    notice = read(client, original).xpath("//p[contains(@class,'alert')]//a/@href")
    assert notice == [f"/en/articles/{english.pk}/story/"]


def test_interface_language_and_article_language_are_apart(client):
    article = make_article(language="ru", headline="Порт")
    page = read(client, article, "ja")
    assert page.get("lang") == "ja"
    links = page.xpath("//header//nav[@class='langs-ui']/a/@href")
    assert links == [f"/{code}/articles/{article.pk}/story/" for code in ("ja", "en", "ru", "kk", "zh-hans")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"estimate_not_before": date(2024, 4, 9)}, "undated; after 9 April 2024"),
        ({"estimate_not_after": date(1996, 5, 12)}, "undated; before 12 May 1996"),
        ({}, "undated"),
    ],
)
def test_unknown_day_is_said_not_guessed(client, fields, said):
    page = read(client, make_article(published_on=None, **fields))
    assert said in words(page)
    assert "datePublished" not in page.xpath("//script[@type='application/ld+json']")[0].text


def test_clock_is_shown_where_the_page_gave_one(client):
    moment = datetime(2024, 4, 9, 8, 41, tzinfo=UTC)
    page = read(client, make_article(published_on=date(2024, 4, 9), published_at=moment))
    assert page.xpath("//time/@datetime")[0] == "2024-04-09T17:41+09:00"
    assert "17:41" in words(page)


def test_author_leads_to_what_else_they_wrote(client):
    author = "Жанна д’Арк & сын"
    page = read(client, make_article("First", authors=[author]))
    make_article("Second", authors=["ЖАННА Д’АРК & СЫН"], published_on=date(2023, 1, 1))
    make_article("Other", authors=["Someone"])
    address = page.xpath(f"//p[@class='meta']//a[.={author!r}]/@href")[0]
    theirs = html.fromstring(client.get(address).content)
    assert theirs.findtext(".//h1") == author
    assert theirs.xpath("//div[@class='sky']//p[@class='meta']/span/text()") == ["ЖАННА Д’АРК & СЫН"]
    assert theirs.xpath("//ul[contains(@class,'list')]//h3/a/text()") == ["First", "Second"]
    feed = client.get(f"{address}feed/?format=json").json()
    assert [item["title"] for item in feed["items"]] == ["First", "Second"]


def test_an_author_whose_name_has_no_letter_leads_to_a_search(client):
    page = read(client, make_article(authors=["***"]))
    assert page.xpath("//p[@class='meta']//a[.='***']/@href") == ["/en/search/?q=%2A%2A%2A"]


def test_nobody_has_a_page_without_an_article(client):
    make_article(authors=["Someone"], state=Article.State.DRAFT)
    assert client.get("/en/authors/someone/").status_code == 404
    assert client.get("/en/authors/someone/feed/").status_code == 404
    make_translation(make_article(), "ru", authors=["Someone"])
    assert client.get("/en/authors/someone/").status_code == 200


def test_absent_author_is_said(client):
    assert "no author printed" in words(read(client, make_article()))


def test_accepted_links_show_on_both_sides_and_others_on_neither(client):
    digest, quoted, guess = make_article("Digest"), make_article("Quoted"), make_article("Guess")
    make_link(digest, quoted)
    make_link(digest, guess, Link.Kind.EVENT, state=Link.State.SUGGESTED)
    make_link(guess, quoted, Link.Kind.RELATED, state=Link.State.REJECTED)
    here, there = read(client, digest), read(client, quoted)
    assert words(here.xpath("//section[@class='xk']")[0]).startswith("Quotes 1 Quoted")
    assert words(there.xpath("//section[@class='xk']")[0]).startswith("Quoted by 1 Digest")
    assert "Guess" not in words(here) + words(there)


def test_link_to_an_unpublished_article_is_not_shown(client):
    article, draft = make_article(), make_article("Unready", state=Article.State.DRAFT)
    make_link(article, draft)
    make_reference(article, "The named one", target=draft)
    page = read(client, article)
    assert "Unready" not in words(page)
    assert not page.xpath("//ol[@class='refs']//a")


def test_shared_passage_names_its_paragraph(client):
    article, other = make_article(), make_article("The other")
    link = make_link(other, article, Link.Kind.REUSES)
    make_passage(link, anchor="p2")
    assert "paragraph 2" in words(read(client, article).xpath("//section[@class='xk']")[0])


def test_tags_stand_by_kind(client):
    tags = make_tag("Transit"), make_tag("Khorgos", kind="place")
    page = read(client, make_article(tags=tags))
    groups = [words(group) for group in page.xpath("//dl[@class='tags']/div")]
    assert groups == ["Topics Transit", "Places Khorgos"]


def test_markup_in_facts_is_text(client):
    evil = "<script>alert(1)</script>"
    source = make_source(name_en=evil)
    article = make_article(evil, source=source, authors=[evil], subtitle=evil, section=evil)
    make_comment(article, evil, author=evil)
    make_reference(article, evil, url="javascript:alert(1)")
    body = client.get(f"/en/articles/{article.pk}/story/").content.decode()
    assert "<script>alert" not in body
    assert 'href="javascript' not in body


def test_links_inside_the_text_keep_the_interface(client):
    article = make_article(body="See [the other](/_/articles/7/x/).\n")
    hrefs = read(client, article, "ru").xpath("//div[contains(@class,'text')]//a/@href")
    assert "/ru/articles/7/x/" in hrefs


def test_picture_of_links_and_its_table_say_the_same(client):
    article = make_article("Middle")
    for place, kind in enumerate(Link.Kind.values):
        make_link(article, make_article(f"Neighbour {place}"), kind)
    tree = html.fromstring(client.get(f"/en/graph/{article.pk}/").content)
    drawn = words(tree.xpath("//*[local-name()='svg'][@class='graph']")[0])
    for place in range(len(Link.Kind.values)):
        assert f"Neighbour {place}" in drawn
        assert f"Neighbour {place}" in words(tree.xpath("//table")[0])


def test_article_page_asks_at_most_eight_queries_however_much_there_is(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    topic = make_tag("Transit")
    original = make_article("原文", language="ja", tags=(topic,))
    make_translation(original, "en", headline="In English")
    make_reference(original, "Named", target=make_article())
    make_comment(original)
    make_link(original, make_article(tags=(topic,)))
    with django_assert_max_num_queries(8) as asked:
        client.get(f"/ja/articles/{original.pk}/story/")
    few = len(asked)
    other = make_article(tags=(topic, make_tag()))
    make_link(other, original, Link.Kind.EVENT)
    for copy in copies_of(other, 990)[:30]:
        make_link(copy, original, Link.Kind.EVENT)
        make_comment(original)
        make_reference(original, "Named", target=copy)
    with django_assert_num_queries(few):
        client.get(f"/ja/articles/{original.pk}/story/")
