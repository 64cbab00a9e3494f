"""Tags as text and back."""

import pytest

from articles.tagging.formats import from_csv, from_json, to_csv, to_json, to_turtle

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
}


def test_json_and_csv_give_back_what_they_took():
    assert from_json(to_json([ITEM])) == [ITEM]
    assert from_csv(to_csv([ITEM])) == [ITEM]
    assert from_csv("\ufeff" + to_csv([ITEM])) == [ITEM]


def test_turtle_escapes_quotes_and_line_ends():
    text = to_turtle([ITEM])
    assert r'skos:prefLabel "The \"Day\""@en' in text
    assert r'skos:definition "It was\na day"@en' in text
    assert 'skos:hiddenLabel "Teh Day"@en' in text
    assert "skos:broader <urn:kzsite:tag:days>" in text


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
