"""A Markdown file with front matter → Record, directly: its author has said what each part is."""

import re
from dataclasses import replace

from articles.ingest.assemble import coverage_of, propose_title
from articles.ingest.bylines import find_names, says_by
from articles.ingest.dates import find_dates
from articles.ingest.markdown_furniture import without_furniture
from articles.ingest.page import Line, Page
from articles.ingest.quotations import is_cut, read_attribution
from articles.ingest.record import Block, Dropped, LedgerEntry, Metadata, Record, Reference, Warning
from articles.ingest.roles import DROP_ROLES
from articles.rendering.body import BodyBlock, parse_body
from articles.text.languages import detect_language, is_language_tag
from articles.text.scripts import join_lines

_KEY = re.compile(r"([A-Za-z_][\w\- ]{0,40}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_ITEM = re.compile(r"(?:[*+\-•]|\d{1,4}[.)])[ \t]+\S")
_CITE = re.compile(r"(?:—|–|--)[ \t]*(.+)$")
_LINKS = re.compile(r"\s*(?:[*+-]\s+)?(?:\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)[\s|·•/]*)+$")
_MARKED = re.compile(r"[#>|`!\[]|(?:[*+\-•]|\d{1,4}[.)])[ \t]")
_STOPS = tuple('.!?…。！？»”"')
_UNWRAPPED = 120  # characters; no editor breaks lines so late
_DETAIL = 100  # characters of a line of names or of a day
_SINGLE = {
    "title": "title",
    "subtitle": "subtitle",
    "original_title": "original_title",
    "publisher": "publisher",
    "source": "publisher",
    "section": "section",
    "url": "url",
    "source_url": "source_url",
}  # fmt: skip


def read_front_matter(text: str) -> dict[str, str | list[str]]:
    """The keys between the opening and closing `---`; keys in lower case, a list is `[a, b]` or lines of `- a`."""
    return _front_matter(text.lstrip("\ufeff").split("\n"))[0]


def _front_matter(lines: list[str]) -> tuple[dict[str, str | list[str]], dict[str, tuple[int, int]], int]:
    """The values, the lines of each key (from 1), and how many lines the front matter takes."""
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].strip() != "---":
        return {}, {}, 0
    end = next((at for at in range(start + 1, len(lines)) if lines[at].strip() in ("---", "...")), None)
    if end is None:
        return {}, {}, 0
    values: dict[str, str | list[str]] = {}
    spans: dict[str, tuple[int, int]] = {}
    key = ""
    for at in range(start + 1, end):
        line = lines[at].rstrip()
        m = _KEY.match(line)
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if key and stripped.startswith("- ") and isinstance(values[key], list | str):
            values[key] = (
                [*(values[key] or []), _unquoted(stripped[2:])]
                if values[key] != ""
                else [_unquoted(stripped[2:])]
            )
            spans[key] = (spans[key][0], at + 1)
        elif m and line[:1] not in " \t":
            key = m[1].strip().lower().replace("-", "_").replace(" ", "_")
            values[key] = _value(m[2] or "")
            spans[key] = (at + 1, at + 1)
        elif key and isinstance(values[key], str):
            values[key] = f"{values[key]} {_unquoted(stripped)}".strip()
            spans[key] = (spans[key][0], at + 1)
    return values, spans, end + 1


