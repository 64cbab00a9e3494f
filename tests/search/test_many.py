"""A large archive is searched by shorter ways, which must not be seen: more hits than are counted, keys parted by years."""

from datetime import date

import pytest

from articles.listing.keep import relist_all
from articles.search import match
from articles.search.find import find
from articles.search.index import index_articles
from tests.search.archive import add, add_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def railways() -> None:
    """Thirty articles of ten years on railways: of each year one in the headline, one in the text, one undated."""
    articles = []
    for year in range(2015, 2025):
        articles.append(add_article(f"鉄道 {year}", "駅の話", day=f"{year}-01-01"))
        articles.append(add_article(f"本文 {year}", "鉄道と石油の話", day=f"{year}-12-31"))
        undated = add_article(f"日付なし {year}", "鉄道と港の話", day=f"{year}-06-01")
        bound = "estimate_not_before" if year % 2 else "estimate_not_after"
        undated.published_on = None
        setattr(undated, bound, date(year, 6, 1))
        undated.save()
        articles.append(undated)
    index_articles(articles)
    assert list(relist_all())


def walk(query: str, size: int) -> list[str]:
    """The headlines of all pages."""
    seen, cursor = [], None
    for _ in range(60):
        page = find(query, size=size, cursor=cursor)
        seen += [hit.article.headline for hit in page.hits]
        cursor = page.next_cursor
        if cursor is None:
            return seen
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("bound", [4, 12, 25])
@pytest.mark.parametrize("size", [1, 7, 20])
@pytest.mark.parametrize("query", ["鉄道", "鉄道 話", "lang:ja", "石油"])
def test_pages_are_the_same_where_not_all_hits_are_counted(query, size, bound, railways, monkeypatch):
    whole = walk(query, size)
    monkeypatch.setattr("articles.search.find.COUNT_BOUND", bound)
    assert walk(query, size) == whole
    assert len(whole) == len(set(whole)) >= 10


@pytest.mark.parametrize("sizes", [(1, 4), (5, 9), (3, 1)])
@pytest.mark.parametrize(
    "query",
    ["鉄道", "鉄道 石油", "鉄道 -石油", "after:2017 before:2022", "after:2024-06", "lang:ja", "飛行機"],
)
def test_parted_by_years_a_search_finds_the_same(query, sizes, railways, monkeypatch):
    monkeypatch.setattr("articles.search.find.COUNT_BOUND", 12)
    seen = []
    for parts in ((), sizes):
        monkeypatch.setattr(match, "SIZES", parts)
        results = find(query)
        facets = {kind: [(f.operator, f.count) for f in of_kind] for kind, of_kind in results.facets.items()}
        seen.append((walk(query, 4), results.total, results.total_is_bound, facets))
    assert seen[0] == seen[1]


def test_a_headline_of_next_year_is_found_where_years_part_the_archive(railways, monkeypatch):
    """No month of a list tells of it yet."""
    monkeypatch.setattr(match, "SIZES", (1, 4))
    add("鉄道 2031", day="2031-03-01")
    assert walk("鉄道", 4)[0] == "鉄道 2031"


@pytest.mark.parametrize(
    "cursor", ["0.-99999999999999999999", "2.-1", "2.0", "0.99999999999999999999", "1.x"]
)
def test_a_cursor_before_all_time_or_after_it_is_no_error(cursor, railways, monkeypatch):
    monkeypatch.setattr("articles.search.find.COUNT_BOUND", 4)
    monkeypatch.setattr(match, "SIZES", (1, 4))
    assert find("鉄道", cursor=cursor).total == 4


@pytest.mark.parametrize("day", ["1888-05-01", "0002-01-01", "9999-12-31"])
def test_the_dates_of_a_query_and_of_articles_may_lie_anywhere(day, railways, monkeypatch):
    whole = walk("鉄道", 7)
    add("鉄道の昔と今", day=day)
    monkeypatch.setattr("articles.search.find.COUNT_BOUND", 4)
    monkeypatch.setattr(match, "SIZES", (1, 4))
    assert sorted(walk("鉄道", 7)) == sorted([*whole, "鉄道の昔と今"])
    assert find(f"鉄道 after:{day}").total + find(f"鉄道 before:{day}").total >= 1
