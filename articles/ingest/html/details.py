"""Who wrote a page and when: metadata first, then the lines around the headline."""

import re
from collections.abc import Iterator

from articles.ingest.bylines import find_names, without_weekday
from articles.ingest.dates import find_dates
from articles.ingest.html.authors import LEAD, clean_names, persons_first
from articles.ingest.html.flow import HEADINGS, TEXT, Flow, Node, Seen, set_role
from articles.ingest.html.headline import plain
from articles.ingest.html.metadata import iso_date
from articles.ingest.page import Fact
from articles.ingest.tables import SURNAMES
from articles.text.languages import detect_language

AROUND_DATE = re.compile(
    r"(?:[\s,|·•–-]{0,9}+\b(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|on|am|le|el|il|em|um|at|posted|published|updated|veröffentlicht|publié|publicado|pubblicato|erstellt)\b){0,9}[\s,|·•:–-]{0,20}+$"
    r"|^[\s,|·•:–-]*(?:\d\d?:\d\d\s*(?:[apAP]\.?[mM]\.?)?\s*)?(?:[A-Z]{2,4}\b\s+)?"
)
ADDRESS_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.\-]|\D|$)"
)
SHORT = 240  # weighted characters; a longer line is no by-line
SIGNED = 3  # lines below the last sentence in which its writer's name may stand
BEFORE, AFTER = 8, 8  # lines looked at above the headline and below the article


class Surroundings:
    """The lines near the headline, nearest first: below it, above it, then below the article."""

    def __init__(self, flow: Flow, content: Node, headline: int | None):
        lines = flow.lines
        start = content.begin if headline is None else headline + 1
        prose = [n for n in range(content.begin, content.end) if lines[n].prose and not lines[n].node.drop]
        first = next((n for n in prose if n >= start and not detail_of(lines[n])), start + 2)
        last = prose[-1] if prose else content.end - 1
        below = range(start, min(first + 3, len(lines)))
        above = range(start - 2 if headline is not None else start - 1, max(start - 2 - BEFORE, -1), -1)
        after = range(last + 1, min(max(last + AFTER, content.end + 3), len(lines)))
        self.start, self.first, self.last = start, first, last
        self.numbers = list(dict.fromkeys([*below, *above, *after, *prose[:1], *prose[-1:]]))
        self.near = set(below) | set(above)


def detail_of(line: Seen) -> str:
    """Whether a line says who wrote (`byline`) or when (`date`) and hardly anything else; else nothing."""
    if line.size > SHORT:
        return ""
    if "byline" in line.means:
        return "byline"
    if line.size < 120 and LEAD.match(line.text) and clean_names(_before_date(line.text)):
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
        near = [number for number in around.numbers if number in around.near]
        after = [number for number in around.numbers if number not in around.near]
        stated = (
            _marked_times(flow, near)
            or _shown_dates(flow, near, around, language)
            or _dated_address(url)
            or _marked_times(flow, after)
            or _shown_dates(flow, after, around, language)
        )
    return stated + updated


def _dated_address(url: str) -> list[Fact]:
    match = ADDRESS_DATE.search(url)
    return [Fact("published", "-".join(match.groups()), "address")] if match else []


def _marked_times(flow: Flow, numbers: list[int]) -> list[Fact]:
    order = {number: rank for rank, number in enumerate(numbers)}
    found = []
    for number, value, is_update in flow.times:
        if number in order and flow.lines[number].node.drop != "comments" and (iso := iso_date(value)):
            found.append((is_update, order[number], iso, number))
    return [Fact("published", iso, "time", number + 1) for _, _, iso, number in sorted(found)[:1]]


