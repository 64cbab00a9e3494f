"""Two versions of a text paragraph by paragraph, each beside what it translates, in the order of the left one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from articles.models import Article, Block, Revision, TranslationPair


@dataclass(frozen=True)
class Pair:
    """A side is None where its version lacks the paragraph; `is_stale`: the original's has changed since.

    `left_host` and `right_host` name the paragraph that holds a side's words together with its own.
    """

    anchor: str
    kind: str
    left: str | None
    right: str | None
    left_host: str = ""
    right_host: str = ""
    is_stale: bool = False
    stale_since: datetime | None = None

    @property
    def number(self) -> str:
        return self.anchor[1:] if self.anchor[:1] == "p" else ""


@dataclass
class _Version:
    """A text under the original's anchors: its words by anchor in its order, and where else they stand."""

    texts: dict[str, str]
    kinds: dict[str, str]
    hosts: dict[str, str]
    stale: dict[str, datetime | None]


def pairs_of(left: Article, right: Article) -> list[Pair]:
    """In the left text's order; what only the right has stands after what precedes it there. Three queries."""
    ours, theirs = _versions(left, right)
    order = list(ours.texts)
    for place, anchor in enumerate(theirs.texts):
        if anchor not in ours.texts:
            before = list(theirs.texts)[place - 1] if place else None
            order.insert(order.index(before) + 1 if before in order else 0, anchor)
    stale = ours.stale | theirs.stale
    return [
        Pair(
            anchor,
            ours.kinds.get(anchor) or theirs.kinds[anchor],
            ours.texts.get(anchor),
            theirs.texts.get(anchor),
            ours.hosts.get(anchor, ""),
            theirs.hosts.get(anchor, ""),
            is_stale=anchor in stale,
            stale_since=stale.get(anchor),
        )
        for anchor in order
    ]


def _versions(*articles: Article) -> list[_Version]:
    revisions = [article.live_revision_id for article in articles]
    plain = dict(Revision.objects.filter(pk__in=revisions).values_list("pk", "plain"))
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in Block.objects.filter(revision__in=revisions).order_by("position"):
        blocks[block.revision_id].append(block)
    pairs: dict[int, list[TranslationPair]] = defaultdict(list)
    for pair in TranslationPair.objects.filter(translation__in=articles).order_by("position"):
        pairs[pair.translation_id].append(pair)
    return [
        _version(plain[revision], blocks[revision], pairs[article.pk])
        for article, revision in zip(articles, revisions, strict=True)
    ]


def _version(plain: str, blocks: list[Block], pairs: list[TranslationPair]) -> _Version:
    names = {
        a: p.source_anchor for p in pairs if p.source_anchor and not p.is_joined for a in p.target_anchors
    }
    texts: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for block in blocks:
        anchor = names.get(block.anchor, block.anchor)
        text = plain[block.begin : block.end]
        texts[anchor] = f"{texts[anchor]}\n{text}" if anchor in texts else text
        kinds.setdefault(anchor, block.kind)
    joined = {
        p.source_anchor: names.get(p.target_anchors[0], p.target_anchors[0]) for p in pairs if p.is_joined
    }
    return _Version(
        texts,
        kinds,
        {anchor: host for anchor, host in joined.items() if host in texts and anchor not in texts},
        {p.source_anchor: p.stale_since for p in pairs if p.is_live_stale},
    )
