import pytest

from articles.text.reading_time import reading_minutes


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("港" * 2_000, "ja", 4),
        ("港" * 2_100, "zh-Hans", 7),
        ("word " * 880, "en", 4),
        ("слово " * 220 + "港" * 500, "ru", 2),
        ("港", "ja", 1),
        ("", "ja", 0),
    ],
)
def test_each_script_is_read_at_its_own_pace(text, language, minutes):
    assert reading_minutes(text, language) == minutes