def _shown_dates(flow: Flow, numbers: list[int], around: Surroundings, language: str) -> list[Fact]:
    """The likeliest day that a line shows: labelled or marked first, then in a line with little else, then the nearest.

    A day in the midst of prose is what the text tells of, not when it was published.
    """
    found = []
    for rank, number in enumerate(numbers):
        line = flow.lines[number]
        text = line.text[:160]
        if line.size > SHORT:
            if number != around.last:
                continue
            text = line.text[-60:]  # a paper's name and the day sign the last paragraph
        if line.node.drop == "comments" or not (any(map(str.isdigit, text)) or "年" in text):
            continue
        parent = line.node.parent
        named = "date" in line.means or (parent is not None and "date" in parent.means)
        for date in find_dates(text, language):
            told = date.label == "published" or named
            crowded = len(text) - (date.end - date.begin) > 60
            if date.iso and len(date.iso) >= 10 and (told or not (crowded and line.prose)):
                found.append((date.label == "updated", not told, crowded, rank, date.iso, number))
    return [Fact("published", best[-2], "text", best[-1] + 1) for best in sorted(found)[:1]]


def find_authors(
    flow: Flow, around: Surroundings, facts: list[Fact], *, publisher: str, language: str
) -> list[Fact]:
    """The authors' facts, one a name: the first source that names anyone but the site itself."""
    site = plain(publisher)
    fallback: list[Fact] = []
    for names, origin, number in _sources(flow, around, facts, publisher, language):
        persons = [name for name in names if not site or plain(name) not in site]
        if persons:
            return [Fact("authors", name, origin, number) for name in persons_first(persons)]
        fallback = fallback or [Fact("authors", name, origin, number) for name in names]
    return fallback


def _sources(
    flow: Flow, around: Surroundings, facts: list[Fact], publisher: str, language: str
) -> Iterator[tuple]:
    """(names, what told them, their line) by falling trust; what is shown is looked for only where nothing is stated."""
    by_origin: dict[str, list[str]] = {}
    for fact in facts:
        if fact.field == "authors" and not fact.value.startswith(("http", "/", "@")):
            names = by_origin.setdefault(fact.origin, [])
            names.extend(name for name in clean_names(fact.value, publisher=publisher) if name not in names)
    for origin in ("json-ld", "opengraph", "meta", "data"):
        yield by_origin.get(origin, []), origin, None
    named = _named_authors(flow, around, publisher)
    yield named
    shown = _shown_authors(flow, around, publisher)
    yield shown
    if not by_origin and not named[0] and not shown[0]:
        yield _bare_authors(flow, around, language)
        yield _signed_authors(flow, around, language)


def _named_authors(flow: Flow, around: Surroundings, publisher: str) -> tuple[list[str], str, int | None]:
    """Names in elements that are called author, or that link to an author's page; those of the nearest line."""
    order = {number: rank for rank, number in enumerate(around.numbers)}
    best, found = len(order), []
    for number, text in flow.names:
        rank = order.get(number, len(order))
        if rank > best or rank == len(order) or flow.lines[number].node.drop == "comments":
            continue
        names = clean_names(_before_date(text), publisher=publisher)
        if names:
            found = names if rank < best else found + [name for name in names if name not in found]
            best = rank
    return found, "author-link", around.numbers[best] + 1 if found else None


def _shown_authors(flow: Flow, around: Surroundings, publisher: str) -> tuple[list[str], str, int | None]:
    """Names in lines that read like by-lines."""
    best: tuple = (99.0, [], 0)
    for rank, number in enumerate(around.numbers):
        line = flow.lines[number]
        if line.node.drop == "comments":
            continue
        names, weight = _names_in(line, publisher)
        if (
            not names
            and len(line.text) < 20
            and number + 1 < len(flow.lines)
            and LEAD.match(f"{line.text} X")
        ):
            number += 1  # `By`, and the name in the next line
            names, weight = clean_names(_before_date(flow.lines[number].text), publisher=publisher), 1
        if names and weight * 10 + rank * 0.5 < best[0]:
            best = (weight * 10 + rank * 0.5, names, number)
    names, number = list(best[1]), best[2]
    following = number + 1
    while names and following in around.near and (more := _names_in(flow.lines[following], publisher)[0]):
        names += [name for name in more if name not in names]
        following += 1
    return names, "byline", number + 1 if names else None


