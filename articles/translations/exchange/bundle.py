"""Bundle: one translation with all its paragraphs, as every exchange file holds it."""

from dataclasses import dataclass

STATES = ("empty", "machine", "draft", "reviewed", "stale")


class ExchangeError(ValueError):
    """A file that is no translation of ours, with the reason."""


@dataclass(frozen=True)
class Unit:
    """A paragraph with its translation, both in the body's Markdown; `id` is the original's anchor.

    `previous` is the source that a stale target translates, where that isn't this one; `version` that of the pair.
    """

    id: str
    source: str
    target: str = ""
    state: str = "empty"
    note: str = ""
    kind: str = "paragraph"
    previous: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Bundle:
    """`number` is that of the translation's article."""

    number: int
    source_language: str
    target_language: str
    headline: str
    units: tuple[Unit, ...]


def number_of(text: str | None) -> int:
    """The translation's number that a file gives; ExchangeError where it gives none."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 18:
        raise ExchangeError("it does not say which translation it is")
    return int(text)


def version_of(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def state_of(text: str | None) -> str:
    return text if text in STATES else "draft"
