"""Finds the days and clocks that a line of text names, in many languages' ways of writing them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from articles.ingest.tables import MONTHS, PUBLISHED_WORDS, UPDATED_WORDS, ZONES

_WIDE = str.maketrans("０１２３４５６７８９：／．－，", "0123456789:/.-,")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_KANJI_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}

_DIGIT = re.compile(r"[\d〇一二三四五六七八九]")
_CJK = re.compile(
    r"(?:(?<!\d)(\d{4})|(令和|平成|昭和|大正|明治)\s?(\d{1,2}|元))\s?(?:\((?:令和|平成|昭和|\d)[^()]{0,8}\))?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?[日号])?"
)
_CJK_NO_YEAR = re.compile(r"(?<![\d年])(?<!年 )(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_KANJI = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_NUMERIC = re.compile(
    r"(?<![\d.,/\-])(?<!\d:)(\d{1,4})( ?[./\-] ?)(\d{1,2})\2(\d{4}|\d{1,2})(?![\d/]|[.\-]\d)"
)
_MONTH_DAY_SLASH = re.compile(r"(?<![\d/.])(?<!\d:)(\d{1,2})/(\d{1,2})\s?[(（][月火水木金土日][)）]")
_WORDS = r"([^\W\d_]{3,12})"
_DAY_MONTH = re.compile(
    rf"(?<![\d.,:])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|-ші|-шы)?\.?[\s\-]{{1,2}}(?:de\s|d')?(?:of\s)?{_WORDS}\.?(?:,?[\s\-]{{1,2}}(?:de\s|del\s)?(\d{{4}})(?!\d))?",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"(?<![^\W\d_]){_WORDS}\.?\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:(?:\s?,\s?|\s{{1,2}})(\d{{4}})(?!\d))?",
    re.I,
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(\d{{4}})\s?(?:жыл\w{{0,4}}|ж\.)\s?,?\s?(\d{{1,2}})(?:-ші|-шы)?\s{_WORDS}", re.I
)
_CLOCK_AFTER = re.compile(
    r"(?:\s?(?:года?|г\.|жыл\w{0,4}|ж\.))?[\s,、|｜()（）·•;–—\-/TtＴ【】]{0,4}(?:[(（]?(?:月|火|水|木|金|土|日|周.|星期.|曜)[^\d\s]{0,3}[)）]?\s{0,2})?"
    r"(?:(?:um|at|à|a las|às|alle|kl\.?|klo|в|@|o|ore|ob|om|u)\s{1,2})?"
    r"(午前|午後|上午|下午)?\s?(\d{1,2})\s?(?::|時|时|点|h|H|\.(?=\d\d(?!\d|\.)))\s?(\d{2})?\s?(?:分|:(\d{2}))?(?:\.\d{1,6})?\s?"
    r"(a\.?\s?m\b\.?|p\.?\s?m\b\.?)?\s?(Z\b|[A-Z]{2,4}\b|МСК|[+\-]\d{2}:?\d{2})?", re.I
)  # fmt: skip
_CLOCK_BEFORE = re.compile(
    r"(\d{1,2})[:h](\d{2})(?::\d{2})?\s?(a\.?m\.?|p\.?m\.?)?\s?(?:Uhr|Hrs|ч\.?)?\s?(\(?[A-Z]{2,4}\)?|МСК)?\s?[,|·•–—\-]?\s?(?:on\s|le\s|am\s|del?\s)?(?:[^\W\d_]{2,9}\.?,?\s)?$",
    re.I,
)
_RELATIVE = re.compile(
    r"(?:(?:vor|hace|il y a)\s)?(\d{1,3})\s?(時間前|分前|日前|小时前|分钟前|天前|(?:hours?|hrs?|minutes?|mins?|days?|weeks?)\sago|(?:Stunden?|Minuten|Tag(?:en)?)|(?:часа?|часов|минут\w?|дн\w{1,2}|день)\sназад)",
    re.I,
)
_LETTER = re.compile(r"[^\W\d_]")
_MONTH_LETTERS = re.compile("[A-Za-z\u00c0-\u052f]{3}")
_NEXT_DATE = tuple(":：0123456789")
_LONGEST = (
    2000  # a date that says when a page was made stands in a short line; longer ones are looked at in part
)
_ASKED_AGAIN = 300  # characters of a line whose dates are kept for the next who asks


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `iso` is as exact as the words are (None without a year), begin and end are offsets."""

    iso: str | None
    begin: int
    end: int
    precision: str  # minute, day, month, day-without-year
    label: str = ""  # published, updated or nothing: what the words around say it is
    month: int = 0
    day: int = 0


