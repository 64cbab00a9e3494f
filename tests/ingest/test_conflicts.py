"""A conflict laid out and settled: no choice loses what the other places say."""

from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.conflicts import lay_out, settle, undecided
from articles.ingest.decide import PageState

paragraphs = st.lists(
    st.sampled_from([f"Paragraph {letter} of the page." for letter in "ABCDEF"]), max_size=6, unique=True
)
states = st.builds(
    PageState, fields=st.fixed_dictionaries({"headline": st.sampled_from("XYZ")}), body=paragraphs.map(tuple)
)


def choose(places, choice: str) -> dict[str, str]:
    return {place.name: choice for place in places if place.is_conflict}


@given(states, states, states)
def test_the_layout_holds_all_three_versions_in_order(base, ours, theirs):
    body = [place for place in lay_out(base, ours, theirs) if not place.field]
    for name, state in (("base", base), ("ours", ours), ("theirs", theirs)):
        assert [text for place in body for text in getattr(place, name)] == list(state.body)


@given(states, states, states)
def test_keeping_ours_keeps_every_paragraph_that_editors_added(base, ours, theirs):
    settled = settle(base, ours, theirs, choose(lay_out(base, ours, theirs), "ours"))
    assert set(ours.body) - set(base.body) <= set(settled.body)


@given(states, states, states)
def test_taking_theirs_takes_every_paragraph_that_the_page_added(base, ours, theirs):
    settled = settle(base, ours, theirs, choose(lay_out(base, ours, theirs), "theirs"))
    assert set(theirs.body) - set(base.body) <= set(settled.body)


@given(states, states, states)
def test_taking_both_loses_nothing_new_of_either(base, ours, theirs):
    settled = settle(base, ours, theirs, choose(lay_out(base, ours, theirs), "both"))
    assert (set(ours.body) | set(theirs.body)) - set(base.body) <= set(settled.body)


@given(states, states, states, st.sampled_from(["ours", "theirs"]))
def test_a_conflicting_field_is_what_was_chosen(base, ours, theirs, choice):
    places = lay_out(base, ours, theirs)
    settled = settle(base, ours, theirs, choose(places, choice))
    for place in places:
        if place.field:
            assert settled.fields[place.field] == {"ours": ours, "theirs": theirs}[choice].fields[place.field]


@given(states, states, states)
def test_only_conflicts_wait_for_a_choice(base, ours, theirs):
    places = lay_out(base, ours, theirs)
    assert undecided(places, {}) == [place for place in places if place.is_conflict]
    assert undecided(places, choose(places, "theirs")) == []
    assert all(place.field for place in undecided(places, choose(places, "both")))


@given(states, states)
def test_where_only_one_side_changed_there_is_no_conflict(base, changed):
    assert not any(place.is_conflict for place in lay_out(base, changed, base))
    assert settle(base, base, changed, {}) == changed
    assert settle(base, changed, base, {}) == changed
