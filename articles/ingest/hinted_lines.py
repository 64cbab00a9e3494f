"""Pages whose markup has spoken of every line: the hints are the roles, and the words of short lines refine them."""

from collections.abc import Callable, Sequence

from articles.ingest.article_lines import refine
from articles.ingest.features import Features, features_of_line
from articles.ingest.page import Line, Page
from articles.ingest.record import LedgerEntry

SHORT = 200  # characters; a longer line of text is text
SIGNED = "摄攝)）"  # what a long caption ends with
DECK = 320  # weighted characters of a sentence between headline and day


class Lines(Sequence):
    """The features of a page's lines, read when they are asked for: most are not."""

    def __init__(self, lines: list[Line]):
        self.lines = lines
        self.read: dict[int, Features] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, at: int) -> Features:
        if at not in self.read:
            line = self.lines[at]
            self.read[at] = features_of_line(line, line.text.strip(), at, 0)
        return self.read[at]


def is_hinted(page: Page) -> bool:
    return page.kind == "html" and all(line.hint is not None and line.hint.role for line in page.lines)


def read_hints(page: Page, language_of: Callable[[Page], str]) -> list[LedgerEntry]:
    """One entry for each non-blank line of a page for which `is_hinted` holds."""
    lines = Lines([line for line in page.lines if line.text.strip()])
    entries: list[LedgerEntry] = []
    language, sentences = "", 0
    for at, line in enumerate(lines.lines):
        hint = line.hint
        role, rule, confidence = hint.role, hint.rule or "markup", hint.confidence
        if role == "body":
            if len(line.text) <= SHORT or line.text[-1] in SIGNED:
                language = language or _declared(page) or language_of(page)
                one = lines[at]
                if not one.bullet:
                    role, rule, confidence = refine(lines, one, language, sentences=sentences) or (
                        role,
                        rule,
                        confidence,
                    )
                    sentences += one.prose
            else:
                sentences += 1
        entries.append(LedgerEntry(line.number, role, rule, confidence))
    return _with_deck(lines, entries)


def _declared(page: Page) -> str:
    """The language the page declares, as far as the order of days and months hangs on it."""
    primary = (page.language_hint or "").split("-")[0].split("_")[0].lower()
    return "zh-Hans" if primary == "zh" else primary


def _with_deck(lines: Lines, entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """One sentence between headline and day or by-line is the deck."""
    at = next((at for at, entry in enumerate(entries) if entry.role == "title"), len(entries))
    if (
        at + 2 < len(entries)
        and entries[at + 1].role == "body"
        and entries[at + 2].role in ("date", "byline")
    ):
        under = lines[at + 1]
        if under.prose and under.width <= DECK:
            entries[at + 1] = LedgerEntry(
                under.line.number, "subtitle", "a sentence between headline and day", 0.7
            )
    return entries
