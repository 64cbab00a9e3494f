"""What a typed text is read as."""

from datetime import date

import pytest

from articles.search.query import Filter, parse_day, parse_query


def texts(terms) -> list[str]:
    return [term.text for term in terms]


@pytest.mark.parametrize(
    ("typed", "wanted", "excluded"),
    [
        ("中国 ロシア", ["中国", "ロシア"], []),
        ("中国　ロシア", ["中国", "ロシア"], []),
        ("中国 -ロシア", ["中国"], ["ロシア"]),
        ("中国 －ロシア", ["中国"], ["ロシア"]),
        ("Касым-Жомарт", ["Касым-Жомарт"], []),
        ("「一帯 一路」中国", ["一帯 一路", "中国"], []),
        ('中国 -"一帯 一路"', ["中国"], ["一帯 一路"]),
        ('"never closed', ["never", "closed"], []),
        ("「never closed lang:ja", ["never", "closed"], []),
        ("石油、ガス", ["石油", "ガス"], []),
        ("школа № 2", ["школа", "№2"], []),
        ("Power station No. 2, no 3", ["Power", "station", "№2,", "no", "3"], []),
        ("http://a.example/b", ["http:", "a.example", "b"], []),
        ("- -- * ''", [], []),
        ("中国 ーロシア ‐米国 —日本", ["中国"], ["ロシア", "米国", "日本"]),
        ("5 000 тонн 1,200 2024 300", ["5000", "тонн", "1200", "2024", "300"], []),
        ("2035г. 2036 гг. 5 г", ["2035", "2036", "5", "г"], []),
        ("ジュマベコフ氏 高橋さん 彼氏", ["ジュマベコフ", "高橋", "彼氏"], []),
        ("「高橋さん」", ["高橋さん"], []),
        ("-38 градусов -40", ["-38", "градусов"], ["40"]),
        ("Tokayev's miners’ it’s", ["Tokayev", "miners’", "it"], []),
    ],
)
def test_words_phrases_and_exclusions(typed, wanted, excluded):
    query = parse_query(typed)
    assert (texts(query.terms), texts(query.excluded)) == (wanted, excluded)


def test_operators_are_read_in_any_width_and_case():
    query = parse_query('TAG：トカエフ -lang:en source:"The Times" after:2024-05 before:2025')
    assert query.filters == (
        Filter("tag", "トカエフ"),
        Filter("lang", "en", is_excluded=True),
        Filter("source", "The Times"),
    )
    assert (query.after, query.before) == (date(2024, 5, 1), date(2025, 1, 1))


def test_operators_are_read_with_spaces_round_the_colon():
    query = parse_query("tag : x lang: ru after :2024 before： 2025-02")
    assert query.filters == (Filter("tag", "x"), Filter("lang", "ru"))
    assert (query.after, query.before) == (date(2024, 1, 1), date(2025, 2, 1))
    assert texts(parse_query("the day after: floods").terms) == ["the", "day", "after:", "floods"]


@pytest.mark.parametrize("typed", ["", "-中国", "-tag:x", "!!", "after:soon"])
def test_what_asks_for_nothing_is_not_answerable(typed):
    assert not parse_query(typed).is_answerable


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-5", date(2024, 5, 1)),
        ("2024/05/09", date(2024, 5, 9)),
        ("2024年5月9日", date(2024, 5, 9)),
        ("2024年", date(2024, 1, 1)),
        ("2024-02-30", None),
        ("0000", None),
        ("soon", None),
    ],
)
def test_days(text, day):
    assert parse_day(text) == day


def forms(typed: str) -> set[tuple[tuple[str, ...], bool]]:
    (term,) = parse_query(typed).terms
    return {(phrase.tokens, phrase.is_prefix) for form in term.forms for phrase in form.phrases}


def test_one_character_is_the_beginning_of_a_pair():
    assert forms("露") == {(("露",), True)}


def test_a_long_vowel_at_the_end_may_be_there_or_not():
    assert (("コン", "ンピ", "ピュ", "ュー", "ータ"), False) in forms("コンピューター")
    assert forms("ビール") == {(("ビー", "ール"), False)}


def test_a_word_of_other_letters_is_a_prefix_from_four_on():
    assert (("казахстан",), True) in forms("Казахстан")
    assert all(not is_prefix for _, is_prefix in forms("газ"))


def test_english_words_are_no_prefixes():
    assert forms("railways") == {(("railway",), False)}


def test_a_quoted_word_is_no_prefix():
    assert (("казахстан",), False) in forms('"Казахстан"')
    assert all(not is_prefix for _, is_prefix in forms('"Казахстан"'))


def test_a_quoted_word_is_searched_as_it_is_written():
    for typed in ('"30"', "「引上げ」", '"450млн"', "「コンピューター」"):
        assert len(forms(typed)) == 1


def test_kana_between_the_characters_of_a_compound_may_be_there_or_not():
    assert forms("引上げ") == {(("引上", "上げ"), False), (("引き", "き上", "上げ"), False)}
    assert forms("引き上げ") == {(("引上", "上げ"), False), (("引き", "き上", "上げ"), False)}
    assert forms("取締役") == {(("取締", "締役"), False), (("取り", "り締", "締役"), False)}
    assert (("切り", "り紙"), False) in forms("切紙")
    assert (("受け", "け持", "持ち"), False) in forms("受持ち")
    assert forms("組合") == {(("組合",), False)}


def test_a_number_word_may_be_short():
    assert (("миллион",), True) in forms("млн")
    assert (("млн",), False) in forms("миллиона")
    assert {(("450", "млн"), False), (("450", "миллион"), True)} <= forms("４５０млн")
