"""Importing again: what both sides may rely on when a page's new state meets the editors' work."""

from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.decide import PageState, decide
from articles.ingest.merge import merge_fields, merge_paragraphs

PARAGRAPHS = st.lists(st.sampled_from(["α", "β", "γ", "δ", "ε", "ζ", "η", "θ"]), max_size=8)


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


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_word_of_an_editor_is_lost(base, ours, theirs):
    merged = merge_paragraphs(base, ours, theirs)
    assert set(ours) - set(base) <= set(merged.paragraphs)


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_new_paragraph_of_the_page_is_dropped(base, ours, theirs):
    merged = merge_paragraphs(base, ours, theirs)
    waiting = {p for conflict in merged.conflicts for p in conflict.theirs}
    assert set(theirs) - set(base) <= set(merged.paragraphs) | waiting


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_a_merge_repeated_changes_nothing(base, ours, theirs):
    merged = merge_paragraphs(base, ours, theirs)
    again = merge_paragraphs(theirs, merged.paragraphs, theirs)
    assert again.paragraphs == merged.paragraphs
    assert not again.conflicts


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
