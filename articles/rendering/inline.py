"""Inline Markdown of the body dialect: emphasis, strong, links, code, ruby, footnote marks, character references.

A source becomes a flat list of tokens in one pass, so that plain text, offsets and HTML all come from the same reading
and a line of a megabyte costs no more than its length. Whatever is no markup is text; raw HTML does not exist here.
"""

import re
from dataclasses import dataclass

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database keeps these

_RUBY = re.compile(r"\{([^{}|\\\n]{1,60})\|([^{}|\\\n]{1,120})\}")
_NOTE = re.compile(r"\[\^([\w-]{1,30})\]")
_AUTOLINK = re.compile(r"<(https?://[^\s<>\\]{1,2000})>")
_LINK_END = re.compile(r"\]\(([^\s()<>]{0,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,2000}){0,5})\)")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|nbsp));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": "\u00a0"}
_SPECIAL = re.compile(r"[\\*_`\[\]{]|<(?=https?:)|&(?=[#alqgn])")  # signs that may begin markup
_BACKTICKS = re.compile(r"`+")
_RUN = re.compile(r"\*+|_+")
WAITING = 24  # openers that may wait at once; what is open longer is text
_TAGS = {1: ("em",), 2: ("strong",), 3: ("strong", "em")}


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is text, code, ruby, note (of a footnote), open or close (of `tag` em, strong, a).

    `text` is what plain text holds of it; `value` the reading of a ruby, the label of a note, the address of a link.
    """

    kind: str
    text: str = ""
    value: str = ""
    tag: str = ""


class _Reader:
    """One pass over a source. Openers wait on one stack, at most one of each length and sign, until their closer comes."""

    def __init__(self, source: str):
        self.source = source
        # Slots hold text, or tokens: several once the closer of what opens there is known.
        self.out: list[str | list[Token]] = []
        self.waiting: list[tuple[str, int]] = []  # (sign of the opener, slot)
        self.closing_ticks = self._closing_ticks()

    def tokens(self) -> list[Token]:
        source, position, end = self.source, 0, len(self.source)
        while position < end:
            special = _SPECIAL.search(source, position)
            if special is None:
                self.add_text(source[position:])
                break
            start = special.start()
            if start > position:
                self.out.append(source[position:start])
            position = READERS[source[start]](self, start)
        return _joined(self.out)

    def add_text(self, text: str) -> None:
        if text:
            self.out.append(text)

    def literal(self, position: int) -> int:
        self.out.append(self.source[position])
        return position + 1

    def backslash(self, position: int) -> int:
        following = self.source[position + 1 : position + 2]
        if following and following in PUNCTUATION:
            self.add_text(following)
            return position + 2
        return self.literal(position)

    def code(self, position: int) -> int:
        run = _BACKTICKS.match(self.source, position)
        closer = self.closing_ticks.get(position)
        if closer is None:
            self.add_text(run[0])
            return run.end()
        text = self.source[run.end() : closer]
        if text.strip() and text[0] == text[-1] == " ":
            text = text[1:-1]
        self.out.append([Token("code", text)])
        return closer + len(run[0])

    def _closing_ticks(self) -> dict[int, int]:
        """For each run of backticks the next run of the same length, if there is one."""
        last: dict[int, int] = {}
        closers: dict[int, int] = {}
        for run in _BACKTICKS.finditer(self.source):
            length = len(run[0])
            if length in last:
                closers[last[length]] = run.start()
            last[length] = run.start()
        return closers

    def ruby(self, position: int) -> int:
        match = _RUBY.match(self.source, position)
        if match is None or not match[1].strip() or not match[2].strip():
            return self.literal(position)
        self.out.append([Token("ruby", match[1], match[2])])
        return match.end()

    def reference(self, position: int) -> int:
        match = _REFERENCE.match(self.source, position)
        character = _referred(match) if match else ""
        if not character:
            return self.literal(position)
        self.add_text(character)
        return match.end()

    def autolink(self, position: int) -> int:
        match = _AUTOLINK.match(self.source, position)
        if match is None:
            return self.literal(position)
        self.out += ([Token("open", value=match[1], tag="a")], match[1], [Token("close", tag="a")])
        return match.end()

    def opening_bracket(self, position: int) -> int:
        note = _NOTE.match(self.source, position)
        if note:
            self.out.append([Token("note", value=note[1])])
            return note.end()
        self.waiting.append(("[", len(self.out)))
        if len(self.waiting) > WAITING:
            del self.waiting[0]
        return self.literal(position)

    def closing_bracket(self, position: int) -> int:
        match = _LINK_END.match(self.source, position)
        if match is None:
            self._forget("[")
        opener = self._take("[") if match else None
        if opener is None:
            return self.literal(position)
        self.out[opener] = [Token("open", value=match[1], tag="a")]
        self.out.append([Token("close", tag="a")])
        self.waiting = [item for item in self.waiting if item[0] != "["]  # no link inside a link
        return match.end()

    def delimiters(self, position: int) -> int:
        run = _RUN.match(self.source, position)
        sign, end = run[0], run.end()
        before, after = self.source[position - 1 : position], self.source[end : end + 1]
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        if sign[0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if len(sign) > 3 or not (opens or closes):
            self.add_text(sign)
            return end
        opener = self._take(sign) if closes else None
        if opener is not None:
            tags = _TAGS[len(sign)]
            self.out[opener] = [Token("open", tag=tag) for tag in tags]
            self.out.append([Token("close", tag=tag) for tag in reversed(tags)])
            return end
        if opens:
            self.waiting = [item for item in self.waiting if item[0] != sign]
            self.waiting.append((sign, len(self.out)))
        self.add_text(sign)
        return end

    def _forget(self, sign: str) -> None:
        """The nearest waiting opener of this sign stays text."""
        for index in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[index][0] == sign:
                del self.waiting[index]
                return

    def _take(self, sign: str) -> int | None:
        """The slot of the nearest waiting opener; what waits inside it stays text."""
        for index in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[index][0] == sign:
                slot = self.waiting[index][1]
                del self.waiting[index:]
                return slot
        return None


READERS = {
    "\\": _Reader.backslash,
    "*": _Reader.delimiters,
    "_": _Reader.delimiters,
    "`": _Reader.code,
    "[": _Reader.opening_bracket,
    "]": _Reader.closing_bracket,
    "<": _Reader.autolink,
    "{": _Reader.ruby,
    "&": _Reader.reference,
}


def parse_inline(source: str) -> list[Token]:
    """The tokens of one paragraph's inline Markdown; every open has its close, rightly nested."""
    if not _SPECIAL.search(source):
        return [Token("text", source)] if source else []
    return _Reader(source).tokens()


