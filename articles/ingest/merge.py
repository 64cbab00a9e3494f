"""Merging a new state of a page into an edited article, paragraph by paragraph. Pure.

Three versions meet: base is what the last import gave, ours what editors made of it, theirs what the page says now.
Editors' words always stay; where both sides changed the same place, the merge is a conflict that an editor decides.
The method is diff3 (Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007), refined: paragraphs that differ but plainly
continue one another are compared one by one, so that two neighbours changed by two sides are no conflict.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from articles.text.paragraphs import match_paragraphs


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both sides changed. `field` is the name of an attribute, or empty for paragraphs of the body."""

    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The body with every clean change taken in; at a conflict it holds ours."""

    paragraphs: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge_paragraphs(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Merged:
    """Merge two changed versions of a list of paragraphs; nothing of ours and nothing new of theirs is lost."""
    chosen: list[tuple[str, bool]] = []
    conflicts: list[Conflict] = []
    for old, mine, new in places_of(base, ours, theirs):
        is_theirs = mine == old and new != old
        chosen += ((text, is_theirs) for text in (new if is_theirs else mine))
        if not is_theirs and mine != new and new != old:
            conflicts.append(Conflict(tuple(old), tuple(mine), tuple(new)))
    return Merged(joined(chosen, ours, theirs), tuple(conflicts))


def joined(chosen: Sequence[tuple[str, bool]], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs in order, each with whether only the page put it there.

    One that both sides put into different places stands where the editors put it, not in both.
    """
    counts, in_ours, in_theirs = Counter(text for text, _ in chosen), Counter(ours), Counter(theirs)
    kept = []
    for text, is_theirs in reversed(chosen):
        if is_theirs and counts[text] > max(in_ours[text], in_theirs[text]):
            counts[text] -= 1
        else:
            kept.append(text)
    return tuple(reversed(kept))


def merge_fields(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[Conflict, ...]]:
    """Merge attributes one by one, by the same rule; a conflict keeps ours."""
    merged, conflicts = dict(ours), []
    for name in theirs:
        old, mine, new = base.get(name), ours.get(name), theirs[name]
        if mine == new or new == old:
            continue
        if mine == old:
            merged[name] = new
        else:
            conflicts.append(Conflict(_shown(old), _shown(mine), _shown(new), name))
    return merged, tuple(conflicts)


def _shown(value: Any) -> tuple[str, ...]:
    return () if value in (None, "", []) else (str(value),)


Place = tuple[Sequence[str], Sequence[str], Sequence[str]]


def places_of(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Place]:
    """Part the three versions at paragraphs that all share, and what is between at those that all continue."""
    base, ours, theirs = tuple(base), tuple(ours), tuple(theirs)
    for chunk in _parted((base, ours, theirs), _pairs(base, ours), _pairs(base, theirs)):
        old, mine, new = chunk
        if old and mine and new:
            yield from _parted(chunk, _continued(old, mine), _continued(old, new))
        else:
            yield chunk


def _parted(chunk: Place, in_ours: dict[int, int], in_theirs: dict[int, int]) -> Iterator[Place]:
    """Cut a place before and after each paragraph of base that has its counterpart, in order, on both sides."""
    base, ours, theirs = chunk
    at_base = at_ours = at_theirs = 0
    for place in range(len(base)):
        mine, new = in_ours.get(place, -1), in_theirs.get(place, -1)
        if mine < at_ours or new < at_theirs:
            continue
        if place > at_base or mine > at_ours or new > at_theirs:
            yield base[at_base:place], ours[at_ours:mine], theirs[at_theirs:new]
        yield base[place : place + 1], ours[mine : mine + 1], theirs[new : new + 1]
        at_base, at_ours, at_theirs = place + 1, mine + 1, new + 1
    if at_base < len(base) or at_ours < len(ours) or at_theirs < len(theirs):
        yield base[at_base:], ours[at_ours:], theirs[at_theirs:]


def _continued(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    matches = match_paragraphs(list(old), list(new))
    return {before: after for after, before in enumerate(matches) if before is not None}


def _pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {m.a + i: m.b + i for m in matcher.get_matching_blocks() for i in range(m.size)}
