import pytest

from articles.rendering.language_runs import block_language, language_runs


@pytest.mark.parametrize(
    ("text", "language", "runs"),
    [
        ("協定はMeridian Dispatchが伝えた。", "ja", [("Meridian Dispatch", "en")]),
        ("見出しは「Ворота без моря」だった。", "ja", [("Ворота без моря", "ru")]),
        ("見出しは「Қорғастағы кезек」だった。", "ja", [("Қорғастағы кезек", "kk")]),
        ("NATOとEU、G20、km、C5+1の会合。", "ja", []),
        ("The word 回廊 means corridor; 道を歩く too.", "en", [("回廊", "ja"), ("道を歩く", "ja")]),
        ("报道引用了「カザフスタン」一词。", "zh-Hans", [("カザフスタン", "ja")]),
        ("Газета Le Monde пишет о НАТО.", "ru", [("Le Monde", "fr")]),
        ("Қазақстан туралы: 哈萨克斯坦共和国 мақала.", "kk", [("哈萨克斯坦共和国", "zh-Hans")]),
        ("Nothing foreign here.", "en", []),
    ],
)
def test_each_run_in_another_script_has_its_language(text, language, runs):
    assert [(text[begin:end], found) for begin, end, found in language_runs(text, language)] == runs


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Море отступает по своему кругу.", "ja", "ru"),
        ("協定は Meridian Dispatch と The Steppe Observer が伝えた。", "ja", "ja"),
        ("EU", "ja", "ja"),
        ("", "kk", "kk"),
        ("航道变浅，铁路便更值钱。北岸的沙洲不在我们的时刻表上。" * 3, "ja", "zh-Hans"),
    ],
)
def test_a_block_in_another_language_is_told_by_its_letters_and_words(text, language, expected):
    assert block_language(text, language) == expected
