"""python -m tests.attack.growth: what a page of 1 MB costs beside one half as long; about 2 where reading is linear.

The texts are made against the reader's regular expressions: lines of a sign or two repeated. `tests/fuzz/test_growth.py` counts calls
instead of seconds, for the suite.
"""

import time
from contextlib import suppress

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
NOTHING = 0.2  # seconds of the processor in which growth cannot be told from noise


def cost(text: str, name: str) -> float:
    begin = time.process_time()
    with suppress(Unreadable):
        read_page(text.encode(), name=name, received_on="2024-05-08")
    return time.process_time() - begin


def main() -> None:
    for name in ("page.txt", "page.md", "page.html"):
        for width in (300, 6_000, 500_000):
            for piece in PIECES:
                line = "By " + piece * (width // len(piece)) + "x"
                half, whole = (HEAD + "\n\n".join([line] * (size // width)) for size in (500_000, 1_000_000))
                growth = cost(whole, name) / max(cost(half, name), NOTHING)
                print(f"{name}\t{width}\t{piece!r}\t{growth:.1f}", flush=True)


if __name__ == "__main__":
    main()
