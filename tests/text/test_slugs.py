import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.slugs import slug_of


@pytest.mark.parametrize(
    ("text", "language", "slug"),
    [
        ("The Road That Needs No Explaining", "en", "the-road-that-needs-no-explaining"),
        ("Größe & Straße – “it's”", "de", "grosse-strasse-its"),
        ("Ворота без моря: Щучинск", "ru", "vorota-bez-morya-shchuchinsk"),
        ("Қорғастағы кезек неге ұзарды?", "kk", "qorghastaghy-kezek-nege-uzardy"),
        ("霍尔果斯口岸", "zh-Hans", "huo-er-guo-si-kou-an"),
        ("乾いた港に列車が並ぶ", "ja", ""),
        ("カザフ・EU", "ja", "kazafu-eu"),
        ("！？…", "ja", ""),
    ],
)
def test_a_slug_can_be_read_in_latin_letters(text, language, slug):
    assert slug_of(text, language) == slug


@given(st.text(), st.sampled_from(["ja", "en", "ru", "kk", "zh-Hans"]))
def test_a_slug_is_short_and_plain(text, language):
    slug = slug_of(text, language)
    assert len(slug) <= 60
    assert (
        all(part and part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-"))
        or not slug
    )


def test_a_long_slug_ends_with_a_whole_word():
    assert slug_of("word " * 30, "en") == "-".join(["word"] * 12)
