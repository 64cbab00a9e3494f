"""Twice the page is twice the work: counted in calls, which no busy machine can change."""

import random
import sys

import pytest

from articles.ingest import head_lines
from articles.ingest.read import Unreadable, read_page
from tests.fuzz.hostile import SHAPES

SIZE = 6000
SLACK = 1.35  # of a little more than twice the work; a loop inside a loop would be four times


def calls_to_read(data: bytes, name: str) -> int:
    """How many calls, also of functions in C, reading a page takes."""
    count = 0

    def tell(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tell)
    try:
        read_page(data, name=name, received_on="2024-05-08")
    except Unreadable:
        pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", ["page.txt", "page.html"])
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_twice_the_hostile_text_is_twice_the_work(shape, name):
    text = SHAPES[shape](random.Random(shape), SIZE)
    once, twice = (calls_to_read((text * times).encode("utf-8", "replace"), name) for times in (2, 4))
    assert twice <= 2 * once * SLACK + 2000


def test_for_names_that_come_again_the_page_is_looked_through_a_few_times_only(monkeypatch):
    """A look through all lines is one call, whatever their number: what is counted above does not show it."""
    asked, look = [], head_lines._stands_by_days
    monkeypatch.setattr(head_lines, "_stands_by_days", lambda *given: asked.append(given) or look(*given))
    read_page(("作者：（By /By \n" * 500).encode(), name="page.txt", received_on="2024-05-08")
    assert 0 < len(asked) <= head_lines._REACH
