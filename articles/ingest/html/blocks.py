"""Walks the tree once: the lines a reader sees, and the block elements they stand in."""

import re

from lxml import etree

from articles.ingest.html.words import meanings

SPACE = re.compile(r"[ \t\r\n\f]+")
CJK = re.compile(r"[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]+")
SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'»”’）)」』\]]*(?:\s|$)|[。！？]|[,;，、；]\s?\w")

UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "svg",
        "math",
        "map",
        "select",
        "datalist",
        "option",
        "optgroup",
        "textarea",
        "noframes",
        "rp",
        "frameset",
        "input",
        "source",
        "track",
        "param",
        "title",
        "meta",
        "link",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "button",
        "marquee",
        "xmp",
        "listing",
    ]
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
KEPT = frozenset({"html", "body", "main", "article"})
CELLS = frozenset({"td", "th"})
CELL = "\x1f"  # parts the cells of a row while it is written; the parser has taken it out of the text
MAX_CELL = 240  # weighted characters; a longer cell is a column of the layout
MAX_ROWS = 2000
AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:es)?|auteurs?|people|staff|writers?|reporters?|columnists?|contributors?|by|profiles?)/[^/]"
)
LONGEST_NAME = 60  # characters
NAMING = ("class", "id", "role", "itemprop", "rel")
NOTHING: frozenset[str] = frozenset()
DATE = frozenset({"date"})
MEANT = frozenset(
    ["byline", "date", "caption", "credit", "deck", "section", "headline", "hidden"]
)  # of inline elements


class Node:
    """A block element: its place, its names' meanings and the lines [begin, end) it spans."""

    __slots__ = (
        "parent",
        "tag",
        "means",
        "begin",
        "end",
        "element",
        "prose",
        "chars",
        "links",
        "drop",
        "index",
    )

    def __init__(self, parent, tag, means, begin, element, index):
        self.parent, self.tag, self.means, self.begin, self.element = parent, tag, means, begin, element
        self.index = index
        self.end = begin
        self.prose = self.chars = self.links = 0.0
        self.drop = ""


class Seen:
    """One visible line: its text, the block it stands in, how much of it is links, and its inline marks."""

    __slots__ = ("text", "node", "linked", "href", "means", "bold", "size", "prose", "cells", "role", "rule", "sure",
                 "group", "depth")  # fmt: skip

    def __init__(self, text, node, linked, href, means, bold):
        self.text, self.node, self.linked, self.href, self.means, self.bold = (
            text,
            node,
            linked,
            href,
            means,
            bold,
        )
        wide = len(CJK.sub("", text))
        self.size = len(text) + wide  # a CJK character weighs two
        self.role = self.rule = ""
        self.sure = 0.0
        self.group = self.depth = 0
        self.cells = 0
        self.prose = self._prose()

    def _prose(self) -> float:
        """Its weight as running text: none for links, labels and headings."""
        if self.node.tag in HEADINGS or self.linked > 0.5 * len(self.text):
            return 0.0
        if self.size >= 90 or (self.size >= 30 and SENTENCE_END.search(self.text)):
            return self.size * (1 - self.linked / len(self.text))
        return 0.0


def set_role(line: Seen, role: str, rule: str, sure: float = 0.9) -> None:
    """Says what a line is, what told it, and how sure that is (0 to 1)."""
    line.role, line.rule, line.sure = role, rule, sure


class Flow:
    """The page as a reader sees it: lines in reading order, and the nodes they stand in, outermost first."""

    def __init__(self):
        self.lines: list[Seen] = []
        self.nodes: list[Node] = []
        self.names: list[tuple[int, str]] = []  # what links and names call authors: line, text
        self.times: list[
            tuple[int, str, bool]
        ] = []  # of machine-readable dates: line, value, whether an update


