"""Precision and recall on the names marked by hand, kept as places and ids beside the pages they belong to."""

import hashlib
import json
from bisect import bisect_right
from pathlib import Path

import pytest

from articles.tagging.recognise import Recogniser

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parents[2] / "seeds"
SAMPLES = json.loads((GOLD / "samples.json").read_text(encoding="utf-8"))
REAL_PAGES = json.loads((GOLD / "real-pages.json").read_text(encoding="utf-8"))

Place = tuple[int, int, int, str]  # line from 1, begin in the line, length, id


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.from_gazetteer()


def article_text(lines: list[str], ranges: list[list[int]]) -> tuple[str, list[int]]:
    """The lines that hold the article, joined, and their numbers on the page."""
    numbers = [number for first, last in ranges for number in range(first, min(last, len(lines)) + 1)]
    return "\n".join(lines[number - 1] for number in numbers), numbers


def places_found(
    recogniser: Recogniser, lines: list[str], ranges: list[list[int]], language: str
) -> set[Place]:
    text, numbers = article_text(lines, ranges)
    starts = [0]
    for number in numbers:
        starts.append(starts[-1] + len(lines[number - 1]) + 1)
    places = set()
    for found in recogniser.find(text, language):
        row = bisect_right(starts, found.begin) - 1
        places.add((numbers[row], found.begin - starts[row], found.end - found.begin, found.id))
    return places


def score(found: set[Place], wanted: set[Place]) -> tuple[float, float, str]:
    """Precision, recall, and what differs."""
    both = found & wanted
    report = f"too much: {sorted(found - wanted)}\nmissing: {sorted(wanted - found)}"
    return len(both) / len(found), len(both) / len(wanted), report


@pytest.mark.parametrize("name", REAL_PAGES)
def test_names_of_a_real_page_are_found(name, shared, recogniser):
    page = REAL_PAGES[name]
    lines = (shared / "seeds" / name).read_text(encoding="utf-8").split("\n")
    found = places_found(recogniser, lines, page["article"], "ja")
    precision, recall, report = score(found, {tuple(place) for place in page["names"]})
    assert precision >= 0.98, report
    assert recall >= 0.95, report


@pytest.mark.parametrize("name", SAMPLES)
def test_names_of_a_sample_page_are_found(name, recogniser):
    page = SAMPLES[name]
    data = (SEEDS / name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == page["sha256"], "the sample was rewritten: mark its names anew"
    found = places_found(recogniser, data.decode().split("\n"), page["article"], page["language"])
    precision, recall, report = score(found, {tuple(place) for place in page["names"]})
    assert precision >= 0.98, report
    assert recall >= 0.95, report
