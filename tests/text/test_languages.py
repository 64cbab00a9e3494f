"""The language of a text, by its script first."""

import pytest

from articles.text.languages import detect_language, lang_of_run


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("カザフスタンの首都はアスタナである。", "ja"),
        ("首都移転の是非を問う", "ja"),
        ("哈萨克斯坦的首都是阿斯塔纳，人们对这个决定还在讨论。", "zh-Hans"),
        ("哈薩克的首都是阿斯塔納，人們對這個決定還在討論。", "zh-Hant"),
        ("Столица страны находится на севере, и там холодно.", "ru"),
        ("Елорда елдің солтүстігінде, қысы өте суық болады.", "kk"),
        ("Столиця країни знаходиться на півночі, її зими холодні.", "uk"),
        ("The capital of the country is in the north and it is cold.", "en"),
        ("Die Hauptstadt liegt im Norden, und der Winter ist dort sehr kalt.", "de"),
        ("La capitale est dans le nord et les hivers y sont très froids.", "fr"),
        ("La capital está en el norte y los inviernos son muy fríos para todos.", "es"),
        ("La capitale è nel nord e gli inverni sono molto freddi per tutti.", "it"),
        ("수도는 북쪽에 있고 겨울은 춥다.", "ko"),
    ],
)
def test_a_text_tells_its_language(text, language):
    assert detect_language(text) == language


def test_a_kazakh_name_does_not_make_a_russian_text_kazakh():
    text = "Министр прибыл в город Өскемен, где его встретили местные чиновники, и потом уехал дальше на восток страны."
    assert detect_language(text) == "ru"


def test_a_quoted_kana_does_not_make_a_chinese_text_japanese():
    text = "日本首相在记者会上说了一句“よろしく”，随后就离开了会场，没有回答记者们提出的其他问题，会议也就这样结束了。"
    assert detect_language(text) == "zh-Hans"


def test_a_declared_language_decides_only_where_the_text_does_not():
    assert detect_language("12345", "kk") == "kk"
    assert detect_language("カザフスタンは広い。", "en") == "ja"
    assert detect_language("12345") == "und"


def test_a_run_in_another_script_is_recognised_and_latin_is_left_open():
    assert lang_of_run("Казахстан и Россия") == "ru"
    assert lang_of_run("ロシア") == "ja"
    assert lang_of_run("Kazakhstan") is None
    assert lang_of_run("2024") is None
