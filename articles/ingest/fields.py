"""The record's fields from a page's facts and from its metadata lines, with the line that shows each."""

import re
from dataclasses import dataclass

from articles.ingest.blocks import Item
from articles.ingest.bylines import find_names, tells_editor
from articles.ingest.datelines import agency_in_dateline, names_at_end, names_in_dateline, names_in_news
from articles.ingest.dates import FoundDate, find_dates, find_relative
from articles.ingest.headline import without_hashes, without_site
from articles.ingest.mail_lines import mail_sender, without_mail_label
from articles.ingest.page import Fact, Page
from articles.ingest.profile import profile_of
from articles.ingest.publisher import FOOT, name_in_footer, paper_after_label
from articles.ingest.record import Metadata
from articles.ingest.roles import DROP_ROLES, METADATA_ROLES
from articles.ingest.tables import HOUSES, PREFIXES
from articles.text.normalise import plain_key

_URL = re.compile(r"https?://[^\s<>\"'）」】]+")
_BESIDE_CLOCK = re.compile("\\d\\d:\\d\\d\\s+([\u3400-\u9fff]{2,8})$")
_CHANNEL = re.compile(r"(\S.{1,60}), \[\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d\d\]$")  # as Telegram copies a post
_NO_ZONE = re.compile(r"T[\d:]+$")
_SINGLE = ("subtitle", "original_title", "section", "publisher")


@dataclass
class Fields:
    title: str | None = None
    subtitle: str | None = None
    original_title: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    source_url: str | None = None
    metadata: tuple[Metadata, ...] = ()
    only_updated: bool = False  # `published` is the day of the last change, the only one shown


def read_fields(page: Page, items: list[Item], language: str) -> tuple[Fields, set[int]]:
    """The fields, and the numbers of metadata lines that gave none."""
    shown: list[tuple[str, tuple[int, int]]] = []
    fields = Fields()
    lines = [item for item in items if item.role in METADATA_ROLES]
    _read_title(fields, lines, items, shown)
    for name in _SINGLE:
        _read_single(fields, name, lines, shown)
    _read_addresses(fields, lines, shown)
    _read_dates(fields, page, items, language, shown)
    _read_authors(fields, lines, items, language, shown)
    _take_facts(fields, page, items, shown)
    if language == "ja":
        fields.published, fields.updated = _in_japan(fields.published), _in_japan(fields.updated)
    if fields.published is None and fields.updated:
        # The only day that the page shows; an editor is told so.
        fields.published, fields.only_updated = fields.updated, True
    profile = profile_of(page)
    if fields.publisher is None and profile:
        fields.publisher = profile.publisher
    if fields.publisher is None:
        # The footer stays dropped: a line counts once, and it says more than the name.
        foot = [item for item in items[-FOOT:] if item.role in DROP_ROLES]
        names = (name_in_footer(item.text) for item in reversed(foot))
        fields.publisher = (
            next((name for name in names if name), None) or _named_source(lines) or _wire(items)
        )
    covered = {number for _, span in shown for number in range(span[0], span[1] + 1)}
    order = {
        name: at
        for at, name in enumerate(
            ("section", "title", "subtitle", "original_title", "published", "updated", "authors")
        )
    }
    shown.sort(key=lambda entry: (entry[1], order.get(entry[0], 9)))
    fields.metadata = tuple(Metadata(name, span) for name, span in dict.fromkeys(shown))
    return fields, {item.number for item in lines if item.number not in covered}


def _in_japan(moment: str | None) -> str | None:
    """A moment with Japan's offset where it has a clock and no offset: a Japanese page's clock is Japan's."""
    return f"{moment}+09:00" if moment and _NO_ZONE.search(moment) else moment


def _named_source(lines: list[Item]) -> str | None:
    """The paper that a page names beside the day: 来源：…, … 丝路商报, Channel, [28.03.2024 19:07]."""
    for item in lines:
        if item.role in ("date", "byline"):
            if paper := paper_after_label(item.text):
                return paper
            m = _CHANNEL.match(item.text)
            beside = None if m else _BESIDE_CLOCK.search(item.text)
            if m or (beside and beside[1].endswith(HOUSES)):
                return (m or beside)[1]
    return None


def _wire(items: list[Item]) -> str | None:
    """The agency in brackets behind an English report's place and day, where lines below the text have its name too."""
    first = next((item for item in items if item.role == "body"), None)
    agency = agency_in_dateline(first.text) if first else None
    foot = (item.text.casefold() for item in items[-FOOT:] if item.role in DROP_ROLES)
    return agency if agency and any(agency.casefold() in text for text in foot) else None


def _read_title(fields: Fields, lines: list[Item], items: list[Item], shown: list) -> None:
    titles = [item for item in lines if item.role == "title"]
    if not titles:
        return
    run = [titles[0]]
    for item in titles[1:]:
        if item.number == run[-1].number + 1:
            run.append(item)
    if len(run) == 1:
        fields.title = without_site(
            without_hashes(without_mail_label(run[0].text)), [item.text for item in items[:80]]
        )
    else:
        fields.title = " ".join(item.text for item in run)
    shown.append(("title", (run[0].number, run[-1].number)))


