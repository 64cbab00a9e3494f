"""From the blocks of a page's record to the blocks of a body: text becomes Markdown that reads as the same text."""

from collections.abc import Iterable

from articles.rendering.blocks import BodyBlock, is_blank
from articles.rendering.inline import TOUCHY, UNSTORABLE, escape


def body_from_record(blocks: Iterable) -> list[BodyBlock]:
    """The body of a record's blocks (read by attribute: type, text, lines, level, …), each with exactly its text."""
    return [RECORD_READERS[block.type](block) for block in blocks if UNSTORABLE.sub("", block.text)]


def _paragraph_of(block) -> BodyBlock:
    return BodyBlock("paragraph", _source(block.text), lines=block.lines)


def _heading_of(block) -> BodyBlock:
    return BodyBlock("heading", _source(block.text, "&#10;"), level=block.level or 2, lines=block.lines)


def _list_of(block) -> BodyBlock:
    return BodyBlock("list", _source(block.text), lines=block.lines)


def _quotation_of(block) -> BodyBlock:
    words = {
        name: _value(getattr(block, name)) for name in ("title", "publisher", "author", "date", "attribution")
    }
    return BodyBlock(
        "quotation",
        _source(block.text, "\n\n"),
        **words,
        date_inferred=block.date_inferred,
        truncated=block.truncated,
        lines=block.lines,
    )


def _figure_of(block) -> BodyBlock:
    caption, credit = _value(block.caption), _value(block.credit)
    text = UNSTORABLE.sub("", block.text)
    shown = "\n".join(filter(None, (caption, credit)))
    return BodyBlock(
        "figure",
        _source(caption, "&#10;") if caption else "",
        credit=credit,
        page_text=text if text != shown else None,
        lines=block.lines,
    )


RECORD_READERS = {
    "paragraph": _paragraph_of,
    "heading": _heading_of,
    "list": _list_of,
    "quotation": _quotation_of,
    "figure": _figure_of,
}


def _value(text: str | None) -> str | None:
    return UNSTORABLE.sub("", text) or None if text else None


def _source(text: str, line_break: str = "\n") -> str:
    """Inline Markdown that reads as exactly this text, white space at the edges of lines and blank lines included."""
    if not TOUCHY.search(text) and not is_blank(text[:1]) and not is_blank(text[-1:]):
        return text  # as nearly all are
    text = UNSTORABLE.sub("", text)
    if is_blank(text):
        return _referred(text)
    out, before = [], ""
    for line in text.split("\n"):
        if not is_blank(line):
            out.append(before + _with_edges(escape(line)))
            before = ""
        elif out:
            out[-1] += _referred("\n" + line)
        else:
            before += _referred(line + "\n")
    return line_break.join(out)


def _with_edges(line: str) -> str:
    first = _referred(line[0]) if line[0] in " \t" else line[0]
    last = _referred(line[-1]) if line[-1] in " \t" else line[-1]
    return first + line[1:-1] + last if len(line) > 1 else first


def _referred(text: str) -> str:
    """Character references, which no parser strips."""
    return "".join(f"&#{ord(character)};" for character in text)
