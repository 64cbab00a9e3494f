"""Front page, list of all, archive by year and month, timeline."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.models import Article, Quotation, Tag
from tests.factories import copies_of, make_article, make_source, make_tag, make_translation

pytestmark = pytest.mark.django_db


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.content)


def headlines(tree) -> list[str]:
    return [h.text_content() for h in tree.xpath("//ul[contains(@class,'list')]//*[contains(@class,'t')]/a")]


def test_empty_archive_has_a_front_page_that_says_so(client):
    assert "Nothing is published here yet" in get(client, "/en/").text_content()
    for path in ("search", "about", "feed"):
        assert client.get(f"/en/{path}/").status_code == 200
    for path, said in (
        ("articles", "No article here yet."),
        ("languages/en", "No article here yet."),
        ("tags", "No article carries a tag yet."),
        ("sources", "No article here yet."),
        ("timeline", "No article here yet."),
    ):
        (words,) = get(client, f"/en/{path}/").xpath("//p[@class='prose']")
        assert said in words.text_content(), path


def test_front_page_leads_with_the_newest_article(client):
    make_article("Older", published_on=date(2023, 1, 1))
    make_article("Newest", "Its first words.\n\nMore.\n", published_on=date(2024, 1, 1))
    page = get(client, "/en/")
    assert page.find(".//h1").text_content() == "Newest"
    assert page.xpath("//p[@class='stand']")[0].text_content() == "Its first words."
    assert headlines(page) == ["Older"]


def test_drafts_are_listed_nowhere(client):
    topic, source = make_tag(kind=Tag.Kind.EVENT, begins_on=date(2024, 5, 1)), make_source()
    facts = {"tags": (topic,), "source": source, "authors": ["A. Writer"]}
    article = make_article("Open", **facts)
    make_translation(article, "ru", headline="Secret", slug="secret", state=Article.State.DRAFT)
    for state in (Article.State.DRAFT, Article.State.REVIEW, Article.State.WITHDRAWN):
        make_article("Secret", slug="secret", state=state, **facts)
    lists = ["", f"tags/{topic.slug}/", f"sources/{source.slug}/", "authors/a-writer/", "languages/ru/"]
    lists += ["archive/2024/", "archive/2024/5/"]
    feeds = [f"{path}feed/{form}" for path in lists for form in ("", "?format=json")]
    number = article.pk
    paths = [*lists, *feeds, "articles/", "timeline/", "sources/", "languages/en/"]
    paths += [f"articles/{number}/story/", f"parallel/{number}/", f"graph/{number}/", f"cite/{number}/"]
    for path in [f"/{code}/{path}" for path in paths for code in ("en", "ru")] + ["/sitemap-articles-0.xml"]:
        body = client.get(path).content.decode()
        assert "Secret" not in body, path
        assert "/secret/" not in body, path
    counts = get(client, "/en/languages/en/").xpath("//p[@class='years']//small/text()")
    assert counts == ["1"]


def test_a_text_is_listed_once_in_the_readers_language(client):
    original = make_article("原文", language="ja")
    make_translation(original, "en", headline="In English")
    assert headlines(get(client, "/en/articles/")) == ["In English"]
    assert headlines(get(client, "/ja/articles/")) == ["原文"]
    assert headlines(get(client, "/ru/articles/")) == ["原文"]


def test_row_names_the_other_languages_and_marks_its_own(client):
    original = make_article("原文", language="ja")
    make_translation(original, "kk", headline="Қазақша")
    row = get(client, "/en/articles/").xpath("//ul[contains(@class,'list')]/li")[0]
    assert row.find("h3").get("lang") == "ja"
    assert row.xpath(".//span[@class='also']/a/@lang") == ["kk"]


def test_paging_shows_every_article_once(client):
    copies_of(make_article(slug=""), 94)
    for day in range(3):  # many of one day, in no order of their numbers
        Article.objects.annotate(rest=F("pk") % 3).filter(rest=day).update(
            sorted_at=datetime(2024, 1, 1 + day, tzinfo=UTC)
        )
    seen, path = [], "/en/articles/"
    while path:
        page = get(client, path)
        seen += page.xpath("//ul[contains(@class,'list')]//h3/a/@href")
        following = page.xpath("//a[@rel='next']/@href")
        path = f"/en/articles/{following[0]}" if following else None
    numbers = [int(address.split("/")[3]) for address in seen]
    assert numbers == sorted(numbers, key=lambda number: (-(number % 3), -number))
    assert len(set(numbers)) == 95


@pytest.mark.parametrize("cursor", ["x", "1.x", "99999999999999999999999.1", "-1.-1", "\x00", "1" * 5000])
def test_any_cursor_gives_a_page(client, cursor):
    make_article()
    assert client.get("/en/articles/", {"before": cursor}).status_code == 200


def test_lists_ask_the_same_number_of_queries_for_ten_articles_and_a_thousand(
    client, django_assert_num_queries
):
    topic, source = make_tag(), make_source()
    article = make_article(language="ja", tags=(topic,), source=source, authors=["A. Writer"])
    make_translation(article, "en")
    copies_of(article, 9)
    paths = ["/en/", "/en/articles/", f"/en/tags/{topic.slug}/", f"/en/sources/{source.slug}/", "/en/feed/"]
    paths += ["/en/timeline/", "/en/archive/2024/", "/en/tags/", "/en/sources/", "/en/authors/a-writer/"]
    paths += ["/en/languages/ja/"]
    asked = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked[path] = len(queries)
    assert max(asked.values()) <= 12
    copies_of(article, 990)
    for path in paths:
        with django_assert_num_queries(asked[path]):
            client.get(path)


def test_archive_of_a_month_holds_that_month(client):
    tokyo = ZoneInfo("Asia/Tokyo")
    make_article("In May", published_on=date(2024, 5, 31))
    first = datetime(2024, 6, 1, 0, 30, tzinfo=tokyo)  # in London it is still May
    make_article("In June", published_on=first.date(), published_at=first)
    make_article("In December", published_on=date(2024, 12, 31))
    make_article("A year before", published_on=date(2023, 6, 1))
    for month, names in (("5/", ["In May"]), ("6/", ["In June"]), ("12/", ["In December"])):
        assert headlines(get(client, f"/en/archive/2024/{month}")) == names
    page = get(client, "/en/archive/2024/")
    assert headlines(page) == ["In December", "In June", "In May"]
    months = [(a.get("href"), a.text_content()) for a in page.xpath("//p[@class='years']/a")]
    assert months == [
        ("/en/archive/2024/5/", "May 2024 1"),
        ("/en/archive/2024/6/", "June 2024 1"),
        ("/en/archive/2024/12/", "December 2024 1"),
    ]
    for path in ("articles", "timeline"):
        years = get(client, f"/en/{path}/").xpath("//p[@class='years']/a")
        assert [(a.get("href"), a.text_content()) for a in years] == [
            ("/en/archive/2024/", "2024 3"),
            ("/en/archive/2023/", "2023 1"),
        ]
    assert get(client, "/en/articles/").xpath("//nav[@class='nav']/a[@aria-current]/text()") == ["Articles"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "archive/1900/",
            "archive/2024/13/",
            "archive/2024/0/",
            "archive/99999/",
            "archive/1/",
            "archive/9999/",
        ),
        *("archive/1/1/", "archive/1/1/feed/", "archive/9999/12/feed/"),
    ],
)
def test_empty_time_is_not_found(client, path):
    assert client.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_at_the_edge_of_the_calendar_breaks_no_list(day, client):
    make_article("Undatable", published_on=day)
    for path in ("", "articles/", "timeline/", "feed/", "archive/9998/12/", "search/?q=Undatable"):
        assert client.get(f"/en/{path}").status_code in (200, 404), path
    assert "Undatable" in headlines(get(client, "/en/articles/"))


def test_timeline_without_events_shows_the_articles(client):
    make_article("Newest", published_on=date(2024, 1, 1))
    make_article("Older", published_on=date(2021, 1, 1))
    page = get(client, "/en/timeline/")
    assert [h.text_content() for h in page.xpath("//ol[@class='ev']//h3")] == ["Newest", "Older"]


def test_timeline_shows_events_with_their_articles(client):
    vote = make_tag(
        "The vote", kind=Tag.Kind.EVENT, begins_on=date(2024, 10, 6), description_en="Two *words*."
    )
    flood = make_tag("The flood", kind=Tag.Kind.EVENT, begins_on=date(2022, 4, 5))
    make_article("After the yes", tags=(vote,))
    for number in range(21):
        make_article(f"Water {number}", tags=(flood,), published_on=date(2022, 4, 6))
    page = get(client, "/en/timeline/")
    years = [(h.text, h.findtext("small")) for h in page.xpath("//h2[@class='yr-h']")]
    assert years == [("2024", "1 article"), ("2022", "21 articles")]
    event, big = page.xpath("//ol[@class='ev']/li")
    assert (event.get("class"), big.get("class")) == (None, "big")
    assert event.find("h3").text_content() == "The vote"
    assert event.findtext("p") == "Two words."
    assert "After the yes" in event.text_content()
    assert len(big.xpath("ul/li")) == 5
    assert page.xpath("//*[local-name()='rect']/*[local-name()='title']/text()") == ["2022: 21", "2024: 1"]
    marks = get(client, "/en/").xpath("//svg[@class='chart']/a")
    assert [(a.get("href"), a.text_content()) for a in marks] == [
        ("/en/tags/the-flood/", "The flood"),
        ("/en/tags/the-vote/", "The vote"),
    ]


def test_rows_say_since_when_they_can_be_read_and_lists_mark_what_is_new(client):
    tag, source = make_tag("Transit"), make_source("post")
    facts = {"tags": (tag,), "source": source, "authors": ["A. Writer"]}
    for second in range(6):
        make_article(f"No. {second}", first_published_at=datetime.fromtimestamp(second + 1, UTC), **facts)
    lists = ["", "articles/", "tags/transit/", "sources/post/", "authors/a-writer/", "languages/en/"]
    for path in lists:
        page = get(client, f"/en/{path}")
        assert page.xpath("//head/script[contains(@src,'visits.js')][@type='module']"), path
        assert sorted(page.xpath("//*[@data-at]/@data-at")) == list("123456"), path
        assert page.xpath("//@data-new") == ["new"], path


QUOTED = """Three papers on one day.