def _read_single(fields: Fields, name: str, lines: list[Item], shown: list) -> None:
    run = [item for item in lines if item.role == name]
    if not run:
        return
    value = run[0].text
    if name in PREFIXES:
        value = _without_label(value, PREFIXES[name])
    elif name == "subtitle":
        # Decks of several lines are one; lines elsewhere with that role stay metadata of the same field.
        value = "\n".join(item.text for item in run)
    setattr(fields, name, value)
    shown += [(name, (item.number, item.number)) for item in (run if name == "subtitle" else run[:1])]


def _without_label(text: str, words: tuple[str, ...]) -> str:
    folded = text.casefold()
    for word in words:
        rest = text[len(word) :].lstrip()
        if folded.startswith(word) and rest[:1] in (":", "：", "|", "｜"):
            return rest[1:].strip()
    return text


def _read_addresses(fields: Fields, lines: list[Item], shown: list) -> None:
    for role, name in (("source_address", "source_url"), ("address", "url")):
        for item in lines:
            m = _URL.search(item.text)
            if item.role == role and m and getattr(fields, name) is None:
                setattr(fields, name, m[0])
                shown.append((name, (item.number, item.number)))


def _read_dates(fields: Fields, page: Page, items: list[Item], language: str, shown: list) -> None:
    lines = [item for item in items if item.role in METADATA_ROLES]
    title_at = next((item.number for item in lines if item.role == "title"), 0)
    text_ends = max((item.number for item in items if item.role in ("body", "body+")), default=0)
    published: list[tuple[int, FoundDate, Item]] = []
    for item in lines:
        if item.role not in ("date", "byline"):
            continue
        for found in find_dates(item.text, language):
            if found.iso is None or found.precision == "month":
                continue
            if found.label == "updated":
                if fields.updated is None:
                    fields.updated = found.iso
                    shown.append(("updated", (item.number, item.number)))
            else:
                rank = (
                    (0 if found.label else 4)
                    + (0 if item.number > title_at else 2)
                    + (3 if item.number > text_ends > 0 else 0)  # below the text it may be a comment's
                    + (found.precision == "day")
                )
                published.append((rank, found, item))
        if page.received_on and not find_dates(item.text, language):
            day = find_relative(item.text, page.received_on)
            if day and fields.published is None:
                fields.published = day
                shown.append(("published", (item.number, item.number)))
    if published:
        rank, found, item = min(published, key=lambda entry: (entry[0], entry[2].number))
        fields.published = found.iso
        shown.append(("published", (item.number, item.number)))


def _read_authors(fields: Fields, lines: list[Item], items: list[Item], language: str, shown: list) -> None:
    """Names behind a word like `By` are believed first; without any, the first line with a bare name."""
    title_at = next((item.number for item in lines if item.role == "title"), 0)
    candidates = [item for item in lines if item.role in ("byline", "date")]
    candidates.sort(key=lambda item: (tells_editor(item.text), item.number < title_at, item.number))
    names: list[str] = []
    last = 0
    reported = _in_dateline(items)
    for item in candidates:
        if reported and not names and tells_editor(item.text):
            break  # who edited is told only where nobody is said to have written
        found = [name for name in _names_of(item.text, language) if name not in names]
        if found and not (names and (abs(item.number - last) > 4 or tells_editor(item.text))):
            names += found
            last = item.number
            shown.append(("authors", (item.number, item.number)))
    for item in candidates if not names and not reported else ():
        names = find_names(item.text, language, bare=True)
        if names:
            shown.append(("authors", (item.number, item.number)))
            break
    fields.authors = tuple(names) or reported or _signed_in_text(items)


def _names_of(text: str, language: str) -> list[str]:
    """The names of a by-line; in a letter's head the word before the colon is enough."""
    sender = mail_sender(text)
    return find_names(sender, language, bare=True) if sender else find_names(text, language)


def _in_dateline(items: list[Item]) -> tuple[str, ...]:
    """The names that open the first paragraph; the line stays text, so it is no metadata line."""
    first = next((item for item in items if item.role == "body"), None)
    return tuple(names_in_dateline(first.text)) if first else ()


def _signed_in_text(items: list[Item]) -> tuple[str, ...]:
    """（记者 …） behind the last paragraph, or behind the place that opens the first; both stay text."""
    body = [item for item in items if item.role in ("body", "body+")]
    for item in (*reversed(body[-3:]), *body[:1]):
        names = names_at_end(item.text)
        if names:
            return tuple(names)
    return tuple(names_in_news(body[0].text)) if body else ()


def _take_facts(fields: Fields, page: Page, items: list[Item], shown: list) -> None:
    """Metadata states outright what a line only suggests; the line that shows the same stays its line."""
    authors: list[str] = []
    stated: dict[str, Fact] = {}
    for fact in page.facts:
        value = fact.value.strip()
        if not value:
            continue
        if fact.field == "authors":
            authors += [value] if value not in authors else []
            if fact.line:
                shown.append(("authors", (fact.line, fact.line)))
        elif fact.field in Fields.__dataclass_fields__ and fact.field not in stated:
            stated[fact.field] = fact
    if authors:
        fields.authors = tuple(authors)
    for name, fact in stated.items():
        value = fact.value.strip()
        if name == "title" and fields.title and _same_title(fields.title, value):
            continue
        setattr(fields, name, value)
        if fact.line and items and not any(entry[0] == name for entry in shown):
            shown.append((name, (fact.line, fact.line)))


def _same_title(shown: str, stated: str) -> bool:
    """Whether the page's metadata only repeat its headline, perhaps with the site's name."""
    mine, theirs = plain_key(shown), plain_key(stated)
    return bool(mine) and (mine in theirs or theirs in mine)
