"""Bundles of the archive's translations, and bundles that came back put into their pairs."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, AuditEntry, TranslationPair
from articles.translations.exchange.bundle import Bundle, ExchangeError, Unit
from articles.translations.exchange.codes import storable
from articles.translations.exchange.formats import FORMATS, write
from articles.translations.pairs import PairRow, rows_of
from articles.translations.write import save_pair

State = TranslationPair.State
_BY_HAND = (State.MACHINE, State.DRAFT, State.REVIEWED)


@dataclass
class Report:
    """What became of a bundle: anchors that were taken, that said nothing new, and (anchor, reason) of the refused."""

    taken: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def bundle_of(translation: Article) -> Bundle:
    """A translation as it goes out. What the original lacks, or what is translated in another paragraph, stays here."""
    original = translation.translation_of
    rows = [row for row in rows_of(translation) if row.source and not row.pair.is_joined]
    return Bundle(
        number=translation.pk,
        source_language=original.language,
        target_language=translation.language,
        headline=original.headline,
        units=tuple(map(_unit, rows)),
    )


def _unit(row: PairRow) -> Unit:
    pair = row.pair
    return Unit(
        id=pair.source_anchor,
        source=row.source or "",
        target=pair.target_text,
        state=pair.state if pair.target_text else State.EMPTY,
        note=pair.note,
        kind=row.kind,
        previous=pair.source_text if row.is_stale and pair.source_text != row.source else "",
        version=pair.version,
    )


def archive_of(translations: Iterable[Article], format: str) -> bytes:
    """A zip archive with a file for each translation."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for translation in translations:
            name = f"{translation.pk}-{translation.translation_of.language}-{translation.language}"
            archive.writestr(f"{name}.{FORMATS[format].ending}", write(bundle_of(translation), format))
    return out.getvalue()


def apply_bundle(bundle: Bundle, *, user) -> Report:
    """Put each paragraph into its pair. One whose original or translation moved meanwhile is refused, the others are not.

    Raises ExchangeError where the archive has no such translation. Nothing is published.
    """
    translation = (
        Article.objects.filter(pk=bundle.number, translation_of__isnull=False)
        .select_related("translation_of")
        .first()
    )
    if translation is None:
        raise ExchangeError(f"the archive has no translation {bundle.number}")
    ours = (translation.translation_of.language, translation.language)
    if (bundle.source_language, bundle.target_language) != ours:
        raise ExchangeError(
            f"translation {bundle.number} is {' → '.join(ours)}, "
            f"not {bundle.source_language} → {bundle.target_language}"
        )
    report = Report()
    with transaction.atomic():
        rows = {row.pair.source_anchor: row for row in rows_of(translation) if row.source}
        for unit in bundle.units:
            _apply(unit, rows.get(unit.id), report, user)
        if report.taken:
            AuditEntry.objects.record(
                user=user,
                action="translation.import",
                target=translation,
                summary=f"{len(report.taken)} paragraphs taken, {len(report.refused)} refused",
                taken=report.taken,
                refused=[anchor for anchor, reason in report.refused],
            )
    return report


def _apply(unit: Unit, row: PairRow | None, report: Report, user) -> None:
    reason = _refusal(unit, row)
    if reason:
        report.refused.append((unit.id, reason))
        return
    pair, text = row.pair, "\n".join(unit.target.splitlines()) if "\r" in unit.target else unit.target
    text = text.replace("\x00", "").strip("\n").rstrip()
    state = _state(unit, pair, is_new=text != pair.target_text)
    note = storable(unit.note)  # so that every format can carry it back
    is_noted = note != pair.note
    if text == pair.target_text and state in ("", pair.state) and not is_noted:
        report.unchanged.append(unit.id)
        return
    if is_noted:
        TranslationPair.objects.filter(pk=pair.pk).update(note=note)
    save_pair(pair.pk, text=text, version=pair.version, user=user, state=state)
    report.taken.append(unit.id)


def _refusal(unit: Unit, row: PairRow | None) -> str:
    if row is None:
        return _("the original has no such paragraph")
    if unit.source != row.source:
        return _("the original has changed since")
    if row.pair.target_text.strip() and not unit.target.strip():  # OmegaT empties what is fuzzy
        return _("the file has no translation of it; the one here stays")
    is_new = unit.target != row.pair.target_text
    if is_new and unit.version is not None and unit.version != row.pair.version:
        return _("the translation has been edited here since")
    return _("it is translated in another paragraph") if row.pair.is_joined and unit.target else ""


def _state(unit: Unit, pair: TranslationPair, *, is_new: bool) -> str:
    """The state that a tool chose. A new wording whose state nobody touched is a person's, and not reviewed yet."""
    if not unit.target or unit.state not in _BY_HAND:
        return State.DRAFT if unit.target and is_new else ""
    if is_new and unit.state == pair.state:
        return State.DRAFT
    return unit.state
