"""A captured page line by line, each with what it became; the words and colours of the roles."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.ingest.confidence import UNSURE
from articles.ingest.decode import Unreadable
from articles.ingest.read import BY_ANOTHER
from articles.ingest.reasons import told_fault
from articles.ingest.roles import ROLES
from articles.ingest.verdicts import EDITOR, lines_of
from articles.models import Capture

PAGE = 400  # lines on one screen: each brings a form field, and Django takes a thousand

# Role → the word for it and the colour's name in the style sheet.
SHOWN: dict[str, tuple[str | Promise, str]] = {
    "title": (_("headline"), "head"),
    "subtitle": (_("subtitle"), "head"),
    "original_title": (_("headline as printed"), "head"),
    "section": (_("section"), "by"),
    "byline": (_("by-line"), "by"),
    "publisher": (_("paper"), "by"),
    "date": (_("date"), "date"),
    "address": (_("address"), "date"),
    "source_address": (_("address of the source"), "date"),
    "body": (_("text"), "body"),
    "body+": (_("text, going on"), "body"),
    "list": (_("list"), "body"),
    "heading": (_("heading"), "sub"),
    "figure": (_("caption"), "cap"),
    "credit": (_("credit"), "cap"),
    "quotation-title": (_("quoted headline"), "quo"),
    "quotation": (_("quotation"), "quo"),
    "quotation-attribution": (_("origin of a quotation"), "quo"),
    "quotation-end": (_("end of a quotation"), "quo"),
    "reference": (_("reference"), "sub"),
    "related": (_("related article"), "sub"),
    "next": (_("next article"), "sub"),
    "previous": (_("previous article"), "sub"),
    "comment-author": (_("comment: author"), "com"),
    "comment-date": (_("comment: date"), "com"),
    "comment": (_("comment"), "com"),
    "comment-score": (_("comment: score"), "com"),
    "navigation": (_("left out: navigation"), "drop"),
    "ranking": (_("left out: ranking"), "drop"),
    "ticker": (_("left out: ticker"), "drop"),
    "promotion": (_("left out: promotion"), "drop"),
    "advertisement": (_("left out: advertisement"), "drop"),
    "form": (_("left out: form"), "drop"),
    "duplicate": (_("left out: duplicate"), "drop"),
    "footer": (_("left out: footer"), "drop"),
}
COLOURS = {role: colour for role, (_word, colour) in SHOWN.items()}


def role_options() -> SafeString:
    """The options of every line's select, made once for a page of hundreds of lines."""
    return format_html_join("", '<option value="{}">{}</option>', ((role, SHOWN[role][0]) for role in ROLES))


@dataclass(frozen=True)
class ShownLine:
    """One line of the page. A blank line has no role."""

    number: int
    text: str
    role: str = ""
    rule: str = ""
    confidence: float = 1.0

    @property
    def is_unsure(self) -> bool:
        return bool(self.role) and self.confidence < UNSURE

    @property
    def is_judged(self) -> bool:
        return self.rule == EDITOR

    @property
    def word(self) -> str | Promise:
        return SHOWN.get(self.role, (self.role, ""))[0]

    @property
    def colour(self) -> str:
        return "ask" if self.is_unsure else SHOWN.get(self.role, ("", "drop"))[1]

    @property
    def percent(self) -> int:
        return round(self.confidence * 100)


@dataclass(frozen=True)
class ShownPage:
    """Some lines of a page, and what there is beside them."""

    lines: list[ShownLine]
    first: int
    total: int
    unsure: list[int]
    tally: list[tuple[str | Promise, str, int]]
    error: str = ""

    @property
    def next_first(self) -> int | None:
        return self.first + PAGE if self.first + PAGE <= self.total else None

    @property
    def previous_first(self) -> int | None:
        return max(self.first - PAGE, 1) if self.first > 1 else None


def first_screen(ledger: list) -> int:
    """The line with which the screen of the first unsure line begins; the first, where all are sure."""
    unsure = min((line for line, _role, _rule, sure in ledger if sure < UNSURE), default=1)
    return (unsure - 1) // PAGE * PAGE + 1


def address_of_line(line: int, first: int) -> str:
    """Of a line, from the screen that begins with line `first`."""
    if first <= line < first + PAGE:
        return f"#l{line}"
    return f"?from={(line - 1) // PAGE * PAGE + 1}#l{line}"


def shown_lines(capture: Capture, first: int) -> ShownPage:
    """PAGE lines of the capture from line `first` on; a page that cannot be decoded has none, and the reason."""
    if capture.reader_version == BY_ANOTHER:
        return ShownPage(
            [], 1, 0, [], [], _("It came as a record that was read elsewhere; the page itself is not here.")
        )
    try:
        texts = lines_of(
            bytes(capture.content),
            name=capture.name,
            address=capture.address or None,
            declared=capture.encoding or None,
        )
    except Unreadable as error:
        return ShownPage([], 1, 0, [], [], told_fault(error.code, str(error)))
    first = max(1, min(first, max(len(texts), 1)))
    entries = {line: (role, rule, sure) for line, role, rule, sure in capture.ledger}
    lines = [
        ShownLine(number, text, *entries.get(number, ()))
        for number, text in enumerate(texts[first - 1 : first - 1 + PAGE], first)
        if text.strip()
    ]
    unsure = [line for line, (_role, _rule, sure) in entries.items() if sure < UNSURE]
    return ShownPage(lines, first, len(texts), unsure, tally(capture.ledger))


def tally(ledger: list) -> list[tuple[str | Promise, str, int]]:
    """How many lines became what: the word, its colour, the number; the unsure ones last."""
    counts: dict[str, int] = {}
    unsure = 0
    for _line, role, _rule, sure in ledger:
        counts[role] = counts.get(role, 0) + 1
        unsure += sure < UNSURE
    rows = [(*SHOWN[role], counts[role]) for role in ROLES if role in counts and role in SHOWN]
    return rows + ([(_("unsure"), "ask", unsure)] if unsure else [])
