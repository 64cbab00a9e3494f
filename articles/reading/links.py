"""An article's accepted links, grouped by what they mean from where the reader stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.links.reasons import told, where
from articles.models import Article, Block, Link, Passage
from articles.models.prepared import Asked, Prepared

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


# Reasons that tell readers something; the others help editors to judge.
TOLD = {"shared", "added", "event", "actors", "actors in month", "kin", "address", "headline"}

_COLUMNS = (
    *(
        "pk",
        "kind",
        "from_article",
        "to_article",
        "reasons",
        "passages__relation",
        "from_anchor",
        "to_anchor",
    ),
    *(f"passages__{end}_{part}" for end in ("from", "to") for part in ("revision", "begin", "end")),
)


@dataclass(frozen=True)
class Tie:
    """A link as this article's page needs it: the other article's number, and where both texts meet.

    `anchors` are blocks here, `first_there` the block there where the shared words begin; `left_out` the blocks, of the
    text that is quoted, that the quoting one leaves out.
    """

    kind: str
    begins_here: bool
    other: int
    reasons: list = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Neighbour:
    """The article at a link's other end, and what the link rests on."""

    article: Article
    tie: Tie

    @property
    def address(self) -> str:
        """The article, at the first paragraph that both share."""
        return self._at(self.tie.there[0] if self.tie.there else "")

    @property
    def why(self) -> str:
        """Where in this article the link rests, and what ties the two."""
        said = (told(why) for why in self.tie.reasons if isinstance(why, dict) and why.get("code") in TOLD)
        return "; ".join(filter(None, (where(self.tie.anchors), *said)))

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """(in words, address) of each passage of the quoted article that the quoting one leaves out."""
        anchors = dict.fromkeys(self.tie.left_out)
        return [
            (where([anchor]), self._at(anchor) if self.tie.begins_here else f"#{anchor}")
            for anchor in anchors
        ]

    def _at(self, anchor: str) -> str:
        address = self.article.get_absolute_url()
        return f"{address}#{anchor}" if anchor else address


@dataclass
class LinkGroup:
    name: str
    heading: str
    neighbours: list[Neighbour]


def ties_of(article: Article, blocks: Callable[[], Sequence[Block]]) -> list[Tie]:
    """The links that were accepted, best first, in one query; their ends may be unpublished.

    `blocks` gives those of the live revision; it is asked where a link rests on words of it.
    """
    ties: dict[int, Tie] = {}
    for values in _LINKS(article=article.pk):
        row = dict(zip(_COLUMNS, values, strict=True))
        begins_here = row["from_article"] == article.pk
        here, there = ("from", "to") if begins_here else ("to", "from")
        tie = ties.setdefault(
            row["pk"], Tie(row["kind"], begins_here, row[f"{there}_article"], row["reasons"])
        )
        relation = row["passages__relation"]
        if relation in (Passage.Relation.EQUAL, Passage.Relation.CHANGED):
            span = row[f"passages__{here}_begin"], row[f"passages__{here}_end"]
            found = _anchors_in(blocks(), row[f"passages__{here}_revision"], span)
            tie.anchors.extend(anchor for anchor in found if anchor not in tie.anchors)
            tie.there.extend(filter(None, (row[f"{there}_anchor"],)))
        elif relation == Passage.Relation.CUT:
            tie.left_out.extend(filter(None, (row["to_anchor"],)))
    return list(ties.values())


def grouped(ties: Sequence[Tie], articles: Mapping[int, Article]) -> list[LinkGroup]:
    """The ties by what they mean here; those to articles that are not given stay out."""
    members: dict[tuple, list[Neighbour]] = {}
    for tie in ties:
        if tie.other in articles:
            key = (tie.kind, tie.begins_here)
            key = key if key in GROUPS else (tie.kind, None)
            members.setdefault(key, []).append(Neighbour(articles[tie.other], tie))
    return [
        LinkGroup(name, str(heading), members[key])
        for key, (name, heading) in GROUPS.items()
        if key in members
    ]


def _links() -> QuerySet:
    """Links joined with their passages: a link comes once for each passage, or once without."""
    return (
        Link.objects.accepted()
        .filter(Q(from_article=Asked("article")) | Q(to_article=Asked("article")))
        .annotate(from_anchor=_anchor("from"), to_anchor=_anchor("to"))
        .order_by("-score", "pk", "passages__position")
        .values_list(*_COLUMNS)
    )


_LINKS = Prepared(_links)


def _anchor(end: str) -> Subquery:
    """The block in which a passage begins at one end."""
    holding = Block.objects.filter(
        revision=OuterRef(f"passages__{end}_revision"),
        begin__lte=OuterRef(f"passages__{end}_begin"),
        end__gt=OuterRef(f"passages__{end}_begin"),
    )
    return Subquery(holding.values("anchor")[:1])


def _anchors_in(blocks: Sequence[Block], revision: int | None, span: tuple) -> list[str]:
    """The blocks that a span of this article's live revision touches."""
    begin, end = span
    if begin is None:
        return []
    return [b.anchor for b in blocks if b.revision_id == revision and b.begin < end and begin < b.end]
