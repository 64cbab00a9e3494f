"""An article's accepted links, grouped by what they mean from where the reader stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
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


@dataclass(frozen=True)
class Tie:
    """A link as this article's page needs it: the other article's number, and where this text meets it."""

    kind: str
    begins_here: bool
    other: int
    anchors: list[str]


@dataclass(frozen=True)
class Neighbour:
    """The article at a link's other end, and the blocks here that the link rests on."""

    article: Article
    anchors: list[str]

    @property
    def why(self) -> str:
        """Where in this article the link rests."""
        paragraphs, quotations = self._numbers("p"), self._numbers("q")
        parts = []
        if paragraphs:
            said = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(paragraphs))
            parts.append(said % {"numbers": in_ranges(paragraphs)})
        if quotations:
            said = ngettext("quotation %(numbers)s", "quotations %(numbers)s", len(quotations))
            parts.append(said % {"numbers": in_ranges(quotations)})
        return "; ".join(parts)

    def _numbers(self, prefix: str) -> list[int]:
        return sorted(int(a[1:]) for a in self.anchors if a[:1] == prefix and a[1:].isdigit())


def in_ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 5] → 1–3, 5"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


@dataclass
class LinkGroup:
    name: str
    heading: str
    neighbours: list[Neighbour]


def ties_of(article: Article, blocks: Sequence[Block]) -> list[Tie]:
    """The links that an editor accepted, best first, in one query; their ends may be unpublished."""
    ties: dict[int, Tie] = {}
    for row in _links_with_passages(article):
        begins_here = row["from_article"] == article.pk
        here, there = ("from", "to") if begins_here else ("to", "from")
        tie = ties.setdefault(row["pk"], Tie(row["kind"], begins_here, row[f"{there}_article"], []))
        if row["passages__relation"] in (Passage.Relation.EQUAL, Passage.Relation.CHANGED):
            span = row[f"passages__{here}_begin"], row[f"passages__{here}_end"]
            found = _anchors_in(blocks, row[f"passages__{here}_revision"], span)
            tie.anchors.extend(anchor for anchor in found if anchor not in tie.anchors)
    return list(ties.values())


def grouped(ties: Sequence[Tie], articles: Mapping[int, Article]) -> list[LinkGroup]:
    """The ties by what they mean here; those to articles that are not given stay out."""
    members: dict[tuple, list[Neighbour]] = {}
    for tie in ties:
        if tie.other in articles:
            key = (tie.kind, tie.begins_here)
            key = key if key in GROUPS else (tie.kind, None)
            members.setdefault(key, []).append(Neighbour(articles[tie.other], tie.anchors))
    return [
        LinkGroup(name, str(heading), members[key])
        for key, (name, heading) in GROUPS.items()
        if key in members
    ]


def _links_with_passages(article: Article):
    """Links joined with their passages: a link comes once for each passage, or once without."""
    return (
        Link.objects.accepted()
        .filter(Q(from_article=article) | Q(to_article=article))
        .order_by("-score", "pk", "passages__position")
        .values(
            *("pk", "kind", "from_article", "to_article", "passages__relation"),
            *(f"passages__{end}_{part}" for end in ("from", "to") for part in ("revision", "begin", "end")),
        )
    )


def _anchors_in(blocks: Sequence[Block], revision: int | None, span: tuple) -> list[str]:
    """The blocks that a span of this article's live revision touches."""
    begin, end = span
    if begin is None:
        return []
    return [b.anchor for b in blocks if b.revision_id == revision and b.begin < end and begin < b.end]