> The harbour opened and nobody came to see the first ship leave.
> {title="Harbour" publisher="The Morning"}

> Ships left. %s
> {title="Ships" publisher="The Evening"}

> A word of nobody.
"""


def test_the_front_page_sets_the_papers_of_the_newest_digest_side_by_side(client):
    make_article("An older digest", QUOTED.replace("Ships left", "Old words"))
    make_article("One paper alone", QUOTED.split("> Ships")[0])
    digest = make_article("The digest", QUOTED % ("They went on and on. " * 20))
    Quotation.objects.filter(publisher="The Morning").update(date=date(2024, 10, 29))
    make_article("A draft", QUOTED, state=Article.State.DRAFT)
    (band,) = get(client, "/en/").xpath("//section[@aria-labelledby='h-view']")
    assert band.xpath(".//h2/small/a/text()") == ["The digest"]
    assert [one.text_content().strip() for one in band.xpath(".//h3")] == ["The Morning", "The Evening"]
    morning, evening = (one.text_content() for one in band.xpath(".//blockquote"))
    assert morning == "The harbour opened and nobody came to see the first ship leave."
    assert evening.startswith("Ships left. They went")
    assert len(evening) <= 131
    assert band.xpath(".//p[@class='src']/a/@href")[0] == f"{digest.get_absolute_url()}#q1"
    assert [one.text_content() for one in band.xpath(".//p[@class='src']/a")] == [
        "29 October 2024",
        "In the digest",
    ]


def test_the_front_page_of_an_archive_where_no_text_quotes_two_papers_has_no_such_part(client):
    make_article("One paper alone", QUOTED.split("> Ships")[0])
    assert not get(client, "/en/").xpath("//section[@aria-labelledby='h-view']")


def test_a_number_in_a_headline_is_not_parted_from_its_sign(client):
    make_article("Школа № 2 ―― письмо", language="ru")
    make_article("Школа № 3", language="ru", published_on=date(2023, 1, 1))
    page = get(client, "/ru/articles/")
    assert headlines(page) == ["Школа №\u00a02 ―― письмо", "Школа №\u00a03"]