def _value(text: str) -> str | list[str]:
    text = text.strip()
    if text in (">", "|", ">-", "|-"):
        return ""
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part) for part in text[1:-1].split(",") if part.strip()]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def read_markdown(text: str) -> Record:
    """The record of a Markdown file; keys that the record has no field for are left to `read_front_matter`."""
    text = text.lstrip("\ufeff")
    lines = text.split("\n")
    values, spans, taken = _front_matter(lines)
    roles: dict[int, tuple[str, str]] = {}
    blocks = _blocks(lines, taken, roles)
    declared = values.get("language")
    language = (
        declared
        if isinstance(declared, str) and is_language_tag(declared)
        else detect_language("\n".join(lines[taken:]))
    )
    fields = {
        field: value for key, field in _SINGLE.items() if isinstance(value := values.get(key), str) and value
    }
    references: tuple[Reference, ...] = ()
    if not taken:
        blocks = _without_menu(blocks, lines, roles)
        blocks, references = without_furniture(blocks, lines, roles)
    if (
        "title" not in fields
        and blocks
        and blocks[0].type == "heading"
        and roles[blocks[0].lines[0]][0] == "h1"
    ):
        fields["title"], title_lines = blocks[0].text, blocks[0].lines
        spans["title"] = title_lines
        roles[title_lines[0]] = ("title", "first heading")
        blocks = blocks[1:]
    authors = values.get("authors") or values.get("author") or []
    if not taken and "title" in fields:
        while blocks and (detail := _detail(blocks[0], language)):
            names, day = detail
            authors, values["date"] = authors or names, values.get("date") or day
            spans |= {key: blocks[0].lines for key, told in (("authors", names), ("published", day)) if told}
            for number in range(blocks[0].lines[0], blocks[0].lines[1] + 1):
                roles[number] = ("byline" if names else "date", "under the headline")
            blocks = blocks[1:]
    record = Record(
        language=language,
        **fields,
        authors=tuple([authors] if isinstance(authors, str) else authors),
        published=_moment(values.get("published") or values.get("date"), language),
        updated=_moment(values.get("updated"), language),
        blocks=tuple(blocks),
        references=references,
        proposed_title=None if "title" in fields else propose_title(tuple(blocks)),
        warnings=() if "title" in fields else (Warning("no-title", "the page shows no headline"),),
    )
    return _with_lines(record, lines, spans, taken, roles)


def _without_menu(blocks: list[Block], lines: list[str], roles: dict[int, tuple[str, str]]) -> list[Block]:
    """The blocks of a page turned into Markdown without the links above its first heading."""
    first = 0
    while first < len(blocks) and all(
        _LINKS.match(lines[n - 1]) for n in range(blocks[first].lines[0], blocks[first].lines[1] + 1)
    ):
        first += 1
    if first == len(blocks) or roles[blocks[first].lines[0]][0] != "h1":
        return blocks
    for block in blocks[:first]:
        for number in range(block.lines[0], block.lines[1] + 1):
            roles[number] = ("navigation", "links above the headline")
    return blocks[first:]


def _detail(block: Block, language: str) -> tuple[list[str], str] | None:
    """The names and the day that a short paragraph under the headline gives; None where it says anything else."""
    text = block.text.strip("*_ ")
    if block.type != "paragraph" or len(text) > _DETAIL:
        return None
    names = find_names(text, language) if says_by(text) else []
    days = [day for day in find_dates(text, language) if day.iso]
    rest = len(text) - sum(day.end - day.begin for day in days)
    if not names and (not days or rest > 12):
        return None
    return names, text if days else ""


def _moment(value: str | list[str] | None, language: str) -> str | None:
    found = find_dates(value, language) if isinstance(value, str) else []
    return found[0].iso if found else None


def _with_lines(record: Record, lines: list[str], spans: dict, taken: int, roles: dict) -> Record:
    metadata = tuple(Metadata(_field_name(key), span) for key, span in spans.items())
    named = {number for span in spans.values() for number in range(span[0], span[1] + 1)}
    for number in named:
        roles.setdefault(number, ("front matter", "front matter"))
    dropped = tuple(
        Dropped((number, number), roles.get(number, ("navigation",))[0])
        for number in range(1, len(lines) + 1)
        if lines[number - 1].strip()
        and (number <= taken and number not in named or roles.get(number, ("",))[0] in DROP_ROLES)
    )
    for entry in dropped:
        roles.setdefault(entry.lines[0], (entry.reason, "front matter's marks"))
    ledger = tuple(
        LedgerEntry(number, role.replace("h1", "heading"), rule, 1.0)
        for number, (role, rule) in sorted(roles.items())
    )
    record = replace(record, metadata=metadata, dropped=dropped, ledger=ledger)
    page = Page("markdown", tuple(Line(number, line) for number, line in enumerate(lines, 1)))
    return replace(record, coverage=coverage_of(page, record))


def _field_name(key: str) -> str:
    return {"author": "authors", "date": "published"}.get(key, _SINGLE.get(key, key))


