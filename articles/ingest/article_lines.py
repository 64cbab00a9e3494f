"""The lines between an article's first and last sentence: text, headings, lists, pictures, and what stands among them."""

import re

from articles.ingest.bylines import find_names, is_signature, says_by, tells_editor
from articles.ingest.features import Features
from articles.ingest.figures import is_figure
from articles.ingest.head_lines import is_bracketed_title, is_meta
from articles.ingest.headline import HASHES
from articles.ingest.roles import BOX_LABELS, LABEL_REASONS, REFERENCE_ROLES, Roles

_HEADING_WIDTH = 150
_REPEATED = 160  # columns; a line so long that comes again word for word is a duplicate
_REPEATED_NEAR = 80  # columns, where it comes again within a few lines, or many times
_GLUED = {"previous": ("前のページ", "前の記事", "上一篇"), "next": ("次のページ", "次の記事", "下一篇")}
_POLITE = ("Mr.", "Ms.", "Mrs.", "Dr.")
_ABOUT = 300  # columns of a sentence about the author
_SHOUTED = 50  # columns; a line of capitals so long is another article's headline

_SAID = re.compile(r"[,!?…] [—–-] [^\W\d_]")  # words, dash, who says them

Given = tuple[str, str, float]  # role, rule, confidence


def mark_article(roles: Roles, run: tuple[int, int], language: str) -> tuple[int, int]:
    """Gives the run's lines their roles; the run without what stands at its end about the author."""
    lines = roles.lines
    run = _without_author(roles, run, language)
    full_stops = _writes_full_stops(lines[run[0] : run[1] + 1])
    box, sentences = "", 0
    seen: dict[str, int] = {}
    for at in range(run[0], run[1] + 1):
        one = lines[at]
        if roles.role(at):
            continue
        if one.label in BOX_LABELS and not one.prose:
            box = BOX_LABELS[one.label]
        elif one.prose and not one.bullet:
            box = ""
        if _is_repeated(one, seen):
            roles.give(at, "duplicate", "comes again word for word", 0.9)
            continue
        near_end = at >= run[1] - 6
        given = _furniture(one, box) or _of_head(one, sentences, language, near_end=near_end)
        given = given or _text(one, lines, at, run, full_stops=full_stops)
        roles.give(at, *given)
        seen[one.text] = at
        sentences += given[0] == "body" and one.prose
    return run


def _is_repeated(one: Features, seen: dict[str, int]) -> bool:
    if one.repeats < 2 or one.width < _REPEATED_NEAR or one.text not in seen:
        return False
    return one.width >= _REPEATED or one.repeats > 3 or one.at - seen[one.text] <= 4


def _furniture(one: Features, box: str) -> Given | None:
    """Labels, boxes, references and pictures."""
    if one.label:
        return LABEL_REASONS[one.label], f"label: {one.label}", 0.8
    neighbour = glued_neighbour(one)
    if neighbour:
        return neighbour, "a neighbour's headline", 0.85
    if box:
        return box, "in a box inside the article", 0.6
    if one.prefix in REFERENCE_ROLES and one.width <= 300:
        return one.prefix, f"label: {one.prefix}", 0.85
    if one.prefix == "tags":
        return "navigation", "label: tags", 0.7
    if is_figure(one) and one.phrase != "form":
        return "figure", "a picture's caption or credit", 0.75
    if one.phrase:
        return one.phrase, f"says {one.phrase}", 0.6
    if one.width >= _SHOUTED and not one.ends and not one.cjk and one.text.isupper():
        return "promotion", "a line of capitals among sentences", 0.6
    return None


def _of_head(one: Features, sentences: int, language: str, *, near_end: bool) -> Given | None:
    """Days and names that stand among the article's first or last lines."""
    if one.width > 160 or one.prose or one.bullet or (sentences >= 2 and not near_end):
        return None
    if is_bracketed_title(one, language):
        return None
    if sentences < 2 and one.is_date_line(language) and one.full_date(language):
        return "date", "a day near the beginning", 0.7
    if (says_by(one.text) and find_names(one.text, language)) or is_signature(one.text, language):
        return "byline", "a by-line near the beginning or the end", 0.7
    return None


def refine(lines: list[Features], one: Features, language: str, *, sentences: int) -> Given | None:
    """What the words say of a line that markup takes for text: a day, a by-line, a picture's credit, a heading; or None."""
    if one.width > 400:
        return None
    if one.line.hint and one.line.hint.tag == "caption":
        return "list", "a table's caption", 0.75
    if sentences < 2 and not one.prose and is_meta(one, language):
        role = "date" if one.is_date_line(language) and one.full_date(language) else "byline"
        return role, "a day or a name near the beginning", 0.75
    if one.cjk and tells_editor(one.text) and one.width <= 60 and says_by(one.text):
        return "byline", "who edited", 0.75
    if is_figure(one) and (not one.prose or one.text.rstrip(")）")[-1:] in "摄攝"):
        return "figure", "a picture's caption or credit", 0.75
    inside = 0 < one.at < len(lines) - 1
    if inside and one.cjk and not one.prose and not one.ends and 6 <= one.width <= 50:
        above, below = lines[one.at - 1], lines[one.at + 1]
        if (above.prose or above.ends) and below.prose and below.width > 80:
            return "heading", "a short line between paragraphs", 0.75
    return None


