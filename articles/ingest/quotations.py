"""Quoted articles inside an article: `****title**** … 【date paper】`, rows of asterisks, lines marked by `>`."""

import re
from dataclasses import dataclass
from datetime import date

from articles.ingest.dates import find_dates
from articles.ingest.features import Features

_OPENING = re.compile(r"[*＊]{3,}\s*([^*＊].*?)\s*[*＊]{2,}$")
ROW = re.compile(r"[*＊]{4,}$|[-=＝―─━_＿]{8,}$")
_CLOSING = re.compile(r"(?:(?<!\s)\s+)?【([^【】]{3,200})】\s*$")
_TITLE_INSIDE = re.compile(r"[“\"「『](.{6,400})[”\"」』]\s*$")
_PERSON = re.compile(r"(\S{2,20}?)(?:氏|さん|記者)[ 　]+(?=\S)")
_TITLE_LINE = re.compile(r"(?:「[^「」]{6,}」|『[^『』]{6,}』|[■●◆▼▽◇□○★☆][^。]{6,}[^。])$")
_CUT = re.compile(r"[(（\[［](?:中略|後略|前略|以下略|略|…|\.\.\.)[)）\]］]")
_LONGEST_TITLE = 400
_LONGEST_RUN = 400  # lines between an opening and its end


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the closing words of a quotation say: each may be missing. `month_day` is there where the year is not."""

    words: str
    date: str | None = None
    month_day: tuple[int, int] | None = None
    publisher: str | None = None
    author: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A quotation among the lines: places of its opening, its last line, and of lines that only repeat others."""

    first: int
    last: int
    repeated: tuple[int, int] | None = None
    closed: bool = True


def opening_title(text: str) -> str | None:
    """The headline between the asterisks of a line that opens a quotation; None where the line is none."""
    if len(text) > _LONGEST_TITLE or text[:1] not in ("*", "＊") or text[-1:] not in ("*", "＊"):
        return None
    m = _OPENING.match(text)
    return m[1] if m else None


def find_quotations(lines: list[Features]) -> list[Run]:
    """The quotations that asterisks open, in order."""
    runs: list[Run] = []
    at = 0
    while at < len(lines):
        if opening_title(lines[at].text):
            run = _run_from(lines, at)
            if run:
                runs.append(run)
                at = (run.repeated or (0, run.last))[1]
        at += 1
    return runs


def find_closings(lines: list[Features], taken: set[int]) -> list[tuple[int, int, bool]]:
    """Quotations that only a closing 【day paper】 shows: first and last place, and whether the first is a title line.

    They begin at a title in brackets or behind a mark a few lines above; without one only the paragraph itself is quoted.
    """
    found: list[tuple[int, int, bool]] = []
    free = 0
    for at, one in enumerate(lines):
        if at in taken:
            free = at + 1
            continue
        if not one.text.endswith("】") or one.text[0] in "【(（" or not one.prose:
            continue
        words = split_attribution(one.text)[1]
        if not words or not find_dates(words, "ja"):
            continue
        title = next((up for up in range(at - 1, max(free, at - 30) - 1, -1) if _opens(lines[up].text)), None)
        first = at if title is None else title
        found.append((first, at, title is not None))
        free = at + 1
    return found


def _opens(text: str) -> bool:
    return len(text) <= 80 and bool(_TITLE_LINE.match(text))


def _run_from(lines: list[Features], first: int) -> Run | None:
    closing = None
    for at in range(first + 1, min(len(lines), first + _LONGEST_RUN)):
        text = lines[at].text
        if ROW.match(text):
            return _with_repeats(lines, first, at, closing)
        if opening_title(text):
            break
        if closing is None and text.endswith("】") and _CLOSING.search(text) and not text.startswith("【"):
            closing = at
    return Run(first, closing, closed=False) if closing is not None else None


def _with_repeats(lines: list[Features], first: int, last: int, closing: int | None) -> Run:
    if closing is not None and closing < last - 1:
        seen = {one.text for one in lines[first : closing + 1]}
        if all(one.text in seen for one in lines[closing + 1 : last]):
            return Run(first, closing, (closing + 1, last))
    return Run(first, last)


def split_attribution(text: str) -> tuple[str, str | None]:
    """A quotation's last line without its closing 【…】, and the words in it."""
    m = _CLOSING.search(text)
    if m and _says_whence(m[1]):
        return text[: m.start()].rstrip(), m[1].strip()
    return text, None


def _says_whence(words: str) -> bool:
    return bool(find_dates(words, "ja")) or len(words) <= 30


def read_attribution(words: str, language: str) -> Attribution:
    """The date, paper, author and title that closing words name."""
    rest, day, month_day, title, author = words, None, None, None, None
    found = find_dates(words, language)
    if found:
        one = found[0]
        day = one.iso[:10] if one.iso else None
        month_day = None if one.iso else (one.month, one.day)
        rest = (words[: one.begin] + " " + words[one.end :]).strip(" 　,、付")
    m = _TITLE_INSIDE.search(rest)
    if m:
        title, rest = m[1], rest[: m.start()].strip()
    m = _PERSON.search(rest + " ")
    if m:
        author, rest = m[1], (rest[: m.start()] + rest[m.end() :]).strip()
    return Attribution(words, day, month_day, rest.strip(" 　,、:：") or None, author, title)


def infer_year(month_day: tuple[int, int], *, known: list[str], not_after: str | None) -> str | None:
    """The day meant by a month and day: the last one before the page's own day, else the nearest to the latest day with a year."""
    month, day = month_day
    if not_after:
        limit = date.fromisoformat(not_after[:10])
        for year in (limit.year, limit.year - 1):
            made = _day(year, month, day)
            if made and made <= limit:
                return made.isoformat()
        return None
    if not known:
        return None
    latest = date.fromisoformat(max(known))
    years = [_day(year, month, day) for year in (latest.year - 1, latest.year, latest.year + 1)]
    return min((made for made in years if made), key=lambda made: abs(made - latest)).isoformat()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_cut(text: str) -> bool:
    """Whether the page marks an omission: (中略), (後略), […]."""
    return bool(_CUT.search(text))
