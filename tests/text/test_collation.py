"""Names in the order of the reader's language."""

from random import Random

import pytest

from articles.text.collation import sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["Akmola", "Éire", "Oman", "oral", "Zhambyl"]),
        ("ru", ["Елец", "Ёлка", "Ереван", "Иртыш", "Йошкар-Ола", "Яик"]),
        (
            "kk",
            [
                "Ақтау",
                "Әулиеата",
                "Барыс",
                "Гүлшат",
                "Ғарыш",
                "Кентау",
                "Қазақ",
                "Орал",
                "Өскемен",
                "Ұлытау",
                "Үржар",
                "Ыстықкөл",
                "Ілe",
            ],
        ),
        ("zh-Hans", ["阿拉木图", "北京", "俄罗斯", "哈萨克斯坦", "中国"]),
        ("ja", ["アスタナ", "カーシャ", "カザフスタン", "ガス", "キルギス", "パリ", "ハルビン", "EU", "露"]),
    ],
)
def test_each_language_has_its_order(language, ordered):
    shuffled = Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == ordered


def test_a_japanese_name_in_kanji_stands_where_its_reading_does():
    names = {"中国": "ちゅうごく", "東京": "とうきょう", "トルコ": "", "タシケント": ""}
    ordered = sorted(names, key=lambda name: sort_key(name, "ja", names[name]))
    assert ordered == ["タシケント", "中国", "東京", "トルコ"]
