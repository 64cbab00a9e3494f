"""Anchors of blocks (#p5, #h2, #q1, #f1, #fn1): permanent addresses that survive edits elsewhere in the text."""

import re
from collections.abc import Iterable, Sequence

from articles.rendering.blocks import BodyBlock
from articles.text.paragraphs import match_paragraphs

PREFIXES = {"paragraph": "p", "list": "p", "heading": "h", "quotation": "q", "figure": "f", "footnote": "fn"}
_ANCHOR = re.compile(r"(p|h|q|fn|f)([0-9]+)")


def assign_anchors(
    blocks: Sequence[BodyBlock], previous: Sequence[tuple[BodyBlock, str]] = (), used: Iterable[str] = ()
) -> list[str]:
    """An anchor for each block: that of the previous block it continues, else the next number of its kind.

    `used` are anchors that older states of the text had: a number that was ever given is not given again.
    """
    last = _last_numbers([*used, *(anchor for _, anchor in previous)])
    anchors: list[str] = [""] * len(blocks)
    for prefix in dict.fromkeys(PREFIXES.values()):
        places = [place for place, block in enumerate(blocks) if PREFIXES[block.kind] == prefix]
        old = [(block, anchor) for block, anchor in previous if PREFIXES[block.kind] == prefix]
        matches = match_paragraphs(
            [_key(block) for block, _ in old], [_key(blocks[place]) for place in places]
        )
        for place, match in zip(places, matches, strict=True):
            if match is None:
                last[prefix] = last.get(prefix, 0) + 1
                anchors[place] = f"{prefix}{last[prefix]}"
            else:
                anchors[place] = old[match][1]
    return anchors


def fresh_anchors(prefixes: Iterable[str], used: Iterable[str]) -> list[str]:
    """The next anchors of these prefixes that are none of those used."""
    last, anchors = _last_numbers(used), []
    for prefix in prefixes:
        last[prefix] = last.get(prefix, 0) + 1
        anchors.append(f"{prefix}{last[prefix]}")
    return anchors


def prefix_of(anchor: str) -> str:
    """The letters of an anchor, which tell a paragraph's number from a heading's."""
    return _ANCHOR.fullmatch(anchor)[1]


def _key(block: BodyBlock) -> str:
    return block.text or block.src


def _last_numbers(anchors: Iterable[str]) -> dict[str, int]:
    last: dict[str, int] = {}
    for anchor in anchors:
        match = _ANCHOR.fullmatch(anchor)
        if match:
            last[match[1]] = max(last.get(match[1], 0), int(match[2]))
    return last
