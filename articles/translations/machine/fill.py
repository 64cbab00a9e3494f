"""Puts a machine's translations into the pairs of a translation that have none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from articles.models import Article, AuditEntry, TranslationPair
from articles.translations.machine.engine import Engine, EngineError
from articles.translations.machine.engines import most_characters
from articles.translations.machine.parts import Part, parts_of, plain, put_together
from articles.translations.pairs import PairRow, rows_of
from articles.translations.write import save_pair

_HEADS = (TranslationPair.HEADLINE, TranslationPair.SUBTITLE)


@dataclass
class Filled:
    """Anchors that got a translation, and (anchor, reason) of those that did not."""

    taken: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def fill_pairs(translation: Article, engine: Engine, *, user) -> Filled:
    """Translate every empty paragraph; what somebody wrote is left alone, also while the machine works.

    The pairs are marked `machine`; `compose` writes the engine into the revision. Raises EngineError, and then nothing
    is stored.
    """
    original = translation.translation_of
    rows = [row for row in rows_of(translation) if row.source and _is_empty(row.pair)]
    parts = [parts_of(row.source, is_block=row.pair.source_anchor not in _HEADS) for row in rows]
    characters, limit = sum(len(part.source) for own in parts for part in own), most_characters()
    if characters > limit:
        raise EngineError(f"{characters} characters are more than the {limit} that KZ_MT_LIMIT allows")
    flat = [part for own in parts for part in own]
    answers = iter(_translate(flat, engine, source=original.language, target=translation.language))
    filled = Filled()
    with transaction.atomic():
        for row, own in zip(rows, parts, strict=True):
            _store(row, [next(answers) for _ in own], filled, user)
        if filled.taken:
            AuditEntry.objects.record(
                user=user,
                action="translation.machine",
                target=translation,
                summary=f"{len(filled.taken)} paragraphs translated by {engine.name}",
                taken=filled.taken,
                engine=engine.name,
            )
    return filled


def _is_empty(pair: TranslationPair) -> bool:
    return pair.state == TranslationPair.State.EMPTY and not pair.target_text and not pair.is_joined


def _translate(parts: Sequence[Part], engine: Engine, *, source: str, target: str) -> list[str]:
    """Markup kept where the machine kept it; where it did not, the bare words."""
    languages = {"source": source, "target": target}
    answers = engine.translate([part.xml for part in parts], **languages) if parts else []
    out = [part.translated(answer) for part, answer in zip(parts, answers, strict=True)]
    lost = [place for place, text in enumerate(out) if text is None]
    if lost:
        again = engine.translate([parts[place].plain_xml for place in lost], **languages)
        for place, answer in zip(lost, again, strict=True):
            out[place] = plain(answer)
    return out


def _store(row: PairRow, translations: Sequence[str], filled: Filled, user) -> None:
    pair = row.pair
    try:
        text = put_together(row.source, translations, is_block=pair.source_anchor not in _HEADS)
    except ValueError as error:
        filled.refused.append((pair.source_anchor, str(error)))
        return
    saved = save_pair(
        pair.pk, text=text, version=pair.version, user=user, state=TranslationPair.State.MACHINE
    )
    if saved.is_taken:
        filled.taken.append(pair.source_anchor)
    else:
        filled.refused.append((pair.source_anchor, "somebody translated it meanwhile"))
