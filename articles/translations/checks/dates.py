"""Finds the days, months, years, weekdays and clocks that a text names, as amounts.

`articles.ingest.dates` looks for the one date of a line; here every part counts, also a bare `27日` or `in November`.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from articles.translations.checks.amount import Amount, Firmness
from articles.translations.checks.spoken_clocks import spoken_en, spoken_ru
from articles.translations.checks.taken import Taken
from articles.translations.checks.unit_tables import MONTHS, WEEKDAYS

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
KANJI_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_KANJI = "〇○零一二三四五六七八九十"

_ERA_YEAR = re.compile(rf"({'|'.join(ERAS)})\s?(元|\d{{1,2}}|[{_KANJI}]{{1,3}})\s?年(?!代)")
_ERA_DECADE = re.compile(rf"({'|'.join(ERAS)})\s?(\d0)年代")
_CJK_YEAR = re.compile(r"(?<![\d,.])(\d{4})\s?年(?!間|代)|([〇○零一二三四五六七八九]{4})年(?!代)")
_SHORT_YEAR = re.compile(
    r"(?<![\d,.第約])['’]?(\d{2})年(?!間|ぶり|後|前|半|以上|近|余|連|続|来|目|かけ|ほど|もの|越|生|代|ごと|にわたり|にわたって|来|多|期|内|以内|ぐらい|くらい|程度)"
)
_CJK_MONTH = re.compile(
    rf"(?<![\d個个カヵヶケか箇])(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月(?!間)(?:\s?(\d{{1,2}}|[{_KANJI}]{{1,3}})\s?[日号](?!間))?"
)
_CJK_DAY = re.compile(
    r"(?<![\d.,第約])(\d{1,2})\s?[日号](?!間|以内|以上|ぶり|目|連続|分の|あまり|余り|ほど|夜間|楼|线|後に)"
)
_CJK_DECADE = re.compile(r"(\d{4}|\d{2}|[〇零一二三四五六七八九]{2,4}|[二三四五六七八九]十)年代")
_CENTURY_DECADE = re.compile(r"(\d{2})世[纪紀](\d0|[二三四五六七八九]?十)年代")
_CJK_SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?=\s?[(（][月火水木金土日][)）])")
_NUMERIC = re.compile(r"(?<![\d.,/\-])(\d{1,4})([./\-])(\d{1,2})\2(\d{4}|\d{1,2})(?![\d/]|[.\-,]\d)")
_DECADE = re.compile(
    r"\b(\d{4}|\d{2})(?:['’]?s\b|-(?:е|х|м|ми|ые|ых)\b(?:\s(?:год\w+|гг\.))?|-?ж(?:ылдар)\w*)"
)
_BARE_YEAR = re.compile(
    r"(?<![\d.,/$€£¥₸₽])(?<!\d[ \u00a0])((?:18|19|20)\d\d)(?![\d%/]|[.,]\d|[ \u00a0]\d{3}(?!\d)|年)"
)

_HALF = {
    "午前": 0,
    "上午": 0,
    "凌晨": 0,
    "早上": 0,
    "清晨": 0,
    "朝": 0,
    "未明": 0,
    "午後": 12,
    "下午": 12,
    "晚上": 12,
    "夜": 12,
    "晚": 12,
    "夕方": 12,
    "傍晚": 12,
}
_CJK_CLOCK = re.compile(
    rf"({'|'.join(_HALF)})?の?\s?(?<!\d)(\d{{1,2}}|[{_KANJI}]{{1,3}})\s?(?:[時点时](?![間间代])(?!\s?\d+\s?(?:分の|トン))(?:\s?(\d{{1,2}}|[{_KANJI}]{{1,3}})\s?分|(半))?|:(\d{{2}})(?!\d))"
)
_EN_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\b\.?|(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])|\b(noon|midnight)\b",
    re.I,
)
_RU_CLOCK = re.compile(
    r"(?<![\d:.,])(\d{1,2})[:](\d{2})(?![\d:])|(?<=[вк]\s)(\d{1,2})\.(\d{2})(?![\d.,])|(?<![\d.,])(\d{1,2})\sчас(?:а|ов)?(?:\s(\d{1,2})\sминут\w*)?\s(утра|дня|вечера|ночи)|\b(полдень|полночь)\b"
    r"|(?<=[вк]\s)(\d{1,2})\sчас(?:а|ов)?(?:\s(\d{1,2})\sминут\w*)\b",
    re.I,
)


def read_dates(text: str, language: str) -> Iterator[Amount]:
    """The date parts in the text, which may overlap one another only where one reading is as good as another."""
    taken = Taken()
    for amounts in _readings(text, language):
        if taken.take(amounts[0].begin, max(amount.end for amount in amounts)):
            yield from amounts


def _readings(text: str, language: str) -> Iterator[list[Amount]]:
    yield from (CJK if language in ("ja", "zh") else ALPHABETIC)(text, language)
    for weekday, pattern in enumerate(WEEKDAYS.get(language, ())):
        for match in re.finditer(pattern, text, re.I):
            yield [_part(match.span(), weekday, "weekday")]


def _cjk(text: str, language: str) -> Iterator[list[Amount]]:
    yield from _clocks_cjk(text)
    yield from _numeric(text, language)
    for match in _CJK_SLASH.finditer(text):
        yield [_part(match.span(1), match[1], "of-month"), _part(match.span(2), match[2], "of-day")]
    for match in _ERA_YEAR.finditer(text):
        yield [
            _part(
                match.span(), ERAS[match[1]] + (1 if match[2] == "元" else kanji_value(match[2])), "of-year"
            )
        ]
    yield from _decades_cjk(text)
    for match in _CJK_YEAR.finditer(text):
        yield [_part(match.span(), kanji_value(match[1] or match[2]), "of-year")]
    for match in _SHORT_YEAR.finditer(text) if language == "ja" else ():
        short = int(match[1])
        yield [Amount(_fractions(short, 1900 + short, 2000 + short), *match.span(), "of-year")]
    for match in _CJK_MONTH.finditer(text):
        month = kanji_value(match[1])
        if 1 <= month <= 12:
            firmness = Firmness.DIGITS
            amounts = [_part((match.start(), match.end(1) + 1), month, "of-month", firmness)]
            if match[2]:
                amounts.append(
                    _part((match.start(2), match.end()), kanji_value(match[2]), "of-day", firmness)
                )
            yield amounts
    for match in _CJK_DAY.finditer(text):
        if 1 <= int(match[1]) <= 31:  # 1日 may be a day of no date: 1日に2本
            firmness = Firmness.HINT if match[1] == "1" else Firmness.DIGITS
            yield [_part(match.span(), match[1], "of-day", firmness)]


def _decades_cjk(text: str) -> Iterator[list[Amount]]:
    for match in _ERA_DECADE.finditer(text):
        first = ERAS[match[1]] + int(match[2])
        years = _fractions(*range(first, first + 10))
        yield [Amount(years, *match.span(), "of-year", Firmness.HINT)]
    for match in _CENTURY_DECADE.finditer(text):
        decade = kanji_value(match[2])
        yield [Amount(_fractions(100 * (int(match[1]) - 1) + decade, decade), *match.span(), "of-year")]
    for match in _CJK_DECADE.finditer(text):
        yield [_decade(match, kanji_value(match[1]))]


def _clocks_cjk(text: str) -> Iterator[list[Amount]]:
    for match in re.finditer("正午|午夜0?点?(?!后)", text):
        yield [_clock(match.span(), 12, 0, 12 if match[0] == "正午" else 0)]
    for match in _CJK_CLOCK.finditer(text):
        half, hour = match[1], kanji_value(match[2])
        if hour > 24 or (match[2][0] in _KANJI and not (half or match[3] or match[4])):
            continue
        minutes = 30 if match[4] else kanji_value(match[3] or match[5] or "0")
        yield [_clock(match.span(), hour, minutes, None if half is None else _HALF[half])]


def _alphabetic(text: str, language: str) -> Iterator[list[Amount]]:
    yield from CLOCKS.get(language, _clocks_ru)(text)
    yield from _numeric(text, language)
    months = MONTHS.get(language, MONTHS["en"])
    for month, pattern in enumerate(months, start=1):
        is_plain_word = month == 5 and language == "en"
        for match in re.finditer(
            rf"(?:(?<![\d.,:])(\d{{1,2}})(?:st|nd|rd|th|-?ші|-?шы|-?го)?\s)?(?:of\s)?\b({pattern})\b\.?(?:\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.,]?\d|\s?%))?",
            text,
            re.I,
        ):
            if is_plain_word and not (
                match[2][0].isupper()
                and (
                    match[1]
                    or match[3]
                    or re.match(r",?\s(?:\d{4}|the|of)", text[match.end() :])
                    or re.search(
                        r"\b(?:in|on|since|until|till|by|last|this|next|of|and|from|to|early|late|mid|through|before|after|every|each)[\s-]$",
                        text[: match.start(2)],
                    )
                )
            ):
                continue
            if language == "en" and not match[2][0].isupper():
                continue
            amounts = [_part(match.span(2), month, "of-month")]
            for group in (1, 3):
                if match[group] and (group == 1 or language == "en"):
                    amounts.append(_part(match.span(group), match[group], "of-day"))
            yield sorted(amounts, key=lambda amount: amount.begin)
    for match in _DECADE.finditer(text):
        yield [_decade(match, int(match[1]))]
    for match in _BARE_YEAR.finditer(text):
        yield [_part(match.span(1), match[1], "of-year")]


CJK, ALPHABETIC = _cjk, _alphabetic


def _clocks_en(text: str) -> Iterator[list[Amount]]:
    yield from ([_clock(*spoken)] for spoken in spoken_en(text))
    for match in _EN_CLOCK.finditer(text):
        if match[6]:
            yield [_clock(match.span(), 12, 0, 12 if match[6].lower() == "noon" else 0)]
        elif match[4]:
            yield [_clock(match.span(), int(match[4]), int(match[5]), 0 if int(match[4]) > 12 else None)]
        else:
            yield [_clock(match.span(), int(match[1]), int(match[2] or 0), 12 if match[3] in "pP" else 0)]


def _clocks_ru(text: str) -> Iterator[list[Amount]]:
    yield from ([_clock(*spoken)] for spoken in spoken_ru(text))
    for match in _RU_CLOCK.finditer(text):
        if match[8]:
            yield [_clock(match.span(), 12, 0, 12 if match[8].lower() == "полдень" else 0)]
        elif match[5]:
            part = match[7].lower()
            half = 12 if part in ("дня", "вечера") else 0
            yield [_clock(match.span(), int(match[5]), int(match[6] or 0), half)]
        else:
            hour, minute = next((match[n], match[n + 1]) for n in (1, 3, 9) if match[n])
            yield [_clock(match.span(), int(hour), int(minute or 0), 0 if int(hour) > 12 else None)]


CLOCKS = {"en": _clocks_en, "ru": _clocks_ru}


def _clock(span: tuple[int, int], hour: int, minute: int, half: int | None) -> Amount:
    """`half` is 0 before noon and 12 after it; unknown, both are meant."""
    if half is None:
        return Amount(_fractions(hour * 60 + minute, (hour + 12) % 24 * 60 + minute), *span, "clock")
    return Amount(
        _fractions(((hour % 12 if hour <= 12 else hour - half) + half) % 24 * 60 + minute), *span, "clock"
    )


def _numeric(text: str, language: str) -> Iterator[list[Amount]]:
    """27.11.2024, 2024/11/27, 11/27/2024: the parts without their order, which readers of each language know."""
    for match in _NUMERIC.finditer(text):
        first, second, third = int(match[1]), int(match[3]), int(match[4])
        if len(match[1]) == 4:
            year, month, day = (1, first), (3, second), (4, third)
        elif len(match[4]) == 4:
            day, month, year = (1, first), (3, second), (4, third)
            if month[1] > 12 or (language == "en" and match[2] == "/" and first <= 12):
                day, month = month, day
        else:
            continue
        if 1 <= month[1] <= 12 and 1 <= day[1] <= 31:
            parts = ((year, "of-year"), (month, "of-month"), (day, "of-day"))
            found = [_part(match.span(group), value, unit) for (group, value), unit in parts]
            yield sorted(found, key=lambda amount: amount.begin)


def _decade(match: re.Match, value: int) -> Amount:
    values = (value,) if value > 1000 else (value, 1900 + value, 2000 + value)
    return Amount(_fractions(*values, *(v % 100 for v in values)), *match.span(), "of-year")


def _part(span: tuple[int, int], value: int | str, unit: str, firmness: Firmness = Firmness.DIGITS) -> Amount:
    return Amount(_fractions(int(value)), *span, unit, firmness)


def _fractions(*values: int) -> tuple[Fraction, ...]:
    return tuple(dict.fromkeys(map(Fraction, values)))


def kanji_value(text: str) -> int:
    """Digits of either kind, and tens: 27, 二〇二四, 二十七."""
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (kanji_value(tens) if tens else 1) * 10 + (kanji_value(ones) if ones else 0)
    return int("".join(str(KANJI_DIGITS[sign]) for sign in text))
