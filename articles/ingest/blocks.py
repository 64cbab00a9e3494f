"""The article's lines as blocks: paragraphs, headings, quotations, figures, lists."""

import re
from dataclasses import dataclass

from articles.ingest.figures import read_figure, read_placed
from articles.ingest.headline import without_hashes
from articles.ingest.page import Page
from articles.ingest.quotations import is_cut, opening_title, read_attribution, split_attribution
from articles.ingest.record import Block, LedgerEntry, Warning
from articles.ingest.roles import QUOTATION_ROLES
from articles.text.scripts import join_lines

_BULLET = re.compile(r"(?:[•‣◦▪●○◇▷►▸⁃∙✓✔➢➖✅❌👉🔹🔸*\-–—·»›+・－]|\d{1,3}[.)])[ \t\u00a0\u3000]+|・(?=\S)")
_LEVELS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}


@dataclass(
    slots=True
)  # not frozen: one is made for every line, and a frozen one takes four times as long to make
class Item:
    """A non-blank line with its role."""

    number: int
    raw: str
    text: str  # trimmed
    role: str
    gap: bool  # a blank line before it
    tag: str = ""
    depth: int = 0
    group: int = 0
    href: str = ""


def items_of(page: Page, roles: list[LedgerEntry]) -> list[Item]:
    """The non-blank lines of a page beside their roles; a line without an entry is navigation."""
    role_of = {entry.line: entry.role for entry in roles}
    items = []
    blank = False
    for line in page.lines:
        text = line.text.strip()
        if not text:
            blank = True
            continue
        hint = line.hint
        role = role_of.get(line.number, "navigation")
        if hint:
            items.append(
                Item(line.number, line.text, text, role, blank, hint.tag, hint.depth, hint.group, hint.href)
            )
        else:
            items.append(Item(line.number, line.text, text, role, blank))
        blank = False
    return items


def build_blocks(items: list[Item], language: str) -> tuple[tuple[Block, ...], list[Warning]]:
    """The article's blocks in reading order, and what an editor should look at."""
    blocks: list[Block] = []
    warnings: list[Warning] = []
    at = 0
    while at < len(items):
        end = _end_of_run(items, at)
        run = items[at:end]
        role = run[0].role
        if role in ("body", "body+"):
            blocks.append(Block("paragraph", join_lines([item.text for item in run]), _span(run)))
        elif role == "heading":
            blocks.append(
                Block(
                    "heading",
                    without_hashes(join_lines([item.text for item in run])),
                    _span(run),
                    level=_LEVELS.get(run[0].tag, 2),
                )
            )
        elif role == "list":
            blocks.append(Block("list", _list_text(run), _span(run)))
        elif role in ("figure", "credit"):
            blocks.append(_figure(run))
        elif role in QUOTATION_ROLES:
            block, warning = _quotation(run, language)
            blocks.append(block)
            warnings += [warning] if warning else []
        at = end
    return tuple(blocks), warnings


def _end_of_run(items: list[Item], at: int) -> int:
    """The place after the last line of the block that begins at `at`."""
    first = items[at]
    end = at + 1
    while end < len(items) and _goes_on(first, items[end - 1], items[end]):
        end += 1
    return end


def _goes_on(first: Item, last: Item, item: Item) -> bool:
    if first.role in ("body", "body+"):
        return item.role == "body+"
    if first.role == "list":
        return item.role == "body+" or (
            item.role == "list" and (item.group == first.group or first.tag == "caption")
        )
    if first.role in ("figure", "credit"):
        return item.role in ("figure", "credit") and item.group == first.group > 0
    if first.role in QUOTATION_ROLES:
        if item.role not in QUOTATION_ROLES or item.group != first.group:
            return False
        if item.role == "quotation-title" or last.role == "quotation-end":
            return False
        return first.group > 0 or opening_title(first.text) is not None or not _closes(last, item)
    return False


def _closes(last: Item, item: Item) -> bool:
    """Whether a quotation that no asterisks opened is over: its source is told, or the marks before its lines change."""
    told = last.role == "quotation" and split_attribution(last.text)[1] is not None
    return told or last.text.startswith((">", "＞")) != item.text.startswith((">", "＞"))


def _span(run: list[Item]) -> tuple[int, int]:
    return run[0].number, run[-1].number


def _list_text(run: list[Item]) -> str:
    items: list[str] = []
    for item in run:
        if item.role == "body+":
            items[-1] = join_lines([items[-1], item.text])
        else:
            items.append(strip_bullet(item.text))
    return "\n".join(items)


def strip_bullet(text: str) -> str:
    m = _BULLET.match(text)
    return text[m.end() :] if m and m.end() < len(text) else text


def _figure(run: list[Item]) -> Block:
    captions = [item.text for item in run if item.role == "figure"]
    credits = [item.text for item in run if item.role == "credit"]
    caption: str | None = None
    credit: str | None = None
    for text in captions:
        read = read_figure(text) or read_placed(text)
        part, said = read if read else (text, None)
        caption = f"{caption}\n{part}" if caption and part else caption or part
        credit = credit or said
    for text in credits:
        read = read_figure(text)
        said = (read[1] if read and not read[0] else None) or text
        credit = f"{credit}\n{said}" if credit else said
    return Block("figure", "\n".join(item.text for item in run), _span(run), caption=caption, credit=credit)


def _quotation(run: list[Item], language: str) -> tuple[Block, Warning | None]:
    title = next((_opening_title(item.text) for item in run if item.role == "quotation-title"), None)
    lines = [item.text for item in run if item.role == "quotation"]
    words = next((item.text for item in run if item.role == "quotation-attribution"), None)
    if words:
        words = words.strip("【】()（）— –-")
    elif lines:
        lines[-1], words = split_attribution(lines[-1])
        lines = [line for line in lines if line]
    said = read_attribution(words, language) if words else None
    if said and said.title and title:
        lines.insert(0, title)
    if said and said.title:
        title = said.title
    block = Block(
        "quotation",
        "\n".join(_without_mark(line) for line in lines),
        _span(run),
        title=title,
        publisher=said.publisher if said else None,
        author=said.author if said else None,
        date=said.date if said else None,
        attribution=words,
        truncated=any(is_cut(line) for line in lines),
    )
    open_end = (
        run[0].role == "quotation-title"
        and run[0].group == 0
        and run[-1].role != "quotation-end"
        and _opened(run[0].text)
    )
    if open_end and not any(item.role == "quotation-end" for item in run):
        return block, Warning("unclosed-quotation", "no row of asterisks ends the quotation", block.lines)
    return block, None


def _opened(text: str) -> bool:
    return opening_title(text) is not None


def _opening_title(text: str) -> str:
    return opening_title(text) or text.strip("「」『』■●◆▼▽◇□○★☆ ")


def _without_mark(line: str) -> str:
    return line.lstrip(">＞ ").strip() or line if line.startswith((">", "＞")) else line
