"""A translation's pairs as somebody works through them: in the original's order, each with the original as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Article, Revision, TranslationPair, TranslationTask
from articles.translations.units import Unit, units_of


@dataclass(frozen=True)
class PairRow:
    """`source` is the original's paragraph as it is now, None where it has none (any more)."""

    pair: TranslationPair
    source: str | None
    kind: str

    @property
    def anchor(self) -> str:
        """The original's anchor, or what else tells the row from all others."""
        return self.pair.source_anchor or f"x{self.pair.pk}"

    @property
    def number(self) -> str:
        """As readers see it beside the paragraph; empty where it has none."""
        return self.pair.source_anchor[1:] if self.pair.source_anchor[:1] == "p" else ""

    @property
    def is_stale(self) -> bool:
        return self.pair.state == TranslationPair.State.STALE


def rows_of(translation: Article) -> list[PairRow]:
    """All pairs; what only the translation has stands behind what it follows there. Three queries."""
    task = TranslationTask.objects.filter(translation=translation).first()
    pairs = list(
        TranslationPair.objects.filter(translation=translation)
        .select_related("edited_by", "source_revision")
        .order_by("position")
    )
    return in_source_order(pairs, source_units(task))


def source_units(task: TranslationTask | None) -> list[Unit]:
    """The original as the pairs of this task follow it."""
    if task is None or task.source_revision_id is None:
        return []
    return units_of(Revision.objects.filter(pk=task.source_revision_id))[task.source_revision_id]


def in_source_order(pairs: Sequence[TranslationPair], units: Sequence[Unit]) -> list[PairRow]:
    places = {unit.anchor: place for place, unit in enumerate(units)}
    groups: list[list[PairRow]] = [[]]
    for pair in pairs:
        unit = units[places[pair.source_anchor]] if pair.source_anchor in places else None
        row = PairRow(pair, unit and unit.text, unit.kind if unit else "paragraph")
        groups.append([row]) if unit else groups[-1].append(row)
    head, *rest = groups
    rest.sort(key=lambda group: places[group[0].pair.source_anchor])
    return [row for group in [head, *rest] for row in group]
