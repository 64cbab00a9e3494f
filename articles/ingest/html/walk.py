"""Walks the tree once: text becomes visible lines, block elements become nodes.

What a reader sees decides: hidden elements are left out, a `<br>` ends a line, a row of a data table is one line with its
cells parted by tabs, `<pre>` keeps its rows, and the reading of a ruby stands in full-width brackets behind its characters.
"""

import re

from lxml import etree

from articles.ingest.html.flow import Flow, Node, Seen
from articles.ingest.html.tables import is_data_table
from articles.ingest.html.words import meanings

_UNSEEN = """script style template noscript iframe object embed applet audio video canvas svg math map select datalist option
    optgroup textarea noframes rp frameset input source track param title meta link"""
_BLOCKS = """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main marquee menu nav ol p pre section summary
    table tbody td tfoot th thead tr ul xmp"""
UNSEEN = frozenset(_UNSEEN.split())
BLOCKS = frozenset(_BLOCKS.split())
CELLS = frozenset({"td", "th"})
WITHIN_TABLE = frozenset({"tr", "caption"})  # the only blocks of a data table that begin a line
NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})  # by a class; by an attribute they may be
SPACE = re.compile(r"[ \t\r\n\f]+")
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CELL = "\x1f"  # parts the cells of a row while it is written; the parser has taken it out of the text
AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:es)?|auteurs?|people|staff|editors?|writers?|reporters?|columnists?|contributors?|by|profiles?)/[^/]"
)
LONGEST_NAME = 60  # characters
NAMING = ("class", "id", "role", "itemprop", "rel")
NOTHING: frozenset[str] = frozenset()
DATE = frozenset({"date"})
BOLD = frozenset({"bold"})
BOLD_TAGS = frozenset({"b", "strong", "big"})
INLINE = frozenset(
    {"byline", "date", "caption", "credit", "deck", "headline", "section"}
)  # meanings inline elements pass on
MOST = 0.7  # of a line that an inline element covers, to say what the line is


def read_flow(root: etree._Element, *, with_hidden: bool = False) -> Flow:
    """The visible lines of a tree; `with_hidden` takes in what the page hides until its scripts have run."""
    walk = _Walk(root, with_hidden=with_hidden)
    walker = etree.iterwalk(root, events=("start", "end"))
    next(walker, None)
    for event, element in walker:
        if event == "end":
            walk.leave(element)
        elif not walk.enter(element):
            walker.skip_subtree()
    return walk.end()


