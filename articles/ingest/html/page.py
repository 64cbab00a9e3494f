"""An HTML text → a Page: each visible line with the role its markup suggests, and the metadata's facts."""

from articles.ingest.html.blocks import Flow, read_flow
from articles.ingest.html.content import find_content
from articles.ingest.html.dom import parse
from articles.ingest.html.metadata import read_facts
from articles.ingest.html.roles import give_roles
from articles.ingest.page import Hint, Line, Page

ENOUGH_PROSE = 150  # below this a page's visible text is taken to wait for its scripts


def html_page(text: str, *, address: str | None = None) -> Page:
    """The page of an HTML text; hidden blocks count only where hardly anything else is there to read."""
    root = parse(text)
    if root is None:
        return Page(kind="html", lines=(), address=address)
    flow = read_flow(root)
    content = find_content(flow)
    if content is None or content.prose < ENOUGH_PROSE:
        hidden = read_flow(root, with_hidden=True)
        other = find_content(hidden)
        if other is not None and other.prose > 2 * (content.prose if content else 0) + ENOUGH_PROSE:
            flow, content = hidden, other
    facts = read_facts(root, flow, address)
    if content is not None:
        give_roles(flow, content, facts)
    return Page(
        kind="html",
        lines=_lines(flow),
        facts=tuple(facts),
        address=address,
        language_hint=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _lines(flow: Flow) -> tuple[Line, ...]:
    return tuple(
        Line(
            number,
            line.text,
            Hint(line.node.tag, line.role, line.sure, line.rule, line.depth, line.group, line.href),
        )
        for number, line in enumerate(flow.lines, 1)
    )
