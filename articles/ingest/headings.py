"""Headings that only their order or their place tells: `1. …` above each text, the first of several above the article's beginning."""

import re

from articles.ingest.features import Features
from articles.ingest.roles import Roles

_NUMBERED = re.compile(r"(?:第\s?)?[0０]?(\d{1,2})\s?(?:[.．)）、]|\s)\s?\S")
_WIDEST = 100
MARKS = frozenset("■◆●▼◇")


def mark_numbered(roles: Roles, run: tuple[int, int]) -> tuple[int, int]:
    """Gives lines that are numbered in order, each above a text, the role of headings; the run with all of them and their texts."""
    headings = _numbered(roles.lines)
    if not any(run[0] - 1 <= at <= run[1] for at in headings) or any(map(roles.role, headings)):
        return run
    for at in headings:
        roles.give(at, "heading", "a number above each text", 0.8)
    return min(run[0], headings[0]), max(run[1], headings[-1] + 1)


def _numbered(lines: list[Features]) -> list[int]:
    found: list[int] = []
    for at, one in enumerate(lines[:-1]):
        m = _NUMBERED.match(one.text) if not one.prose and one.width <= _WIDEST and not one.label else None
        below = lines[at + 1]
        if m and int(m[1]) == len(found) + 1 and below.prose and not below.bullet:
            found.append(at)
    return found if len(found) > 1 else []


def opens_text(lines: list[Features], at: int) -> bool:
    """Whether a short line right above the article's first sentence is its first heading: the contents name it, it asks, it has a heading's mark."""
    one = lines[at]
    if one.prose or one.bullet or one.label or one.prefix or one.phrase or not 6 <= one.width <= _WIDEST:
        return False
    if one.text[-1] in "?？" or one.text[0] in MARKS or (one.text[0] in "【〔" and one.text[-1] in "】〕"):
        return True
    return any(other.bullet and other.body == one.text for other in lines[:at])
