"""The head of a letter at a page's top, as mail programs print it: From, Date, To, Subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.ingest.tables import MAIL

if TYPE_CHECKING:
    from articles.ingest.features import Features

_REACH = 12  # lines in which a head begins
_ROLES = {"from": "byline", "date": "date", "subject": "title", "to": "navigation"}

Given = tuple[str, str, float]


def find_mail_head(lines: list[Features]) -> dict[int, Given]:
    """Roles of the lines of a letter's head: a subject, and who sent it or when; nothing where there is none."""
    found = {one.at: kind for one in lines[:_REACH] if (kind := _kind(one.text))}
    if "subject" not in found.values() or not {"from", "date"} & set(found.values()):
        return {}
    return {at: (_ROLES[kind], f"a letter's head: {kind}", 0.9) for at, kind in found.items()}


def without_mail_label(text: str) -> str:
    """A subject without the word before it."""
    return text.partition(":" if ":" in text else "：")[2].strip() if _kind(text) == "subject" else text


def mail_sender(text: str) -> str:
    """Who sent a letter, where a line of its head says so."""
    return text.replace("：", ":").partition(":")[2].strip() if _kind(text) == "from" else ""


def is_mail_line(text: str) -> bool:
    """Whether a line looks like one of a letter's head, which no sentence goes on in."""
    return bool(_kind(text))


def _kind(text: str) -> str:
    if ":" not in text and "：" not in text:  # as most lines
        return ""
    head, mark, rest = text[:40].replace("：", ":").partition(":")
    return MAIL.get(head.strip(" *").casefold(), "") if mark and rest.strip() else ""
