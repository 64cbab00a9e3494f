"""Articles of our own in six languages, their names marked as [form|id] before the recogniser had seen them.

First runs: precision .968, recall .971 of 618 names, then .986, .983 of 350 and .966, .986 of 143; half of what
differed was the marking (a form with its title, "the Kremlin", is one name). The general faults are mended since.
"""

import re
from pathlib import Path

import pytest

from articles.tagging.recognise import Recogniser

TEXTS = sorted((Path(__file__).parent / "gold" / "texts").glob("*.txt"))
MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.from_gazetteer()


def unmarked(raw: str) -> tuple[str, set[tuple[int, int, str]]]:
    """The text without its marks, and (begin, end, id) of each."""
    text, names, last = "", set(), 0
    for mark in MARK.finditer(raw):
        text += raw[last : mark.start()]
        names.add((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        last = mark.end()
    return text + raw[last:], names


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("is_told", [True, False], ids=["language told", "not told"])
def test_names_of_a_text(path, is_told, recogniser):
    text, wanted = unmarked(path.read_text(encoding="utf-8"))
    language = path.stem.rpartition("-")[0] if is_told else ""
    found = {(name.begin, name.end, name.id) for name in recogniser.find(text, language)}
    report = f"too much: {sorted(found - wanted)}\nmissing: {sorted(wanted - found)}"
    assert len(found & wanted) >= 0.97 * len(found), report
    assert len(found & wanted) >= 0.94 * len(wanted), report
