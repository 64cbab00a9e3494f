"""Records that others wrote: what is not of the contract's shape is refused, and the place is named."""

import json

import pytest

from articles.ingest.incoming import Incoming, read_incoming

PAGE = (
    b"A headline of its own\n\n7 May 2024\n\n"
    b"The wagons of the northern line left the yard in the evening.\n\n"
    b"Their numbers stand in the old book of the dispatcher.\n"
)


def record() -> dict:
    from articles.ingest.record import record_to_dict

    return record_to_dict(read_incoming(Incoming("a.txt", PAGE)).record)


def error_of(data: object) -> str | None:
    reading = read_incoming(Incoming("a.jsonl:1", json.dumps(data).encode(), kind="record"))
    return reading.error and reading.error[1]


def test_a_record_of_the_contract_is_taken():
    assert error_of(record()) is None


@pytest.mark.parametrize("day", ["2024-10", "2024-10-29", "2024-10-29T10:00:00+09:00", None])
def test_a_quotation_is_dated_as_exactly_as_its_attribution(day):
    quotation = {"type": "quotation", "text": "Words.", "lines": [5, 5], "date": day}
    assert error_of(record() | {"blocks": [quotation]}) is None


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (["title"], 5, "title is no text"),
        (["title"], "a\x00b", "title holds a character that no text can hold"),
        (["title"], "half a sign \ud800", "title holds a character that no text can hold"),
        (["language"], "", "language is no code of BCP 47: ''"),
        (["language"], "x" * 40, "language is no code of BCP 47: '" + "x" * 40 + "'"),
        (["published"], "2024-02-30", "published is no date: '2024-02-30'"),
        (["updated"], "0001-01-01T00:00:00", "updated is no date: '0001-01-01T00:00:00'"),
        (["authors"], "Ada Reed", "authors is no list"),
        (["blocks"], [5], "blocks[0] is no object"),
        (["blocks", 0, "type"], "poem", "blocks[0].type is 'poem', which is none of the contract's"),
        (["blocks", 0, "date"], "soon", "blocks[0].date is no date: 'soon'"),
        (["blocks", 0, "lines"], [3], "blocks[0].lines is not a first and a last line"),
        (["blocks", 0, "lines"], [7, 5], "blocks[0].lines: lines 7 to 5 are none of a page"),
        (["blocks", 0, "level"], 2**40, "blocks[0].level is too large"),
        (["blocks", 0, "colour"], "red", "blocks[0].colour is no key of the contract"),
        (["comments"], [{"author": None}], "comments[0].date is missing"),
        (["coverage"], True, "coverage is no number"),
        (["coverage"], float("nan"), "coverage is no number"),
        (["front_matter"], [1], "front_matter is no object"),
    ],
)
def test_a_value_of_another_shape_is_named(path, value, told):
    data = place = record()
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert error_of(data).endswith(told)


@pytest.mark.parametrize("data", [[], "text", None, {}, {"title": "x"}])
def test_what_is_no_record_is_refused(data):
    assert error_of(data)
