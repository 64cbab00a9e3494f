"""A revision as what is translated of it: headline, subtitle and blocks, each with its anchor and its Markdown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Article, Block, Revision, TranslationPair
from articles.rendering.body import parse_body, print_body


@dataclass(frozen=True, slots=True)
class Unit:
    """`kind` is that of a block, or "headline" or "subtitle"; `text` is what an editor would type."""

    anchor: str
    kind: str
    text: str


def units_of(revisions: Iterable[Revision]) -> dict[int, list[Unit]]:
    """The units of each revision in its order, by the revision's number; one query for all."""
    revisions = list(revisions)
    anchors: dict[int, list[str]] = defaultdict(list)
    for number, anchor in (
        Block.objects.filter(revision__in=revisions)
        .order_by("revision", "position")
        .values_list("revision", "anchor")
    ):
        anchors[number].append(anchor)
    return {revision.pk: _units(revision, anchors[revision.pk]) for revision in revisions}


def _units(revision: Revision, anchors: list[str]) -> list[Unit]:
    units = [Unit(TranslationPair.HEADLINE, "headline", revision.headline)]
    if revision.subtitle:
        units.append(Unit(TranslationPair.SUBTITLE, "subtitle", revision.subtitle))
    for block, anchor in zip(parse_body(revision.body), anchors, strict=True):
        units.append(Unit(anchor, block.kind, print_body([block]).rstrip("\n")))
    return units


def source_revision_id(original: Article) -> int | None:
    """What is to be translated: the text that readers see, or the newest where they see none."""
    return original.live_revision_id or original.latest_revision_id
