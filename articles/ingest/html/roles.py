"""Gives every visible line its role, from the blocks it stands in and the lines around it."""

from articles.ingest.html.blocks import HEADINGS, Flow, Node, Seen
from articles.ingest.html.comments import read_comments
from articles.ingest.html.details import Surroundings, detail_of
from articles.ingest.html.labels import REASONS, label_of, phrase_of, teaser_prefix

ENDINGS = frozenset({"comments", "related", "ranking", "ticker", "promotion", "form", "footer"})
TAIL = 0.15  # of the article's prose; a label that ends articles is believed where no more than this follows
DECK = 50  # weighted characters that a deck has at least


def give_roles(flow: Flow, content: Node, headline: int | None, around: Surroundings) -> None:
    """Sets role, rule and confidence of every line."""
    lines = flow.lines
    begin, has_deck = content.begin, False
    if headline is not None and headline < content.begin:
        begin = headline + 1
    for number, line in enumerate(lines):
        if number == headline:
            _set(line, "title", "headline")
        elif line.node.drop:
            _set(line, line.node.drop, "block")  # `comments` is no role; read_comments says which these are
        elif begin <= number < content.begin:
            _before(line, has_deck=has_deck)
            has_deck = has_deck or line.role == "subtitle"
        elif not content.begin <= number < content.end:
            _set(line, "navigation", "outside")
        elif headline is not None and number < headline < around.last:
            _set(line, "navigation", "above-headline")
        else:
            _inside(line, number, around)
    read_comments(flow)
    _drop_linked_headings(lines)
    _trim_tail(lines, content, around)


def _set(line: Seen, role: str, rule: str, sure: float = 0.9) -> None:
    line.role, line.rule, line.sure = role, rule, sure


def _before(line: Seen, *, has_deck: bool) -> None:
    """A line between the headline and the block of the article: its deck, or a label."""
    if detail := detail_of(line):
        _set(line, detail, "names")
    elif _is_caption(line):
        _set(line, "figure", "tag")
    elif line.prose and line.size >= DECK and not phrase_of(line.text):
        _set(line, "subtitle" if not has_deck else "body", "deck")
    else:
        _set(line, "navigation", "outside")


def _inside(line: Seen, number: int, around: Surroundings) -> None:
    node = line.node
    text = line.text
    early = number < around.first
    linked = line.linked > 0.6 * len(text)
    label = label_of(text)
    if (
        label
        and (node.tag not in HEADINGS or label not in ("navigation", "footer", "form"))
        and not (label == "mark" and node.tag in ("td", "tr", "pre"))
    ):
        _set(line, REASONS.get(label, "navigation"), "label")
    elif linked and line.size < 400 and not _is_linked_text(line, number, around):
        _set(line, "promotion" if line.size > 60 else "navigation", "links")
    elif line.linked and line.size < 400 and teaser_prefix(text):
        _set(line, "promotion", "teaser")
    elif early and (detail := detail_of(line)):
        _set(line, detail, "names")
    elif _is_caption(line):
        _set(line, "figure", "tag")
    elif "credit" in line.means:
        _set(line, "credit", "names")
    elif node.tag in HEADINGS:
        _set(line, "heading", "tag")
    elif node.tag in ("li", "dd", "dt", "tr"):
        _set(line, "list", "tag")
    else:
        _set(line, "body", "prose")


def _is_linked_text(line: Seen, number: int, around: Surroundings) -> bool:
    """Whether a line that is a link belongs to the text: a paragraph or an item between others."""
    if not around.first <= number <= around.last or line.node.tag not in (
        "p",
        "li",
        "dd",
        "blockquote",
        *HEADINGS,
    ):
        return False
    return not teaser_prefix(line.text) and not line.text.isupper() and line.text[:1] not in "[（("


def _drop_linked_headings(lines: list[Seen]) -> None:
    """Headings in a row that are links are teasers, not headings."""
    for before, line in zip(lines, lines[1:], strict=False):
        if line.role == "heading" and before.node.tag == line.node.tag and line.linked and before.linked:
            for one in (before, line):
                if one.role == "heading":
                    _set(one, "promotion", "linked-headings", 0.8)


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


def _trim_tail(lines: list[Seen], content: Node, around: Surroundings) -> None:
    """Drops what follows the article inside its block: from a label that ends articles on, and after the last prose."""
    kept = [n for n in range(content.begin, content.end) if lines[n].role in ("body", "heading", "list")]
    total = sum(lines[n].prose for n in kept)
    seen = 0.0
    ended = ""
    for n in range(content.begin, content.end):
        line = lines[n]
        if total - seen <= TAIL * total and (label := label_of(line.text)) in ENDINGS and not line.node.drop:
            ended = REASONS[label]
        if line.role not in ("body", "heading", "list"):
            continue
        seen += line.prose
        if ended:
            _set(line, ended, "after-label", 0.7)
        elif (
            (total - seen <= TAIL * total or n > around.last)
            and line.size < 500
            and (kind := phrase_of(line.text))
        ):
            _set(line, kind, "phrase", 0.8)
