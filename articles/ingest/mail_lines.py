"""The lines that mail programs print above a letter: From, Date, To, Subject."""

from articles.ingest.tables import MAIL


def mail_kind(text: str) -> str:
    """`from`, `date`, `to` or `subject` where a line looks like that of a letter's head; no sentence goes on in it."""
    if ":" not in text and "：" not in text:  # as most lines
        return ""
    head, mark, rest = text[:40].replace("：", ":").partition(":")
    return MAIL.get(head.strip(" *").casefold(), "") if mark and rest.strip() else ""


def without_mail_label(text: str) -> str:
    """A subject without the word before it."""
    return text.partition(":" if ":" in text else "：")[2].strip() if mail_kind(text) == "subject" else text


def mail_sender(text: str) -> str:
    """Who sent a letter, where a line of its head says so."""
    return text.replace("：", ":").partition(":")[2].strip() if mail_kind(text) == "from" else ""
