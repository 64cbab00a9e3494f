from hypothesis import given
from hypothesis import strategies as st

from articles.text.paragraphs import match_paragraphs

words = st.sampled_from(["港", "列車が並ぶ。", "the road", "ворота", "", "a", "草原の風"])
texts = st.lists(st.lists(words, max_size=6).map("".join), max_size=9)


@given(texts, texts)
def test_every_old_paragraph_is_continued_at_most_once(old, new):
    matches = match_paragraphs(old, new)
    found = [match for match in matches if match is not None]
    assert len(matches) == len(new)
    assert len(set(found)) == len(found)
    assert all(0 <= match < len(old) for match in found)


@given(st.lists(st.text(min_size=1), unique=True))
def test_a_text_that_did_not_change_continues_itself(paragraphs):
    matches = match_paragraphs(paragraphs, paragraphs)
    assert sorted(matches) == list(range(len(paragraphs)))


OLD = [
    "ホルゴスに港がある、と言うと聞き返される。",
    "構内には中国側から来た四本の列車が止まっていた。",
    "司令室で順番表をつくるのはアイグリさんである。",
    "夕方、最後の列車が動き出すと、構内は静かになる。",
]


def test_an_edited_paragraph_is_found_again():
    new = [OLD[0], "構内には中国側から着いた五本の列車が止まっていた。", *OLD[2:]]
    assert match_paragraphs(OLD, new) == [0, 1, 2, 3]


def test_a_moved_paragraph_is_found_again():
    assert match_paragraphs(OLD, [OLD[3], OLD[0], OLD[1], OLD[2]]) == [3, 0, 1, 2]


def test_a_moved_and_edited_paragraph_is_found_again():
    new = ["夕方に最後の列車が動き出すと、構内は急に静かになる。", *OLD[:3]]
    assert match_paragraphs(OLD, new) == [3, 0, 1, 2]


def test_what_is_new_continues_nothing():
    assert match_paragraphs(OLD, [OLD[0], "まるで関係のない一文。", *OLD[1:]]) == [0, None, 1, 2, 3]


def test_unlike_paragraphs_of_an_alphabet_are_not_taken_for_one():
    old = [
        "The order of lifting is not settled by arrival.",
        "Half of the trains still go north in the evening.",
    ]
    new = [
        "A station master writes the list with a pencil.",
        "Water has gone back from the piers since spring.",
    ]
    assert match_paragraphs(old, new) == [None, None]


def test_a_mended_slip_in_a_short_heading_makes_no_new_one():
    assert match_paragraphs(["Introducton", "x y z"], ["x y z", "Introduction"]) == [1, 0]


def test_a_paragraph_taken_out_is_continued_by_none():
    assert match_paragraphs(OLD, [OLD[0], OLD[3]]) == [0, 3]


def test_of_two_parts_of_a_split_paragraph_the_greater_continues_it():
    first, second = "構内には中国側から", "来た四本の列車が止まっていた、と駅員は言った。"
    assert match_paragraphs(["冒頭。", first + second, "結び。"], ["冒頭。", first, second, "結び。"]) == [
        0,
        None,
        1,
        2,
    ]


def test_width_and_spacing_make_no_new_paragraph():
    assert match_paragraphs(["ＥＵとの 協定"], ["EUとの　協定"]) == [0]


def test_long_texts_are_matched_too():
    old = [
        f"第{number}の段落は{number * 7919 % 1000}番の列車と{number * 104729 % 997}番の駅について述べる。"
        for number in range(400)
    ]
    new = [text.replace("について述べる", "のことを語る") for text in reversed(old)]
    matches = match_paragraphs(old, new)
    assert sum(match == 399 - index for index, match in enumerate(matches)) > 380
