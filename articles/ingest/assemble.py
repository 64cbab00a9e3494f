"""Turns a page's lines and their roles into the record: fields, blocks, references, comments, and what was dropped."""

import re
from dataclasses import replace
from itertools import groupby

from articles.ingest.blocks import Item, build_blocks, items_of
from articles.ingest.confidence import UNSURE, unsure_lines
from articles.ingest.estimate import estimate_day, infer_quoted_dates
from articles.ingest.fields import read_fields
from articles.ingest.page import Page
from articles.ingest.record import Block, Comment, Dropped, LedgerEntry, Record, Reference, Span, Warning
from articles.ingest.roles import ANOTHER, DROP_ROLES, REFERENCE_ROLES
from articles.ingest.tables import PREFIXES
from articles.ingest.threads import build_comments
from articles.text.languages import detect_language

ANOTHER_STANDS = "another article stands here; a page is one article, so it was left out"
_MOST_OTHERS = 50  # articles besides the first that are told of
_GOES_ON = ("しかし", "一方で", "さらに、", "また、", "だが、", "そして", "その後", "However,", "Meanwhile,", "But ", "Однако", "Между тем", "Кроме того", "然而", "此外", "同时，", "Allerdings", "Doch ")  # fmt: skip
_LATER_PAGE = re.compile(
    r"(?<![\d/])([2-9])\s?/\s?(?!\1)\d{1,2}\s?(?:ページ|頁|页)|[2-9]ページ目|第[二三四五2-5]页|\bPage [2-9] of \d|\bSeite [2-9] von \d|\bСтраница [2-9] из \d"
)
_LABEL_MARKS = " \t\u3000\u00a0:：|｜=＝≫>＞-–—・▶►→■"


def assemble(page: Page, roles: list[LedgerEntry]) -> Record:
    """The record of a page whose lines have these roles; every non-blank line is in exactly one of its parts."""
    items = items_of(page, roles)
    language = _language(page, items)
    blocks, block_warnings = build_blocks(items, language)
    comments = build_comments(items, language)
    fields, unused = read_fields(page, items, language)
    blocks, dated_warnings = infer_quoted_dates(blocks, fields.published or page.received_on)
    dropped = _dropped(items, unused)
    record = Record(
        language=language,
        title=fields.title,
        subtitle=fields.subtitle,
        original_title=fields.original_title,
        section=fields.section,
        authors=fields.authors,
        publisher=fields.publisher,
        published=fields.published,
        updated=fields.updated,
        url=fields.url,
        source_url=fields.source_url,
        metadata=fields.metadata,
        blocks=blocks,
        references=_references(items),
        comments=comments,
        dropped=dropped,
        ledger=tuple(roles),
    )
    record = replace(
        record,
        proposed_title=None if record.title else propose_title(blocks),
        published_estimate=None if record.published else estimate_day(record, page.received_on),
    )
    warnings = _warnings(page, record, roles) + block_warnings + dated_warnings
    if fields.only_updated:
        warnings.append(Warning("date-inferred", "the page shows only the day of its last change"))
    return replace(record, warnings=tuple(warnings), coverage=coverage_of(page, record))


def _language(page: Page, items: list[Item]) -> str:
    declared = next((fact.value for fact in page.facts if fact.field == "language"), page.language_hint)
    body, size = [], 0
    for item in items:
        if item.role in ("body", "body+", "quotation", "list", "subtitle"):
            body.append(item.text[:1000])
            size += len(body[-1])
            if size > 2000:
                break
    return detect_language("\n".join(body) or "\n".join(item.text[:200] for item in items[:200]), declared)


def _references(items: list[Item]) -> tuple[Reference, ...]:
    return tuple(_reference(item) for item in items if item.role in REFERENCE_ROLES)


def _reference(item: Item) -> Reference:
    title = item.text
    folded = title.casefold()
    for word in PREFIXES[item.role]:
        if folded.startswith(word) and title[len(word) : len(word) + 1].strip(_LABEL_MARKS) == "":
            title = title[len(word) :].strip(_LABEL_MARKS)
            break
        if folded.endswith(word) and len(title) > len(word) + 4 and item.role in ("next", "previous"):
            title = title[: -len(word)].strip(_LABEL_MARKS)
            break
    url = item.href or None
    at = title.find("http")
    if url is None and at >= 0 and "://" in title[at : at + 9]:
        url = title[at:].split()[0]
        title = title[:at].strip(_LABEL_MARKS) or title
    return Reference(item.role, title, url, (item.number, item.number))


