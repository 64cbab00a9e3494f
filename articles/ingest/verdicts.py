"""Reading a page with editors' verdicts on its lines. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from articles.ingest.assemble import assemble
from articles.ingest.classify import classify
from articles.ingest.decode import decode
from articles.ingest.html.page import html_page
from articles.ingest.page import Page
from articles.ingest.read import read_page
from articles.ingest.record import LedgerEntry, Record
from articles.ingest.text_page import text_page

EDITOR = "an editor's word"  # the rule of a line that somebody judged


def read_with_verdicts(
    data: bytes,
    verdicts: Mapping[int, str],
    *,
    name: str,
    address: str | None = None,
    received_on: str | None = None,
    declared: str | None = None,
) -> Record:
    """The record of a page in which the lines with a verdict are what it says. Raises Unreadable where it is no page."""
    page = _page(data, name=name, address=address, declared=declared)
    if page is None:
        return read_page(data, name=name, address=address, declared=declared)
    page = replace(page, received_on=received_on)
    ledger = [
        LedgerEntry(entry.line, verdicts[entry.line], EDITOR, 1.0) if entry.line in verdicts else entry
        for entry in classify(page)
    ]
    return assemble(page, ledger)


def lines_of(data: bytes, *, name: str, address: str | None = None, declared: str | None = None) -> list[str]:
    """The lines that the ledger counts, from the first; of Markdown those of the file."""
    page = _page(data, name=name, address=address, declared=declared)
    if page is None:
        return decode(data, name=name, declared=declared).text.split("\n")
    return [line.text for line in page.lines]


def _page(data: bytes, *, name: str, address: str | None, declared: str | None) -> Page | None:
    decoded = decode(data, name=name, declared=declared)
    if decoded.kind == "markdown":
        return None
    page = html_page(decoded.text, address=address) if decoded.kind == "html" else text_page(decoded.text)
    return replace(page, address=address, encoding=decoded.encoding)