def _blocks(lines: list[str], start: int, roles: dict[int, tuple[str, str]]) -> list[Block]:
    """The body's blocks; each is a run of lines without a blank one, but a quotation goes on over marked blank lines."""
    blocks: list[Block] = []
    tight = _is_tight(lines[start:])
    at = start
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = _end_of_block(lines, at, tight=tight)
        run = [line.strip() for line in lines[at:end]]
        block = _block(run, (at + 1, end), roles)
        if block:
            blocks.append(block)
        at = end
    return blocks


def _is_tight(lines: list[str]) -> bool:
    """Whether no blank line parts two paragraphs, as in dumps that lost theirs: each long line is a paragraph then."""
    plain = [bool(text) and not _MARKED.match(text) for text in map(str.strip, lines)]
    parted = any(not lines[at].strip() and plain[at - 1] and plain[at + 1] for at in range(1, len(lines) - 1))
    return not parted and any(one and len(line) > _UNWRAPPED for one, line in zip(plain, lines, strict=True))


def _is_apart(above: str, line: str) -> bool:
    """Whether a line of a tight dump begins a paragraph: a sentence, or a line all in italics, ends above it."""
    return (
        above.rstrip("*_ ")[-1:] in _STOPS or (above[:1] in "*_" and above[-1:] in "*_") or line[:1] in "*_"
    )


def _end_of_block(lines: list[str], at: int, *, tight: bool) -> int:
    first = lines[at].strip()
    end = at + 1
    if _HEADING.match(first) or first.startswith("!["):
        return end
    quoted, listed = first.startswith(">"), bool(_ITEM.match(first))
    while end < len(lines):
        text = lines[end].strip()
        if (
            not text
            or text.startswith(">") != quoted
            or _HEADING.match(text)
            or (not listed and _ITEM.match(text) and not quoted)
            or (tight and listed and not _ITEM.match(text) and lines[end][:1].isupper())
            or (tight and not listed and not quoted and _is_apart(lines[end - 1].strip(), text))
        ):
            break
        end += 1
    return end


def _block(run: list[str], span: tuple[int, int], roles: dict[int, tuple[str, str]]) -> Block | None:
    heading = _HEADING.match(run[0])
    if heading:
        level = min(4, max(2, len(heading[1])))
        kind, block = (
            ("h1" if len(heading[1]) == 1 else "heading"),
            Block("heading", heading[2], span, level=level),
        )
    elif all(set(line) <= set("-*_ ") for line in run):
        kind, block = "navigation", None
    else:
        kind, block = _parsed(run, span)
    for number in range(span[0], span[1] + 1):
        roles[number] = (kind, "Markdown")
    return block


def _parsed(run: list[str], span: tuple[int, int]) -> tuple[str, Block]:
    """A block as the archive's own dialect reads it; what that takes for several is one paragraph."""
    parsed = parse_body("\n".join(run))
    if len(parsed) != 1:
        return "body", Block("paragraph", join_lines(run), span)
    body = parsed[0]
    if body.kind == "figure":
        return "figure", Block("figure", body.text or run[0], span, caption=body.caption, credit=body.credit)
    if body.kind == "quotation":
        return "quotation", _quotation(body, span)
    if body.kind == "list":
        return "list", Block("list", body.text, span)
    return "body", Block("paragraph", join_lines(body.text.split("\n")), span)


def _quotation(body: BodyBlock, span: tuple[int, int]) -> Block:
    """A quotation with its attributes, or with a last line that begins with a dash and says whence it is."""
    lines = [line for line in body.text.split("\n") if line]
    cite = _CITE.match(lines[-1]) if lines and not body.title and not body.publisher else None
    said = read_attribution(cite[1], "en") if cite else None
    text = lines[:-1] if cite else lines
    return Block(
        "quotation",
        "\n".join(text),
        span,
        title=said.title if said else body.title,
        publisher=said.publisher if said else body.publisher,
        author=said.author if said else body.author,
        date=said.date if said else body.date,
        attribution=cite[1] if cite else body.attribution,
        date_inferred=body.date_inferred,
        truncated=body.truncated or any(is_cut(line) for line in text),
    )
