"""Names of writers as by-lines give them."""

import pytest

from articles.ingest.bylines import find_names, is_signature, says_by, tells_editor
from articles.ingest.datelines import names_at_end


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("By Jane Doe", "en", ["Jane Doe"]),
        ("by Jane Doe and John Q. Public, Staff Writer", "en", ["Jane Doe", "John Q. Public"]),
        ("Written by: Jane Doe | November 2, 2018", "en", ["Jane Doe"]),
        ("January 17, 2017 at 6:08 PM ET by Jane Doe", "en", ["Jane Doe"]),
        ("By Jane Doe in Oskemen", "en", ["Jane Doe"]),
        ("Von Erika Mustermann Veröffentlicht am 11. Juni 2019", "de", ["Erika Mustermann"]),
        ("Par Jeanne Dupont(Bruxelles, bureau européen)", "fr", ["Jeanne Dupont"]),
        ("Por Juan Pérez", "es", ["Juan Pérez"]),
        ("Автор: Иван Петров", "ru", ["Иван Петров"]),
        ("Опубликовано пользователем Иван Петров в Пн, 12/05/2014 - 10:22", "ru", ["Иван Петров"]),
        ("Отправлено Анна Ким в Вторник, 3 июня 2014", "ru", ["Анна Ким"]),
        ("Опубликовано 3 июня 2014 автором Анна Ким", "ru", ["Анна Ким"]),
        ("Опубликовано Пн, 12/05/2014 - 10:22", "ru", []),
        ("Submitted by Jane Doe on Tue, 03/11/2014 - 09:15", "en", ["Jane Doe"]),
        ("Submitted by Li Sun on Sun, 03/09/2014 - 09:15", "en", ["Li Sun"]),
        ("By Li Sun, 9 March 2014", "en", ["Li Sun"]),
        ("By Jane Doe, Marat Fridman 9 March 2014", "en", ["Jane Doe", "Marat Fridman"]),
        ("Gespeichert von Erika Mustermann am Mo, 12.05.2014 - 10:22", "de", ["Erika Mustermann"]),
        ("Soumis par Jeanne Dupont le lun, 12/05/2014 - 10:22", "fr", ["Jeanne Dupont"]),
        ("Enviado por Juan Pérez el Lun, 12/05/2014 - 10:22", "es", ["Juan Pérez"]),
        ("作者：李小明 来源：某报", "zh-Hans", ["李小明"]),
        ("本报记者 王小燕 方大同", "zh-Hans", ["王小燕", "方大同"]),
        ("山田太郎記者", "ja", ["山田太郎"]),
        ("文／山田太郎", "ja", ["山田太郎"]),
        ("取材・文:山田太郎、鈴木花子", "ja", ["山田太郎", "鈴木花子"]),
    ],
)  # fmt: skip
def test_a_by_line_gives_its_names_without_titles(text, language, names):
    assert find_names(text, language) == names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("デービッド・スミス", "ja", ["デービッド・スミス"]),
        ("Jane Doe", "en", ["Jane Doe"]),
        ("Айгерим Сатпаева, Кызылорда", "ru", ["Айгерим Сатпаева"]),
        ("World News", "en", []),
        ("Read More", "en", []),
        ("更新", "ja", []),
        ("草原通信", "ja", []),
    ],
)
def test_a_bare_name_is_told_from_a_label_or_an_agency(text, language, names):
    assert find_names(text, language, bare=True) == names


def test_a_bare_name_is_nobody_where_no_place_vouches_for_it():
    assert find_names("Jane Doe", "en") == []
    assert not says_by("Jane Doe")


def test_a_name_in_brackets_signs_an_article():
    assert is_signature("[山田太郎，某通信]", "ja")
    assert is_signature("《山》", "ja") is False
    assert not is_signature("[関連記事]", "ja")


def test_an_editor_is_told_from_a_writer():
    assert tells_editor("（责任编辑：李小明）")
    assert not tells_editor("本报记者 李小明")


def test_names_behind_the_last_sentence_are_found():
    assert names_at_end("会议明天继续举行。（记者 王小燕 李大同）") == ["王小燕", "李大同"]
    assert names_at_end("会议明天继续举行。（完）") == []
