"""Who wrote a page and when: metadata first, then the lines around the headline."""

import re

from articles.ingest.dates import find_dates
from articles.ingest.html.authors import LEAD, clean_names
from articles.ingest.html.blocks import Flow, Node, Seen
from articles.ingest.html.headline import plain
from articles.ingest.html.metadata import iso_date
from articles.ingest.page import Fact

ADDRESS_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.\-]|\D|$)"
)
SHORT = 240  # weighted characters; a longer line is no by-line
BEFORE, AFTER = 8, 8  # lines looked at above the headline and below the article


class Surroundings:
    """The lines near the headline, nearest first: below it, above it, then below the article."""

    def __init__(self, flow: Flow, content: Node, headline: int | None):
        lines = flow.lines
        start = content.begin if headline is None else headline + 1
        prose = [n for n in range(content.begin, content.end) if lines[n].prose and not lines[n].node.drop]
        first = next((n for n in prose if n >= start and not detail_of(lines[n])), start)
        last = prose[-1] if prose else content.end - 1
        below = range(start, min(first + 3, len(lines)))
        above = range(start - 2 if headline is not None else start - 1, max(start - 2 - BEFORE, -1), -1)
        after = range(last + 1, min(max(last + AFTER, content.end + 3), len(lines)))
        self.first, self.last = first, last
        self.numbers = list(dict.fromkeys([*below, *above, *after, *prose[:1], *prose[-1:]]))
        self.near = set(below) | set(above)


def detail_of(line: Seen) -> str:
    """Whether a line says who wrote (`byline`) or when (`date`) and hardly anything else; else nothing."""
    if line.size > SHORT:
        return ""
    if "byline" in line.means or (line.size < 120 and LEAD.match(line.text)):
        return "byline"
    if "date" in line.means:
        return "date"
    if any(character.isdigit() for character in line.text):
        dates = [date for date in find_dates(line.text) if date.iso]
        if dates and len(line.text) - sum(date.end - date.begin for date in dates) <= 40:
            return "date"
    return ""


def find_dates_of(
    flow: Flow, around: Surroundings, facts: list[Fact], *, language: str, url: str
) -> list[Fact]:
    """The published and updated facts, best first; each says its line where the page shows it."""
    stated = [fact for fact in facts if fact.field == "published"]
    updated = [fact for fact in facts if fact.field == "updated"]
    if not stated:
        stated = _marked_times(flow, around) or _shown_dates(flow, around, language)
    if not stated and (match := ADDRESS_DATE.search(url)):
        stated = [Fact("published", "-".join(match.groups()), "address")]
    if not stated:
        stated = [Fact("published", fact.value, fact.origin, fact.line) for fact in updated[:1]]
    return stated + updated


def _marked_times(flow: Flow, around: Surroundings) -> list[Fact]:
    order = {number: rank for rank, number in enumerate(around.numbers)}
    found = []
    for number, value, is_update in flow.times:
        if number in order and (iso := iso_date(value)):
            found.append((is_update, number not in around.near, order[number], iso, number))
    return [Fact("published", iso, "time", number + 1) for _, _, _, iso, number in sorted(found)[:1]]


def _shown_dates(flow: Flow, around: Surroundings, language: str) -> list[Fact]:
    found = []
    for rank, number in enumerate(around.numbers):
        line = flow.lines[number]
        long = line.size > SHORT
        text = line.text[-60:] if long and number == around.last else line.text[:160]
        if not any(character.isdigit() for character in text) and "年" not in text:
            continue
        for date in find_dates(text, language):
            if date.iso and len(date.iso) >= 10:
                named = "date" in line.means or "date" in (line.node.parent.means if line.node.parent else ())
                bare = len(text) - (date.end - date.begin) > 60
                found.append(
                    (
                        date.label == "updated",
                        date.label != "published" and not named,
                        long,
                        bare,
                        rank,
                        date.iso,
                        number,
                    )
                )
    return [Fact("published", best[-2], "text", best[-1] + 1) for best in sorted(found)[:1]]


def find_authors(flow: Flow, around: Surroundings, facts: list[Fact], *, publisher: str) -> list[Fact]:
    """The authors' facts, one a name."""
    by_origin: dict[str, list[str]] = {}
    for fact in facts:
        if fact.field == "authors":
            names = by_origin.setdefault(fact.origin, [])
            names.extend(name for name in clean_names(fact.value, publisher=publisher) if name not in names)
    shown, number = _shown_authors(flow, around, publisher)
    choices = [
        (by_origin[origin], origin) for origin in ("json-ld", "opengraph", "meta") if by_origin.get(origin)
    ]
    if shown:
        choices.append((shown, "byline"))
    site = plain(publisher)
    for names, origin in choices:
        persons = [name for name in names if not site or plain(name) not in site]
        if persons:
            return [
                Fact("authors", name, origin, number + 1 if origin == "byline" else None) for name in persons
            ]
    return []


def _shown_authors(flow: Flow, around: Surroundings, publisher: str) -> tuple[list[str], int]:
    best: tuple = (99, [], 0)
    for rank, number in enumerate(around.numbers):
        line = flow.lines[number]
        names, weight = _names_in(line, publisher)
        if names and weight * 10 + rank * 0.5 < best[0]:
            best = (weight * 10 + rank * 0.5, names, number)
    return best[1], best[2]


AFTER_LABEL = re.compile(
    r"(?:作者|撰文|撰稿|记者|記者|文)\s*[:：／/]\s*([^\s:：|，。（）()\d]{2,12}(?:[\s、，]+[^\s:：|，。（）()\d]{2,4}(?=[\s、，]|$))*)"
)
AGENCY = re.compile(
    r"[（(]\s*(?:[^（）()]{0,16}?(?:本报|见习|特约|实习)?(?:记者|記者|通讯员|作者|文)\s*[:：/／]?\s*)([^（）()]{2,30})[）)]\s*$"
)
REPORTER = re.compile(r"(?:本报|本网|见习|特约)?记者\s*([^\s，。：:（）()\d]{2,4})(?=[\s）)]|$)")


def _names_in(line: Seen, publisher: str) -> tuple[list[str], int]:
    """Names in a line, and how far to trust that they are the author's (less is more)."""
    text = line.text
    if match := AGENCY.search(text[-60:]):
        return clean_names(match.group(1).replace(" ", "、"), publisher=publisher), 2
    if match := AFTER_LABEL.search(text[:120]):
        return clean_names(match.group(1).strip(), publisher=publisher), 1
    if line.size > SHORT:
        return [], 9
    parent = line.node.parent
    named = "byline" in line.means or (parent is not None and "byline" in parent.means)
    if LEAD.match(text):
        return clean_names(_before_date(text), publisher=publisher), 0 if named else 1
    if named and line.size < 120:
        return clean_names(_before_date(text), publisher=publisher), 1
    if match := REPORTER.search(text):
        return clean_names(match.group(1), publisher=publisher), 2
    return [], 9


def _before_date(text: str) -> str:
    """A by-line without the date that often stands behind the name."""
    for date in find_dates(text):
        if date.begin > 2:
            text = text[: date.begin]
            break
    return re.sub(
        r"[\s,|·•–-]*(?:\b(?:on|am|le|el|il|em|um|at|posted|published|updated)\b)?[\s,|·•:–-]*$",
        "",
        text,
        flags=re.I,
    )
