"""An HTML text → a Page: each visible line with the role its markup suggests, and the metadata's facts."""

from articles.ingest.html.bold import find_bold_headline
from articles.ingest.html.content import find_content
from articles.ingest.html.data import append_article
from articles.ingest.html.details import Surroundings, find_authors, find_dates_of, mark_signature
from articles.ingest.html.dom import parse
from articles.ingest.html.flow import Flow
from articles.ingest.html.headline import find_headline, site_in, site_shown
from articles.ingest.html.metadata import is_teaser, read_facts
from articles.ingest.html.roles import give_roles
from articles.ingest.html.walk import read_flow
from articles.ingest.page import Fact, Hint, Line, Page

ENOUGH_PROSE = 150  # below this a page's visible text is taken to wait for its scripts
HINTS_ONLY = "only a teaser of the article: fetch the page itself with --url"
SETTLED = frozenset(
    {"title", "page-title", "authors", "published", "updated"}
)  # decided here, not left to the assembler


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
    stated: list[Fact] = []
    if (content is None or content.prose < ENOUGH_PROSE) and (stated := append_article(root)):
        flow = read_flow(root)
        content = find_content(flow)
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    facts = [*read_facts(root, address), *stated]
    if content is not None:
        facts = _settle(flow, content, facts, language or "")
    return Page(
        kind="html",
        lines=_lines(flow),
        facts=tuple(fact for fact in facts if fact.field != "page-title"),
        address=address,
        language_hint=language,
        notes=(("teaser", HINTS_ONLY),) if is_teaser(root) else (),
    )


def _settle(flow: Flow, content, facts: list[Fact], language: str) -> list[Fact]:
    """Chooses headline, dates and authors, gives the lines their roles, and returns the facts that hold."""
    value = {fact.field: fact.value for fact in reversed(facts)}
    url, publisher = value.get("url", ""), value.get("publisher", "")
    raw = value.get("page-title", "")
    if not publisher and (publisher := site_in(raw, url) or site_shown(flow, raw)):
        facts = [*facts, Fact("publisher", publisher, "title")]
    title, number, origin = find_headline(flow, content, facts, url)
    links_home = number is not None and flow.lines[number].linked and "title" not in value
    if (origin == "title" or links_home) and (bold := find_bold_headline(flow, content, title)) is not None:
        title, number, origin = flow.lines[bold].text, bold, "bold"
    around = Surroundings(flow, content, number)
    settled = [Fact("title", title, origin, None if number is None else number + 1)] if title else []
    settled += find_dates_of(flow, around, facts, language=language, url=url)
    settled += find_authors(flow, around, facts, publisher=publisher, language=language)
    give_roles(flow, content, number, around)
    mark_signature(flow, around, settled)
    return settled + [fact for fact in facts if fact.field not in SETTLED]


def _lines(flow: Flow) -> tuple[Line, ...]:
    return tuple(
        Line(
            number,
            line.text,
            Hint(line.node.tag, line.role, line.sure, line.rule, line.depth, line.group, line.href),
        )
        for number, line in enumerate(flow.lines, 1)
    )
