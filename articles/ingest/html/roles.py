"""Gives every visible line its role, from the blocks it stands in and the lines around it."""

from articles.ingest.html.comments import mark_comments_below, read_comments
from articles.ingest.html.details import Surroundings, detail_of
from articles.ingest.html.flow import HEADINGS, Flow, Node, Seen, set_role
from articles.ingest.html.headline import heading_of
from articles.ingest.html.labels import REASONS, label_of, phrase_of, teaser_prefix
from articles.ingest.html.runs import refine_runs
from articles.ingest.roles import ANOTHER

LINKED_TEXT = HEADINGS | {"p", "li", "dd", "blockquote"}
MARKED = HEADINGS | {"td", "tr", "pre"}  # where a number or a sign alone may say something
DECK = 50  # weighted characters that a deck has at least


def give_roles(flow: Flow, content: Node, headline: int | None, around: Surroundings) -> None:
    """Sets role, rule and confidence of every line."""
    lines = flow.lines
    title = heading_of(flow, headline) if headline is not None else None
    begin, has_deck = content.begin, False
    if headline is not None and headline < content.begin:
        begin = headline + 1
    for number, line in enumerate(lines):
        if number == headline or (title is not None and line.node is title):
            set_role(line, "title", "headline")
        elif (
            line.node.drop == "promotion"
            and headline is not None
            and headline < number < around.first
            and not has_deck
            and _is_lead(line)
        ):
            set_role(line, "subtitle", "lead")
            has_deck = True
        elif line.node.drop:
            set_role(
                line, line.node.drop, "block"
            )  # `comments` is no role; read_comments says which these are
        elif begin <= number < content.begin:
            _before(line, has_deck=has_deck)
            has_deck = has_deck or line.role == "subtitle"
        elif not content.begin <= number < content.end:
            set_role(line, "navigation", "outside")
        elif headline is not None and number < headline < around.last:
            set_role(line, "navigation", "above-headline")
        else:
            _inside(line, number, around)
    for post, node in enumerate(flow.posts, 2):
        for line in lines[node.begin : node.end]:
            if not line.node.drop:
                set_role(line, "promotion", f"{ANOTHER}: {post}", 0.8)
    mark_comments_below(flow, content)
    read_comments(flow)
    refine_runs(flow, content, headline, last_prose=around.last)


def _is_lead(line: Seen) -> bool:
    """Whether a line in a block that is called a teaser is the article's own."""
    return line.size >= DECK and bool(line.prose) and not line.linked and not phrase_of(line.text)


def _before(line: Seen, *, has_deck: bool) -> None:
    """A line between the headline and the block of the article: its deck, or a label."""
    if detail := detail_of(line):
        set_role(line, detail, "names")
    elif _is_caption(line):
        set_role(line, "figure", "tag")
    elif (
        (line.prose or (line.node.tag in HEADINGS and not line.linked))
        and line.size >= DECK
        and not phrase_of(line.text)
    ):
        set_role(line, "subtitle" if not has_deck else "body", "deck")
    else:
        set_role(line, "navigation", "outside")


def _inside(line: Seen, number: int, around: Surroundings) -> None:
    node = line.node
    text = line.text
    early = number < around.first
    linked = line.linked > 0.6 * len(text)
    label = label_of(text)
    if label == "mark" and (node.tag in MARKED or detail_of(line) == "date"):
        label = ""
    if label and (node.tag not in HEADINGS or label not in ("navigation", "footer", "form")):
        set_role(line, REASONS.get(label, "navigation"), "label")
    elif line.linked and line.size < 400 and teaser_prefix(text):
        set_role(line, "related" if line.href else "promotion", "teaser")
    elif linked and line.size < 400 and not _is_linked_text(line, number, around):
        set_role(line, "promotion" if line.size > 60 else "navigation", "links")
    elif early and (detail := detail_of(line)):
        set_role(line, detail, "names")
    elif _is_caption(line):
        set_role(line, "figure", "tag")
    elif "credit" in line.means:
        set_role(line, "credit", "names")
    elif node.tag in HEADINGS:
        set_role(line, "heading", "tag")
    elif early and node.tag in ("dd", "dt") and not line.prose:
        set_role(line, "navigation", "names", 0.7)  # what a system says of its article, above it
    elif node.tag in ("li", "dd", "dt", "tr"):
        set_role(line, "list", "tag")
    else:
        set_role(line, "body", "prose")


def _is_linked_text(line: Seen, number: int, around: Surroundings) -> bool:
    """Whether a line that is a link belongs to the text: a paragraph or an item between others."""
    if not around.first <= number <= around.last or line.node.tag not in LINKED_TEXT:
        return False
    if not line.href and (line.size < DECK or "|" in line.text):
        return False  # several links in a row are a menu
    return not teaser_prefix(line.text) and not line.text.isupper() and line.text[:1] not in "[（("


def _is_caption(line: Seen) -> bool:
    if line.node.tag == "figcaption" or "caption" in line.means:
        return True
    node: Node | None = line.node
    for _ in range(4):
        if node is None:
            return False
        if node.tag == "figure" or "caption" in node.means:
            return True
        node = node.parent
    return False
