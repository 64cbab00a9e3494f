"""What can be said of lines only beside each other: ends of articles, quotations, lists, repeated and broken lines."""

from itertools import pairwise

from articles.ingest.dates import find_dates
from articles.ingest.html.flow import KEPT, TEXT, Flow, Node, Seen, set_role
from articles.ingest.html.headline import plain
from articles.ingest.html.labels import REASONS, label_of, phrase_of
from articles.ingest.roles import ANOTHER

PHRASE_LONGEST = 250  # weighted characters of a line that boilerplate's wording gives away
GAP = 10  # lines of links and boilerplate in a row
STAMPS = 3  # so many days with clocks part posts
POST_PROSE = 100  # weighted characters of a post
ENDINGS = frozenset({"comments", "related", "ranking", "ticker", "promotion", "form", "footer"})
TAIL = 0.15  # of the article's prose; a label that ends articles is believed where no more than this follows
GROUPS = {
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "table": "list",
    "figure": "figure",
    "blockquote": "quotation",
}
REPEATING = frozenset({"body", "quotation", "figure"})
QUOTES = " \"“”„«»「」『』‘’'.…—–-"
REPEATED = 40  # weighted characters of a line that is no chance repetition
WRAPPED = 6  # lines of one block that a fixed width has broken, at least
WIDTHS = (50, 170)  # weighted characters of such a width


def refine_runs(flow: Flow, content: Node, headline: int | None, *, last_prose: int) -> None:
    """Refines the roles of the lines inside the content block."""
    lines = flow.lines
    _drop_linked_headings(lines)
    _cut_at_links(lines, content)
    _keep_first_post(lines, content)
    _trim_tail(lines, content, last_prose)
    _drop_last_headings(lines, content)
    _group(lines, content)
    _drop_repeated(lines, content, headline)
    _join_broken(lines, content)


def _drop_linked_headings(lines: list[Seen]) -> None:
    """Headings in a row that are links are teasers, not headings."""
    for before, line in zip(lines, lines[1:], strict=False):
        if line.role == "heading" and before.node.tag == line.node.tag and line.linked and before.linked:
            for one in (before, line):
                if one.role == "heading":
                    set_role(one, "promotion", "linked-headings", 0.8)


def _cut_at_links(lines: list[Seen], content: Node) -> None:
    """Drops what follows a long stretch of links and boilerplate, where most of the prose stands before it.

    Prose that goes on in a block where there was prose before is the article's: the stretch was a box in its midst.
    """
    total = sum(line.prose for line in lines[content.begin : content.end] if line.role in KEPT)
    seen, gap, links, cut = 0.0, 0, 0, 0
    homes: set[Node | None] = set()
    for number in range(content.begin, content.end):
        line = lines[number]
        if line.prose and line.role in KEPT:
            home = line.node.parent
            if gap >= GAP and links >= 0.7 * gap and seen >= 0.6 * total and home not in homes:
                break
            homes.add(home)
            seen, gap, links, cut = seen + line.prose, 0, 0, number + 1
        else:
            gap += 1
            links += line.role not in KEPT or (line.linked > 0.5 * len(line.text) and line.node.tag != "p")
    else:
        if gap < GAP or links < 0.7 * gap or not seen:
            return
    for line in lines[cut : content.end]:
        if line.role in KEPT:
            set_role(line, "promotion", "after-links", 0.8)


def _keep_first_post(lines: list[Seen], content: Node) -> None:
    """Drops all posts but the first where days with clocks, each on a line of its own, part several posts."""
    stamps = [
        number
        for number in range(content.begin, content.end)
        if lines[number].role in KEPT and _is_stamp(lines[number])
    ]
    parted = [
        number
        for number, following in zip(stamps, [*stamps[1:], content.end], strict=False)
        if sum(line.prose for line in lines[number:following]) >= POST_PROSE
    ]
    if len(stamps) < STAMPS or len(parted) < STAMPS - 1:
        return
    if sum(line.prose for line in lines[content.begin : stamps[0]]) >= POST_PROSE:
        cuts = [stamp + 1 for stamp in stamps]  # each post ends with its day
    else:
        cuts = [_head_of(lines, stamp, before) for before, stamp in pairwise(stamps)]
    for number, (cut, following) in enumerate(pairwise((*cuts, content.end)), 2):
        for line in lines[cut:following]:
            if line.role in KEPT:
                set_role(line, "promotion", f"{ANOTHER}: {number}", 0.8)


