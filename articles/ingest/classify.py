"""Gives every non-blank line of a page a role, the rule that said so, and a confidence."""

from articles.ingest.article_run import find_run
from articles.ingest.bylines import find_names, says_by
from articles.ingest.comments import comments_below, find_comments
from articles.ingest.features import Features, features_of
from articles.ingest.figures import is_figure
from articles.ingest.headline import find_headline, find_repeated_headline
from articles.ingest.page import Page
from articles.ingest.quotations import find_quotations
from articles.ingest.record import LedgerEntry
from articles.ingest.roles import CONFIDENT, ROLES
from articles.text.languages import detect_language

__all__ = ["CONFIDENT", "ROLES", "classify"]

_BOXES = {"related": "promotion", "ranking": "ranking", "ticker": "ticker", "promotion": "promotion"}
_DROPPED_LABELS = {**_BOXES, "share": "navigation", "navigation": "navigation", "advertisement": "advertisement", "form": "form", "footer": "footer", "comments": "form", "mark": "navigation"}  # fmt: skip
_REFERENCE_PREFIXES = ("reference", "related", "next", "previous")
_HEADING_WIDTH = 150
_DECK_WIDTH = 320  # a deck is no longer
_GLUED = {"previous": ("前のページ", "前の記事", "上一篇"), "next": ("次のページ", "次の記事", "下一篇")}


class Roles:
    """The roles given so far; the first rule to speak of a line has it."""

    def __init__(self, lines: list[Features]) -> None:
        self.lines = lines
        self.given: list[tuple[str, str, float] | None] = [None] * len(lines)

    def give(self, at: int, role: str, rule: str, confidence: float) -> None:
        if self.given[at] is None:
            self.given[at] = (role, rule, confidence)

    def role(self, at: int) -> str:
        given = self.given[at] if 0 <= at < len(self.given) else None
        return given[0] if given else ""

    def entries(self) -> list[LedgerEntry]:
        out = []
        for one, given in zip(self.lines, self.given, strict=True):
            role, rule, confidence = given or ("navigation", "left over", 0.3)
            out.append(LedgerEntry(one.line.number, role, rule, confidence))
            following = "body+" if role in ("body", "list") else role
            out += [LedgerEntry(line.number, following, "goes on with the line above", confidence) for line in one.tail]
        return out


def page_language(page: Page) -> str:
    """The language of a page's long lines, with its own declaration as a hint."""
    sample, size = [], 0
    for line in page.lines:
        if len(line.text) > 40:
            sample.append(line.text[:1500])
            size += len(sample[-1])
            if size > 6000:
                break
    text = "\n".join(sample) or "\n".join(line.text[:200] for line in page.lines[:200])
    return detect_language(text, page.language_hint)


def _hinted(page: Page) -> list[LedgerEntry]:
    """Markup has spoken of every line: the HTML reader saw more than the text's features can tell."""
    return [
        LedgerEntry(line.number, line.hint.role, line.hint.rule, line.hint.confidence)
        for line in page.lines
        if line.text.strip()
    ]


def classify(page: Page) -> list[LedgerEntry]:
    """One entry for each non-blank line, in the page's order."""
    if page.kind == "html" and all(line.hint is not None and line.hint.role for line in page.lines):
        return _hinted(page)
    lines = features_of(page)
    if not lines:
        return []
    language = page_language(page)
    roles = Roles(lines)
    _take_hints(roles)
    _quotations(roles)
    for at, (role, confidence) in find_comments(lines, language).items():
        roles.give(at, role, "a reader's comment", confidence)
    strong = find_repeated_headline(lines, language)
    run = _run(roles, language, strong)
    anchor = _anchor(roles, run, language)
    headline = _headline(roles, run, anchor, strong, language)
    if anchor is not None and anchor >= run[0]:
        run = (anchor + 1, run[1])
    if headline is not None and headline >= run[0] and run[1] >= run[0]:
        run = (headline + 1, run[1])
    _between(roles, headline, run, language)
    _deck(roles, headline, run)
    _article(roles, run, language)
    _above(roles, headline, run, language)
    _after(roles, run, language)
    return roles.entries()


def _take_hints(roles: Roles) -> None:
    for one in roles.lines:
        hint = one.line.hint
        if hint and hint.role in ROLES and hint.confidence >= CONFIDENT:
            roles.give(one.at, hint.role, hint.rule or "markup", hint.confidence)


