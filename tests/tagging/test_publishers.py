"""Papers, agencies and sites, by what a page calls them."""

import pytest

from articles.tagging.publishers import PublisherFinder


@pytest.fixture(scope="module")
def find():
    return PublisherFinder.from_gazetteer().find


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("産経", "sankei"),
        ("テレ朝news", "tv-asahi"),
        ("ロイター", "reuters"),
        ("(ﾛｲﾀｰ)", "reuters"),
        ("新潮社フォーサイト", "foresight"),
        ("ニューズウィーク日本版", "newsweek-japan"),
        ("英紙フィナンシャル・タイムズ", "financial-times"),
        ("Telegraph紙", "telegraph"),
        ("https://www.nikkei.com/article/1", "nikkei"),
        ("rus.azattyq.org", "azattyq"),
        ("Source: Reuters, London", "reuters"),
        ("РИА Новости", "ria-novosti"),
        ("新华社", "xinhua"),
        ("FT", "financial-times"),
        ("本紙記者", None),
        ("Власть переменилась", None),
        ("エコノミストの予測", None),
        ("https://example.org/reuters", "reuters"),
        ("//[of no address", None),
        ("See nikkei.com.", "nikkei"),
        ("", None),
    ],
)
def test_publisher(find, text, publisher):
    assert find(text) == publisher