def _text(one: Features, lines: list[Features], at: int, run: tuple[int, int], *, full_stops: bool) -> Given:
    if one.text[0] in ">＞" and len(one.text) > 12:
        return "quotation", "a line marked as quoted", 0.8
    if one.bullet:
        if _is_spoken(one):
            return "body", "speech behind a dash", 0.8
        return "list", "bullet", 0.8
    if one.text[0] == "#" and one.width <= _HEADING_WIDTH and HASHES.match(one.text):
        return "heading", "marked as in Markdown", 0.85
    if "\t" in one.text:
        return "list", "cells of a table", 0.6
    if one.prose:
        if full_stops and _is_unstopped(one, lines, at, run):
            return "heading", "alone among paragraphs it has no full stop", 0.7
        return "body", "prose", 0.9
    if _is_heading(one, lines, at, run):
        return "heading", "a short line before text", 0.75
    return "body", "between prose", 0.5


def _is_spoken(one: Features) -> bool:
    """Whether a dash opens what somebody says, as in Russian or Kazakh, not an item of a list."""
    if one.bullet not in ("—", "–", "-") or not one.prose or not one.body[:1].isupper() or one.body.isascii():
        return False
    return one.bullet != "-" and one.text[-1] in ".!?…" or _SAID.search(one.body) is not None


def glued_neighbour(one: Features) -> str:
    """`next` or `previous` where that label is glued on behind a headline, as buttons are in a dump."""
    if not one.bullet and 8 < len(one.text) <= 150:
        for kind, words in _GLUED.items():
            if one.text.endswith(words):
                return kind
    return ""


def _writes_full_stops(lines: list[Features]) -> bool:
    """Whether a Chinese or Japanese page ends its paragraphs with a full stop, so that a line without one stands out."""
    prose = [one for one in lines if one.prose and one.cjk]
    return len(prose) >= 4 and sum(one.ends for one in prose) * 10 >= len(prose) * 8


def _is_unstopped(one: Features, lines: list[Features], at: int, run: tuple[int, int]) -> bool:
    if one.ends or not one.cjk or one.width > 160 or not one.gap or at >= run[1] or "。" in one.text:
        return False
    following = lines[at + 1]
    return following.prose and bool(following.gap) and following.width > one.width


def _is_heading(one: Features, lines: list[Features], at: int, run: tuple[int, int]) -> bool:
    if one.width > _HEADING_WIDTH or at >= run[1]:
        return False
    if one.ends and one.text[-1] not in "?!？！」』”\"】)）’'…":
        return False
    return one.text[-1] not in ",、，;；" and lines[at + 1].width > one.width


def _without_author(roles: Roles, run: tuple[int, int], language: str) -> tuple[int, int]:
    """What is said of the author at the end: below a name alone, a sentence that begins with it; or one that begins with the by-line's."""
    lines = roles.lines
    last = lines[run[1]] if run[1] > run[0] + 2 and not roles.role(run[1]) else None
    if (
        last is not None
        and not last.cjk
        and last.width <= _ABOUT
        and last.text.startswith(_signed(roles, language))
    ):
        roles.give(run[1], "promotion", "about the author", 0.65)
        return run[0], run[1] - 1
    for at in range(max(run[0] + 3, run[1] - 8), run[1]):
        one = lines[at]
        if one.cjk or one.prose or one.bullet or one.label or one.width > 44 or roles.role(at):
            continue
        names = find_names(one.text, language, bare=True)
        if not names:
            continue
        told = next((below for below in range(at + 1, min(at + 4, run[1] + 1)) if lines[below].prose), None)
        if told is not None and any(
            part in lines[told].text[:40] for part in names[0].split() if len(part) > 2
        ):
            roles.give(at, "byline", "a name above words about its bearer", 0.75)
            for below in range(at + 1, run[1] + 1):
                roles.give(below, "promotion", "about the author", 0.65)
            return run[0], at - 1
    return run


def _signed(roles: Roles, language: str) -> tuple[str, ...]:
    """The names of the by-lines so far as a sentence about their bearers begins with them."""
    names = (name for at in roles.places("byline") for name in find_names(roles.lines[at].text, language))
    return tuple(
        form
        for name in names
        if " " in name
        for form in (name, *(f"{t} {name.split()[-1]}" for t in _POLITE))
    )
