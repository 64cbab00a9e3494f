"""The signs of the body's Markdown inside a paragraph: what a translator keeps, and what no check should read."""

import re

from articles.text.spans import Span

_MARKUP = re.compile(
    r"""
      ^(?:\#{1,6}[ \t]+|>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)|\[\^[\w-]{1,30}\]:[ \t]+|-{3,}$)
    | \\[!-/:-@\[-`{-~]
    | (?<!(?<!\\)`)(?P<ticks>`+)(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`)
    | !?\[(?=[^\[\]\n]{0,2000}\]\([^\s<>]{0,2000}\))
    | \]\([^\s()<>]{0,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,2000}){0,5}\)
    | \[\^[\w-]{1,30}\]
    | <https?://[^\s<>\\]{1,2000}>
    | &(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|nbsp);
    | \{(?=[^{}|\\\n]{1,60}\|[^{}|\\\n]{1,120}\})
    | \|[^{}|\\\n]{1,120}\}
    | (?<!\*)\*{1,3}(?![*\s]) | (?<![*\s])\*{1,3}(?!\*)
    | (?<![\w])_{1,3}(?![_\s]) | (?<![_\s])_{1,3}(?!\w)
    """,
    re.VERBOSE | re.MULTILINE,
)
_BASE_OF_RUBY = re.compile(r"\{[^{}|\\\n]{1,60}$")


def markup_spans(source: str) -> list[Span]:
    """Where the signs stand, in order, never overlapping; a sign that is text after all does no harm here."""
    return [
        match.span()
        for match in _MARKUP.finditer(source)
        if match[0][0] != "|" or _BASE_OF_RUBY.search(source[max(0, match.start() - 62) : match.start()])
    ]


def without_markup(source: str) -> str:
    """The text with a space for each character of markup, so that places in it are places in the source."""
    out, last = [], 0
    for begin, end in markup_spans(source):
        out += [source[last:begin], " " * (end - begin)]
        last = end
    return "".join([*out, source[last:]])
