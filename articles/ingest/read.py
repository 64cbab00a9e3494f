"""Reads one page: bytes → decoded text → Page → roles → Record."""

from dataclasses import replace

from articles.ingest.assemble import assemble
from articles.ingest.classify import classify
from articles.ingest.decode import Unreadable, decode
from articles.ingest.markdown_page import read_markdown
from articles.ingest.record import Record
from articles.ingest.text_page import text_page

__all__ = ["BY_ANOTHER", "READER_VERSION", "Unreadable", "read_page"]

BY_ANOTHER = (
    "record"  # instead of a version, for a capture that came as another archive's record, without its page
)
READER_VERSION = "7"  # moved when a page may be read otherwise than before; stored with each capture


def read_page(
    data: bytes,
    *,
    name: str,
    address: str | None = None,
    received_on: str | None = None,
    declared: str | None = None,
) -> Record:
    """The record of one page; `received_on` is the capture's ISO day, `declared` the charset that a server named.

    Raises Unreadable where it is no page.
    """
    decoded = decode(data, name=name, declared=declared)
    if decoded.kind == "markdown":
        return read_markdown(decoded.text)
    if decoded.kind == "html":
        from articles.ingest.html.page import html_page

        page = html_page(decoded.text, address=address)
    else:
        page = text_page(decoded.text)
    page = replace(page, address=address, received_on=received_on, encoding=decoded.encoding)
    return assemble(page, classify(page))
