from hypothesis import given

from articles.rendering.anchors import assign_anchors
from articles.rendering.body import parse_body
from tests.rendering.strategies import bodies

TEXT = "最初の段落は港の話である。\n\n## 見出し\n\n二番目の段落は列車の話である。\n\n> 引用\n\n三番目の段落は風の話である。\n\n![図](/a.png)"


def anchored(markdown: str, previous=(), used=()):
    blocks = parse_body(markdown)
    return list(zip(blocks, assign_anchors(blocks, previous, used), strict=True))


def test_a_new_text_is_numbered_by_kind():
    assert [anchor for _, anchor in anchored(TEXT)] == ["p1", "h1", "p2", "q1", "p3", "f1"]


def test_a_paragraph_put_in_takes_the_next_unused_number():
    before = anchored(TEXT)
    after = anchored(TEXT.replace("## 見出し", "まったく新しい文をここに入れる。\n\n## 見出し"), before)
    assert [anchor for _, anchor in after] == ["p1", "p4", "h1", "p2", "q1", "p3", "f1"]


def test_an_edited_and_a_moved_paragraph_keep_their_anchors():
    before = anchored(TEXT)
    parts = TEXT.replace("列車の話", "貨物列車の話").split("\n\n")
    after = anchored("\n\n".join([parts[4], *parts[:4], parts[5]]), before)
    assert [anchor for _, anchor in after] == ["p3", "p1", "h1", "p2", "q1", "f1"]


def test_the_number_of_a_removed_paragraph_never_comes_back():
    before = anchored(TEXT)
    shorter = anchored("最初の段落は港の話である。", before)
    longer = anchored(
        "最初の段落は港の話である。\n\nこれはあとから書かれた。", shorter, [anchor for _, anchor in before]
    )
    assert [anchor for _, anchor in longer] == ["p1", "p4"]


@given(bodies, bodies)
def test_anchors_are_unique_and_stay_where_nothing_changed(old, new):
    before = list(zip(old, assign_anchors(old), strict=True))
    assert assign_anchors(old, before) == [anchor for _, anchor in before] or len(
        {b.text for b in old}
    ) < len(old)
    anchors = assign_anchors(new, before)
    assert len(set(anchors)) == len(anchors)