def _bare_authors(flow: Flow, around: Surroundings, language: str) -> tuple[list[str], str, int | None]:
    """A name that stands alone just below the headline: with a day beside it, or with a Chinese family name."""
    for number in range(around.start, min(around.start + 2, len(flow.lines))):
        line = flow.lines[number]
        if line.size > 60 or line.node.drop or line.prose:
            continue
        text = _before_date(line.text)
        dated = text != line.text or any(
            detail_of(other) == "date" for other in flow.lines[number + 1 : number + 2]
        )
        names = find_names(text, _language(flow, around, language), bare=True) if dated else []
        if not names and 2 <= len(text) <= 3 and text[0] in SURNAMES:
            names = [text]
        if len(names) == 1 and plain(names[0]) == plain(text):
            return names, "name", number + 1
    return [], "name", None


def _language(flow: Flow, around: Surroundings, declared: str) -> str:
    """The page's language as far as names are read by it: as declared, else that of the first sentence."""
    return declared or detect_language(flow.lines[min(around.first, len(flow.lines) - 1)].text[:400], None)


def _signed_authors(flow: Flow, around: Surroundings, language: str) -> tuple[list[str], str, int | None]:
    """A name alone on a line right below the last sentence."""
    for number in range(around.last + 1, min(around.last + 1 + SIGNED, len(flow.lines))):
        line = flow.lines[number]
        if line.size > 44 or line.node.drop or line.linked or line.node.tag in HEADINGS or detail_of(line):
            continue
        names = find_names(line.text, language, bare=True)
        if len(names) == 1 and plain(names[0]) == plain(line.text):
            return names, "signature", number + 1
    return [], "signature", None


def mark_signature(flow: Flow, around: Surroundings, facts: list[Fact]) -> None:
    """Takes the lines below the last sentence that gave the author and the day out of the text."""
    for fact in facts:
        if fact.field in ("authors", "published") and fact.line and fact.line - 1 > around.last:
            line = flow.lines[fact.line - 1]
            if line.role in TEXT and line.size <= SHORT:
                set_role(line, "byline" if fact.field == "authors" else "date", "below the text", 0.8)


HAN = "[\u4e00-\u9fff]{2,4}"
EDITS = re.compile("编辑|責任編輯|責編|责编|編集")
LABELLED = re.compile(
    r"(?:作者|撰文|撰稿|文字|(?:本报|本网|见习|特约|实习)?(?:记者|記者)|通讯员|(?:本报)?实习生|责任编辑|責任編輯|编辑|責編|责编|文)"
    rf"(?:\s*[:：／/]\s*|[\s　]+)({HAN}(?:[\s　、，,/]+{HAN})*)(?=\s*[）)】|｜]|\s*$|\s+[^\u4e00-\u9fff]|[\s　]+(?:时间|日期|发表|来源|发布|摄|编辑|出自|选自|摘自|我要|评论|查看|点击|字号|阅读|浏览|收藏|分享|打印|关注|分类|人气))"
)
REPORTED = re.compile(
    rf"[（(]\s*({HAN}(?:[\s　、]+{HAN})*?)(?:[\s　]+{HAN})?(?:[\s　]*(?:报道|报导|摄影报道))?\s*[）)]\s*$"
)


def _names_in(line: Seen, publisher: str) -> tuple[list[str], int]:
    """Names in a line, and how far to trust that they are the author's (less is more)."""
    text = line.text
    if match := LABELLED.search(text if line.size <= SHORT else text[-40:]):
        edits = EDITS.search(match.group())  # who edited is told only where nobody is said to have written
        return clean_names(re.sub(r"[\s　]+", "、", match.group(1))), 5 if edits else 1
    if (match := REPORTED.search(text[-30:])) and "报" in match.group():
        return clean_names(re.sub(r"[\s　]+", "、", match.group(1))), 2
    if line.size > SHORT:
        return [], 9
    parent = line.node.parent
    named = "byline" in line.means or (parent is not None and "byline" in parent.means)
    if LEAD.match(text):
        return clean_names(_before_date(text), publisher=publisher), 0 if named else 1
    if named and line.size < 120:
        return clean_names(_before_date(text), publisher=publisher), 1
    return [], 9


def _before_date(text: str) -> str:
    """A by-line without the date that often stands beside the name, and what follows the date."""
    for date in find_dates(text):
        before = without_weekday(text[: date.begin]).strip(" ,|·•–-:")
        text = before if len(before) > 2 else text[date.end :]
        break
    return AROUND_DATE.sub("", text)
