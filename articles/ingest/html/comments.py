"""Readers' comments as their markup shows them: who, when, what, and under which other comment."""

import re

from articles.ingest.dates import find_dates
from articles.ingest.html.authors import LEAD
from articles.ingest.html.flow import KEPT, Flow, Node, Seen, set_role
from articles.ingest.html.labels import REASONS, label_of

ITEM_TAGS = frozenset({"li", "article", "div", "dl", "section", "tr"})
ITEM_NAME = re.compile(
    r"^(?:dsq-|disqus-)?(?:comment|reply|post)(?:[-_](?:item|entry|node|wrapper|container|thread))?(?:[-_]\d+)?$|^commentitem$|^c(?:omment)?-?\d+$",
    re.IGNORECASE,
)
AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:author|fn|user|username|nick|nickname|name|cite|poster|commenter|byline)(?:$|[\s_-])",
    re.IGNORECASE,
)
DATE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:date|time|ago|timestamp|metadata|meta|published|datetime)(?:$|[\s_-])", re.IGNORECASE
)
SCORE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:votes?|score|likes?|points?|karma|rating)(?:$|[\s_-])", re.IGNORECASE
)
NO_COMMENT = frozenset({"share", "form", "mark", "comments", "navigation"})
SCORE = re.compile(r"^[+−-]?\d{1,6}$")
SAYS = re.compile(
    r"^.{1,60}\s(?:says|said|writes|wrote|sagt|schrieb|dice|dijo|a dit|a écrit|さん|说道|说|пишет|говорит)\s*:?$",
    re.IGNORECASE,
)
MACHINERY = re.compile(
    r"^(?:reply|antworten|répondre|responder|rispondi|ответить|回复|返信|delete|edit|report|flag|permalink|link|log in to reply)\b",
    re.IGNORECASE,
)

COMMENTS_BEGIN = re.compile(
    r"^\W*\d{1,5}\s+(?:comments?|kommentare?|commentaires?|comentários?|comentarios?|commenti|reacties|responses?|replies|thoughts\son"
    r"|комментари\w+|пікір|antworten|réponses?)\b|^\W*(?:leave\sa\s(?:reply|comment)|post\sa\scomment|so\skönnen\ssie\skommentieren"
    r"|kommentar\s(?:schreiben|verfassen|hinterlassen)|laisser\sun\scommentaire|deja\s(?:un\scomentario|una\srespuesta)"
    r"|оставить\sкомментарий|发表评论|網友評論|网友评论|コメントを(?:書く|投稿|残す))",
    re.IGNORECASE,
)


def mark_comments_below(flow: Flow, content: Node) -> None:
    """Marks what follows a heading that opens the readers' comments, where no class or id has said so."""
    lines = flow.lines
    total = sum(line.prose for line in lines[content.begin : content.end] if line.role in KEPT)
    seen = 0.0
    for number in range(content.begin, content.end):
        line = lines[number]
        if seen >= max(400, 0.1 * total) and _opens_comments(line):
            break
        seen += line.prose if line.role in KEPT else 0.0
    else:
        return
    for node in flow.nodes:
        if number <= node.begin and node.end <= content.end and not node.drop:
            node.drop = "comments"
    for line in lines[number : content.end]:
        if line.role in KEPT:
            set_role(line, "form", "after-comments-heading", 0.8)


def _opens_comments(line: Seen) -> bool:
    return line.size < 80 and not line.prose and COMMENTS_BEGIN.search(line.text) is not None


def read_comments(flow: Flow) -> None:
    """Gives the lines of comment areas their roles, with one group for each comment and its depth in the tree."""
    items = _items(flow)
    authored: set[int] = set()
    terms: dict[int, Node] = {}
    for line in flow.lines:
        if line.node.drop != "comments":
            continue
        item, depth = _item_of(line.node, items)
        frame = item
        if item is None:
            item, frame = _term_of(line.node, terms)
            depth = 0
        if item is None or _in_form(line.node, frame):
            set_role(line, REASONS.get(label_of(line.text), "form"), "comment-area", 0.85)
            continue
        line.group, line.depth = item.index + 1, depth
        role = _role(line, frame)
        if role == "comment-author" and item.index in authored:
            role = "form"
        authored |= {item.index} if role == "comment-author" else set()
        set_role(line, role, "comment-item", 0.85)
        if role == "form":
            line.group = line.depth = 0
    _drop_empty(flow)