class _Walk:
    """Where we are: the block, the data table, the inline elements that matter, and the line being written."""

    def __init__(self, root: etree._Element, *, with_hidden: bool):
        self.flow = Flow()
        self.node = Node(0, None, root, NOTHING, 0)
        self.flow.nodes.append(self.node)
        self.with_hidden = with_hidden
        self.unseen = UNSEEN - {"noscript"} if with_hidden else UNSEEN
        self.table: etree._Element | None = None
        self.parts: list[str] = []
        self.count = 0  # characters written since the page began
        self.begun = 0  # that count where this line began
        self.open: list[
            tuple
        ] = []  # inline elements: (element, count at its start, address or None, meanings)
        self.linked = 0
        self.hrefs: list[str] = []
        self.shares: dict[str, int] = {}  # characters of this line by the meaning of inline elements

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.count += len(text)

    def enter(self, element: etree._Element) -> bool:
        """Begins an element; False where no reader sees it."""
        tag = element.tag
        if tag in self.unseen:
            return False
        attributes = element.attrib
        means = NOTHING
        if attributes:
            means = _means(attributes)
            if not self.with_hidden and _is_hidden(tag, attributes, means):
                return False
        if "-" in tag:
            means |= meanings(tag)
        if tag == "time" or "date" in means:
            self._note_time(attributes)
        if tag in BLOCKS or "-" in tag:
            self._enter_block(element, tag, means)
        else:
            self._enter_inline(element, tag, attributes, means)
        if text := element.text:
            self.write(text)
        return True

    def leave(self, element: etree._Element) -> None:
        if self.node.element is element:
            self.flush()
            self.node.end = len(self.flow.lines)
            self.node = self.node.parent or self.node
        elif self.open and self.open[-1][0] is element:
            self._share(self.open.pop())
        elif element.tag == "rt" and self.parts:
            self.write("）")
        if element is self.table:
            self.table = None
        if text := element.tail:
            self.write(text)

    def end(self) -> Flow:
        self.flush()
        self.flow.nodes[0].end = len(self.flow.lines)
        return self.flow

    def _enter_block(self, element: etree._Element, tag: str, means: frozenset[str]) -> None:
        if self.table is not None and tag not in WITHIN_TABLE:
            self.write(CELL if tag in CELLS and self.parts else " ")
            return
        self.flush()
        self.node = Node(len(self.flow.nodes), self.node, element, means, len(self.flow.lines))
        self.flow.nodes.append(self.node)
        if tag == "table" and self.table is None and is_data_table(element):
            self.table = element

    def _enter_inline(self, element: etree._Element, tag: str, attributes, means: frozenset[str]) -> None:
        if tag == "br":
            self._break()
        elif tag == "rt":
            self.write("（")
        else:
            href = attributes.get("href") if tag == "a" else None
            marks = means & INLINE if means else NOTHING
            if tag == "time":
                marks |= DATE
            elif tag in BOLD_TAGS:
                marks |= BOLD
            if href or marks:
                self.open.append((element, self.count, href, marks))

    def _break(self) -> None:
        if self.node.tag == "pre":
            self.write("\n")
        elif self.table is not None:
            self.write(" ")
        else:
            self.flush()

    def _note_time(self, attributes) -> None:
        if value := attributes.get("datetime") or attributes.get("content"):
            is_update = "modified" in str(attributes).lower()
            self.flow.times.append((len(self.flow.lines), value, is_update))

    def _share(self, item: tuple) -> None:
        """Adds an inline element's part of this line to what is known of the line."""
        _, count, href, marks = item
        length = self.count - max(count, self.begun)
        if length <= 0:
            return
        if href:
            self.linked += length
            self.hrefs.append(href)
        for mark in marks:
            self.shares[mark] = self.shares.get(mark, 0) + length
        if length < LONGEST_NAME and ("byline" in marks or (href and AUTHOR_ADDRESS.search(href))):
            self.flow.names.append((len(self.flow.lines), self._last(length)))

    def _last(self, length: int) -> str:
        """The last characters written."""
        taken, size = [], 0
        for part in reversed(self.parts):
            taken.append(part)
            size += len(part)
            if size >= length:
                break
        return _one_line("".join(reversed(taken))[-length:])

    def flush(self) -> None:
        """Ends the line being written."""
        if not self.parts:
            return
        for item in self.open:
            self._share(item)
        raw = "".join(self.parts)
        if not raw.isspace():
            for row in self._rows(raw):
                if row and not row.isspace():
                    self._add(row)
        self.parts, self.shares, self.hrefs = [], {}, []
        self.begun, self.linked = self.count, 0

    def _rows(self, raw: str) -> list[str]:
        if self.node.tag == "pre":
            return [row.rstrip() for row in raw.split("\n")]
        if CELL in raw:
            return ["\t".join(_one_line(cell) for cell in raw.split(CELL)).strip()]
        return [_one_line(raw)]

    def _add(self, text: str) -> None:
        means = self.node.means
        if self.shares:
            most = MOST * len(text)
            means = means.union(mark for mark, count in self.shares.items() if count >= most)
        href = self.hrefs[0] if len(self.hrefs) == 1 else ""
        self.flow.lines.append(Seen(text, self.node, min(self.linked, len(text)), href, means))


def _one_line(text: str) -> str:
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        text = SPACE.sub(" ", text)
    return text.strip()


def _is_hidden(tag: str, attributes, means: frozenset[str]) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if "hidden" in means and tag not in NEVER_HIDDEN:
        return True
    style = attributes.get("style")
    return style is not None and INVISIBLE.search(style) is not None


def _means(attributes) -> frozenset[str]:
    names = " ".join([attributes[key] for key in NAMING if key in attributes])
    return meanings(names) if names else NOTHING
