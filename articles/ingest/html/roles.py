"""Gives every visible line its role, from the blocks it stands in and the lines around it."""

from articles.ingest.html.blocks import HEADINGS, Flow, Node, Seen


def give_roles(flow: Flow, content: Node, facts: list) -> None:
    """Sets role, rule and confidence of every line."""
    for number, line in enumerate(flow.lines):
        node = line.node
        if node.drop:
            line.role = "comment" if node.drop == "comments" else node.drop
            line.rule = "block"
        elif not content.begin <= number < content.end:
            line.role, line.rule = "navigation", "outside"
        elif line.linked > 0.6 * len(line.text) and line.size < 200:
            line.role, line.rule = "navigation", "links"
        elif node.tag in HEADINGS:
            line.role, line.rule = "heading", "tag"
        elif node.tag == "li":
            line.role, line.rule = "list", "tag"
        elif node.tag == "figcaption" or "caption" in line.means:
            line.role, line.rule = "figure", "tag"
        else:
            line.role, line.rule = "body", "prose"
        line.sure = 0.9