def _head_of(lines: list[Seen], stamp: int, before: int) -> int:
    """Where a post with this stamp begins: with the short lines just above it."""
    cut = stamp
    while cut > before + 1 and stamp - cut < 3 and not lines[cut - 1].prose and lines[cut - 1].size < 100:
        cut -= 1
    return cut


def _is_stamp(line: Seen) -> bool:
    if line.size > 80 or ":" not in line.text or sum(map(str.isdigit, line.text)) < 6:
        return False
    dates = [date for date in find_dates(line.text) if date.iso and "T" in date.iso]
    return len(dates) == 1 and len(line.text) - (dates[0].end - dates[0].begin) <= 30


def _trim_tail(lines: list[Seen], content: Node, last_prose: int) -> None:
    """Drops what follows the article inside its block: from a label that ends articles on, and after the last prose.

    A label in a box of its own ends nothing where prose goes on in a block that had prose before.
    """
    total = sum(line.prose for line in lines[content.begin : content.end] if line.role in TEXT)
    seen = 0.0
    ended, box = "", None
    homes: set[Node | None] = set()
    for number in range(content.begin, content.end):
        line = lines[number]
        late = total - seen <= TAIL * total
        if late and not line.node.drop and (label := label_of(line.text)) in ENDINGS:
            ended, box = REASONS[label], line.node.parent
        if line.role not in TEXT:
            continue
        home = line.node.parent
        if ended and line.prose and home in homes and home is not box:
            ended = ""
        elif line.prose and not ended:
            homes.add(home)
        seen += line.prose
        late = total - seen <= TAIL * total
        if ended:
            set_role(line, ended, "after-label", 0.8)
        elif (late or number > last_prose) and line.size < PHRASE_LONGEST and (kind := phrase_of(line.text)):
            set_role(line, kind, "phrase", 0.8)


def _drop_last_headings(lines: list[Seen], content: Node) -> None:
    """Drops headings under which nothing of the article is left."""
    for line in reversed(lines[content.begin : content.end]):
        if line.role == "heading":
            set_role(line, "promotion", "heading-without-text", 0.8)
        elif line.role in KEPT:
            return


def _group(lines: list[Seen], content: Node) -> None:
    """Gives the lines of a list, a table, a figure or a quotation one group; a quotation's lines become its text."""
    for number in range(content.begin, content.end):
        line = lines[number]
        if line.role not in ("body", "list", "figure", "credit"):
            continue
        node: Node | None = line.node
        while node is not None and node is not content:
            kind = GROUPS.get(node.tag)
            if kind == "quotation" and line.role == "body" and node.prose <= 0.5 * content.prose:
                said_by = line.node.tag in ("footer", "cite")
                set_role(line, "quotation-attribution" if said_by else "quotation", "tag")
                line.group = node.index + 1
                break
            if kind and (kind == line.role or (kind == "figure" and line.role == "credit")):
                line.group = node.index + 1
                break
            node = node.parent


def _drop_repeated(lines: list[Seen], content: Node, headline: int | None) -> None:
    """Drops lines that only repeat: the headline shown again, and sentences pulled out of the text for show."""
    inside = lines[content.begin : content.end]
    pulled = [line for line in inside if line.role in ("quotation", "figure") or "pull" in line.node.means]
    if pulled:
        text = "\n".join(
            line.text for line in inside if line.role == "body" and "pull" not in line.node.means
        )
        for line in pulled:
            if line.role in REPEATING and line.size >= REPEATED and line.text.strip(QUOTES) in text:
                set_role(line, "duplicate", "pulled-out", 0.8)
    if headline is not None:
        shown = lines[headline].text
        title = plain(shown)
        for line in inside:
            near = line.role in ("heading", "body") and abs(len(line.text) - len(shown)) < 9
            if near and plain(line.text) == title:
                set_role(line, "duplicate", "headline-again", 0.8)


def _join_broken(lines: list[Seen], content: Node) -> None:
    """Marks the lines that a fixed width has broken: each continues the one before it."""
    by_node: dict[int, list[Seen]] = {}
    for line in lines[content.begin : content.end]:
        if line.role == "body" and line.node.tag != "pre":
            by_node.setdefault(line.node.index, []).append(line)
    for run in by_node.values():
        if len(run) < WRAPPED:
            continue
        width = sorted(line.size for line in run)[-1 - len(run) // 10]
        full = [WIDTHS[0] <= width <= WIDTHS[1] and 0.85 * width <= line.size <= 1.15 * width for line in run]
        if sum(full) < 0.6 * len(run):
            continue
        for before, line, is_full in zip(run, run[1:], full, strict=False):
            if is_full and before.text[-1] not in '。.!?！？…」』”":：':
                set_role(line, "body+", "broken-line", 0.8)
