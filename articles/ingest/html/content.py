"""Finds the article among a page's blocks: where its prose is dense, and what in it is not of it."""

import re
from collections.abc import Iterable

from articles.ingest.html.flow import Flow, Node, Seen
from articles.ingest.html.words import DROPPING

DROPPING_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "button": "form",
    "marquee": "ticker",
    "amp-ad": "advertisement",
    "amp-sidebar": "navigation",
    "amp-consent": "form",
}
MOSTLY = 0.5  # a block with this much of a page's prose is no boilerplate, whatever its names say
TEASERS = 4  # so many like blocks in a row are a list of teasers …
TEASER_LINE = (20, 260)  # … where each has a linked line of this size (weighted characters)
TEASER_PROSE = 600  # … and no more prose than this
TEASER_REST = 600  # … and the page has at least so much other prose
TEASER_TAGS = frozenset({"div", "li", "article", "section", "dl", "td", "tr", "ul", "table"})
LISTS = frozenset({"ul", "ol", "table"})
TOC_ITEMS = 3
INDEX_ITEMS = 6
INDEX_LINE = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}")
POST_PROSE = 150  # weighted characters of prose that make a block a post of its own
POST = re.compile(
    r"h?entry|h-entry|post|blog-?post|post-?(?:outer|wrapper|item)?-?\d*|article-?\d*|story", re.IGNORECASE
)
PARAGRAPHS = frozenset(
    {"p", "blockquote", "pre", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}
)  # parts of a text, never its block
NEARLY_ALL = 0.95  # … but comments may be the most of a page
KEPT_WHOLE = frozenset({"html", "body", "main"})


def find_content(flow: Flow) -> Node | None:
    """The innermost block that holds the article; marks with `drop` the blocks that are none of it."""
    if not flow.lines:
        return None
    _weigh(flow)
    total = flow.nodes[0].prose
    _mark_boilerplate(flow, total)
    _mark_teasers(flow)
    _mark_lists(flow)
    clean = _clean_prose(flow)
    return _descend(flow, clean)


def _weigh(flow: Flow) -> None:
    for line in flow.lines:
        line.node.prose += line.prose
    for node in reversed(flow.nodes):
        if node.parent is not None:
            node.parent.prose += node.prose


def _mark_boilerplate(flow: Flow, total: float) -> None:
    for node in flow.nodes:
        parent = node.parent
        if parent is not None and parent.drop:
            node.drop = parent.drop
        elif node.tag not in KEPT_WHOLE and (reason := _reason(node, total)):
            most = NEARLY_ALL if "comments+" in node.means else MOSTLY
            if node.prose <= most * total or total < 100:
                node.drop = reason


def _reason(node: Node, total: float) -> str:
    """Why a block is none of the article, by its tag and its names; nothing where they say nothing."""
    tag, means = node.tag, node.means
    if tag in DROPPING_TAGS:
        return DROPPING_TAGS[tag]
    if tag == "footer":
        return "" if _within(node, "blockquote") else "footer"
    if tag == "aside":
        return "promotion"
    if tag == "form" and node.prose < max(300, 0.3 * total):
        return "form"
    if not means:
        return ""
    if "comments" in means:
        return "comments"
    if "content+" in means:
        return ""
    for reason in DROPPING:
        if reason in means:
            return reason
    return ""


def _mark_teasers(flow: Flow) -> None:
    """Marks lists of teasers: like blocks in a row, each a linked headline with a few words beside it."""
    linked: dict[int, int] = {}
    for line in flow.lines:
        if (
            TEASER_LINE[0] <= line.size <= TEASER_LINE[1]
            and line.linked > 0.8 * len(line.text)
            and not line.node.drop
        ):
            node = line.node
            for _ in range(4):
                if node is None:
                    break
                linked[node.index] = linked.get(node.index, 0) + 1
                node = node.parent
    groups: dict[tuple, list[Node]] = {}
    for node in flow.nodes:
        if (
            linked.get(node.index)
            and not node.drop
            and node.prose < TEASER_PROSE
            and node.tag in TEASER_TAGS
            and not _in_named(node)
        ):
            key = (node.parent.index if node.parent else 0, node.tag, node.element.get("class"))
            groups.setdefault(key, []).append(node)
    teasers = [node for group in groups.values() if len(group) >= TEASERS for node in group]
    rest = sum(line.prose for line in flow.lines if not line.node.drop) - sum(node.prose for node in teasers)
    if rest < TEASER_REST:
        return
    marked = {node.index for node in teasers}
    for node in flow.nodes:
        if not node.drop and (
            node.index in marked or (node.parent is not None and node.parent.index in marked)
        ):
            node.drop = "promotion"
            marked.add(node.index)