def _dropped(items: list[Item], unused: set[int]) -> tuple[Dropped, ...]:
    """Neighbouring dropped lines of one reason are one entry; a metadata line that named nothing is navigation."""

    def reason_of(item: Item) -> str:
        return item.role if item.role in DROP_ROLES else "navigation" if item.number in unused else ""

    runs = ((reason, list(run)) for reason, run in groupby(items, reason_of) if reason)
    return tuple(Dropped((run[0].number, run[-1].number), reason) for reason, run in runs)


def propose_title(blocks: tuple[Block, ...]) -> str | None:
    """A headline made from the text: its first heading, if it begins with one, or its first sentence cut at a clause."""
    texts = [block for block in blocks if block.type != "figure"]
    if not texts:
        return None
    first = texts[0]
    if first.type == "heading":
        return first.text.strip("【】 ")
    return _clause(first.title or first.text.split("\n")[0])


def _clause(text: str) -> str:
    wide = not text.isascii() and any("\u3040" <= c <= "\u9fff" for c in text[:20])
    marks, aim = ("、，", 40) if wide else (",;:–—", 80)
    end = min(
        (at for at in (text.find(mark) for mark in ("。", ". ", "! ", "? ", "！", "？")) if at > 0),
        default=len(text),
    )
    sentence = text[:end].rstrip(".。 ")
    if len(sentence) <= aim * 1.3:
        return sentence
    cuts = [at for at, c in enumerate(sentence) if c in marks and at >= aim // 3]
    if cuts:
        return sentence[: min(cuts, key=lambda at: abs(at - aim))]
    if wide:
        return sentence[:aim] + "…"
    return sentence[: sentence.rfind(" ", 0, aim)] + "…"


def _warnings(page: Page, record: Record, roles: list[LedgerEntry]) -> list[Warning]:
    out = [Warning(code, message) for code, message in page.notes]
    if record.title is None:
        out.append(Warning("no-title", "the page shows no headline"))
    text = next((block for block in record.blocks if block.type == "paragraph"), None)
    later_page = any(_LATER_PAGE.search(line.text) for line in page.lines[:80] if len(line.text) <= 120)
    if text and (later_page or (text is record.blocks[0] and _goes_on(text.text))):
        out.append(
            Warning(
                "begins-in-the-middle", "the first sentence goes on from a page that is not here", text.lines
            )
        )
    out += [Warning("several-articles", ANOTHER_STANDS, span) for span in _other_articles(roles)]
    out += _doubts(roles)
    if not record.blocks:
        out.append(Warning("no-text", "no article was found on the page"))
    return out


def _other_articles(roles: list[LedgerEntry]) -> list[Span]:
    """The lines, first and last, of each article besides the one that was taken."""
    spans: dict[str, Span] = {}
    for entry in roles:
        if entry.rule.startswith(ANOTHER):
            spans[entry.rule] = (spans.get(entry.rule, (entry.line,))[0], entry.line)
    return list(spans.values())[:_MOST_OTHERS]


def _doubts(roles: list[LedgerEntry]) -> list[Warning]:
    """What is a guess: the headline by itself, of other lines how many."""
    title = next((entry for entry in roles if entry.role == "title"), None)
    lines = [line for line in unsure_lines(roles) if title is None or line != title.line]
    out = []
    if title and title.confidence < UNSURE:
        out.append(Warning("low-confidence", "the headline may be another line", (title.line, title.line)))
    if lines:
        count = f"{len(lines)} lines are" if len(lines) > 1 else "a line is"
        out.append(Warning("low-confidence", f"{count} more a guess than the rest", (lines[0], lines[-1])))
    return out


def _goes_on(text: str) -> bool:
    return text.startswith(_GOES_ON) or "はまた、" in text[:24] or "はさらに、" in text[:24]


def coverage_of(page: Page, record: Record) -> float:
    """The share of the page's non-blank lines that some part of the record accounts for."""
    present = [line.number for line in page.lines if line.text.strip()]
    if not present:
        return 1.0
    covered: set[int] = set()
    for part in (*record.blocks, *record.references, *record.metadata, *record.dropped):
        covered.update(range(part.lines[0], part.lines[1] + 1))
    _cover_comments(record.comments, covered)
    return round(sum(1 for number in present if number in covered) / len(present), 6)


def _cover_comments(comments: tuple[Comment, ...], covered: set[int]) -> None:
    pending = list(comments)
    while pending:
        comment = pending.pop()
        covered.update(range(comment.lines[0], comment.lines[1] + 1))
        pending.extend(comment.replies)
