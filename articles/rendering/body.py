"""The body dialect: Markdown that reads well as plain text, with quotations, figures and footnotes.

Markdown ─ parse_body ─ [BodyBlock] ─ print_body ─ the same Markdown in its canonical form. `parse_body(print_body(blocks))`
is `blocks` for every list of blocks, and printing what was parsed changes nothing the second time. Blocks are parted by
blank lines:

    ## a heading (## to ####)                     > words of a quotation, line by line
                                                  >
    a paragraph; a line break in it is one        > its next paragraph
                                                  >
    - an item                                     > ---
    - cells of a table	parted by tabs            > the words as they were before translation
                                                  > {title="…" publisher="…" date=2024-10-29 article=771}
    1. a numbered item
                                                  ![caption](address){credit="…" alt="…"}
    [^1]: a footnote
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from articles.rendering.attributes import parse_attributes, print_attributes
from articles.rendering.blocks import FIELDS_OF, MAX_START, BodyBlock, is_blank, plain_text
from articles.rendering.from_record import body_from_record
from articles.rendering.inline import UNSTORABLE

__all__ = ["BodyBlock", "body_from_record", "parse_body", "plain_text", "print_body"]

# Printing


def print_body(blocks: Iterable[BodyBlock]) -> str:
    """The canonical Markdown of the blocks, ending in a line feed unless there are none."""
    printed = "\n\n".join(PRINTERS[block.kind](block) for block in blocks)
    return printed + "\n" if printed else ""


def _print_paragraph(block: BodyBlock) -> str:
    return "\n".join(_guard(line, PAGE_MARK) for line in block.source.split("\n"))


def _print_heading(block: BodyBlock) -> str:
    return f"{'#' * block.level} {block.source}"


def _print_list(block: BodyBlock) -> str:
    items = block.source.split("\n")
    if block.start is None:
        return "\n".join(f"- {item}" for item in items)
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, block.start))


def _print_footnote(block: BodyBlock) -> str:
    first, *others = block.source.split("\n")
    return "\n".join([f"[^{block.label}]: {first}", *(_guard(line, PAGE_MARK) for line in others)])


def _print_figure(block: BodyBlock) -> str:
    return f"![{block.source}]({block.src}){print_attributes(_printed_fields(block, skip='src'))}"


def _print_quotation(block: BodyBlock) -> str:
    lines = [_guard(line, QUOTED_MARK) for line in block.source.split("\n")] if block.source else []
    if block.original:
        lines += ["", "---"] if lines else ["---"]
        lines += ["", *(_guard(line, QUOTED_MARK) for line in block.original.split("\n"))]
    attributes = print_attributes(_printed_fields(block, skip="original"))
    lines += [attributes] if attributes else []
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def _printed_fields(block: BodyBlock, *, skip: str) -> dict:
    return {name: getattr(block, name) for name in FIELDS_OF[block.kind] if name != skip}


PRINTERS = {
    "paragraph": _print_paragraph,
    "heading": _print_heading,
    "quotation": _print_quotation,
    "figure": _print_figure,
    "list": _print_list,
    "footnote": _print_footnote,
}

# Where a line of text begins like a block, a backslash stands before the mark (after the digits of a number).
# The patterns skip backslashes already there, so that one is added in printing and one taken off in parsing.
PAGE_MARK = re.compile(
    r"[0-9]{1,9}(?=\\*[.)][ \t])|(?=\\*(?:#{1,6}[ \t]|>|[-*+][ \t]|!\[|\[\^[\w-]{1,30}\]:))"
)
QUOTED_MARK = re.compile(r"(?=\\*(?:\{|-{3,}$))")


def _guard(line: str, mark: re.Pattern) -> str:
    match = mark.match(line)
    return f"{line[: match.end()]}\\{line[match.end() :]}" if match else line


def _unguard(line: str, mark: re.Pattern) -> str:
    match = mark.match(line)
    if match and line[match.end() : match.end() + 1] == "\\":
        return line[: match.end()] + line[match.end() + 1 :]
    return line


# Parsing

HEADING = re.compile(r"(#{1,6})[ \t]+(.+)")
ITEM = re.compile(r"(?:[-*+]|([0-9]{1,9})[.)])[ \t]+(.+)")
FOOTNOTE = re.compile(r"\[\^([\w-]{1,30})\]:[ \t]+(.+)")
FIGURE_END = re.compile(r"\]\(([^\s()<>]*)\)")
SEPARATOR = re.compile(r"-{3,}")


def parse_body(markdown: str) -> list[BodyBlock]:
    """The blocks of a body. Every string is a body: what is no block of another kind is a paragraph."""
    text = UNSTORABLE.sub("", markdown).replace("\r\n", "\n").replace("\r", "\n")
    return _Parser(text.split("\n")).blocks()


class _Parser:
    def __init__(self, lines: list[str]):
        self.lines = [line.strip(" \t") for line in lines]
        self.indented = [line[:1] in (" ", "\t") for line in lines]
        self.at = 0

    def blocks(self) -> list[BodyBlock]:
        out: list[BodyBlock] = []
        while self.at < len(self.lines):
            if is_blank(self.lines[self.at]):
                self.at += 1
                continue
            readers = READERS if PAGE_MARK.match(self.lines[self.at]) else (_Parser.paragraph,)
            out += next(found for read in readers if (found := read(self)) is not None)
        return out

    # Each reader answers None where the line is not its own, else the blocks it made of the lines it took.

    def heading(self) -> list[BodyBlock] | None:
        match = HEADING.fullmatch(self.lines[self.at])
        if not match or is_blank(match[2]):
            return None
        self.at += 1
        return [BodyBlock("heading", match[2].strip(" \t"), level=min(max(len(match[1]), 2), 4))]

    def items(self) -> list[BodyBlock] | None:
        first = _item(self.lines[self.at])
        if first is None:
            return None
        items, numbered = [[first[1]]], first[0] is not None
        self.at += 1
        while self.at < len(self.lines) and not is_blank(self.lines[self.at]):
            item = _item(self.lines[self.at])
            if item is None and self.indented[self.at]:
                items[-1].append(self.lines[self.at])
            elif item is None or (item[0] is not None) != numbered:
                break
            else:
                items.append([item[1]])
            self.at += 1
        source = "\n".join(" ".join(item) for item in items)
        return [BodyBlock("list", source, start=min(int(first[0]), MAX_START) if numbered else None)]

    def footnote(self) -> list[BodyBlock] | None:
        match = FOOTNOTE.fullmatch(self.lines[self.at])
        if not match or is_blank(match[2]):
            return None
        self.at += 1
        source = "\n".join([match[2].strip(" \t"), *self._prose()])
        return [BodyBlock("footnote", source, label=match[1])]

    def figure(self) -> list[BodyBlock] | None:
        block = _figure(self.lines[self.at])
        if block is None:
            return None
        self.at += 1
        return [block]

    def quotation(self) -> list[BodyBlock] | None:
        lines = []
        while self.at < len(self.lines) and self.lines[self.at].startswith(">"):
            line = self.lines[self.at][1:].strip(" \t")
            lines.append("" if is_blank(line) else line)
            self.at += 1
        return _quotation(lines) if lines else None

    def paragraph(self) -> list[BodyBlock]:
        first = _unguard(self.lines[self.at], PAGE_MARK)
        self.at += 1
        return [BodyBlock("paragraph", "\n".join([first, *self._prose()]))]

    def _prose(self) -> list[str]:
        """The following lines of a paragraph: until a blank line or one that begins a block."""
        out = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if is_blank(line) or _begins_block(line):
                break
            out.append(_unguard(line, PAGE_MARK))
            self.at += 1
        return out


READERS = (
    _Parser.heading,
    _Parser.quotation,
    _Parser.figure,
    _Parser.items,
    _Parser.footnote,
    _Parser.paragraph,
)


def _item(line: str) -> tuple[str | None, str] | None:
    """(number, text) of a list item."""
    match = ITEM.fullmatch(line)
    return (match[1], match[2]) if match and not is_blank(match[2]) else None


def _begins_block(line: str) -> bool:
    match = PAGE_MARK.match(line)
    return bool(match) and line[match.end() : match.end() + 1] != "\\"


def _figure(line: str) -> BodyBlock | None:
    begin = line.rfind("](")  # printed attributes hold no such pair of signs
    end = FIGURE_END.match(line, begin) if line.startswith("![") and begin >= 2 else None
    if end is None:
        return None
    rest = line[end.end() :]
    values = parse_attributes(rest, FIELDS_OF["figure"][1:]) if rest else {}
    if values is None:
        return None
    source = line[2:begin].strip(" \t")
    return BodyBlock("figure", "" if is_blank(source) else source, src=end[1], **values)


def _quotation(lines: Sequence[str]) -> list[BodyBlock]:
    """The quotation of these lines, or none where they hold no word."""
    values, lines = {}, list(_trimmed(lines))
    if lines:
        found = parse_attributes(lines[-1], FIELDS_OF["quotation"][:-1])
        if found:
            values, lines = found, lines[:-1]
    separator = next((i for i, line in enumerate(lines) if SEPARATOR.fullmatch(line)), len(lines))
    source, original = _prose(lines[:separator]), _prose(lines[separator + 1 :])
    if not (source or original or values):
        return []
    return [BodyBlock("quotation", source, original=original or None, **values)]


def _prose(lines: Sequence[str]) -> str:
    """Lines without their guards; any number of blank lines part two paragraphs."""
    kept = [line for line, following in pairwise([*_trimmed(lines), ""]) if line or following]
    return "\n".join(_unguard(line, QUOTED_MARK) for line in _trimmed(kept))


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    begin, end = 0, len(lines)
    while begin < end and not lines[begin]:
        begin += 1
    while end > begin and not lines[end - 1]:
        end -= 1
    return lines[begin:end]
