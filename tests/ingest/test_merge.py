"""Importing again: what both sides may rely on when a page's new state meets the editors' work."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.conflicts import lay_out, settle
from articles.ingest.decide import PageState, decide
from articles.ingest.merge import merge_fields, merge_paragraphs

PARAGRAPHS = st.lists(st.sampled_from(["α", "β", "γ", "δ", "ε", "ζ", "η", "θ"]), max_size=8)
MATERIAL = [
    *("", "α", "The train left at nine in the morning.", "The train left at ten in the morning."),
    *(
        "乾いた港に列車が並ぶ。",
        "乾いた港に列車は並ばない。",
        "阿克套港的货轮在等待。",
        "Поезд стоит на границе.",
        "Пойыз шекарада тұр.",
    ),
    *(
        "## A heading",
        '> A quotation that runs on.\n> {title="Road"}',
        '![Cranes](https://example.org/a.jpg "Cranes")',
    ),
    *("A claim.[^1]", "[^1]: Where it stands.", "- one\n- two"),
]


def test_clean_changes_of_both_sides_come_together():
    base = ["lead", "rails", "oil", "end"]
    merged = merge_paragraphs(
        base, ["lead, corrected", "rails", "oil", "end"], ["lead", "rails", "oil", "end", "update"]
    )
    assert merged.paragraphs == ("lead, corrected", "rails", "oil", "end", "update")
    assert not merged.conflicts


def test_the_same_paragraph_changed_twice_is_a_conflict_that_keeps_the_editor():
    merged = merge_paragraphs(["a", "b", "c"], ["a", "b by the editor", "c"], ["a", "b by the page", "c"])
    assert merged.paragraphs == ("a", "b by the editor", "c")
    (conflict,) = merged.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == (
        ("b",),
        ("b by the editor",),
        ("b by the page",),
    )


def test_neighbouring_paragraphs_changed_by_two_sides_are_no_conflict():
    base = ["The train left at nine in the morning.", "The customs office opened at ten."]
    ours = ["The train left at nine in the evening.", "The customs office opened at ten."]
    theirs = ["The train left at nine in the morning.", "The customs office opened at eleven."]
    merged = merge_paragraphs(base, ours, theirs)
    assert merged.paragraphs == (ours[0], theirs[1])
    assert not merged.conflicts


def test_an_attribute_that_only_the_page_changed_is_taken():
    merged, conflicts = merge_fields({"section": "x"}, {"section": "x"}, {"section": "y"})
    assert (merged, conflicts) == ({"section": "y"}, ())


def test_an_attribute_changed_by_both_waits_for_an_editor():
    merged, conflicts = merge_fields({"section": "x"}, {"section": "mine"}, {"section": "theirs"})
    assert merged == {"section": "mine"}
    assert [c.field for c in conflicts] == ["section"]


@dataclass(frozen=True)
class Edits:
    """A body, what editors and the page made of it, and the words that each of them wrote: no word twice."""

    base: list[str]
    ours: list[str]
    theirs: list[str]
    words_of_ours: list[str]
    words_of_theirs: list[str]


@st.composite
def edits(draw, *, moves: bool = True) -> Edits:
    """Random work on both sides of one body."""
    base = draw(st.lists(st.sampled_from(MATERIAL), max_size=9))
    ours, words_of_ours = draw(changed(base, "e", moves=moves))
    theirs, words_of_theirs = draw(changed(base, "p", moves=moves))
    return Edits(base, ours, theirs, words_of_ours, words_of_theirs)


@st.composite
def changed(draw, base: list[str], who: str, *, moves: bool) -> tuple[list[str], list[str]]:
    acts = ["write", "replace", "add", "add"] + (["move", "split", "join", "cut", "repeat"] if moves else [])
    body, words = list(base), []
    for number in range(draw(st.integers(0, 6))):
        act = draw(st.sampled_from(acts)) if body else "add"
        place = draw(st.integers(0, len(body) - (act != "add")))
        word = f"⟦{who}{number}⟧"
        if act == "write":
            at = draw(st.integers(0, len(body[place])))
            if not any(sign in body[place] for sign in "⟦⟧"):  # not into a word
                body[place] = body[place][:at] + word + body[place][at:]
                words.append(word)
        elif act == "add":
            body.insert(place, draw(st.sampled_from(["", "> ", "新しい段落。", "A new paragraph: "])) + word)
            words.append(word)
        elif act == "replace" and "⟦" not in body[place]:
            body[place] = word + draw(st.sampled_from(MATERIAL))
            words.append(word)
        elif act == "move":
            body.insert(draw(st.integers(0, len(body) - 1)), body.pop(place))
        elif act == "split" and "⟦" not in body[place]:
            at = draw(st.integers(0, len(body[place])))
            body[place : place + 1] = [body[place][:at], body[place][at:]]
        elif act == "join" and place + 1 < len(body):
            body[place : place + 2] = [body[place] + body[place + 1]]
        elif act == "cut" and "⟦" not in body[place]:
            del body[place]
        elif act == "repeat" and "⟦" not in body[place]:
            body.insert(place, body[place])
    return body, words


@given(edits())
def test_no_word_of_an_editor_is_lost_or_said_twice(both):
    text = "\n".join(merge_paragraphs(both.base, both.ours, both.theirs).paragraphs)
    assert {word: text.count(word) for word in both.words_of_ours} == dict.fromkeys(both.words_of_ours, 1)


@given(edits())
def test_no_new_word_of_the_page_is_dropped(both):
    merged = merge_paragraphs(both.base, both.ours, both.theirs)
    text = "\n".join([*merged.paragraphs, *(p for conflict in merged.conflicts for p in conflict.theirs)])
    assert {word: text.count(word) for word in both.words_of_theirs} == dict.fromkeys(both.words_of_theirs, 1)


@given(edits())
def test_every_paragraph_that_editors_made_stays_as_often_as_they_made_it(both):
    merged = Counter(merge_paragraphs(both.base, both.ours, both.theirs).paragraphs)
    assert Counter(both.ours) - Counter(both.base) <= merged


@given(edits())
def test_a_paragraph_stands_no_more_often_than_on_one_of_the_sides(both):
    merged = Counter(merge_paragraphs(both.base, both.ours, both.theirs).paragraphs)
    assert merged <= Counter(both.ours) | Counter(both.theirs)


@given(edits())
def test_a_merge_repeated_changes_nothing(both):
    merged = merge_paragraphs(both.base, both.ours, both.theirs)
    again = merge_paragraphs(both.theirs, merged.paragraphs, both.theirs)
    assert (again.paragraphs, again.conflicts) == (merged.paragraphs, ())
    state = PageState({}, tuple(both.theirs))
    assert decide(state, PageState({}, merged.paragraphs), state).action == "skip"


@given(edits())
def test_conflicts_are_the_same_seen_from_either_side(both):
    seen = merge_paragraphs(both.base, both.ours, both.theirs).conflicts
    mirrored = merge_paragraphs(both.base, both.theirs, both.ours).conflicts
    assert [(c.base, c.ours, c.theirs) for c in seen] == [(c.base, c.theirs, c.ours) for c in mirrored]
    assert all(c.ours != c.theirs and c.base not in (c.ours, c.theirs) for c in seen)


@given(edits(moves=False), st.data())
def test_what_an_editor_cut_does_not_come_back_unasked(both, data):
    kept = [p for p in both.base if both.base.count(p) == 1 and p in both.theirs and p]
    cut = data.draw(st.sampled_from(kept)) if kept else None
    ours = [p for p in both.base if p != cut]
    merged = merge_paragraphs(both.base, ours, both.theirs)
    assert cut is None or cut not in merged.paragraphs or merged.conflicts


@given(edits())
def test_no_choice_about_a_conflict_loses_what_either_side_wrote(both):
    states = [PageState({}, tuple(body)) for body in (both.base, both.ours, both.theirs)]
    places = lay_out(*states)
    text = "\n".join(settle(*states, {place.name: "both" for place in places}).body)
    for word in both.words_of_ours + both.words_of_theirs:
        assert word in text
    kept = settle(*states, {}).body
    assert kept == merge_paragraphs(both.base, both.ours, both.theirs).paragraphs


def test_a_paragraph_that_both_sides_moved_stands_once_where_the_editors_put_it():
    merged = merge_paragraphs(["a", "b", "c"], ["b", "a", "c"], ["b", "c", "a"])
    assert merged.paragraphs == ("b", "a", "c")


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_side_that_did_not_change_gives_way(base, other):
    assert merge_paragraphs(base, base, other).paragraphs == tuple(other)
    assert merge_paragraphs(base, other, base).paragraphs == tuple(other)


def test_a_page_never_edited_simply_takes_its_new_state():
    base = PageState({"headline": "h"}, ("a", "b"))
    theirs = PageState({"headline": "h"}, ("a", "c", "d"))
    intent = decide(base, base, theirs)
    assert (intent.action, intent.state) == ("update", theirs)


def test_a_change_outside_the_article_is_skipped():
    state = PageState({"headline": "h"}, ("a",))
    edited = PageState({"headline": "mine"}, ("a",))
    assert decide(state, edited, state).action == "skip"


def test_a_conflict_changes_nothing_by_itself():
    base = PageState({"headline": "h"}, ("a",))
    intent = decide(base, PageState({"headline": "h"}, ("mine",)), PageState({"headline": "h"}, ("theirs",)))
    assert (intent.action, intent.state) == ("conflict", None)
    assert len(intent.conflicts) == 1
