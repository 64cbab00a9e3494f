"""Heads and feet of printed pages in the text of a PDF: lines that come again beside the numbers of pages."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[\-–—]?\s?(\d{1,4})\s?[\-–—]?$")
_LONGEST = 90
_NEAR = 2  # lines between such a line and its page's number
_PAGE = 100  # characters that stand on a page at least


def running_heads(texts: Sequence[str]) -> set[int]:
    """Places of such lines among a page's lines, blank ones being ""; two numbers that follow each other must have one alike."""
    full = [(at, text) for at, text in enumerate(texts) if text]
    numbers = [(rank, int(m[1])) for rank, (_, text) in enumerate(full) if (m := _NUMBER.match(text))]
    found: set[int] = set()
    for number, (rank, value) in enumerate(numbers):
        for after, following in numbers[number + 1 : number + 3]:
            if following - value in (1, 2) and sum(len(text) for _, text in full[rank:after]) >= _PAGE:
                alike = _alike(full, rank, after)
                found.update(alike)
    if not found:
        return found
    seen: set[str] = set()
    edges = {at for at, _ in full if at in found}
    for rank, (at, text) in enumerate(full):
        beside = {full[near][0] for near in range(max(0, rank - 2), min(len(full), rank + 3))}
        if edges & beside and len(text) <= _LONGEST and text in seen:
            found.add(at)  # the headline or the writers, on every other page
        seen.add(text)
    first, text = full[0]
    if any(text.startswith(texts[at]) for at in edges):
        found.add(first)
    return found


def _alike(full: list[tuple[int, str]], rank: int, after: int) -> set[int]:
    """Places of the lines that stand at the same distance from both numbers, and are the same."""
    found: set[int] = set()
    for step in range(-_NEAR, _NEAR + 1):
        if step and rank + step >= 0 and after + step < len(full):
            (at, text), (below, other) = full[rank + step], full[after + step]
            if text == other and len(text) <= _LONGEST and not _NUMBER.match(text):
                found |= {at, below}
    return found
