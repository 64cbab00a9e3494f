"""The record of one page: frozen values, and their JSON by the page-record contract. `record_shape.py` is the way back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

Span = tuple[int, int]  # first and last line, counted from 1

DROP_REASONS = (
    "navigation",
    "ranking",
    "ticker",
    "promotion",
    "advertisement",
    "form",
    "duplicate",
    "footer",
)
BLOCK_TYPES = ("paragraph", "heading", "quotation", "figure", "list")
REFERENCE_KINDS = ("reference", "related", "next", "previous")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article, in reading order. Only the keys of its type are printed."""

    type: str
    text: str
    lines: Span
    level: int | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    attribution: str | None = None
    date_inferred: bool = False
    truncated: bool = False
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    kind: str
    title: str
    url: str | None
    lines: Span


@dataclass(frozen=True, slots=True)
class Comment:
    author: str | None
    date: str | None
    text: str
    score: int | None
    lines: Span
    replies: tuple["Comment", ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    lines: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Warning:
    code: str
    message: str
    lines: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    field: str
    lines: Span


@dataclass(frozen=True, slots=True)
class Estimate:
    not_before: str | None
    not_after: str | None
    basis: str


@dataclass(slots=True)
class LedgerEntry:
    """What became of one non-blank line: its role, the rule that said so, and how sure it was (0 to 1).

    Not frozen, since it is made for every line, and making a frozen one takes four times as long.
    """

    line: int
    role: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Record:
    """All that one page yielded. `ledger` is stored with the capture and is no part of the contract's JSON."""

    language: str
    title: str | None = None
    proposed_title: str | None = None
    subtitle: str | None = None
    original_title: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    published_estimate: Estimate | None = None
    url: str | None = None
    source_url: str | None = None
    metadata: tuple[Metadata, ...] = ()
    blocks: tuple[Block, ...] = ()
    references: tuple[Reference, ...] = ()
    comments: tuple[Comment, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[Warning, ...] = ()
    coverage: float = 1.0
    ledger: tuple[LedgerEntry, ...] = ()

    @property
    def is_teaser(self) -> bool:
        """Whether this is all that a feed carries of an article."""
        return any(warning.code == "teaser" for warning in self.warnings)


BLOCK_KEYS = {
    "heading": ("level",),
    "quotation": ("title", "publisher", "author", "date", "attribution", "date_inferred", "truncated"),
    "figure": ("caption", "credit"),
}


def block_to_dict(block: Block) -> dict:
    keys = ("type", "text", "lines", *BLOCK_KEYS.get(block.type, ()))
    return {key: _plain(getattr(block, key)) for key in keys}


def record_to_dict(record: Record) -> dict:
    """The contract's keys in the contract's order, without `file`, `sha256` and `error`."""
    out = {}
    for item in fields(Record):
        if item.name == "ledger":
            continue
        value = getattr(record, item.name)
        if item.name == "blocks":
            out["blocks"] = [block_to_dict(block) for block in value]
        else:
            out[item.name] = _plain(value)
    return out


def record_line(record: Mapping[str, Any], *, name: str, sha256: str) -> str:
    """A record's JSON as one line of a file of records; `record` is what `record_to_dict` gives."""
    return json.dumps({"file": name, "sha256": sha256, "error": None, **record}, ensure_ascii=False)


def _plain(value):
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {key: _plain(item) for key, item in asdict(value).items()}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
