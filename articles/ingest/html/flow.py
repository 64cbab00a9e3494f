"""The page as a reader sees it, as values the later steps share: lines, and the blocks they stand in."""

import re

CJK = re.compile(r"[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]+")
SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'»”’）)」』\]]*(?:\s|$)|[。！？]|[,;，、；]\s?\w")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TEXT = frozenset({"body", "heading", "list"})  # roles of the article's text
KEPT = TEXT | {"date", "byline", "quotation", "figure"}  # roles of what belongs to it
PROSE_SIZE = 90  # weighted characters that are prose whatever they end with
SENTENCE_SIZE = 30  # … and that are prose where they hold a sentence's marks


class Node:
    """A block element: its names' meanings, the lines [begin, end) it spans, and what is known of their weight."""

    __slots__ = ("index", "parent", "element", "tag", "means", "begin", "end", "prose", "drop")

    def __init__(self, index: int, parent: "Node | None", element, means: frozenset[str], begin: int):
        self.index, self.parent, self.element, self.tag, self.means = (
            index,
            parent,
            element,
            element.tag,
            means,
        )
        self.begin = self.end = begin
        self.prose = 0.0  # weighted characters of running text in it
        self.drop = ""  # why it is none of the article, where it is not


class Seen:
    """One visible line: its text, its block, how much of it is links, what its marks mean, and the role it gets."""

    __slots__ = (
        "text",
        "node",
        "linked",
        "href",
        "means",
        "size",
        "prose",
        "role",
        "rule",
        "sure",
        "group",
        "depth",
    )

    def __init__(self, text: str, node: Node, linked: int, href: str, means: frozenset[str]):
        self.text, self.node, self.linked, self.href, self.means = text, node, linked, href, means
        self.size = len(text) if text.isascii() else len(text) + len(CJK.sub("", text))  # CJK weighs two
        self.prose = self._prose()
        self.role = self.rule = ""
        self.sure = 0.0
        self.group = self.depth = 0

    def _prose(self) -> float:
        """Its weight as running text: none for links, labels and headings."""
        if self.size < SENTENCE_SIZE or self.node.tag in HEADINGS or self.linked > 0.5 * len(self.text):
            return 0.0
        if self.size >= PROSE_SIZE or (SENTENCE_END.search(self.text) and not self._is_mostly_figures()):
            return self.size * (1 - self.linked / len(self.text))
        return 0.0

    def _is_mostly_figures(self) -> bool:
        """Days and numbers read like no sentence."""
        return sum(map(str.isdigit, self.text)) > 0.2 * len(self.text)


class Flow:
    """Lines in reading order, nodes in the order of their beginning, and what the markup says of names and days."""

    __slots__ = ("lines", "nodes", "names", "times", "posts")

    def __init__(self) -> None:
        self.lines: list[Seen] = []
        self.nodes: list[Node] = []
        self.names: list[tuple[int, str]] = []  # what links and classes call authors: place of the line, text
        self.times: list[tuple[int, str, bool]] = []  # machine-readable days: place, value, whether an update
        self.posts: list[Node] = []  # blocks that are articles of their own, beside the one that is read


def set_role(line: Seen, role: str, rule: str, sure: float = 0.9) -> None:
    """Says what a line is, what told it, and how sure that is (0 to 1)."""
    line.role, line.rule, line.sure = role, rule, sure
