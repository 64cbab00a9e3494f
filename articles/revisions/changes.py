"""Two texts side by side as people read changes: unchanged paragraphs as a count, changed ones sign by sign or word by word."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.rendering.body import parse_body, print_body
from articles.revisions.content import ATTRIBUTES, Content
from articles.text.differences import Difference, differences
from articles.text.paragraphs import match_paragraphs

TEXTS_BY_PARTS = ("headline", "original_headline", "subtitle", "section")


@dataclass(frozen=True)
class DiffRow:
    """A changed paragraph with its parts, or a run of `same` unchanged ones; `label` is its number in the new text.

    One that went elsewhere in the text has `moved`, the number that it had.
    """

    label: str
    parts: Sequence[Difference] = field(default=())
    same: int = 0
    moved: str = ""


def paragraph_rows(old_body: str, new_body: str) -> list[DiffRow]:
    """The new text's paragraphs in order, what is gone standing where it stood."""
    old, new = _paragraphs(old_body), _paragraphs(new_body)
    matches = match_paragraphs(old, new)
    kept = {match for match in matches if match is not None}
    in_order = _longest_ascending([match for match in matches if match is not None])
    rows: list[DiffRow] = []
    told = 0  # old paragraphs before this one are dealt with
    for number, (text, match) in enumerate(zip(new, matches, strict=True), 1):
        if match is None:
            rows.append(DiffRow(str(number), [("insert", "", text)]))
            continue
        if match in in_order:
            rows += [_gone(old[at]) for at in range(told, match) if at not in kept]
            told = match + 1
        moved = "" if match in in_order else str(match + 1)
        if old[match] == text and not moved:
            rows.append(DiffRow(str(number), same=1))
        else:
            rows.append(DiffRow(str(number), differences(old[match], text), moved=moved))
    rows += [_gone(old[at]) for at in range(told, len(old)) if at not in kept]
    return _runs_joined(rows)


def _longest_ascending(numbers: Sequence[int]) -> set[int]:
    """The most of these different numbers that ascend as they stand: what is not among them has moved."""
    ends: list[int] = []  # the smallest last number of an ascending run of each length
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    ascending: set[int] = set()
    number = ends[-1] if ends else None
    while number is not None:
        ascending.add(number)
        number = before[number]
    return ascending


@dataclass(frozen=True)
class FieldRow:
    """Another thing that differs: its texts part by part, or its items (tags, authors) one by one."""

    name: str
    parts: Sequence[Difference]
    is_list: bool = False


def field_rows(old: Content, new: Content) -> list[FieldRow]:
    """What differs besides the text, in the order of the form."""
    texts = ("headline", "original_headline", "subtitle")
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in texts]
    pairs += [(name, old.attributes.get(name), new.attributes.get(name)) for name in ATTRIBUTES]
    pairs.append(("tags", sorted(old.tags), sorted(new.tags)))
    return [_field_row(name, a, b) for name, a, b in pairs if (a or "") != (b or "")]


def _field_row(name: str, before: Any, after: Any) -> FieldRow:
    if isinstance(before or after, list):
        return FieldRow(name, _items(before or [], after or []), is_list=True)
    texts = [str(value) if value else "" for value in (before, after)]
    if name in TEXTS_BY_PARTS and all(texts):
        return FieldRow(name, differences(*texts))
    return FieldRow(name, [("replace", *texts)])


def _items(before: list[str], after: list[str]) -> list[Difference]:
    """The items of both, those that went where they stood."""
    gone: list[Difference] = [("delete", item, "") for item in before if item not in after]
    return [*gone, *(("equal", item, item) if item in before else ("insert", "", item) for item in after)]


def _paragraphs(body: str) -> list[str]:
    return [print_body([block]).rstrip("\n") for block in parse_body(body)]


def _gone(text: str) -> DiffRow:
    return DiffRow("–", [("delete", text, "")])


def _runs_joined(rows: list[DiffRow]) -> list[DiffRow]:
    joined: list[DiffRow] = []
    for row in rows:
        if row.same and joined and joined[-1].same:
            first = joined[-1].label.split("–")[0]
            joined[-1] = DiffRow(f"{first}–{row.label}", same=joined[-1].same + 1)
        else:
            joined.append(row)
    return joined
