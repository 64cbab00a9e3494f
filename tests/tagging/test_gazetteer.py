"""The project's own data files fit together."""

import re

import pytest

from articles.tagging.gazetteer import KINDS, LANGUAGES, load, loop_among, read_entries

DATA = load()


def test_ids_are_ascii_slugs_and_stand_once():
    ids = [entry.id for entry in DATA.entries] + [f"paper {paper.id}" for paper in DATA.publishers]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", entry.id) for entry in DATA.entries)


def test_every_entity_has_a_kind_a_japanese_name_and_known_languages():
    for entry in DATA.entries:
        assert entry.kind in KINDS
        assert entry.names["ja"]
        assert {form.language for form in entry.forms()} <= set(LANGUAGES)


def test_what_is_called_ambiguous_is_a_form_and_has_a_rule():
    ruled = {(form, rule.entity) for rule in DATA.rules for form in rule.forms}
    folded = {("中國", "china"), ("投资", "investment")}  # their rules stand under the form that folds alike
    for entry in DATA.entries:
        forms = {form.text for form in entry.forms()}
        assert set(entry.ambiguous) <= forms, entry.id
        assert {(form, entry.id) for form in entry.ambiguous} <= ruled | folded, entry.id


def test_every_rule_is_about_forms_of_its_entity():
    forms = {entry.id: {form.text for form in entry.forms()} for entry in DATA.entries}
    for rule in DATA.rules:
        assert set(rule.forms) <= forms[rule.entity], rule


def test_names_that_begin_with_a_kanji_have_a_reading_in_kana():
    """But for a man whose name nobody could hear; the list of tags puts him after the others."""
    kanji, kana = re.compile("[「]?[\u3400-\u9fff]"), re.compile("[\u3041-\u3096ー]+")
    without = {e.id for e in DATA.entries if kanji.match(e.names.get("ja", "")) and not e.reading}
    assert without == {"tanaka-yuma"}
    assert all(kana.fullmatch(entry.reading) for entry in DATA.entries if entry.reading)


def test_sources_of_an_organisation_are_publishers():
    papers = {paper.id for paper in DATA.publishers}
    assert {source for entry in DATA.entries for source in entry.sources} <= papers


def test_a_circle_of_parents_is_told():
    assert loop_among({"a": ["b"], "b": ["c"], "c": []}) is None
    assert loop_among({"a": ["b"], "b": ["c"], "c": ["b"]}) == "b"


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no kind of tag"):
        read_entries([{"id": "x", "kind": "thing", "names": {"en": "X"}}])
