"""A paragraph's Markdown as what a translator writes, what he keeps, and what XML cannot hold."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from articles.translations.markup import markup_spans

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]")


class Piece(NamedTuple):
    kind: Literal["text", "code", "character"]
    text: str


def pieces(markdown: str) -> Iterator[Piece]:
    """The paragraph in order: plain text, signs of markup, characters that XML cannot hold."""
    last = 0
    for begin, end in markup_spans(markdown):
        yield from _storable("text", markdown[last:begin])
        yield from _storable("code", markdown[begin:end])
        last = end
    yield from _storable("text", markdown[last:])


def _storable(kind: Literal["text", "code"], text: str) -> Iterator[Piece]:
    last = 0
    for match in _NOT_IN_XML.finditer(text):
        if match.start() > last:
            yield Piece(kind, text[last : match.start()])
        yield Piece("character", match[0])
        last = match.end()
    if last < len(text):
        yield Piece(kind, text[last:])


def storable(text: str) -> str:
    """The text without characters that XML cannot hold, for what is told only to people."""
    return _NOT_IN_XML.sub(" ", text)
