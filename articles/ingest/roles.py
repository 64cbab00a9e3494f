"""The roles a line can have, and what `assemble` makes of runs of them.

    title subtitle original_title      a field of the record; the line stands in `metadata`. Two `title` lines that
    section byline date publisher      follow each other are one headline. A `byline` or `date` line may hold names, days, a paper:
    address source_address             each is looked for in both; one metadata entry a field found. A line with no field is dropped.

    body heading list                  text: each line is a block. In a text dump the reader has marked where a sentence goes on
                                       in the next line (role `body+`: this line continues the block before). A run of `list`
                                       lines is one list; in HTML a new `hint.group` begins a new one. A table's row is a `list`
                                       line with its cells parted by tabs. The level of a heading is that of `hint.tag` (h1, h2 → 2).
    figure credit                      a caption (a credit in it is found), and a line that is nothing but the credit. A credit joins
                                       the figure before it where it stands in the same `hint.group`; else it is a figure of its own.

    quotation-title                    begins a quotation: the quoted article's headline (its marks are taken off)
    quotation                          its text; an attribution in brackets at the end of the last line is found
    quotation-attribution              a line that says nothing but whence the words come
    quotation-end                      a row of asterisks or the like
                                       A run of these is one quotation block; a new `quotation-title`, a line after
                                       a `quotation-end`, or a new `hint.group` begins another.

    reference related next previous    one reference a line; its label is taken off. In HTML `hint.href` is its address.

    comment-author comment-date        one comment is a run of these; a line after a `comment-score`, a `comment-author` after text, or
    comment comment-score              a new `hint.group` begins another. `hint.depth` (0 at the top) places it in the tree.

    navigation ranking ticker          dropped, with the role as the reason
    promotion advertisement form
    duplicate footer

Facts of a page (metadata) come first for every field but the lines they name; a line of the page that says the same as a
fact is that field's line. Where a hint's confidence is CONFIDENT or more, its role is taken as it is; below that it is one vote.
"""

from articles.ingest.features import Features
from articles.ingest.record import LedgerEntry

CONFIDENT = 0.75  # a hint from here on is not weighed against the text's own features

ANOTHER = "another article of the page"  # the rule by which it is left out, and its number; an editor is told of each

METADATA_ROLES = (
    "title",
    "subtitle",
    "original_title",
    "section",
    "byline",
    "date",
    "publisher",
    "address",
    "source_address",
)
BODY_ROLES = ("body", "body+", "heading", "list", "figure", "credit")
QUOTATION_ROLES = ("quotation-title", "quotation", "quotation-attribution", "quotation-end")
REFERENCE_ROLES = ("reference", "related", "next", "previous")
COMMENT_ROLES = ("comment-author", "comment-date", "comment", "comment-score")
DROP_ROLES = ("navigation", "ranking", "ticker", "promotion", "advertisement", "form", "duplicate", "footer")

# A label alone on its line, and what such a line is dropped as; a box label speaks for the lines below it too.
BOX_LABELS = {"related": "promotion", "ranking": "ranking", "ticker": "ticker", "promotion": "promotion"}
LABEL_REASONS = {
    **BOX_LABELS,
    "share": "navigation",
    "navigation": "navigation",
    "advertisement": "advertisement",
    "form": "form",
    "footer": "footer",
    "comments": "form",
    "mark": "navigation",
    "running": "navigation",  # a printed page's head or foot
    "reading": "navigation",  # how long it takes
}

ROLES = METADATA_ROLES + BODY_ROLES + QUOTATION_ROLES + REFERENCE_ROLES + COMMENT_ROLES + DROP_ROLES


class Roles:
    """The roles given so far to a page's lines; the first rule to speak of a line has it."""

    def __init__(self, lines: list[Features]) -> None:
        self.lines = lines
        self.given: list[tuple[str, str, float] | None] = [None] * len(lines)

    def give(self, at: int, role: str, rule: str, confidence: float) -> None:
        if self.given[at] is None:
            self.given[at] = (role, rule, confidence)

    def role(self, at: int) -> str:
        """The role of a line, or nothing so far."""
        given = self.given[at] if 0 <= at < len(self.given) else None
        return given[0] if given else ""

    def places(self, *wanted: str) -> list[int]:
        """Where these roles stand."""
        return [at for at, given in enumerate(self.given) if given and given[0] in wanted]

    def entries(self) -> list[LedgerEntry]:
        """The ledger: one entry for each non-blank line of the page."""
        out = []
        for one, given in zip(self.lines, self.given, strict=True):
            role, rule, confidence = given or ("navigation", "left over", 0.3)
            out.append(LedgerEntry(one.line.number, role, rule, confidence))
            following = "body+" if role in ("body", "list") else role
            out += [
                LedgerEntry(line.number, following, "goes on with the line above", confidence)
                for line in one.tail
            ]
        return out