def _quotations(roles: Roles) -> None:
    for run in find_quotations(roles.lines):
        roles.give(run.first, "quotation-title", "asterisks open a quotation", 0.95)
        for at in range(run.first + 1, run.last + 1):
            is_row = at == run.last and run.closed and not run.repeated
            roles.give(at, "quotation-end" if is_row else "quotation", "inside a quotation", 0.95)
        if run.repeated:
            for at in range(run.repeated[0], run.repeated[1] + 1):
                roles.give(at, "duplicate", "repeats the quotation word for word", 0.95)


def _run(roles: Roles, language: str, strong: int | None) -> tuple[int, int]:
    hinted = [at for at in range(len(roles.lines)) if roles.role(at) in ("body", "list", "heading", "body+")]
    if hinted:
        return hinted[0], hinted[-1]
    walls = {at for at in range(len(roles.lines)) if roles.role(at).startswith("comment")}
    start = 0 if strong is None else strong + 1
    run = find_run(roles.lines, language, walls, start)
    quoted = [
        at
        for at in range(len(roles.lines))
        if roles.role(at) in ("quotation-title", "quotation-end", "duplicate")
    ]
    if quoted and run[1] >= run[0]:
        run = (min(run[0], quoted[0]), max(run[1], quoted[-1]))
    return run


def _anchor(roles: Roles, run: tuple[int, int], language: str) -> int | None:
    """The last line of day and names at the article's beginning; prose above it is a deck or a teaser."""
    if run[1] < run[0]:
        return None
    lines = roles.lines
    prose = sum(one.width for one in lines[run[0] : run[1] + 1] if one.prose)
    above = 0
    found = None
    for at in range(run[0], min(run[0] + 14, run[1] + 1)):
        one = lines[at]
        if roles.role(at) or above * 4 > prose or above > 1400:
            break
        if not one.bullet and not one.prose and _is_meta(one, language):
            found = at
        elif found is not None and (one.prose or not one.label):
            break
        above += one.width if one.prose else 0
    return found


def _is_meta(one: Features, language: str) -> bool:
    if (
        one.width <= 130
        and one.is_date_line(language)
        and any(day.iso and day.precision != "month" for day in one.dates(language))
    ):
        return True
    return one.width <= 160 and says_by(one.text) and bool(find_names(one.text, language))


def _headline(
    roles: Roles, run: tuple[int, int], anchor: int | None, strong: int | None, language: str
) -> int | None:
    for at in range(len(roles.lines)):
        if roles.role(at) == "title":
            return at
    if strong is not None:
        roles.give(strong, "title", "the page's title begins with it", 0.9)
        return strong
    found = find_headline(roles.lines, run, anchor, language)
    if found is None or roles.role(found[0]):
        return None
    roles.give(found[0], "title", "headline above the text", min(0.95, 0.4 + found[1] / 8))
    return found[0]


def _between(roles: Roles, headline: int | None, run: tuple[int, int], language: str) -> None:
    """The lines between headline and text: days, names, a deck, the first picture, buttons."""
    if headline is None:
        return
    first = run[0] if run[1] >= run[0] else len(roles.lines)
    head = [at for at in range(headline + 1, first) if not roles.role(at)]
    for at in head:
        one = roles.lines[at]
        if one.label:
            roles.give(at, _DROPPED_LABELS[one.label], f"label: {one.label}", 0.8)
        elif one.width <= 160 and one.is_date_line(language):
            roles.give(at, "date", "a day under the headline", 0.9)
        elif one.width <= 200 and not one.prose and says_by(one.text) and find_names(one.text, language):
            roles.give(at, "byline", "a by-line under the headline", 0.85)
        elif one.prefix in ("tags", "section"):
            roles.give(
                at, "section" if one.prefix == "section" else "navigation", f"label: {one.prefix}", 0.7
            )
        elif is_figure(one):
            roles.give(at, "figure", "a picture's credit", 0.7)
        elif at == headline + 1 and _is_foreign_title(one, roles.lines[headline], language):
            roles.give(at, "original_title", "the headline in another language", 0.85)
        elif (
            one.width <= 60
            and not one.prose
            and _may_be_name(roles.lines, at, language)
            and find_names(one.text, language, bare=True)
        ):
            roles.give(at, "byline", "a name under the headline", 0.65)
        elif one.prose and one.width > _DECK_WIDTH and not one.phrase:
            roles.give(at, "body", "prose", 0.7)
        elif at <= headline + 3 and one.width >= 30 and not one.bullet and not one.phrase:
            roles.give(at, "subtitle", "a sentence under the headline", 0.6)
        elif one.width <= 200 and one.dates(language):
            roles.give(at, "date", "a day under the headline", 0.6)
        elif one.prose and one.width > 100 and not one.phrase:
            roles.give(at, "body", "prose", 0.5)