class _Writer:
    """Gathers the text of one line until a block begins or ends."""

    def __init__(self, flow: Flow):
        self.flow = flow
        self.parts: list[str] = []
        self.count = 0  # characters written since the page began
        self.begun = 0  # that count where this line began
        self.open: list[
            tuple
        ] = []  # inline elements that matter: (element, count at their start, kind, value)
        self.shares: dict[str, int] = {}  # characters of this line by kind of inline element
        self.hrefs: list[str] = []

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.count += len(text)

    def enter(self, element, kind: str, value=None) -> None:
        self.open.append((element, self.count, kind, value))

    def leave(self) -> None:
        self._share(self.open.pop())

    def _share(self, item: tuple) -> None:
        _, count, kind, value = item
        length = self.count - max(count, self.begun)
        if length <= 0:
            return
        if length < LONGEST_NAME and (
            kind == "a" and AUTHOR_ADDRESS.search(value) or kind == "mark" and "byline" in value
        ):
            text = SPACE.sub(" ", "".join(self.parts)[-length:]).strip()
            self.flow.names.append((len(self.flow.lines), text))
        if kind == "mark":
            for mark in value:
                self.shares[mark] = self.shares.get(mark, 0) + length
        else:
            self.shares[kind] = self.shares.get(kind, 0) + length
            if value:
                self.hrefs.append(value)

    def flush(self, node: Node) -> None:
        if not self.parts:
            return
        for item in self.open:
            self._share(item)
        raw = "".join(self.parts)
        if not raw.isspace():
            if node.tag == "pre":
                rows = [row.rstrip() for row in raw.split("\n")]
            elif CELL in raw:
                rows = ["\t".join(SPACE.sub(" ", cell).strip() for cell in raw.split(CELL)).strip()]
            else:
                rows = [SPACE.sub(" ", raw).strip()]
            for row in rows:
                if row and not row.isspace():
                    self._add(row, node)
        self.parts = []
        self.begun = self.count
        self.shares = {}
        self.hrefs = []

    def _add(self, text: str, node: Node) -> None:
        means, linked, bold = node.means, 0, False
        if self.shares:
            most = 0.7 * len(text)
            marks = {mark for mark, count in self.shares.items() if count >= most} & MEANT
            means = means | marks if marks else means
            linked = min(self.shares.get("a", 0), len(text))
            bold = self.shares.get("b", 0) >= 0.9 * len(text)
        href = self.hrefs[0] if len(self.hrefs) == 1 else ""
        self.flow.lines.append(Seen(text, node, linked, href, means, bold))


def read_flow(root: etree._Element, *, with_hidden: bool = False) -> Flow:
    """The visible lines of a tree; `with_hidden` takes in what the page hides until its scripts have run."""
    flow = Flow()
    writer = _Writer(flow)
    node = Node(None, "html", frozenset(), 0, root, 0)
    flow.nodes.append(node)
    unseen = UNSEEN - {"noscript"} if with_hidden else UNSEEN
    table = None  # the data table we are in
    walker = etree.iterwalk(root, events=("start", "end"))
    next(walker, None)
    for event, element in walker:
        tag = element.tag
        if event == "end":
            if node.element is element:
                writer.flush(node)
                node.end = len(flow.lines)
                node = node.parent or node
            elif writer.open and writer.open[-1][0] is element:
                while writer.open and writer.open[-1][0] is element:
                    writer.leave()
            elif tag == "rt" and writer.parts:
                writer.write("）")
            if element is table:
                table = None
            text = element.tail
            if text:
                writer.write(text)
            continue
        attributes = element.attrib
        if tag in unseen or (attributes and not with_hidden and _is_hidden(attributes)):
            walker.skip_subtree()
            continue
        means = _means(attributes) if attributes else NOTHING
        if "hidden" in means and tag not in KEPT:
            walker.skip_subtree()
            continue
        if (tag == "time" or "date" in means) and (
            value := attributes.get("datetime") or attributes.get("content")
        ):
            flow.times.append((len(flow.lines), value, "modified" in str(attributes).lower()))
        if tag in BLOCKS or "-" in tag:
            if table is not None and tag != "tr" and tag != "caption":
                writer.write(CELL if tag in CELLS and writer.parts else " ")
            else:
                writer.flush(node)
                node = Node(node, tag, means, len(flow.lines), element, len(flow.nodes))
                flow.nodes.append(node)
                if tag == "table" and table is None and is_data_table(element):
                    table = element
        elif tag == "br":
            if node.tag == "pre":
                writer.write("\n")
            elif table is not None:
                writer.write(" ")
            else:
                writer.flush(node)
        elif tag == "a":
            if "href" in attributes:
                writer.enter(element, "a", attributes["href"])
            if means and (marks := means & MEANT):
                writer.enter(element, "mark", marks)
        elif tag == "b" or tag == "strong":
            writer.enter(element, "b")
        elif tag == "rt":
            writer.write("（")
        elif tag == "time":
            writer.enter(element, "mark", DATE)
        elif means and (marks := means & MEANT):
            writer.enter(element, "mark", marks)
        text = element.text
        if text:
            writer.write(text)
    writer.flush(node)
    flow.nodes[0].end = len(flow.lines)
    return flow


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data, not the page's layout: short cells, several in each of several rows."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return False
    rows: dict = {}
    for cell in table.iter("td", "th"):
        text = SPACE.sub(" ", "".join(cell.itertext()))
        if len(text) + len(CJK.sub("", text)) > MAX_CELL or len(cell.findall(".//p")) > 2:
            return False
        row = cell.getparent()
        rows[row] = rows.get(row, 0) + 1
        if len(rows) > MAX_ROWS:
            return False
    several = sum(count > 1 for count in rows.values())
    return several >= 2 and several > len(rows) / 2


def _is_hidden(attributes) -> bool:
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    style = attributes.get("style")
    return style is not None and INVISIBLE.search(style) is not None


def _means(attributes) -> frozenset[str]:
    names = " ".join([attributes[key] for key in NAMING if key in attributes])
    return meanings(names) if names else NOTHING