def find_dates(text: str, language: str = "") -> Sequence[FoundDate]:
    """All dates in reading order; `language` decides between day/month and month/day, and Japan's clock for ja."""
    if not _DIGIT.search(text):
        return ()
    return _found(text, language) if len(text) <= _ASKED_AGAIN else _find(text[:_LONGEST], language)


def _find(text: str, language: str) -> tuple[FoundDate, ...]:
    plain = text if text.isascii() else text.translate(_WIDE)
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    for begin, end, parts in _candidates(plain, language):
        if any(begin < e and b < end for b, e in taken):
            continue
        made = _finish(plain, begin, end, parts, language)
        if made:
            taken.append((made.begin, made.end))
            found.append(made)
    found.sort(key=lambda one: one.begin)
    return tuple(found)


_found = lru_cache(maxsize=1024)(_find)  # each rule that looks at a line asks for its dates


def _candidates(text: str, language: str):
    """(begin, end, (year or None, month, day or None)) by falling exactness."""
    if "年" in text:
        for m in _CJK.finditer(text):
            year = int(m[1]) if m[1] else _ERAS[m[2]] + (1 if m[3] == "元" else int(m[3]))
            yield m.start(), m.end(), (year, int(m[4]), int(m[5]) if m[5] else None)
        for m in _KANJI.finditer(text):
            year = int("".join(_KANJI_DIGITS[c] for c in m[1]))
            yield m.start(), m.end(), (year, _kanji_number(m[2]), _kanji_number(m[3]) if m[3] else None)
    for m in _NUMERIC.finditer(text):
        parts = _numeric(m[1], m[2].strip(), m[3], m[4], language)
        if parts:
            yield m.start(), m.end(), parts
    if "月" in text:
        for m in _CJK_NO_YEAR.finditer(text):
            yield m.start(), m.end(), (None, int(m[1]), int(m[2]))
    if "/" in text:
        for m in _MONTH_DAY_SLASH.finditer(text):
            yield m.start(), m.end(), (None, int(m[1]), int(m[2]))
    if _MONTH_LETTERS.search(text):
        yield from _named_months(text)


def _named_months(text: str):
    for m in _YEAR_FIRST.finditer(text):
        month = MONTHS.get(m[3].casefold())
        if month:
            yield m.start(), m.end(), (int(m[1]), month, int(m[2]))
    without_year = []
    for pattern, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for m in pattern.finditer(text):
            month = MONTHS.get(m[month_at].casefold())
            if not month:
                continue
            if m[3]:
                yield m.start(), m.end(), (int(m[3]), month, int(m[day_at]))
            elif m[month_at].casefold() not in ("may", "mar", "mars", "set", "ago", "mai"):
                without_year.append((m.start(), m.end(), (None, month, int(m[day_at]))))
    yield from without_year


