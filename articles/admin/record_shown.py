"""A record as rows of the review: each field, its value, and the lines it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Span = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """One field. `values` are (text, language or ""); no lines means that it was worked out or stands in metadata."""

    title: str | Promise
    values: list[str]
    lines: list[Span] = field(default_factory=list)
    note: str = ""
    is_doubtful: bool = False


FIELDS = (
    ("title", gettext_lazy("Headline")),
    ("subtitle", gettext_lazy("Subtitle")),
    ("original_title", gettext_lazy("Headline as printed")),
    ("publisher", gettext_lazy("Paper")),
    ("section", gettext_lazy("Section")),
    ("authors", gettext_lazy("Authors")),
    ("published", gettext_lazy("Published on")),
    ("updated", gettext_lazy("Updated on")),
    ("url", gettext_lazy("Its own address")),
    ("source_url", gettext_lazy("Translated from")),
)
# The reader's warnings in the editor's language; how many lines are unsure is said beside them.
WARNINGS: dict[str, str | Promise] = {
    "no-title": gettext_lazy("The page shows no headline."),
    "no-text": gettext_lazy("No article was found on the page."),
    "begins-in-the-middle": gettext_lazy("The text goes on from a page that is not here."),
    "date-inferred": gettext_lazy("A day is inferred; the page does not give it in full."),
    "unclosed-quotation": gettext_lazy("A quotation has no end mark."),
    "low-confidence": gettext_lazy("Some lines are a guess."),
    "teaser": gettext_lazy("Only a feed's teaser; import the page by its address for the whole text."),
    "several-articles": gettext_lazy(
        "Another article stands here. A page is one article, so it was left out."
    ),
}
WANTED = ("title", "publisher", "authors", "published")  # their absence is said


@dataclass(frozen=True)
class ShownWarning:
    code: str
    text: str | Promise
    lines: Span | None

    @property
    def part(self) -> str:
        """The lines of another article on the page, as a form names them; nothing for other warnings."""
        return f"{self.lines[0]}-{self.lines[1]}" if self.code == "several-articles" and self.lines else ""


def shown_warnings(record: dict[str, Any]) -> list[ShownWarning]:
    """What an editor should look at, but for unsure lines, which are told one by one."""
    return [
        ShownWarning(
            one["code"], WARNINGS.get(one["code"], one["message"]), one["lines"] and tuple(one["lines"])
        )
        for one in record.get("warnings", ())
        if one["code"] != "low-confidence"
    ]


def record_rows(record: dict[str, Any]) -> list[Row]:
    spans: dict[str, list[Span]] = {}
    for entry in record.get("metadata", ()):
        spans.setdefault(entry["field"], []).append(tuple(entry["lines"]))
    return [*_fields(record, spans), *_parts(record)]


def _fields(record: dict[str, Any], spans: dict[str, list[Span]]) -> Iterator[Row]:
    for name, title in FIELDS:
        value = record.get(name)
        values = value if isinstance(value, list) else [value] if value else []
        if values:
            yield Row(title, values, spans.get(name, []))
        elif name in WANTED:
            yield _absent(record, name, title)
    yield Row(_("Language"), [record["language"]], note=_("from the text"))


def _absent(record: dict[str, Any], name: str, title) -> Row:
    proposed = record.get("proposed_title")
    estimate = record.get("published_estimate")
    if name == "title" and proposed:
        return Row(title, [proposed], note=_("made from the text; the page shows none"), is_doubtful=True)
    if name == "published" and estimate:
        days = f"{estimate['not_before'] or ''} … {estimate['not_after'] or ''}"
        return Row(title, [days], note=_("estimated: %s") % estimate["basis"], is_doubtful=True)
    return Row(title, [], note=_("none on the page"), is_doubtful=name == "published")


def _parts(record: dict[str, Any]) -> Iterator[Row]:
    blocks = record.get("blocks", [])
    text = [block for block in blocks if block["type"] in ("paragraph", "heading", "list")]
    size = sum(len(block["text"]) for block in text)
    words = ngettext("%(count)d block", "%(count)d blocks", len(text)) % {"count": len(text)}
    span = [(text[0]["lines"][0], text[-1]["lines"][1])] if text else []
    yield Row(_("Text"), [words], span, note=_("%d characters") % size, is_doubtful=not text)
    for block in blocks:
        if block["type"] == "quotation":
            said = [block.get(key) for key in ("title", "publisher", "author", "date")]
            yield Row(
                _("Quotation"),
                [" · ".join(filter(None, said)) or block["text"][:60]],
                [tuple(block["lines"])],
            )
        elif block["type"] == "figure":
            credit = block.get("credit")
            note = _("credit: %s") % credit if credit else _("no credit")
            yield Row(_("Figure"), [block.get("caption") or block["text"]], [tuple(block["lines"])], note)
    for reference in record.get("references", ()):
        yield Row(
            _("Reference"), [reference["title"]], [tuple(reference["lines"])], reference.get("url") or ""
        )
    comments = list(_flat(record.get("comments", ())))
    if comments:
        lines = [line for comment in comments for line in comment["lines"]]
        text = ngettext("%(count)d comment", "%(count)d comments", len(comments)) % {"count": len(comments)}
        yield Row(_("Comments"), [text], [(min(lines), max(lines))])


def _flat(comments) -> Iterator[dict]:
    for comment in comments:
        yield comment
        yield from _flat(comment.get("replies", ()))
