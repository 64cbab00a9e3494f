"""What of its article a reader's comment quotes: marked lines, words in brackets, whole sentences; and what is coincidence."""

import pytest

from articles.links.comments import MOST, quoted_spans
from articles.links.shingles import Letters

SENTENCES = [
    "機関車は三両の貨車を引いて朝のうちに駅を出た。",
    "乾いた港には四十の列車が軌間の取り替えを待っている。",
    "クレーンは夜も休まず、コンテナを一つずつ移し替える。",
    "税関の職員は冷蔵車を先に通し、肥料は最後に回した。",
    "The wagons with fertiliser wait longest and complain least of all the freight.",
]
ARTICLE = "\n\n".join(SENTENCES)


def quoted(comment: str) -> list[str]:
    return [ARTICLE[begin:end] for begin, end in quoted_spans(comment, Letters(ARTICLE))]


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("> 四十の列車が軌間\n本当ですか", ["四十の列車が軌間"]),
        ("＞＞四十の列車が軌間\n本当ですか", ["四十の列車が軌間"]),
        ("> 四十の列車が\n本当ですか", []),
        ("「港には四十の列車が軌間の取り替えを」とは本当ですか", ["港には四十の列車が軌間の取り替えを"]),
        ("「列車」とは本当ですか", []),
        (f"ご指摘の通りです。{SENTENCES[1]}見てきました。", [SENTENCES[1].rstrip("。")]),
        (f"He says: {SENTENCES[4]} I doubt it.", [SENTENCES[4].rstrip(".")]),
        (
            "> The wagons with fertilizer wait longest and complain least of all the freight.",
            [SENTENCES[4].rstrip(".")],
        ),
        ("The wagons with grain came first and nobody complained.", []),
        ("", []),
    ],
)
def test_a_comment_quotes_what_is_too_much_for_chance(comment, found):
    assert quoted(comment) == found


def test_of_one_comment_no_more_is_told_than_a_page_has_room_for():
    assert len(quoted("\n".join(f"> {sentence}" for sentence in SENTENCES))) == MOST


def test_what_is_quoted_twice_is_told_once():
    assert len(quoted(f"> {SENTENCES[1]}\n> {SENTENCES[1]}\n> 四十の列車が軌間")) == 1
