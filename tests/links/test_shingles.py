"""Letters and grams: what is compared, and the way back to where it stood."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from articles.links.shingles import Letters, grams, weigh
from articles.text.normalise import plain_key

TEXT = "Поезд стоит на станции Достык четвёртый день, и никто не открывает двери вагонов с зерном."


def test_width_case_punctuation_and_breaks_make_no_difference():
    assert Letters("ＡＳＴＡＮＡ、２０２４年\n５月。").text == Letters("astana 2024年5月").text


def test_a_span_of_letters_leads_back_to_the_source():
    letters = Letters("「ﾊﾞﾙﾊｼ湖」の　水位は、１．２ｍ下がった。")
    begin = letters.text.index("水位は")
    first, last = letters.span(begin, begin + 3)
    assert letters.source[first:last] == "水位は"
    assert letters.count_before(np.array([first])).tolist() == [begin]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_letters_are_those_of_the_plain_key(text):
    assert [c for c in Letters(text).text if c.isalnum()] == list(plain_key(text))


@given(st.text(alphabet="аяЁ é漢字がﾊﾞ、１2½…ßİ\n\u3000", max_size=60))
def test_every_letter_has_its_place(text):
    letters = Letters(text)
    places = [letters.span(n, n + 1) for n in range(len(letters))]
    assert all(0 <= begin < end <= len(text) for begin, end in places)
    assert places == sorted(places)


def hashed(text: str) -> dict[int, int]:
    found = grams(Letters(text))
    return dict(zip(found.hashes.tolist(), found.places.tolist(), strict=True))


def test_grams_are_the_same_wherever_the_passage_stands():
    alone = set(hashed(TEXT))
    inside = set(hashed(f"Совсем другие слова перед ним. {TEXT} И ещё другие слова после него."))
    assert len(alone) > 4
    assert alone <= inside


def test_grams_are_the_same_in_every_process_and_release():
    """They are stored: another hash or other anchors would ask for a new FINDER."""
    assert hashed("abcdefghijklmnopqrstuvwxyzabcdefghijklmnop") == {-343867772: 17, -2099549884: 23}
    assert hashed("草原の駅で列車は四日も動かない。") == {1889462913: 4, 27700097: 6}


def test_a_chinese_character_weighs_two_letters():
    assert (weigh("steppe"), weigh("カザフ"), weigh("草原")) == (6, 3, 4)
