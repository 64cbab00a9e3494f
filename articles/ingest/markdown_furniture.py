"""What a page turned into Markdown still has of its buttons: `Share: [Facebook](…)`, `[Read more](…)`, `See also: [a title](…)`."""

import re

from articles.ingest.features import features_of_line
from articles.ingest.page import Line
from articles.ingest.record import Block, Reference
from articles.ingest.roles import LABEL_REASONS, REFERENCE_ROLES

_LINK = re.compile(r"\[([^\[\]\n]{0,200})\]\(([^()\n]{0,500})\)")
_LABEL = re.compile(r"([^:：]{2,30})[:：]")
_LONGEST = 300

Roles = dict[int, tuple[str, str]]  # a line's number → its role and the rule


def without_furniture(
    blocks: list[Block], lines: list[str], roles: Roles
) -> tuple[list[Block], tuple[Reference, ...]]:
    """The blocks without those that are a button or point to another page, and what they point to; the roles are written."""
    kept: list[Block] = []
    references: list[Reference] = []
    for block in blocks:
        span = range(block.lines[0], block.lines[1] + 1)
        told = [_told(lines[number - 1].strip()) for number in span] if block.type == "paragraph" else [None]
        if None in told:
            kept.append(block)
            continue
        for number, said in zip(span, told, strict=True):
            roles[number] = (said[0], said[1])
            if said[0] in REFERENCE_ROLES:
                references.append(_reference(lines[number - 1].strip(), said[0], number))
    return kept, tuple(references)


def _told(line: str) -> tuple[str, str] | None:
    """Role and rule of a line that is no text; None where it may be."""
    if len(line) > _LONGEST:
        return None
    plain = _LINK.sub(r"\1", line).strip()
    if not plain:
        return None
    one = features_of_line(Line(0, plain), plain, 0, 0)
    label = one.label
    if not label and (m := _LABEL.match(plain)) and "](" in line:
        head = m[1].strip()
        label = features_of_line(Line(0, head), head, 0, 0).label
    if one.prefix in REFERENCE_ROLES and "](" in line:
        return one.prefix, f"label: {one.prefix}"
    return (LABEL_REASONS[label], f"label: {label}") if label else None


def _reference(line: str, role: str, number: int) -> Reference:
    m = _LINK.search(line)
    return Reference(role, m[1].strip(), m[2].strip() or None, (number, number))
