import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.differences import differences

texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(["港", "の", "the ", "road", "\n", "。", " ", "Ворота "]), max_size=30).map(
        "".join
    ),
)


@given(texts, texts)
def test_the_parts_put_together_are_both_texts(old, new):
    parts = differences(old, new)
    assert "".join(part[1] for part in parts) == old
    assert "".join(part[2] for part in parts) == new
    for op, before, after in parts:
        assert (op == "equal") == (before == after)
        assert bool(before) == (op != "insert")
        assert bool(after) == (op != "delete")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("列車が五本並ぶ。", "列車が六本並ぶ。", [("replace", "五", "六")]),
        ("The road needs no explaining.", "The road needs less explaining.", [("replace", "no", "less")]),
        ("один два три четыре", "один три четыре", [("delete", "два ", "")]),
        (
            "a quite different beginning here",
            "one other start here",
            [("replace", "a quite different beginning", "one other start")],
        ),
        ("同じ", "同じ", []),
        ("", "新しい", [("insert", "", "新しい")]),
    ],
)
def test_changes_are_told_by_word_or_by_character(old, new, changes):
    assert [part for part in differences(old, new) if part[0] != "equal"] == changes


def test_very_long_texts_are_compared_by_sentences():
    old = "".join(f"第{number}の文である。" for number in range(4_000))
    new = old.replace("第777の文", "第777の句")
    assert [part for part in differences(old, new) if part[0] != "equal"] == [("replace", "文", "句")]
