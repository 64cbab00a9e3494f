"""Deciding what a page that was read means for the archive: create, update, skip or conflict. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.ingest.merge import Conflict, merge_fields, merge_paragraphs

Reason = dict[str, Any]  # JSON: "code" and what its sentence needs


@dataclass(frozen=True, slots=True)
class PageState:
    """What a page says of its article: attributes by name, and the body's blocks as Markdown."""

    fields: Mapping[str, Any]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """What to do and why; `state` is what the article is to become, for create and update."""

    action: str  # create, update, skip, conflict
    reason: Reason
    state: PageState | None = None
    conflicts: tuple[Conflict, ...] = field(default=())


def decide(base: PageState | None, ours: PageState | None, theirs: PageState) -> Intent:
    """Weigh the page as it is now against what its last import gave and what editors made of it since."""
    if ours is None:
        return Intent("create", {"code": "new"}, theirs)
    if base is None:
        base = ours
    if theirs == base:
        return Intent("skip", {"code": "article-unchanged"})
    fields, field_conflicts = merge_fields(base.fields, ours.fields, theirs.fields)
    body = merge_paragraphs(base.body, ours.body, theirs.body)
    conflicts = (*field_conflicts, *body.conflicts)
    if conflicts:
        return Intent("conflict", {"code": "conflict", "count": len(conflicts)}, conflicts=conflicts)
    merged = PageState(fields, body.paragraphs)
    if merged == ours:
        return Intent("skip", {"code": "says-the-same"})
    return Intent("update", {"code": "new-state" if ours == base else "merged"}, merged)
