"""What was found of two articles, weighed: which of them takes from the other, how sure that is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.links.align import Reuse, align
from articles.links.named import SURE, Named, agrees_in_title
from articles.links.reasons import Reason, reason
from articles.links.tell import OMISSION_MARK, Passage
from articles.links.texts import Text
from articles.models import Link, Quotation, Reference

ACCEPTED_SCORE = 0.9  # exact reuse from here on needs no editor
ACCEPTED_LIKENESS = 0.97
LEAST_NAME = (
    0.5  # score of a quotation that only its names tie to an article: its title, and nothing against it
)
_MOSTLY = 0.5


@dataclass(frozen=True)
class Found:
    """A link as the finder sees it; `names` are the rows that name the giver."""

    taker: Text
    giver: Text
    kind: str
    score: float
    reasons: tuple[Reason, ...]
    is_sure: bool
    passages: tuple[Passage, ...] = ()
    names: tuple[Quotation | Reference, ...] = ()

    @property
    def key(self) -> tuple[int, int, str]:
        return self.taker.pk, self.giver.pk, self.kind


def weigh_pair(one: Text, other: Text, names: Sequence[Named]) -> Found | None:
    """The link of two articles that may share text or of which one quotes the other by name, or None.

    The same whichever of the two is given first: who takes from whom is judged, not assumed.
    """
    one, other = sorted((one, other), key=lambda text: text.pk)
    if names:
        taker, giver = (one, other) if max(names, key=lambda n: n.score).by == one.pk else (other, one)
        reuse = align(taker.letters, giver.letters)
    else:
        taker, giver = (one, other) if one.is_later_than(other) else (other, one)
        reuse = align(taker.letters, giver.letters)
        if reuse is None:
            return None
        if takes_from(giver, taker, reuse):
            taker, giver = giver, taker
            reuse = align(taker.letters, giver.letters) or reuse
    names = [name for name in names if name.by == taker.pk]
    quotations = {name.row.pk: name.row for name in names}
    if reuse:
        quotations |= {q.pk: q for q in quotations_holding(taker, giver, reuse)}
    if quotations:
        return _quotes(taker, giver, reuse, names, tuple(quotations.values()))
    return _reuses(taker, giver, reuse) if reuse else None


def takes_from(giver: Text, taker: Text, reuse: Reuse) -> bool:
    """Whether the supposed giver is the one that takes: it alone marks the words as quoted or leaves some out.

    `reuse` is told from the taker's side. Marks of omission count only where the dates say nothing.
    """
    mine = [p.mine for p in reuse.passages if p.mine and p.theirs]
    theirs = [p.theirs for p in reuse.passages if p.mine and p.theirs]
    total = sum(end - begin for begin, end in mine)
    marked, giver_marked = taker.marked(mine) > _MOSTLY * total, giver.marked(theirs) > _MOSTLY * total
    if marked != giver_marked:
        return giver_marked
    return not taker.is_surely_later_than(giver) and _omits(giver, theirs) and not _omits(taker, mine)


def quotations_holding(taker: Text, giver: Text, reuse: Reuse) -> list[Quotation]:
    """The taker's quotations that hold shared text and name no other article; none where the giver quotes it too."""
    theirs = [p.theirs for p in reuse.passages if p.mine and p.theirs]
    if giver.marked(theirs) > _MOSTLY * sum(end - begin for begin, end in theirs):
        return []
    found = []
    for quotation in taker.quotations:
        begin, end = quotation.block.begin, quotation.block.end
        inside = sum(
            max(0, min(end, p.mine[1]) - max(begin, p.mine[0])) for p in reuse.passages if p.mine and p.theirs
        )
        if quotation.chosen_id:
            named_so = quotation.chosen_id == giver.pk
        else:
            named_so = not quotation.title or agrees_in_title(quotation.title, giver)
        if named_so and inside > min(_MOSTLY * (end - begin), 60):
            found.append(quotation)
    return found


def _omits(text: Text, spans: Sequence[tuple[int, int]]) -> bool:
    return bool(spans) and OMISSION_MARK.search(text.plain, spans[0][0], spans[-1][1] + 10) is not None


def _quotes(
    taker: Text, giver: Text, reuse: Reuse | None, names: Sequence[Named], quotations: tuple[Quotation, ...]
) -> Found | None:
    best = max(names, key=lambda name: name.score, default=None)
    score = best.score if best else 0.0
    reasons = list(best.reasons) if best else [reason("marked")]
    if reuse is None and score < LEAST_NAME:
        return None
    if reuse:
        score = 1 - (1 - score) * (1 - reuse.score)
        reasons += _told(reuse)
    is_sure = reuse is not None or score >= SURE
    if is_sure:
        reasons.append(reason("automatic: text" if reuse else "automatic: names"))
    return Found(
        taker, giver, Link.Kind.QUOTES, round(score, 3), tuple(reasons), is_sure,
        reuse.passages if reuse else (), quotations,
    )  # fmt: skip


def _reuses(taker: Text, giver: Text, reuse: Reuse) -> Found:
    is_sure = reuse.score >= ACCEPTED_SCORE and reuse.likeness >= ACCEPTED_LIKENESS
    reasons = _told(reuse)
    if is_sure:
        reasons.append(reason("automatic: exact"))
    return Found(taker, giver, Link.Kind.REUSES, reuse.score, tuple(reasons), is_sure, reuse.passages)


def weigh_references(names: Sequence[Named], taker: Text, giver: Text) -> Found:
    """The link of the references by which one article names another."""
    best = max(names, key=lambda name: name.score)
    is_sure = best.score >= SURE
    reasons = (*best.reasons, *((reason("automatic: certain"),) if is_sure else ()))
    rows = tuple(name.row for name in names)
    return Found(taker, giver, Link.Kind.REFERS, round(best.score, 3), reasons, is_sure, names=rows)


def _told(reuse: Reuse) -> list[Reason]:
    shared = sum(p.mine[1] - p.mine[0] for p in reuse.passages if p.mine and p.theirs)
    told = [reason("shared", count=shared, percent=int(100 * reuse.likeness))]
    left_out = sum(p.relation == "cut" for p in reuse.passages)
    added = sum(p.relation == "inserted" for p in reuse.passages)
    if left_out:
        told.append(reason("left out", count=left_out))
    if added:
        told.append(reason("added", count=added))
    return told
