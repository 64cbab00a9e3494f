"""Facts from metadata: dates as they are written, authors as they are called, headlines without the site."""

import pytest

from articles.ingest.html.authors import clean_names
from articles.ingest.html.headline import without_site
from articles.ingest.html.metadata import iso_date
from articles.ingest.html.page import html_page
from articles.ingest.html.words import meanings


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-04-09T17:41:00+09:00", "2024-04-09T17:41:00+09:00"),
        ("2024-04-09T17:41Z", "2024-04-09T17:41:00+00:00"),
        ("2024-04-09 17:41:05 +0300", "2024-04-09T17:41:05+03:00"),
        ("2024/4/9", "2024-04-09"),
        ("20240409", "2024-04-09"),
        ("1712651460000", "2024-04-09T08:31:00+00:00"),
        ("December 1, 2016", "2016-12-01"),
        ("2024-04-09T17:41:68+09:00", "2024-04-09"),
        ("2024-04-09T17:41:00+99:00", "2024-04-09"),
        ("2024-02-30", None),
        ("2024-19-77", None),
        ("1970-01-01T09:00:00+09:00", None),
        ("soon", None),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_written(written, iso):
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
        ("Von Erika Muster", ["Erika Muster"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Jane Doe | jane@paper.example", ["Jane Doe"]),
        ("Jane Doe, Staff Writer", ["Jane Doe"]),
        ("作者：林草", ["林草"]),
        ("admin", []),
        ("https://paper.example/authors/jane", []),
    ],
)
def test_names_are_freed_of_what_stands_around_them(written, names):
    assert clean_names(written) == names


@pytest.mark.parametrize(
    ("title", "publisher", "bare"),
    [
        ("Grain waits - The Courier", "The Courier", "Grain waits"),
        ("Courier | Grain waits", "Courier", "Grain waits"),
        ("粮食在等待_草原新闻", "草原新闻", "粮食在等待"),
        ("Grain - and nothing else", "", "Grain - and nothing else"),
    ],
)
def test_a_title_loses_the_sites_name_only(title, publisher, bare):
    assert without_site(title, publisher, "") == bare


def test_class_names_are_read_by_their_words():
    assert "promotion" in meanings("article__related-stories")
    assert "comments" in meanings("post-comments")
    assert "comments" not in meanings("comments-count")
    assert "content+" in meanings("articleBody")
    assert not meanings("has-sidebar")


def test_a_shown_day_and_name_are_taken_where_metadata_say_nothing():
    page = html_page(
        "<html><head><title>Frost in May</title></head><body><h1>Frost in May</h1><p>By Jane Doe</p><p>12 May 2019</p>"
        + "<p>The frost came in the night, and in the morning the apricots were black and soft on the branches.</p>"
        * 3
    )
    facts = {fact.field: fact for fact in page.facts}
    assert facts["authors"].value == "Jane Doe"
    assert facts["published"].value == "2019-05-12"
    assert facts["published"].line == 3


def test_a_comments_author_is_not_the_pages():
    page = html_page(
        "<html><body><h1>Frost in May</h1>"
        + "<p>The frost came in the night, and in the morning the apricots were black and soft on the branches.</p>"
        * 3
        + "<div id='comments'><div class='comment'><cite class='author'>Tom Reader</cite><p>Here too, alas, all of them.</p></div></div>"
    )
    assert not [fact for fact in page.facts if fact.field == "authors"]
