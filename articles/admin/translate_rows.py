"""What the workbench shows of each pair: both texts, what changed, what the checks say."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from articles.models import Article, TranslationPair
from articles.rendering.body import parse_body, plain_text
from articles.text.differences import Difference, differences
from articles.translations.accepted_names import stored_names
from articles.translations.checks.finding import Finding
from articles.translations.checks.names import Names
from articles.translations.checks.run import check_pair, check_paragraphs
from articles.translations.finding_text import finding_text
from articles.translations.memory import Match, similar
from articles.translations.pairs import PairRow, rows_of

AROUND = 24  # characters shown on either side of what a finding points at


@dataclass(frozen=True)
class Snippet:
    """The words that a finding points at, between what stands around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Doubt:
    """A finding as somebody reads it; `waiver` is who said why it is right all the same."""

    finding: Finding
    text: str
    source: Snippet
    target: Snippet
    waiver: dict | None


@dataclass
class Row:
    """A pair on the screen; `typed` is what somebody sent that could not be saved, `theirs` what stands there instead."""

    given: PairRow
    doubts: list[Doubt] = field(default_factory=list)
    typed: str | None = None
    theirs: str | None = None

    @property
    def pair(self) -> TranslationPair:
        return self.given.pair

    @property
    def text(self) -> str:
        return self.pair.target_text if self.typed is None else self.typed

    @property
    def rival(self) -> str:
        return self.pair.rival_text if self.theirs is None else self.theirs

    @property
    def lines(self) -> int:
        """The height of its field where the browser can't fit it to the text."""
        return min(max(4, len(self.text or self.given.source or "") // 45 + 1), 16)

    @property
    def open_doubts(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if not doubt.waiver]

    @cached_property
    def changes(self) -> Sequence[Difference]:
        """The original as it was translated against the original now."""
        return differences(self.pair.source_text, self.given.source or "")

    @property
    def added(self) -> int:
        return sum(len(new) for op, _, new in self.changes if op != "equal")

    @property
    def taken(self) -> int:
        return sum(len(old) for op, old, _ in self.changes if op != "equal")


@dataclass(frozen=True)
class NameShown:
    name: str
    forms: Sequence[str]
    is_there: bool


def rows_for(translation: Article) -> list[Row]:
    """All rows with their findings, in the original's order."""
    given = rows_of(translation)
    languages, names = _languages(translation), stored_names()
    texts = [(row.anchor, row.source or "", row.pair.target_text) for row in given if not row.pair.is_joined]
    of_all = check_paragraphs([t for t in texts if t[1] and t[2]], **languages)
    return [Row(row, _doubts(row, languages, names, of_all.get(row.anchor, []))) for row in given]


def row_of(translation: Article, number: int) -> Row | None:
    """One row with its findings."""
    given = next((row for row in rows_of(translation) if row.pair.pk == number), None)
    return given and Row(given, _doubts(given, _languages(translation), stored_names()))


def _doubts(
    row: PairRow, languages: dict[str, str], names: Names, more: Sequence[Finding] = ()
) -> list[Doubt]:
    """What the checks have against a paragraph that somebody has translated."""
    if not row.source or not row.pair.target_text or row.pair.is_joined:
        return []
    findings = [*more, *check_pair(row.source, row.pair.target_text, **languages, names=names)]
    return [
        Doubt(
            finding,
            finding_text(finding),
            _snippet(row.source, *finding.source_span),
            _snippet(row.pair.target_text, *finding.target_span),
            row.pair.waived.get(finding.key),
        )
        for finding in findings
    ]


def names_in(row: PairRow, translation: Article) -> list[NameShown]:
    """The names of this paragraph with the forms that the tags accept in the translation's language."""
    names, languages = stored_names(), _languages(translation)
    text = _plain(row.source or "")
    shown: dict[str, NameShown] = {}
    for found in names.in_text(text, languages["source_language"]):
        forms = names.accepted(found.id, languages["target_language"])
        if found.id not in shown and forms:
            is_there = any(form.casefold() in row.pair.target_text.casefold() for form in forms)
            shown[found.id] = NameShown(text[found.begin : found.end], forms[:4], is_there)
    return list(shown.values())


def matches_for(row: PairRow, translation: Article) -> list[Match]:
    """The same passage, or one much like it, as it was translated elsewhere."""
    if not row.source:
        return []
    return similar(row.source, **_languages(translation), exclude=translation.pk)


def _languages(translation: Article) -> dict[str, str]:
    return {
        "source_language": translation.translation_of.language,
        "target_language": translation.language,
    }


def _plain(markdown: str) -> str:
    return plain_text(parse_body(markdown))[0]


def _snippet(text: str, begin: int, end: int) -> Snippet:
    if end - begin >= len(text):  # the whole paragraph: its beginning will do
        return Snippet("", text[: 2 * AROUND], "…" if len(text) > 2 * AROUND else "")
    before, after = text[max(begin - AROUND, 0) : begin], text[end : end + AROUND]
    return Snippet(
        ("…" if begin > AROUND else "") + before,
        text[begin:end],
        after + ("…" if end + AROUND < len(text) else ""),
    )
