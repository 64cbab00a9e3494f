"""Gives every non-blank line of a page a role, the rule that said so, and a confidence."""

from articles.ingest.page import Page
from articles.ingest.record import LedgerEntry
from articles.ingest.roles import CONFIDENT, ROLES

__all__ = ["CONFIDENT", "ROLES", "classify"]


def classify(page: Page) -> list[LedgerEntry]:
    """One entry for each non-blank line, in the page's order."""
    return [
        LedgerEntry(line.number, line.hint.role, line.hint.rule, line.hint.confidence)
        if line.hint and line.hint.role in ROLES
        else LedgerEntry(line.number, "body", "default", 0.5)
        for line in page.lines
        if line.text.strip()
    ]