def _in_form(node: Node | None, item: Node) -> bool:
    while node is not None and node is not item:
        if node.tag == "form" or "form" in node.means:
            return True
        node = node.parent
    return item.tag == "form" or "form" in item.means


def _drop_empty(flow: Flow) -> None:
    """Takes the role of a comment from what has no text: counts, labels, names of none."""
    told = {line.group for line in flow.lines if line.role == "comment"}
    for line in flow.lines:
        if line.rule == "comment-item" and line.group and line.group not in told:
            set_role(line, "form", "comment-item", 0.85)
            line.group = line.depth = 0


def _items(flow: Flow) -> set[int]:
    """The nodes that are one comment each, by index."""
    items: set[int] = set()
    for node in flow.nodes:
        if node.drop != "comments" or node.tag not in ITEM_TAGS or node.end == node.begin:
            continue
        if _is_item(node) and not _doubles(node, items):
            items.add(node.index)
    return items or _repeated(flow)


def _repeated(flow: Flow) -> set[int]:
    """Like blocks in a row that hold most of an area's prose: comments whose names say nothing."""
    groups: dict[tuple, list[Node]] = {}
    prose = 0.0
    for node in flow.nodes:
        if node.drop != "comments" or node.parent is None:
            continue
        if node.parent.drop != "comments":
            prose += node.prose
        if node.tag in ITEM_TAGS and node.end - node.begin >= 2:
            groups.setdefault((node.parent.index, node.tag, node.element.get("class")), []).append(node)
    best = max(groups.values(), key=lambda group: sum(node.prose for node in group), default=[])
    if len(best) < 2 or sum(node.prose for node in best) < 0.7 * prose:
        return set()
    return {node.index for node in best}


def _is_item(node: Node) -> bool:
    get = node.element.get
    if "schema.org/Comment" in get("itemtype", "") or "UserComments" in get("itemtype", ""):
        return True
    names = f"{get('class', '')} {get('id', '')}".split()
    return any(ITEM_NAME.match(name) for name in names)


def _doubles(node: Node, items: set[int]) -> bool:
    """Whether it is only the frame inside another item's frame."""
    parent = node.parent
    for _ in range(3):
        if parent is None:
            return False
        if parent.index in items:
            return parent.begin == node.begin
        parent = parent.parent
    return False


def _item_of(node: Node | None, items: set[int]) -> tuple[Node | None, int]:
    found, depth = None, -1
    while node is not None:
        if node.index in items:
            found = found or node
            depth += 1
        node = node.parent
    return found, depth


def _term_of(node: Node | None, terms: dict[int, Node]) -> tuple[Node | None, Node | None]:
    """In a `<dl>` of comments each `<dt>` begins one: that node, and the `<dt>` or `<dd>` that the line is in."""
    while node is not None and node.drop == "comments" and node.parent is not None:
        if node.tag == "dt":
            terms[node.parent.index] = node
        if node.tag in ("dt", "dd"):
            return terms.get(node.parent.index), node
        node = node.parent
    return None, None


def _role(line: Seen, item: Node) -> str:
    text = line.text
    if MACHINERY.match(text) and len(text) < 40:
        return "form"
    names = _names_up_to(line.node, item)
    if SCORE.match(text) and SCORE_NAMES.search(names):
        return "comment-score"
    if line.size < 100 and (role := _head_role(line, names, item)):
        return role
    return "form" if label_of(text) in NO_COMMENT else "comment"


def _head_role(line: Seen, names: str, item: Node) -> str:
    """What a short line above a comment's text says: its author, its date, or neither."""
    dates = [date for date in find_dates(line.text) if date.iso] if any(map(str.isdigit, line.text)) else []
    rest = len(line.text) - sum(date.end - date.begin for date in dates)
    if dates and (rest <= 40 or LEAD.match(line.text)):
        begins = re.search(r"[^\W\d_]{2}", line.text[: dates[0].begin])
        return "comment-author" if begins and "byline" not in names else "comment-date"
    if "bold" in line.means and line.size < 40 and line.node.begin == item.begin:
        return "comment-author"
    if "byline" in line.means or SAYS.match(line.text) or (AUTHOR_NAMES.search(names) and not line.prose):
        return "comment-author"
    return "comment-date" if "date" in line.means or DATE_NAMES.search(names) else ""


def _names_up_to(node: Node | None, item: Node) -> str:
    names = []
    while node is not None and node is not item:
        names += [
            node.element.get("class", ""),
            node.element.get("itemprop", ""),
            node.tag if node.tag == "cite" else "",
        ]
        node = node.parent
    return " ".join(names)
