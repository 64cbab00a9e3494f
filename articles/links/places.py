"""A span of a revision's plain text → the lines of the page it came from."""

from collections.abc import Sequence
from typing import NamedTuple

from articles.links.grow import Span

_AROUND = " \t\r\u3000\u00a0・•*-–—>#"  # indentation, bullets and Markdown's marks, which are no part of a block's text


class BlockPlace(NamedTuple):
    """A block's span in the plain text and its first and last line on the page."""

    begin: int
    end: int
    first_line: int
    last_line: int


def lines_of(span: Span, plain: str, blocks: Sequence[BlockPlace], page: Sequence[str]) -> Span | None:
    """First and last line, from 1; whole blocks where the page's lines are not known, None where no block has lines."""
    held = [block for block in blocks if block.begin < span[1] and span[0] < block.end]
    if not held:
        return None
    first, last = held[0], held[-1]
    return (
        _line_at(max(span[0], first.begin), first, plain, page, default=first.first_line),
        _line_at(min(span[1], last.end) - 1, last, plain, page, default=last.last_line),
    )


def _line_at(place: int, block: BlockPlace, plain: str, page: Sequence[str], *, default: int) -> int:
    """The line of a block on which a place of the plain text stands: each line's text is sought behind the last one's."""
    if block.first_line == block.last_line:
        return block.first_line
    found, at = default, block.begin
    is_first = True
    for number in range(block.first_line, min(block.last_line, len(page)) + 1):
        text = page[number - 1].strip(_AROUND)
        begin = plain.find(text, at, block.end) if text else -1
        if begin < 0:
            continue
        if begin > place:
            break
        found, at, is_first = number, begin + len(text), False
    return default if is_first else found
