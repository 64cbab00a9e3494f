"""Two versions of a text paragraph by paragraph: equal anchors stand side by side."""

from dataclasses import dataclass

from articles.models import Article, Block, Revision


@dataclass(frozen=True)
class Pair:
    """A side is None where its version lacks the paragraph; `is_stale`: the original's has changed since."""

    anchor: str
    kind: str
    left: str | None
    right: str | None
    is_stale: bool

    @property
    def number(self) -> str:
        return self.anchor[1:] if self.anchor[:1] == "p" else ""


def pairs_of(left: Article, right: Article) -> list[Pair]:
    """In the left text's order; what only the right has stands after what precedes it there."""
    translated = {a.translated_revision_id for a in (left, right)} - {None}
    texts = _texts_of({left.live_revision_id, right.live_revision_id} | translated)
    changed = {anchor for a in (left, right) for anchor in _changed_since(a, left, right, texts)}
    ours, theirs = texts[left.live_revision_id], texts[right.live_revision_id]
    order = list(ours)
    for place, anchor in enumerate(theirs):
        if anchor not in ours:
            before = list(theirs)[place - 1] if place else None
            order.insert(order.index(before) + 1 if before in order else 0, anchor)
    return [
        Pair(
            anchor,
            (ours.get(anchor) or theirs[anchor])[0],
            ours[anchor][1] if anchor in ours else None,
            theirs[anchor][1] if anchor in theirs else None,
            is_stale=anchor in changed,
        )
        for anchor in order
    ]


Texts = dict[str, tuple[str, str]]  # anchor → (kind, text), in the order of the revision


def _texts_of(revisions: set[int]) -> dict[int, Texts]:
    """The blocks of each revision, in two queries."""
    plain = dict(Revision.objects.filter(pk__in=revisions).values_list("pk", "plain"))
    texts: dict[int, Texts] = {pk: {} for pk in revisions}
    for block in Block.objects.filter(revision__in=revisions).order_by("position"):
        text = plain[block.revision_id][block.begin : block.end]
        texts[block.revision_id][block.anchor] = (block.kind, text)
    return texts


def _changed_since(article: Article, left: Article, right: Article, texts: dict[int, Texts]) -> set[str]:
    """Anchors of the original's blocks that are not as they were when `article` was translated."""
    original = next((a for a in (left, right) if a.pk == article.translation_of_id), None)
    if original is None or article.translated_revision_id is None:
        return set()
    then, now = texts[article.translated_revision_id], texts[original.live_revision_id]
    return {anchor for anchor in now if then.get(anchor) != now[anchor]}
