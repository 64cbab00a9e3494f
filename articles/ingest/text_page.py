"""A text dump as a Page: its lines, split at U+000A only, without hints."""

from articles.ingest.page import Line, Page


def text_page(text: str) -> Page:
    """The page of a text dump; a carriage return before the line feed belongs to the line's end."""
    lines = text.split("\n")
    return Page(kind="text", lines=tuple(Line(number, line) for number, line in enumerate(lines, 1)))