def _in_named(node: Node) -> bool:
    """Whether a block stands in one that is named the article's body: a list there is the author's own."""
    parent = node.parent
    while parent is not None:
        if "content+" in parent.means:
            return True
        parent = parent.parent
    return False


def _mark_lists(flow: Flow) -> None:
    """Marks lists of posts (most items show a day and a clock) and tables of contents (most items lead down the page)."""
    for node in flow.nodes:
        if node.tag not in LISTS or node.drop or node.end - node.begin < TOC_ITEMS:
            continue
        lines = flow.lines[node.begin : node.end]
        if lines[0].href.startswith("#") and _mostly(line.href.startswith("#") for line in lines):
            _drop(flow, node, "navigation")
        elif len(lines) >= INDEX_ITEMS and _is_index(lines[0]) and _mostly(map(_is_index, lines)):
            _drop(flow, node, "promotion")


def _is_index(line: Seen) -> bool:
    return INDEX_LINE.search(line.text) is not None


def _mostly(answers: Iterable[bool]) -> bool:
    answers = list(answers)
    return sum(answers) > 0.7 * len(answers)


def _drop(flow: Flow, node: Node, reason: str) -> None:
    node.drop = reason
    for inner in flow.nodes[node.index + 1 :]:
        if inner.begin >= node.end:
            break
        inner.drop = inner.drop or reason


def _clean_prose(flow: Flow) -> list[float]:
    """Prose of each node without that of its boilerplate, by index."""
    clean = [0.0] * len(flow.nodes)
    for line in flow.lines:
        if not line.node.drop:
            clean[line.node.index] += line.prose
    for node in reversed(flow.nodes):
        if node.parent is not None:
            clean[node.parent.index] += clean[node.index]
    return clean


def _descend(flow: Flow, clean: list[float]) -> Node:
    """The innermost block that still holds nearly all the prose; where a block holds several posts, the first of them."""
    children: dict[int, list[Node]] = {}
    for node in flow.nodes[1:]:
        if not node.drop and clean[node.index] and node.tag not in PARAGRAPHS:
            children.setdefault(node.parent.index, []).append(node)
    node = flow.nodes[0]
    while heirs := children.get(node.index):
        best = max(heirs, key=lambda child: clean[child.index])
        if "content+" in node.means and "content+" not in best.means:
            break
        if best.tag == "li" and clean[best.index] < 0.98 * clean[node.index]:
            break
        if clean[best.index] < _enough(best) * clean[node.index]:
            posts = [child for child in heirs if _is_post(child) and clean[child.index] >= POST_PROSE]
            if len(posts) < 2 or sum(clean[post.index] for post in posts) < 0.8 * clean[node.index]:
                break
            best = posts[0]
            flow.posts = posts[1:]
        node = best
    return node


def _is_post(node: Node) -> bool:
    """Whether a block is one whole post of several, not a part of an article."""
    if node.tag == "article":
        return True
    names = f"{node.element.get('class', '')} {node.element.get('id', '')}".split()
    return any(POST.fullmatch(name) for name in names)


def _enough(node: Node) -> float:
    if "content+" in node.means or node.tag in ("article", "main"):
        return 0.65
    if "content" in node.means:
        return 0.75
    return 0.85


def _within(node: Node, tag: str) -> bool:
    return any(
        parent is not None and parent.tag == tag
        for parent in (node.parent, node.parent and node.parent.parent)
    )
