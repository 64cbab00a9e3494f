"""Readers' comments as a tree, from lines with comment roles."""

import re
from dataclasses import dataclass, field

from articles.ingest.blocks import Item, strip_bullet
from articles.ingest.bylines import without_weekday
from articles.ingest.comments import POST_HEAD
from articles.ingest.dates import find_dates
from articles.ingest.record import Comment
from articles.ingest.roles import COMMENT_ROLES
from articles.ingest.tables import SUBMITTED_WORDS

_SUBMITTED = re.compile(rf"^(?:{'|'.join(map(re.escape, SUBMITTED_WORDS))})\s+", re.I)
_UNVERIFIED = re.compile(
    r"\s?\((?:not verified|не проверено|nicht überprüft|non vérifié|no verificado)\)", re.I
)


@dataclass
class _Open:
    """A comment whose lines are still coming."""

    depth: int
    first: int
    last: int
    group: int = 0
    author: str | None = None
    date: str | None = None
    score: int | None = None
    has_author: bool = False
    has_date: bool = False
    has_score: bool = False
    text: list[str] = field(default_factory=list)
    replies: list["_Open"] = field(default_factory=list)


def build_comments(items: list[Item], language: str) -> tuple[Comment, ...]:
    """The comments at the top with their replies; deeper indentation or a hint's depth makes a reply."""
    top: list[_Open] = []
    path: list[_Open] = []
    current: _Open | None = None
    first = next((item for item in items if item.role in COMMENT_ROLES), None)
    signed_below = first is not None and first.role == "comment" and not first.group
    for item in items:
        if item.role not in COMMENT_ROLES:
            current = None
            continue
        begins = signed_below and current is not None and item.role == "comment" and current.has_date
        if current is None or begins or (not signed_below and _begins(current, item)):
            current = _Open(_depth(item), item.number, item.number, item.group)
            while path and path[-1].depth >= current.depth:
                path.pop()
            (path[-1].replies if path else top).append(current)
            path.append(current)
        _add(current, item, language)
    return tuple(_close(one) for one in top)


def _depth(item: Item) -> int:
    if item.group:
        return item.depth
    return len(item.raw) - len(item.raw.lstrip(" \t"))


def _begins(current: _Open, item: Item) -> bool:
    if item.group != current.group or current.has_score:
        return True
    if item.group:
        return False
    if item.role == "comment-author":
        return bool(current.text) or current.has_author or current.has_date
    return item.role == "comment-date" and (bool(current.text) or current.has_date)


def _add(current: _Open, item: Item, language: str) -> None:
    if item.role == "comment-author":
        current.has_author = True
        _read_author(current, strip_bullet(item.text), language)
    elif item.role == "comment-date":
        current.has_date = True
        found = find_dates(item.text, language)
        current.date = found[0].iso if found else current.date
    elif item.role == "comment-score":
        current.has_score = True
        digits = item.text.replace("−", "-").lstrip("+")
        current.score = int(digits) if digits.lstrip("-").isdigit() and len(digits) < 10 else None
    else:
        # A blank line inside a comment stays one: it parts a quoted sentence from its answer.
        if current.text and item.gap:
            current.text.append("")
        current.text.append(item.text)
    current.last = item.number


def _read_author(current: _Open, text: str, language: str) -> None:
    text = _UNVERIFIED.sub("", _SUBMITTED.sub("", text))
    post = POST_HEAD.match(text)
    text = text[post.start("name") :] if post else text
    found = find_dates(text, language)
    if found:
        current.has_date = True
        current.date = found[0].iso
        text = without_weekday(text[: found[0].begin]) or text[found[0].end :]
        for tail in (" on", " am", " le", " el", " at", " says:", " says", " said"):
            text = text.rstrip().removesuffix(tail)
    for word in (
        " says:",
        " says",
        " said:",
        " schrieb:",
        " sagt:",
        " sagt",
        " пишет:",
        " говорит:",
        " говорит",
        " said...",
        " dice:",
        " a écrit :",
        "さん",
    ):
        text = text.removesuffix(word)
    current.author = text.strip(" •·|,:：-–—") or None


def _close(one: _Open) -> Comment:
    # Deep trees are closed from the leaves up without recursion deeper than the page nests.
    order: list[_Open] = []
    pending = [one]
    while pending:
        node = pending.pop()
        order.append(node)
        pending.extend(node.replies)
    made: dict[int, Comment] = {}
    for node in reversed(order):
        made[id(node)] = Comment(
            author=node.author,
            date=node.date,
            text="\n".join(node.text),
            score=node.score,
            lines=(node.first, node.last),
            replies=tuple(made[id(reply)] for reply in node.replies),
        )
    return made[id(one)]
