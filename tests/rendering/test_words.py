import pytest

from articles.rendering.words import WORDS, date_text


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("2024-10-29", "ja", "2024年10月29日"),
        ("2024-10-29", "en", "29 October 2024"),
        ("2024-10-29", "ru", "29 октября 2024 г."),
        ("2024-10-29", "kk", "2024 жылғы 29 қазан"),
        ("2024-10-29T17:41:00+09:00", "zh-Hans", "2024年10月29日"),
        ("2024-04", "en", "April 2024"),
        ("2024", "ja", "2024年"),
        ("2024-04-09", "de", "9 April 2024"),
        ("someday", "en", None),
    ],
)
def test_dates_are_written_as_exactly_as_they_are_known(value, language, text):
    assert date_text(value, language) == text


def test_every_language_with_months_has_twelve():
    assert {len(words.months) for words in WORDS.values()} <= {0, 12}
