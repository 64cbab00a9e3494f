import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.normalise import fold, fold_with_offsets, plain_key

texts = st.one_of(
    st.text(), st.text(alphabet="aA Ａｱｶﾞﾟか\u3099\u0301ßİé㍿ﬁ\u3000\u00a0\n\u200b\u00adЙй¨゛가ᄀ\u1161\u11a8")
)


@given(texts)
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_every_folded_character_has_its_place_in_the_text(text):
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＮＡＴＯ　と\n ＥＵ", "nato と eu"),
        ("ｶｻﾞﾌｽﾀﾝ", "カザフスタン"),
        ("か\u3099", "が"),
        ("Straße", "strasse"),
        ("㈱", "(株)"),
        ("soft\u00adhyphen", "softhyphen"),
        ("  a \u3000 b ", "a b"),
        ("Й", "й"),
    ],
)
def test_widths_cases_and_compositions_become_one(text, folded):
    assert fold(text) == folded


def test_offsets_point_at_the_characters_they_came_from():
    folded, offsets = fold_with_offsets("Ａ ｶﾞ㍿B")
    assert [(character, "Ａ ｶﾞ㍿B"[offset]) for character, offset in zip(folded, offsets, strict=True)] == [
        ("a", "Ａ"),
        (" ", " "),
        ("ガ", "ｶ"),
        *[(character, "㍿") for character in "株式会社"],
        ("b", "B"),
    ]


def test_titles_compare_without_punctuation_spacing_and_width():
    assert plain_key("「ＥＵと中央アジア」――首脳会談") == plain_key("EUと 中央アジア 首脳会談")
    assert plain_key("！？…") == ""
