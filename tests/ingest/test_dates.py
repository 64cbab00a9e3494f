"""Days as pages of many languages write them."""

import pytest

from articles.ingest.dates import find_dates, find_relative


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("2024年4月9日(火)17時41分", "ja", "2024-04-09T17:41:00+09:00"),
        ("２０２４年４月９日", "ja", "2024-04-09"),
        ("令和6年4月9日 午後5時41分", "ja", "2024-04-09T17:41:00+09:00"),
        ("令和元年5月1日", "ja", "2019-05-01"),
        ("平成31年4月30日", "ja", "2019-04-30"),
        ("昭和39年10月10日", "ja", "1964-10-10"),
        ("2024.04.09 Tue", "ja", "2024-04-09"),
        ("2022年 9月 15日", "ja", "2022-09-15"),
        ("2024年4月9日 17:41", "zh-Hans", "2024-04-09T17:41:00"),
        ("二〇二四年四月九日", "zh-Hans", "2024-04-09"),
        ("9 апреля 2024 г., 17:41", "ru", "2024-04-09T17:41:00"),
        ("09.04.2024", "ru", "2024-04-09"),
        ("2024 жылғы 9 сәуір", "kk", "2024-04-09"),
        ("14 қараша 2024 жыл, 08:30", "kk", "2024-11-14T08:30:00"),
        ("9. April 2024 um 17:41 Uhr", "de", "2024-04-09T17:41:00"),
        ("le 9 avril 2024 à 17h41", "fr", "2024-04-09T17:41:00"),
        ("9 de abril de 2024", "es", "2024-04-09"),
        ("9 aprile 2024", "it", "2024-04-09"),
        ("9 de abril de 2024", "pt", "2024-04-09"),
        ("9 april 2024", "nl", "2024-04-09"),
        ("April 9, 2024 at 5:41 pm EDT", "en", "2024-04-09T17:41:00-04:00"),
        ("Tue., Apr. 9, 2024", "en", "2024-04-09"),
        ("8:31 PM, Feb 17, 2018", "en", "2018-02-17T20:31:00"),
        ("04/09/2024", "en", "2024-04-09"),
        ("25/12/2024", "en", "2024-12-25"),
        ("09/04/2024", "fr", "2024-04-09"),
        ("2024-04-09T17:41:00Z", "en", "2024-04-09T17:41:00+00:00"),
        ("2024-04-09 17:41", "zh-Hans", "2024-04-09T17:41:00"),
    ],
)
def test_a_day_is_read_as_exactly_as_it_is_written(text, language, iso):
    assert find_dates(text, language)[0].iso == iso


def test_a_day_without_a_year_is_no_date():
    found = find_dates("4月9日 Newsweek", "ja")[0]
    assert (found.iso, found.precision, found.month, found.day) == (None, "day-without-year", 4, 9)


def test_an_update_is_told_from_a_publication():
    found = find_dates("2025/12/15 更新: 2025/12/16", "ja")
    assert [(one.iso, one.label) for one in found] == [("2025-12-15", ""), ("2025-12-16", "updated")]
    assert find_dates("Publié le 7 mai 2019 - Mis à jour le 8 mai 2019", "fr")[1].label == "updated"
    assert find_dates("3月9日 18:45配信", "ja")[0].month == 3


@pytest.mark.parametrize(
    "text", ["2024年13月9日", "99/99/9999", "32.12.2024", "2024-02-30", "1.2.3.4", "10:30", "7600"]
)
def test_numbers_that_are_no_day_are_left(text):
    assert [one for one in find_dates(text, "ja") if one.iso] == []


def test_offsets_point_at_the_words():
    text = "Posted on April 9, 2024 by someone"
    found = find_dates(text, "en")[0]
    assert text[found.begin : found.end] == "April 9, 2024"


@pytest.mark.parametrize(
    ("text", "day"),
    [("3時間前", "2024-04-09"), ("2日前", "2024-04-07"), ("2 days ago", "2024-04-07"), ("vor 3 Stunden", "2024-04-09"),
     ("5 дней назад", "2024-04-04"), ("yesterday's news", None)],
)  # fmt: skip
def test_a_relative_day_is_counted_from_the_capture(text, day):
    assert find_relative(text, "2024-04-09") == day
