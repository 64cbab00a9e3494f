"""Tags as text and back."""

import pytest

from articles.tagging.formats import from_csv, from_json, to_csv, to_json
from articles.tagging.skos import from_skos, to_skos

ITEM = {
    "id": "some-day",
    "kind": "event",
    "names": {"ja": "ある日", "en": 'The "Day"'},
    "aliases": {"en": ["A day, it was", "Day"], "zh-Hant": ["那天"]},
    "ambiguous": ["Day"],
    "misspellings": [{"lang": "en", "form": "Teh Day"}],
    "parents": ["days"],
    "dates": {"start": "2024-10-06", "end": "2024-10-08"},
    "homepage": "https://example.org/",
    "note": {"en": "It was\na day"},
    "reading": "あるひ",
    "linked": True,
    "publishers": ["the-day"],
    "rules": [{"form": "Day", "not_after": "light|s? off", "near": "old\\s+story"}],
}


def test_json_and_csv_give_back_what_they_took():
    assert from_json(to_json([ITEM])) == [ITEM]
    assert from_csv(to_csv([ITEM])) == [ITEM]
    assert from_csv("\ufeff" + to_csv([ITEM])) == [ITEM]


@pytest.mark.parametrize("ending", [".ttl", ".rdf"])
def test_skos_gives_back_what_it_took(ending):
    (item,) = from_skos(to_skos([ITEM], ending), ending)
    item["aliases"]["en"].sort()
    assert item == ITEM


def test_turtle_says_it_in_the_words_of_skos():
    text = to_skos([ITEM], ".ttl")
    assert 'skos:hiddenLabel "Teh Day"@en' in text
    assert "skos:broader tag:days" in text


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (from_json, "{"),
        (from_json, '{"id": 1}'),
        (from_csv, "id,kind\na,topic\n"),
        (from_csv, "id,kind,property,language,value\na,topic,colour,,red\n"),
    ],
)
def test_another_form_is_refused(read, text):
    with pytest.raises(ValueError, match="."):
        read(text)
