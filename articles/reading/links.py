"""An article's accepted links, grouped by what they mean from where the reader stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from articles.models import Article, Block, Link, Passage

# (kind, whether this article is where the link begins): name for the glyph, heading. In the order shown.
GROUPS = {
    ("reuses", None): ("shared", gettext_lazy("Shares text with")),
    ("quotes", True): ("quotes", gettext_lazy("Quotes")),
    ("quotes", False): ("quoted", gettext_lazy("Quoted by")),
    ("refers", True): ("refers", pgettext_lazy("link", "Refers to")),
    ("refers", False): ("referred", pgettext_lazy("link", "Referred to by")),
    ("event", None): ("event", gettext_lazy("Same event")),
    ("related", None): ("related", gettext_lazy("Related")),
}


@dataclass
class Neighbour:
    """The article at a link's other end, and where this article's text meets it."""

    link: Link
    article: Article
    anchors: list[str] = field(default_factory=list)

    @property
    def why(self) -> str:
        """Where in this article the link rests."""
        paragraphs = [a[1:] for a in self.anchors if a.startswith("p")]
        quotations = [a[1:] for a in self.anchors if a.startswith("q")]
        parts = []
        if paragraphs:
            said = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(paragraphs))
            parts.append(said % {"numbers": ", ".join(paragraphs)})
        if quotations:
            said = ngettext("quotation %(numbers)s", "quotations %(numbers)s", len(quotations))
            parts.append(said % {"numbers": ", ".join(quotations)})
        return "; ".join(parts)


@dataclass
class LinkGroup:
    name: str
    heading: str
    neighbours: list[Neighbour]


def grouped_links(article: Article, blocks: Sequence[Block]) -> list[LinkGroup]:
    """One query: the links between published articles that an editor accepted, with their passages."""
    neighbours: dict[int, Neighbour] = {}
    for link in _links_with_passages(article):
        here_from = link.from_article_id == article.pk
        neighbour = neighbours.setdefault(
            link.pk, Neighbour(link, link.to_article if here_from else link.from_article)
        )
        _add_anchor(neighbour, blocks, *_place_here(link, article))
    groups = {}
    for neighbour in neighbours.values():
        begins_here = neighbour.link.from_article_id == article.pk
        kind = neighbour.link.kind
        key = (kind, begins_here) if (kind, begins_here) in GROUPS else (kind, None)
        groups.setdefault(key, []).append(neighbour)
    return [
        LinkGroup(name, str(heading), groups[key]) for key, (name, heading) in GROUPS.items() if key in groups
    ]


def _links_with_passages(article: Article):
    """Links joined with their passages: a link comes once for each passage, or once without."""
    return (
        Link.objects.accepted()
        .filter(Q(from_article=article) | Q(to_article=article))
        .filter(from_article__state=Article.State.PUBLISHED, to_article__state=Article.State.PUBLISHED)
        .select_related("from_article__source", "to_article__source")
        .annotate(
            relation=F("passages__relation"),
            from_revision=F("passages__from_revision"),
            to_revision=F("passages__to_revision"),
            from_begin=F("passages__from_begin"),
            to_begin=F("passages__to_begin"),
        )
        .order_by("-score", "pk", "passages__position")
    )


def _place_here(link: Link, article: Article) -> tuple[int | None, int | None]:
    """The revision of this article and where the passage begins in it; (None, None) where it is no shared text."""
    if link.relation not in (Passage.Relation.EQUAL, Passage.Relation.CHANGED):
        return None, None
    if link.from_article_id == article.pk:
        return link.from_revision, link.from_begin
    return link.to_revision, link.to_begin


def _add_anchor(
    neighbour: Neighbour, blocks: Sequence[Block], revision: int | None, begin: int | None
) -> None:
    for block in blocks:
        if begin is not None and block.revision_id == revision and block.begin <= begin < block.end:
            if block.anchor not in neighbour.anchors:
                neighbour.anchors.append(block.anchor)
            return
