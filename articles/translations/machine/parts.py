"""A paragraph in Markdown taken apart for a machine that knows no Markdown, and put together again from its answers.

What is translated: a block's words, the title and the closing words of a quotation, a picture's alternative text.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.rendering.body import BodyBlock, parse_body, print_body
from articles.translations.markup import markup_spans, without_markup

_ATTRIBUTES = ("title", "attribution", "alt")
_KEPT = re.compile(r'<x id="?(\d{1,4})"?\s*/?>(?:\s*</x>)?', re.I)

_TAG = re.compile(r"</?x\b[^<>]*>", re.I)


@dataclass(frozen=True)
class Part:
    """Words to be translated as XML, in which <x id="n"></x> stands for the n-th sign of markup."""

    source: str

    @property
    def xml(self) -> str:
        out, last = [], 0
        for number, (begin, end) in enumerate(markup_spans(self.source), start=1):
            out += [html.escape(self.source[last:begin], quote=False), f'<x id="{number}"></x>']
            last = end
        return "".join([*out, html.escape(self.source[last:], quote=False)])

    @property
    def plain_xml(self) -> str:
        """Without markup, for a machine that lost it."""
        return html.escape(" ".join(without_markup(self.source).split()), quote=False)

    def translated(self, answer: str) -> str | None:
        """The answer with its markup back in place; None where a sign is lost or doubled."""
        signs = [self.source[begin:end] for begin, end in markup_spans(self.source)]
        if sorted(int(match[1]) for match in _KEPT.finditer(answer)) != list(range(1, len(signs) + 1)):
            return None
        pieces = _KEPT.split(answer)
        words, numbers = pieces[::2], pieces[1::2]
        out = [plain(words[0])]
        for number, text in zip(numbers, words[1:], strict=True):
            out += [signs[int(number) - 1], plain(text)]
        return "".join(out)


def plain(answer: str) -> str:
    return html.unescape(_TAG.sub("", answer))


def parts_of(text: str, *, is_block: bool) -> list[Part]:
    """The parts of a paragraph, in order; a headline is one part."""
    if not is_block:
        return [Part(text)]
    return [Part(words) for block in parse_body(text) for words in _words(block)]


def put_together(text: str, translations: Sequence[str], *, is_block: bool) -> str:
    """The paragraph with its parts replaced; ValueError where the answers can't be printed as the same block."""
    if not is_block:
        return " ".join(translations[0].split())
    left = iter(translations)
    return print_body([_with(block, left) for block in parse_body(text)]).rstrip("\n")


def _words(block: BodyBlock) -> list[str]:
    own = [line for part in block.parts for line in part.split("\n")]
    return own + [value for name in _ATTRIBUTES if (value := getattr(block, name))]


def _with(block: BodyBlock, left) -> BodyBlock:
    parting = {"quotation": "\n\n", "list": "\n"}.get(block.kind, "\n")
    source = parting.join("\n".join(_line(next(left)) for _ in part.split("\n")) for part in block.parts)
    given = {name: _line(next(left)) for name in _ATTRIBUTES if getattr(block, name)}
    return replace(block, source=source, **given)


def _line(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise ValueError("the machine answered nothing")
    return line
