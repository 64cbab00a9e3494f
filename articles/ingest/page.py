"""The decoded page as values: what every reader of a format hands to the classifier.

A Page is a list of typed lines and a list of facts. A text dump has its lines and hardly any hint; an HTML page
has the same lines, as a reader sees them, each with hints from its markup, and facts from its metadata.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hint:
    """What the markup says of a line. A line of a text dump has none."""

    tag: str = ""  # the block element: p, h1 … h6, li, td, blockquote, figcaption, pre, div, time, …
    role: str = ""  # a role of classify.ROLES that the markup suggests, or nothing
    confidence: float = 0.0  # of that role, 0 to 1
    rule: str = ""  # what suggested it, for the ledger
    depth: int = 0  # of a comment or a list item, from 0
    group: int = 0  # lines of one element that belong together (a comment, a list, a table, a quotation) share it; 0 is none
    href: str = ""  # the address of the line's only link


@dataclass(slots=True)
class Line:
    """One line of a page. `number` counts from 1; `text` is as on the page, without its line feed.

    Not frozen, as a LedgerEntry is not.
    """

    number: int
    text: str
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that metadata states outright: JSON-LD, OpenGraph, `<time>`, front matter."""

    field: str  # a field of the record: title, authors, published, url, publisher, section, language, …
    value: str
    origin: str  # json-ld, opengraph, meta, time, rel-author, front-matter, …
    line: int | None = None  # where the page shows it, if it does


@dataclass(frozen=True, slots=True)
class Page:
    """A capture decoded into lines. `kind` is text, html or markdown."""

    kind: str
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...] = ()
    address: str | None = None  # where the bytes came from, where that is known
    language_hint: str | None = None  # what the page declares of itself
    received_on: str | None = None  # ISO day of the capture; relative dates are read only where it is known
    encoding: str = "utf-8"
    notes: tuple[tuple[str, str], ...] = field(default=())  # (code, message) for the record's warnings
