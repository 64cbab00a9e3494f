"""Raw bytes → text: which encoding, which kind of page, or why neither."""

import codecs
import re
from dataclasses import dataclass

from articles.ingest.charset import guess, lenient, wide_encoding

LIMIT = 20 * 1024 * 1024  # bytes of one page
MOST_LINES = 50_000  # of a text; the longest threads have a tenth of it
_SAMPLE = 64 * 1024

_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a RIFF file (picture or sound)",
    b"BM6": "a bitmap",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive or an office document",
    b"PK\x05\x06": "an empty zip archive",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "a database",
    b"OggS": "a sound or film",
    b"ID3": "a sound",
    b"{\\rtf": "an RTF document",
    b"\x00\x00\x01\x00": "an icon",
}
_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|article|table|meta|title|script|h1|section|span)(?:\s[^<>]{0,300})?>",
    re.I,
)
_STRONG_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.I)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n){0,9}[A-Za-z_][\w\- ]{0,40}[ \t]*:")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 27))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the encoding it was in, and its kind: text, html or markdown."""

    text: str
    encoding: str
    kind: str


class Unreadable(ValueError):
    """Bytes that are no page. `code`: empty, binary, too-large, unknown-encoding."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def decode(data: bytes, *, name: str = "", declared: str | None = None) -> Decoded:
    """The text of a page's bytes; `declared` is the charset a server named. Raises Unreadable."""
    if len(data) > LIMIT:
        raise Unreadable("too-large", f"{len(data) // 1_000_000} MB; a page may have {LIMIT // 1_000_000}")
    if not data.strip():
        raise Unreadable("empty", "the file is empty")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise Unreadable("binary", f"not a page but {what}")
    text, encoding = _to_text(data, declared)
    # A null character can be stored in no database; the replacement sign keeps its place.
    text = text.replace("\x00", "\ufffd") if "\x00" in text else text
    if not text.strip():
        raise Unreadable("empty", "the file holds white space only")
    kind = _kind(text, name)
    if kind != "html" and (lines := text.count("\n")) > MOST_LINES:
        raise Unreadable("too-large", f"{lines:,} lines; a page may have {MOST_LINES:,}")
    return Decoded(text, encoding, kind)


def _to_text(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if data.startswith(mark):
            text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")
            return text, encoding
    if data.isascii() and b"\x1b$" not in data and b"\x00" not in data:
        return _controlled(data.decode("ascii")), "utf-8"
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), wide
    if _is_binary(data):
        raise Unreadable("binary", "the bytes are no text")
    if b"\x1b$" in data:
        text = lenient(data, "iso2022_jp")
        if text is not None:
            return text, "iso2022_jp"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first_fault = error.start
    found = guess(data, declared, first_fault)
    if found is None:
        raise Unreadable("unknown-encoding", "the bytes are text in no encoding that is known here")
    return found


def _controlled(text: str) -> str:
    controls = sum(text.count(chr(code)) for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 27))
    if controls * 10 > len(text):
        raise Unreadable("binary", "the bytes are no text")
    return text


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 50 > len(sample) or sample.count(0) * 200 > len(sample)


def _kind(text: str, name: str) -> str:
    lower = name.lower()
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if _FRONT_MATTER.match(start) or lower.endswith((".md", ".markdown")):
        return "markdown"
    if lower.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if start.startswith("<") and _HTML.match(start):
        return "html"
    if _STRONG_HTML.search(text[:5000]) and "</" in text:
        return "html"
    if start.startswith("<"):
        return "html" if len(_HTML.findall(text[:20000])) >= 3 else "text"
    return "text"
