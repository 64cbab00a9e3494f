"""The attributes of a quotation or figure as one group in braces: {title="…" date=2024-10-29 truncated}."""

import re
from collections.abc import Mapping, Sequence

from articles.rendering.inline import UNSTORABLE

PATTERNS = {  # written without quotation marks
    "date": r"[0-9][0-9T:+.Z-]{3,39}",
    "article": r"[1-9][0-9]{0,17}",
    "lang": r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}",
    "original_lang": r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}",
}
FLAGS = ("truncated", "date_inferred")

_PAIR = re.compile(r'([a-z-]+)(?:=(?:"((?:[^"\\]|\\.)*+)"|([^\s"{}=]+)))?(?=[ \t]|$)')
_CODES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "(": "\\("}
_CHARACTERS = {"n": "\n", "r": "\r"}


def print_attributes(values: Mapping[str, object]) -> str:
    """The group, or nothing where no attribute has a value."""
    pairs = [_print_pair(name, value) for name, value in values.items() if value]
    return "{" + " ".join(pairs) + "}" if pairs else ""


def parse_attributes(line: str, names: Sequence[str]) -> dict | None:
    """The values of a group of these attributes; None where the line is no such group, whole and without a slip."""
    if not (line.startswith("{") and line.endswith("}")):
        return None
    inside, values, position = line[1:-1].strip(" \t"), {}, 0
    while position < len(inside):
        pair = _PAIR.match(inside, position)
        name = pair[1].replace("-", "_") if pair else ""
        value = _value(name, pair) if name in names else None
        if value is None:
            return None
        if value != "":
            values[name] = value
        position = pair.end()
        while position < len(inside) and inside[position] in " \t":
            position += 1
    return values


def _print_pair(name: str, value: object) -> str:
    key = name.replace("_", "-")
    if name in FLAGS:
        return key
    if name in PATTERNS:
        return f"{key}={value}"
    return f'{key}="' + re.sub(r'[\\"\n\r]|(?<=\])\(', lambda match: _CODES[match[0]], str(value)) + '"'


def _value(name: str, pair: re.Match) -> object | None:
    quoted, bare = pair[2], pair[3]
    if name in FLAGS:
        return True if quoted is None and bare is None else None
    text = bare if quoted is None else re.sub(r"\\(.)", lambda m: _CHARACTERS.get(m[1], m[1]), quoted)
    if text is None or UNSTORABLE.search(text):
        return None
    if name in PATTERNS:
        return None if not re.fullmatch(PATTERNS[name], text) else int(text) if name == "article" else text
    return text
