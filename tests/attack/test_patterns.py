"""Texts made against the reader's regular expressions: each line a sign or two repeated, as long as a line can be, up to 1 MB."""

import time
from contextlib import suppress

import pytest

from articles.ingest.read import Unreadable, read_page

HEAD = "A quiet page\n\n7 May 2024\n\nThe yard was quiet until the evening train came in from the west.\n\n"
PIECES = (
    "s",
    " ",
    "\t",
    "A",
    "Aa",
    "1",
    "ァ",
    ":/",
    "a@",
    "By A, ",
    " ,",
    "（",
    "-'",
    "2024-",
    "И",
    "<p>",
    "> ",
    "[](",
)
TOLERATED = (
    5.0  # times the cost for twice the text; a square would be four times four from the first to the last
)
NOTHING = 0.2  # seconds of the processor in which growth cannot be told from noise


def cost(text: str, name: str) -> float:
    begin = time.process_time()
    with suppress(Unreadable):
        read_page(text.encode(), name=name, received_on="2024-05-08")
    return time.process_time() - begin


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
@pytest.mark.parametrize("width", [300, 6_000, 500_000])
@pytest.mark.parametrize("piece", PIECES)
def test_a_text_twice_as_long_costs_about_twice_as_much(piece, width, name):
    line = "By " + piece * (width // len(piece)) + "x"
    half, whole = (HEAD + "\n\n".join([line] * (size // width)) for size in (500_000, 1_000_000))
    spent = cost(half, name)
    assert cost(whole, name) < TOLERATED * max(spent, NOTHING)