def inline_text(source: str) -> str:
    """The plain text of inline Markdown: without markup, readings of rubies and footnote marks."""
    return "".join(token.text for token in parse_inline(source)) if _SPECIAL.search(source) else source


def _joined(slots: list[str | list[Token]]) -> list[Token]:
    """The tokens of all slots, neighbouring texts made one."""
    out: list[Token] = []
    pending: list[str] = []
    for slot in slots:
        if isinstance(slot, str):
            pending.append(slot)
            continue
        if pending:
            out.append(Token("text", "".join(pending)))
            pending = []
        out += slot
    if pending:
        out.append(Token("text", "".join(pending)))
    return out


def _referred(match: re.Match) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1]) if match[1] else int(match[2], 16)
    return "" if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)


# Escaping: only where a sign would be read as markup, so that ordinary text stays as it was written.
_MARKUP = re.compile(
    rf"""
      (?P<double>\\)(?=[{re.escape(PUNCTUATION)}]|\s|$)
    | (?P<sign>
        (?<!\*)\*{{1,3}}(?!\*)
      | (?<!_)_{{1,3}}(?!_)
      | `
      | \[(?=\^)
      | (?<=\])\(
      | <(?=https?:)
      | &(?=\#[0-9]{{1,7}};|\#[xX][0-9a-fA-F]{{1,6}};|(?:amp|lt|gt|quot|nbsp);)
      | \{{(?=[^{{}}|\\\n]{{1,60}}\|)
      )
    | (?P<return>\r)
    """,
    re.VERBOSE,
)


# A text without any of these is its own Markdown where no white space stands at its edges.
TOUCHY = re.compile("[\\\\*_`\\[\\]<&{\r\n\x00\ud800-\udfff]")


def escape(text: str) -> str:
    """Inline Markdown that reads as exactly this text; line feeds stay, characters no database keeps go."""
    return _MARKUP.sub(_escaped, UNSTORABLE.sub("", text))


def _escaped(match: re.Match) -> str:
    sign = match[0]
    if sign == "\r":
        return "&#13;"
    if match["double"]:
        return "\\\\"
    text, begin, end = match.string, match.start(), match.end()
    before, after = text[begin - 1 : begin] if begin else "", text[end : end + 1]
    if sign[0] == "_" and before.isalnum() and after.isalnum():
        return sign
    return "".join("\\" + character for character in sign)
