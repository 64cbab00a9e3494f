"""Gives every visible line its role, from the blocks it stands in and the lines around it."""

from articles.ingest.html.blocks import HEADINGS, Flow, Node, Seen
from articles.ingest.html.details import Surroundings


def give_roles(flow: Flow, content: Node, headline: int | None, around: Surroundings) -> None:
    """Sets role, rule and confidence of every line."""
    for number, line in enumerate(flow.lines):
        if number == headline:
            _set(line, "title", "headline")
        elif line.node.drop:
            _set(line, "comment" if line.node.drop == "comments" else line.node.drop, "block")
        elif not content.begin <= number < content.end:
            _set(line, "navigation", "outside")
        else:
            _inside(line, number, headline, around)


def _set(line: Seen, role: str, rule: str, sure: float = 0.9) -> None:
    line.role, line.rule, line.sure = role, rule, sure


def _inside(line: Seen, number: int, headline: int | None, around: Surroundings) -> None:
    node = line.node
    if headline is not None and number < headline and headline < around.last:
        _set(line, "navigation", "above-headline")
    elif line.linked > 0.6 * len(line.text) and line.size < 200:
        _set(line, "navigation", "links")
    elif number < around.first and "byline" in line.means:
        _set(line, "byline", "names")
    elif number < around.first and "date" in line.means:
        _set(line, "date", "names")
    elif node.tag == "figcaption" or "caption" in line.means or _within(node, "figure"):
        _set(line, "figure", "tag")
    elif "credit" in line.means:
        _set(line, "credit", "names")
    elif node.tag in HEADINGS:
        _set(line, "heading", "tag")
    elif node.tag in ("li", "dd", "dt", "tr"):
        _set(line, "list", "tag")
    else:
        _set(line, "body", "prose")


def _within(node: Node, tag: str) -> bool:
    for _ in range(4):
        if node is None:
            return False
        if node.tag == tag:
            return True
        node = node.parent
    return False
