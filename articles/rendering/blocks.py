"""The blocks of a body: frozen values, each with its inline Markdown, its attributes and its plain text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from articles.rendering.attributes import parse_attributes, print_attributes
from articles.rendering.inline import UNSTORABLE, inline_text

KINDS = ("paragraph", "heading", "quotation", "figure", "list", "footnote")
MAX_START = 99_999  # a longer number at the start of a line is no list

FIELDS_OF = {
    "paragraph": (),
    "heading": ("level",),
    "quotation": (
        "title",
        "publisher",
        "author",
        "date",
        "date_inferred",
        "attribution",
        "truncated",
        "article",
        "lang",
        "original_lang",
        "original",
    ),
    "figure": ("src", "alt", "credit", "page_text"),
    "list": ("start",),
    "footnote": ("label",),
}


@dataclass(frozen=True, init=False)
class BodyBlock:
    """One block of a body. `source` is its inline Markdown; a value that could not be printed raises ValueError.

    In a quotation's source (and `original`) a blank line parts paragraphs; a list's has one item a line; a figure's is
    its caption. `lines` are the capture's lines it came from: not printed, and no part of what makes blocks equal.
    """

    kind: str
    source: str = ""
    level: int | None = None  # heading: 2 to 4
    start: int | None = None  # list: its first number; None where it has bullets
    label: str | None = None  # footnote: what its marks call it
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None  # ISO 8601, as exact as it is known
    date_inferred: bool = False
    attribution: str | None = None  # the closing words as on the page
    truncated: bool = False
    article: int | None = None  # number of the quoted article in the archive
    lang: str | None = None  # of the quotation's words, where the editor says so
    original: str | None = None  # the words before they were translated
    original_lang: str | None = None
    src: str = ""  # address of the picture; empty where it is gone
    alt: str | None = None
    credit: str | None = None
    page_text: str | None = None  # a figure's text as on its page, where that is more than caption and credit
    lines: tuple[int, int] | None = field(default=None, compare=False)

    def __init__(self, kind: str, source: str = "", **values):
        # Only what is given is set, the class has the defaults: a page's paragraphs are many, and all but two are empty.
        self.__dict__.update(values, kind=kind, source=source)
        problem = _problem(self, values)
        if problem:
            raise ValueError(f"{kind}: {problem}")

    @cached_property
    def text(self) -> str:
        """The plain text: what search, links and offsets see."""
        if self.kind == "figure":
            return self.page_text or "\n".join(filter(None, (self.caption, self.credit)))
        return "\n".join(inline_text(part) for part in self.parts)

    @property
    def parts(self) -> list[str]:
        """The inline Markdown of the paragraphs of a quotation, of the items of a list, else of the one part."""
        return split_parts(self.kind, self.source)

    @property
    def caption(self) -> str | None:
        """A figure's caption as plain text."""
        return inline_text(self.source) or None if self.kind == "figure" else None


def is_blank(line: str) -> bool:
    """Nothing but white space of any script."""
    return not line or line.isspace()


def split_parts(kind: str, source: str) -> list[str]:
    if not source:
        return []
    return (
        source.split({"quotation": "\n\n", "list": "\n"}.get(kind))
        if kind in ("quotation", "list")
        else [source]
    )


def plain_text(blocks: Iterable[BodyBlock]) -> tuple[str, list[tuple[int, int]]]:
    """A revision's plain text, its blocks parted by a blank line, and (begin, end) of each block in it."""
    texts = [block.text for block in blocks]
    offsets, begin = [], 0
    for text in texts:
        offsets.append((begin, begin + len(text)))
        begin += len(text) + 2
    return "\n\n".join(texts), offsets


# What can be printed


def _problem(block: BodyBlock, values: Mapping[str, Any]) -> str | None:
    """Why this block could not be printed and parsed again, or None."""
    if block.kind not in KINDS:
        return "unknown kind"
    for name in values.keys() - OWN[block.kind]:
        if name not in DEFAULTS:
            raise TypeError(f"a block has no {name}")
        if values[name] != DEFAULTS[name]:
            return f"{name} is no attribute of this kind"
    return CHECKS[block.kind](block) or _problem_of_values(block)


def _problem_of_values(block: BodyBlock) -> str | None:
    if not FIELDS_OF[block.kind]:
        return None
    names = [
        name for name in FIELDS_OF[block.kind] if name not in ("level", "start", "label", "src", "original")
    ]
    values = {name: getattr(block, name) for name in names}
    given = {name: value for name, value in values.items() if value is not None and value is not False}
    if not given:
        return None
    printed = print_attributes(values)
    if (parse_attributes(printed, names) if printed else {}) != given:
        return "an attribute cannot be printed"
    return None


def _problem_of_prose(source: str) -> str | None:
    for line in source.split("\n"):
        if is_blank(line) or line[0] in " \t" or line[-1] in " \t":
            return "a line is blank or begins or ends in white space"
    return "a character that cannot be stored" if UNSTORABLE.search(source) or "\r" in source else None


def _check_heading(block: BodyBlock) -> str | None:
    if block.level not in (2, 3, 4) or "\n" in block.source:
        return "a heading is one line of level 2 to 4"
    return _problem_of_prose(block.source)


def _check_list(block: BodyBlock) -> str | None:
    if block.start is not None and not 0 <= block.start <= MAX_START:
        return "its first number is out of range"
    return _problem_of_prose(block.source)


def _check_footnote(block: BodyBlock) -> str | None:
    if not re.fullmatch(r"[\w-]{1,30}", block.label or ""):
        return "a footnote needs a label of letters and digits"
    return _problem_of_prose(block.source)


def _check_figure(block: BodyBlock) -> str | None:
    if not re.fullmatch(r"[^\s()<>\x00]*", block.src) or "\n" in block.source:
        return "a caption is one line, an address has no white space or brackets"
    return _problem_of_prose(block.source) if block.source else None


def _check_quotation(block: BodyBlock) -> str | None:
    prose = (block.source or "").split("\n\n") if block.source else []
    prose += block.original.split("\n\n") if block.original else []
    if block.original == "":
        return "an original has words"
    if not prose and not any(getattr(block, name) for name in FIELDS_OF["quotation"]):
        return "it is empty"
    return next(filter(None, map(_problem_of_prose, prose)), None)


CHECKS = {
    "paragraph": lambda block: _problem_of_prose(block.source),
    "heading": _check_heading,
    "quotation": _check_quotation,
    "figure": _check_figure,
    "list": _check_list,
    "footnote": _check_footnote,
}

OWN = {kind: frozenset((*own, "lines")) for kind, own in FIELDS_OF.items()}
DEFAULTS = {field.name: field.default for field in fields(BodyBlock)}