def _may_be_name(lines: list[Features], at: int, language: str) -> bool:
    """A bare Chinese or Japanese name can be told only by the day beside it."""
    one = lines[at]
    if not one.cjk:
        return True
    if "\t" in one.text:
        return False
    return any(0 <= other < len(lines) and lines[other].is_date_line(language) for other in (at - 1, at + 1))


def _deck(roles: Roles, headline: int | None, run: tuple[int, int]) -> None:
    """One sentence under the headline is the deck where references or a heading, not more text, follow it."""
    if headline is None or run[0] != headline + 1 or run[1] <= run[0] + 2 or roles.role(run[0]):
        return
    one, following = roles.lines[run[0]], roles.lines[run[0] + 1]
    if one.prose and not one.bullet and following.prefix in _REFERENCE_PREFIXES:
        roles.give(run[0], "subtitle", "a sentence between headline and references", 0.6)


def _is_foreign_title(one: Features, title: Features, language: str) -> bool:
    return title.cjk and not one.cjk and one.width >= 20 and one.text.isascii() and one.text.count(" ") >= 3


def _article(roles: Roles, run: tuple[int, int], language: str) -> None:
    lines = roles.lines
    box = ""
    seen_text = 0
    full_stops = _writes_full_stops(lines[run[0] : run[1] + 1])
    for at in range(run[0], run[1] + 1):
        if roles.role(at):
            continue
        one = lines[at]
        if one.label in _BOXES and not one.prose:
            box = _BOXES[one.label]
        elif one.prose and not one.bullet:
            box = ""
        role, rule, confidence = _inside(
            one, lines, at, run, language, box=box, seen_text=seen_text, full_stops=full_stops
        )
        roles.give(at, role, rule, confidence)
        seen_text += role == "body" and one.prose


def _inside(
    one: Features,
    lines: list[Features],
    at: int,
    run: tuple[int, int],
    language: str,
    *,
    box: str,
    seen_text: int,
    full_stops: bool,
) -> tuple[str, str, float]:
    """The role of a line between the article's first and last sentence."""
    if one.label:
        return _DROPPED_LABELS[one.label], f"label: {one.label}", 0.8
    neighbour = _neighbour(one)
    if neighbour:
        return neighbour, "a neighbour's headline", 0.85
    if box:
        return box, "in a box inside the article", 0.6
    dropped = _dropped_phrase(one)
    if dropped:
        return dropped, f"says {dropped}", 0.6
    if one.prefix in _REFERENCE_PREFIXES and one.width <= 300:
        return one.prefix, f"label: {one.prefix}", 0.85
    if one.prefix == "tags":
        return "navigation", "label: tags", 0.7
    if is_figure(one):
        return ("figure", "a picture's caption or credit", 0.75)
    if seen_text < 2 and one.width <= 120 and not one.prose:
        if one.is_date_line(language):
            return "date", "a day near the beginning", 0.7
        if says_by(one.text) and find_names(one.text, language):
            return "byline", "a by-line near the beginning", 0.7
    if one.bullet:
        return "list", "bullet", 0.8
    if "\t" in one.text:
        return "list", "cells of a table", 0.6
    if one.prose and not (full_stops and _is_unstopped(one, lines, at, run)):
        return "body", "prose", 0.9
    if one.prose:
        return "heading", "alone among paragraphs it has no full stop", 0.7
    if _is_heading(one, lines, at, run):
        return "heading", "a short line before text", 0.75
    return "body", "between prose", 0.5


def _writes_full_stops(lines: list[Features]) -> bool:
    """Whether a Chinese or Japanese page ends its paragraphs with a full stop, so that a line without one stands out."""
    prose = [one for one in lines if one.prose and one.cjk]
    return len(prose) >= 4 and sum(one.ends for one in prose) * 10 >= len(prose) * 8


def _is_unstopped(one: Features, lines: list[Features], at: int, run: tuple[int, int]) -> bool:
    if one.ends or not one.cjk or one.width > 160 or not one.gap or at >= run[1] or "。" in one.text:
        return False
    return lines[at + 1].prose and bool(lines[at + 1].gap) and lines[at + 1].width > one.width


