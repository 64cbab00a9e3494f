"""Parses HTML of any quality into an lxml tree, within fixed limits."""

import re
from html import unescape

from lxml import etree

MAX_DEPTH = 250  # libxml2 stops reading at 256 and would lose what follows
MAX_TEXT = 1_000_000  # characters of one text node; libxml2 stops at 10 MB
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)  # what no text may be set to
LONG_RUN = 20_000  # characters without a tag; only then may one of these be there
# Possessive, so that a near miss costs one look at the text and no second.
LONG_VALUE = re.compile(r"""=\s*+(?:"[^"<]{8000,}+"|'[^'<]{8000,}+')""")
LONG_TAG = re.compile(r"<([a-zA-Z][\w-]{0,40}+)[^<>]{20000,}+>")
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)[^<>]*+>")
OPEN_TITLE = re.compile(r"<title\b[^>]{0,300}>[^<]*", re.IGNORECASE)
UNREAD = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)


def parse(text: str) -> etree._Element | None:
    """The tree's root, or None where there is nothing to parse; comments, instructions and null bytes are gone."""
    text = NOT_TEXT.sub("", text)
    if not text.strip():
        return None
    if max(map(len, text.split("<"))) > LONG_RUN:
        text = LONG_TAG.sub(r"<\1>", LONG_VALUE.sub('=""', text))
    if "</title" not in text.lower():  # an open title would swallow the page
        text = OPEN_TITLE.sub(r"\g<0></title>", text, count=1)
    root, fault = _parse(text)
    if "depth" in fault:
        root, fault = _parse(_flatten(text))
    return _plain(text) if fault else root


def _parse(text: str) -> tuple[etree._Element | None, str]:
    """The tree, and the message of the fault at which the parser stopped before the end of the text."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        return None, str(error).lower()
    faults = [entry.message for entry in parser.error_log if entry.level_name == "FATAL"]
    return root, " ".join(faults).lower() if faults else ""


def _flatten(text: str) -> str:
    """The same text with the tags beyond MAX_DEPTH taken out, so that the parser reads to the end."""
    depth = 0

    def keep(match: re.Match) -> str:
        nonlocal depth
        closing, name = match.group(1), match.group(2).lower()
        if name in VOID:
            return match.group()
        depth = max(depth - 1, 0) if closing else depth + 1
        return match.group() if depth < MAX_DEPTH else " "

    return TAG.sub(keep, text)


def _plain(text: str) -> etree._Element:
    """What no parser takes: the words between the tags, a paragraph each."""
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    for piece in re.split(r"<[^<>]{0,20000}>", UNREAD.sub(" ", text)):
        if piece.strip():
            for begin in range(0, len(piece), MAX_TEXT):
                etree.SubElement(body, "p").text = NOT_XML.sub(" ", unescape(piece[begin : begin + MAX_TEXT]))
    return root
