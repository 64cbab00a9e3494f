"""Messy pages of our own whose every line says what it is: right answers were written before the reader saw them.

`dumps.txt`: a letter before each line says where it belongs. T the headline, S the deck, A days, names and the paper's name,
B H Q F L blocks (paragraph, heading, quotation, figure, list), C a reader's comment, X none of these.
`pages.txt`: HTML; `keep` has beginnings of the blocks' lines: no other line is in a block, and each begins one.
"""

import pytest

from articles.ingest.read import read_page
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "ingest" / "marked"
LETTERS = {"paragraph": "B", "heading": "H", "quotation": "Q", "figure": "F", "list": "L"}
FIELDS = ("title", "published", "authors", "publisher")


def marked(name: str) -> list:
    pages = []
    for text in (FOLDER / name).read_text(encoding="utf-8").split("=== ")[1:]:
        what, *lines = text.rstrip("\n").split("\n")
        count = next(at for at, line in enumerate(lines) if line[:1] == "<" or line[1:2] == " ")
        told = dict(line.split("=", 1) for line in lines[:count])
        pages.append(pytest.param(told, lines[count:], id=what))
    return pages


def fields_of(record) -> dict[str, str]:
    values = {name: getattr(record, name) or "" for name in ("title", "published", "publisher")}
    return values | {"authors": ",".join(record.authors)}


def fields_told(told: dict[str, str], shown: str) -> dict[str, str]:
    return {name: told[name] for name in FIELDS} | {"title": told["title"] or shown}


@pytest.mark.parametrize(("told", "lines"), marked("dumps.txt"))
def test_each_line_of_a_dump_is_where_it_belongs(told, lines):
    record = read_page("\n".join(line[2:] for line in lines).encode(), name="a.txt")
    title = next((line[2:] for line in lines if line[0] == "T"), "")
    assert fields_of(record) == fields_told(told, title)
    assert record.coverage == 1.0
    place = {
        number: LETTERS[block.type]
        for block in record.blocks
        for number in range(block.lines[0], block.lines[1] + 1)
    }
    place |= {entry.line: "C" for entry in record.ledger if entry.role.startswith("comment")}
    right = {
        number: line[0] for number, line in enumerate(lines, 1) if line[0] in "BHQFLC" and line[2:].strip()
    }
    assert place == right


@pytest.mark.parametrize(("told", "lines"), marked("pages.txt"))
def test_a_page_gives_its_fields_and_the_beginnings_of_its_blocks(told, lines):
    record = read_page("\n".join(lines).encode(), name="a.html")
    assert fields_of(record) == fields_told(told, "")
    assert record.coverage == 1.0
    kept = [line for block in record.blocks for line in block.text.split("\n")]
    starts = told["keep"].split("|")
    assert [line for line in kept if not line.startswith(tuple(starts))] == []
    assert [start for start in starts if not any(line.startswith(start) for line in kept)] == []
    assert len(record.comments) == int(told["comments"])