def _dropped_phrase(one: Features) -> str:
    if not one.phrase:
        return ""
    limit = {"footer": 300, "form": 160, "promotion": 160}[one.phrase]
    return one.phrase if one.width <= limit else ""


def _is_heading(one: Features, lines: list[Features], at: int, run: tuple[int, int]) -> bool:
    if one.width > _HEADING_WIDTH or at >= run[1]:
        return False
    if one.ends and one.text[-1] not in "?!？！」』”\"】)）’'…":
        return False
    if one.text[-1] in ",、，;；":
        return False
    return lines[at + 1].width > one.width


def _above(roles: Roles, headline: int | None, run: tuple[int, int], language: str) -> None:
    """The lines above the headline: the section just above it, a day or a name, menus."""
    top = headline if headline is not None else run[0]
    for at in range(top - 1, -1, -1):
        if roles.role(at):
            continue
        one = roles.lines[at]
        near = top - at
        if one.label:
            roles.give(at, _DROPPED_LABELS[one.label], f"label: {one.label}", 0.8)
        elif near <= 6 and one.width <= 120 and one.is_date_line(language):
            roles.give(at, "date", "a day above the headline", 0.6)
        elif (
            near <= 4
            and one.width <= 120
            and not one.prose
            and says_by(one.text)
            and find_names(one.text, language)
        ):
            roles.give(at, "byline", "a by-line above the headline", 0.6)
        elif near == 1 and headline is not None and at <= 3 and _is_section(one):
            roles.give(at, "section", "a rubric above the headline", 0.7)
        elif headline is None and is_figure(one):
            roles.give(at, "figure", "a picture before the text", 0.7)
        elif headline is None and near == 1 and one.text.startswith("【") and one.text.endswith("】"):
            roles.give(at, "heading", "brackets before the text", 0.8)
        else:
            roles.give(at, "navigation", "above the headline", 0.6)


def _is_section(one: Features) -> bool:
    return (
        2 <= one.width <= 30
        and not one.bullet
        and not one.prose
        and not one.separators
        and not any(c.isdigit() for c in one.text)
    )


def _after(roles: Roles, run: tuple[int, int], language: str) -> None:
    """The lines below the article: references, comments, then what the site put there."""
    lines = roles.lines
    if run[1] < run[0]:
        run = (0, -1)
    if not any(given and given[0].startswith("comment") for given in roles.given):
        for at, (role, confidence) in comments_below(lines, run[1] + 1, language).items():
            roles.give(at, role, "a reader's comment", confidence)
    reason = ""
    for at in range(run[1] + 1, len(lines)):
        one = lines[at]
        if roles.role(at):
            reason = ""
            continue
        near = at - run[1] <= 12 and not reason
        if one.label:
            reason = _DROPPED_LABELS[one.label] if one.label in _BOXES or one.label == "footer" else reason
            roles.give(at, _DROPPED_LABELS[one.label], f"label: {one.label}", 0.8)
        elif one.phrase:
            roles.give(at, one.phrase, f"says {one.phrase}", 0.7)
        else:
            role, rule, confidence = _below(one, language, near=near, reason=reason)
            roles.give(at, role, rule, confidence)


def _neighbour(one: Features) -> str:
    """`next` or `previous` where that label is glued on behind a headline, as buttons are in a dump."""
    if not one.bullet and 8 < len(one.text) <= 150:
        for kind, words in _GLUED.items():
            if one.text.endswith(words):
                return kind
    return ""


def _below(one: Features, language: str, *, near: bool, reason: str) -> tuple[str, str, float]:
    if one.prefix in _REFERENCE_PREFIXES and not reason:
        if "://" in one.text:
            return "source_address", "an address after a label", 0.8
        return one.prefix, f"label: {one.prefix}", 0.8
    neighbour = _neighbour(one)
    if neighbour and not reason:
        return neighbour, "a neighbour's headline", 0.85
    if one.prefix == "section" and not reason:
        return "section", "label: section", 0.7
    if one.prefix == "credit":
        if "://" in one.text:
            return "source_address", "an address after a label", 0.8
        if near:
            return "figure", "a picture's credit", 0.7
    if near and one.width <= 120:
        if one.is_date_line(language):
            return "date", "a day below the text", 0.6
        if not one.prose and not one.bullet and says_by(one.text) and find_names(one.text, language):
            return "byline", "a by-line below the text", 0.6
    return reason or "navigation", "below the article", 0.6
