"""Days and months in running text."""

from datetime import date

import pytest

from articles.links.days import find_days

SPRING = (date(2024, 4, 10), date(2024, 4, 12))


def spans(text: str, near=SPRING) -> list[tuple[str, str]]:
    return [(d.first.isoformat(), d.last.isoformat()) for d in find_days(text, near)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年11月27日から28日にかけて",
        "2024年11月27日至28日",
        "２０２４年１１月２７〜２８日",
        "on 27-28 November 2024",
        "from November 27 to 28, 2024",
        "27–28 ноября 2024 года",
        "С 27 по 28 ноября 2024 года",
        "2024 жылғы 27-28 қараша",
    ],
)
def test_days_running_are_read_in_every_language(text):
    assert spans(text) == [("2024-11-27", "2024-11-28")]


@pytest.mark.parametrize(
    "text",
    ["2022年1月、", "in January 2022", "в январе 2022 года", "2022 жылдың қаңтарында", "in January 2022,"],
)
def test_a_month_of_a_year_is_all_its_days(text):
    (days,) = find_days(text, None)
    assert (days.first, days.last, days.is_month) == (date(2022, 1, 1), date(2022, 1, 31), True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4月9日", "2024-04-09"),
        ("27 ноября", "2023-11-27"),
        ("on March 3", "2024-03-03"),
        ("11.12.2021", "2021-12-11"),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text, day):
    assert spans(text) == [(day, day)]


@pytest.mark.parametrize(
    ("text", "month"),
    [("昨年11月には", "2023-11"), ("今年1月の", "2024-01"), ("in March last year", "2023-03")],
)
def test_this_year_and_last_year_are_counted_from_the_writing(text, month):
    assert spans(text)[0][0] == f"{month}-01"


@pytest.mark.parametrize(
    "text", ["may 5 people", "9月", "1.5 million", "第3回", "2月30日", "Marches of 2024", "12月"]
)
def test_what_names_no_certain_day_is_left_out(text):
    assert spans(text) == []


def test_without_knowing_when_it_was_written_a_day_has_no_year():
    assert spans("11月27日", None) == []
    assert spans("11月27日", (date(2023, 1, 1), date(2024, 12, 31))) == []
