"""The days and months that running text names, in the archive's languages, as spans of days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_WIDE = str.maketrans("０１２３４５６７８９／．", "0123456789/.")

_CJK = re.compile(
    r"(?:(?P<year>\d{4})年|(?P<that>[一昨去今本]年|昨年|一昨年)の?)?(?P<month>\d{1,2})月"
    r"(?:(?P<day>\d{1,2})[日号]?(?:(?:から|〜|～|~|-|–|—|至|到|、)(?:(?P<last_month>\d{1,2})月)?(?P<last>\d{1,2})[日号])?(?!\d))?"
)
_ISO = re.compile(
    r"(?<![\d.\-/])(?P<year>(?:19|20)\d\d)[\-/.](?P<month>\d{1,2})[\-/.](?P<day>\d{1,2})(?![\d\-/])"
)
_POINTS = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)")

# Month → how its names begin: inflected in Russian and Kazakh.
_STEMS = {
    1: "Jan(?:uary)?|(?i:январ[ьяе]|қаңтар)",
    2: "Feb(?:ruary)?|(?i:феврал[ьяе]|ақпан)",
    3: "Mar(?:ch)?|(?i:март[ае]?|наурыз)",
    4: "Apr(?:il)?|(?i:апрел[ьяе]|сәуір)",
    5: "May|(?i:ма[йяе]|мамыр)",
    6: "June?|(?i:июн[ьяе]|маусым)",
    7: "July?|(?i:июл[ьяе]|шілде)",
    8: "Aug(?:ust)?|(?i:август[ае]?|тамыз)",
    9: "Sep(?:t(?:ember)?)?|(?i:сентябр[ьяе]|қыркүйек)",
    10: "Oct(?:ober)?|(?i:октябр[ьяе]|қазан)",
    11: "Nov(?:ember)?|(?i:ноябр[ьяе]|қараша)",
    12: "Dec(?:ember)?|(?i:декабр[ьяе]|желтоқсан)",
}
_KAZAKH_ENDING = "(?:[нд]?[ыі]?н?[дт][ае](?:ғы|гі)?|[ндт][ыі]ң|ғ?[ае]|[ыі])?"
_MONTH = "|".join(f"(?P<m{number}>(?:{stems}){_KAZAKH_ENDING})" for number, stems in _STEMS.items())
_TO = r"(?:\s?[-–—]\s?|\s(?:по|to|and|и)\s)"
_NAMED = re.compile(
    r"(?:(?<!\d)(?P<year_before>(?:19|20)\d\d)\s(?:жыл\w{0,4}|ж\.)\s)?"
    rf"(?:(?<![\d.,:])(?P<day>\d{{1,2}})(?:{_TO}(?P<last>\d{{1,2}}))?(?:st|nd|rd|th|-?го|-?е|-?ші|-?шы)?\s(?:of\s)?)?"
    rf"(?<![^\W\d_])(?:{_MONTH})(?![^\W\d_])\.?"
    rf"(?:\s(?P<day_after>\d{{1,2}})(?:{_TO}(?P<last_after>\d{{1,2}}))?(?:st|nd|rd|th)?(?![\d:%]))?"
    r"(?:,?\s(?:of\s)?(?:(?P<year>(?:19|20)\d\d)(?!\d)|"
    r"(?P<that>last year|this year|прошлого года|этого года|нынешнего года|текущего года)))?"
)
# What stands in every text that the slower expressions above find anything in.
_SOME_YEAR = re.compile(r"(?:19|20)\d\d")
_SOME_MONTH = re.compile(
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр"
    "|декабр|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
)
_YEARS_AGO = {"一昨年": 2, "昨年": 1, "去年": 1, "last year": 1, "прошлого года": 1}


@dataclass(frozen=True, slots=True)
class Days:
    """A day, some days running or a whole month, and where the text names them."""

    first: date
    last: date
    begin: int
    end: int

    @property
    def is_month(self) -> bool:
        return (self.last - self.first).days > 20


def find_days(text: str, near: tuple[date, date] | None) -> list[Days]:
    """All of them in order; a day without a year is the one nearest to `near`, the earliest and latest day of writing.

    What cannot be placed in a year for certain, and a bare month, is left out.
    """
    found: list[Days] = []
    for days in sorted(_all(text.translate(_WIDE), near), key=lambda d: (d.begin, -d.end)):
        if not found or days.begin >= found[-1].end:
            found.append(days)
    return found


def _all(text: str, near: tuple[date, date] | None) -> Iterator[Days]:
    if _SOME_YEAR.search(text):
        for match in (*_ISO.finditer(text), *_POINTS.finditer(text)):
            yield from _placed(match, int(match["month"]), int(match["day"]), None, int(match["year"]), near)
    if "月" in text:
        for match in _CJK.finditer(text):
            yield from _cjk(match, near)
    if _SOME_MONTH.search(text.lower()):
        for match in _NAMED.finditer(text):
            yield from _named(match, near)


def _cjk(match: re.Match[str], near: tuple[date, date] | None) -> Iterator[Days]:
    year = _year(match["year"], match["that"], near)
    if not (match["day"] or year):
        return
    day, last = match["day"], match["last"]
    if match["last_month"] and match["last_month"] != match["month"]:
        last = None
    yield from _placed(match, int(match["month"]), day and int(day), last and int(last), year, near)


def _named(match: re.Match[str], near: tuple[date, date] | None) -> Iterator[Days]:
    month = next(number for number in _STEMS if match[f"m{number}"])
    year = _year(match["year"] or match["year_before"], match["that"], near)
    day, last = match["day"] or match["day_after"], match["last"] or match["last_after"]
    if day or year:
        yield from _placed(match, month, day and int(day), last and int(last), year, near)


def _year(written: str | None, that: str | None, near: tuple[date, date] | None) -> int | None:
    if written:
        return int(written)
    if that and near and near[0].year == near[1].year:
        return near[0].year - _YEARS_AGO.get(that.lower(), 0)
    return None


def _placed(
    match: re.Match[str],
    month: int,
    day: int | None,
    last: int | None,
    year: int | None,
    near: tuple[date, date] | None,
) -> Iterator[Days]:
    """The days, if there are such and their year is known or only one is near."""
    begin, end = match.span()
    if year is None:
        years = {_nearest_year(month, day or 1, moment) for moment in near or ()}
        if len(years) != 1:
            return
        (year,) = years
    try:
        first = date(year, month, day or 1)
        until = date(year, month, last) if last and last > (day or 0) else first
    except (ValueError, TypeError):
        return
    if day is None:
        until = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    yield Days(first, until, begin, end)


def _nearest_year(month: int, day: int, moment: date) -> int | None:
    gaps = {}
    for year in (moment.year - 1, moment.year, moment.year + 1):
        try:
            gaps[abs((date(year, month, day) - moment).days)] = year
        except ValueError:
            continue
    return gaps[min(gaps)] if gaps else None