def _numeric(first: str, mark: str, second: str, third: str, language: str):
    if len(first) == 4:
        return (int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2:
        return None
    if len(third) == 4:
        year = int(third)
    elif len(third) == 2 and mark != "-" and len(second) == 2:
        if language in ("ja", "zh-Hans", "zh-Hant"):
            return (2000 + int(first), int(second), int(third)) if len(first) == 2 else None
        year = 2000 + int(third) if int(third) < 50 else 1900 + int(third)
    else:
        return None
    a, b = int(first), int(second)
    month_first = (language in ("en", "") and mark in "/-" and a <= 12) or b > 12
    return (year, a, b) if month_first else (year, b, a)


def _finish(text: str, begin: int, end: int, parts, language: str) -> FoundDate | None:
    year, month, day = parts
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    label = _label(text, begin, end)
    if year is None:
        return FoundDate(None, begin, end, "day-without-year", label, month, day)
    if not 1850 <= year <= 2100:
        return None
    if day is None:
        return FoundDate(f"{year:04}-{month:02}", begin, end, "month", label, month)
    try:
        when = date(year, month, day).isoformat()
    except ValueError:
        return None
    clock, clock_begin, clock_end = _clock(text, begin, end, language)
    if not clock:
        return FoundDate(when, begin, end, "day", label, month, day)
    label = label or _label(text, clock_begin, clock_end)
    return FoundDate(f"{when}T{clock}", clock_begin, clock_end, "minute", label, month, day)


def _clock(text: str, begin: int, end: int, language: str) -> tuple[str, int, int]:
    after = _CLOCK_AFTER.match(text, end)
    if after and (after[3] or after[5]):
        clock = _iso_clock(after[2], after[3], after[4], after[1] or after[5], after[6], language)
        if clock:
            return clock, begin, after.end()
    before = _CLOCK_BEFORE.search(text, max(0, begin - 40), begin)
    if before:
        clock = _iso_clock(before[1], before[2], None, before[3], before[4], language)
        if clock:
            return clock, before.start(), end
    return "", begin, end


def _iso_clock(
    hour: str, minute: str | None, second: str | None, half: str | None, zone: str | None, language: str
) -> str:
    h, m = int(hour), int(minute or 0)
    if half:
        afternoon = half[0] in "pP下" or half == "午後"
        h = h % 12 + (12 if afternoon else 0)
    if h > 23 or m > 59:
        return ""
    clock = f"{h:02}:{m:02}:{int(second):02}" if second and int(second) < 60 else f"{h:02}:{m:02}:00"
    return clock + _zone(zone, language)


def _zone(zone: str | None, language: str) -> str:
    if zone:
        plain = zone.strip("()").upper()
        if plain[0] in "+-":
            return plain if ":" in plain else f"{plain[:3]}:{plain[3:]}"
        if plain in ZONES:
            return ZONES[plain]
    return "+09:00" if language == "ja" else ""


def _label(text: str, begin: int, end: int) -> str:
    """What the words just before (or, glued on, just after) say the date is."""
    before = text[max(0, begin - 32) : begin].casefold()
    if _LETTER.search(before):
        at_published = max(map(before.rfind, PUBLISHED_WORDS))
        at_updated = max(map(before.rfind, UPDATED_WORDS))
        if at_updated >= 0 or at_published >= 0:
            return "updated" if at_updated >= at_published else "published"
    after = text[end : end + 16].casefold().lstrip(" 　)）(（・")
    if not after:
        return ""
    for words, label in ((UPDATED_WORDS, "updated"), (PUBLISHED_WORDS, "published")):
        for word in words if after.startswith(words) else ():
            # Followed by a colon or a number the word belongs to the next date.
            if after.startswith(word) and after[len(word) :].lstrip()[:1] not in _NEXT_DATE:
                return label
    return ""


def _kanji_number(text: str) -> int:
    if "十" not in text:
        return int("".join(_KANJI_DIGITS[c] for c in text))
    tens, _, ones = text.partition("十")
    return (int(_KANJI_DIGITS[tens]) if tens else 1) * 10 + (
        int(_KANJI_DIGITS[ones]) if ones in _KANJI_DIGITS else 0
    )


def is_relative(text: str) -> bool:
    """Whether a short line tells its age: `3時間前`."""
    return len(text) <= 40 and bool(_RELATIVE.search(text))


def find_relative(text: str, received_on: str) -> str | None:
    """The day that `3時間前` or `2 days ago` means, counted from the day of the capture."""
    m = _RELATIVE.search(text)
    if not m:
        return None
    unit = m[2].casefold()
    days = (
        int(m[1])
        if unit.startswith(("日", "天", "day", "tag", "дн", "день"))
        else 7 * int(m[1])
        if unit.startswith("week")
        else 0
    )
    if unit.startswith(("時", "小", "h", "stund", "час")) and int(m[1]) >= 24:
        days = int(m[1]) // 24
    return (datetime.fromisoformat(received_on).date() - timedelta(days=days)).isoformat()


def moment_of(text: str) -> date | None:
    """What an ISO day or moment means; None where it is none or does not exist, as a 30th of February or a second 68."""
    try:
        return (datetime if "T" in text else date).fromisoformat(text)
    except ValueError:
        return None
