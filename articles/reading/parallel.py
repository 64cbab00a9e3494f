"""Two versions of a text paragraph by paragraph: equal anchors stand side by side."""

from dataclasses import dataclass

from articles.models import Article, Block, Revision


@dataclass(frozen=True)
class Pair:
    """A side is None where its version lacks the paragraph."""

    anchor: str
    kind: str
    left: str | None
    right: str | None

    @property
    def number(self) -> str:
        return self.anchor[1:] if self.anchor[:1] == "p" else ""


def pairs_of(left: Article, right: Article) -> list[Pair]:
    """In the left text's order; what only the right has stands after what precedes it there."""
    blocks = {left.pk: [], right.pk: []}
    plain = {}
    revisions = Revision.objects.filter(pk__in=[left.live_revision_id, right.live_revision_id])
    for pk, article_id, text in revisions.values_list("pk", "article_id", "plain"):
        plain[pk] = (article_id, text)
    for block in Block.objects.filter(revision__in=plain).order_by("position"):
        blocks[plain[block.revision_id][0]].append(block)

    def text_of(block: Block | None) -> str | None:
        return plain[block.revision_id][1][block.begin : block.end] if block else None

    right_by_anchor = {b.anchor: b for b in blocks[right.pk]}
    left_anchors = {b.anchor for b in blocks[left.pk]}
    pairs = [
        Pair(b.anchor, b.kind, text_of(b), text_of(right_by_anchor.get(b.anchor))) for b in blocks[left.pk]
    ]
    for place, block in enumerate(blocks[right.pk]):
        if block.anchor not in left_anchors:
            before = blocks[right.pk][place - 1].anchor if place else None
            index = next((i + 1 for i, pair in enumerate(pairs) if pair.anchor == before), 0)
            pairs.insert(index, Pair(block.anchor, block.kind, None, text_of(block)))
    return pairs
