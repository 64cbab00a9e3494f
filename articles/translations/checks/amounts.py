"""Reads the amounts of a text: numbers in digits, words and Chinese characters with their scales and units, and dates."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from articles.translations.checks.amount import Amount, Firmness
from articles.translations.checks.dates import read_dates
from articles.translations.checks.number_words import HALF_AFTER_COUNTER, read_words
from articles.translations.checks.taken import Taken
from articles.translations.checks.unit_tables import SIGNS, UNITS
from articles.translations.checks.units import scale_at, unit_at
from articles.translations.checks.word_tables import HINTS

# One character for one, so that offsets stay.
_WIDE = str.maketrans("０１２３４５６７８９．，％：／－＄　\u2009\u202f\u00a0％￥", "0123456789.,%:/-$    %¥")

_NUMBER = {
    "en": r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,18})?|\d{1,3}(?: \d{3}){1,6}(?!\d)(?:\.\d{1,18})?|\d{1,18}(?:\.\d{1,18})?",
    "ru": r"\d{1,3}(?: \d{3}){1,6}(?!\d)(?:,\d{1,18})?|\d{1,18}(?:[.,]\d{1,18})?",
    "ja": r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,18})?|\d{1,18}(?:\.\d{1,18})?",
}
_NUMBER["zh"], _NUMBER["kk"] = _NUMBER["ja"], _NUMBER["ru"]
_BIG = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12, "万亿": 10**12, "": 1}
_SMALL = {"十": 10, "百": 100, "千": 1000, "": 1}
_CJK_PART = re.compile(
    rf"({_NUMBER['ja']})[多余餘]?([十百千](?![瓦米克]))?(万亿|[万萬億亿](?!博)|兆(?![瓦赫]))?"
)
_CJK_FRACTION = re.compile(rf"({_NUMBER['ja']}|[百千])分[の之]({_NUMBER['ja']})")
_RANGE = re.compile(r"\s*(?:[-–—−~〜～―]|から|ないし|至|到|to|and|or|до|и|или|или|да|мен|пен|дейін)\s*", re.I)
_SIGNED = re.compile(r"(?:US|А|A|C)?([$€¥£₸₽])\s?$")


def _firmness(value: Fraction) -> Firmness:
    """A one is often an article in the other language: 1バレル is `a barrel`."""
    return Firmness.HINT if value == 1 else Firmness.DIGITS


def family(language: str) -> str:
    """The language whose rules hold; zh for both Chinese scripts, en for what has none of its own."""
    primary = language.split("-")[0].lower()
    return primary if primary in UNITS else "en"


def read_amounts(text: str, language: str) -> list[Amount]:
    """Every amount of a text in the order of their beginnings."""
    language, text = family(language), text.translate(_WIDE)
    found = list(read_dates(text, language))
    found += _outside(
        _CJK_READERS(text, language) if language in ("ja", "zh") else _read_alphabetic(text, language), found
    )
    found += _outside(read_words(text, language), found)
    found += _read_hints(text, language)
    return sorted(found, key=lambda amount: amount.begin)


def _outside(amounts: Iterable[Amount], taken: Iterable[Amount]) -> list[Amount]:
    """Those that overlap none of what is taken and none before them."""
    places = Taken()
    for amount in taken:
        places.take(amount.begin, amount.end)
    return [amount for amount in amounts if places.take(amount.begin, amount.end)]


def _read_hints(text: str, language: str) -> Iterator[Amount]:
    for pattern, value in _compiled_hints(language):
        for match in pattern.finditer(text):
            yield Amount((Fraction(value),), *match.span(), firmness=Firmness.HINT)


def _read_alphabetic(text: str, language: str) -> Iterator[Amount]:
    found: list[Amount] = []
    for match in re.finditer(rf"(?<![\d.,])(?:{_NUMBER[language]})", text):
        value, end = _value(match[0], language), match.end()
        scale, end = scale_at(text, end, language)
        unit, end = unit_at(text, end, language)
        begin = match.start()
        sign = _SIGNED.search(text[max(0, begin - 4) : begin])
        if sign:
            begin, unit = begin - (len(sign[0])), SIGNS[sign[1]]
        if unit == "year" and 1800 <= value <= 2100:
            unit = "of-year"
        found.append(Amount((value * scale,), begin, end, unit, _firmness(value * scale)))
    yield from _with_ranges(text, found)


def _read_cjk(text: str, language: str) -> Iterator[Amount]:
    fractions = []
    for match in _CJK_FRACTION.finditer(text):
        below = _SMALL.get(match[1]) or _value(match[1], language)
        if below:
            fractions.append(Amount((_value(match[2], language) / below,), *match.span(), "share"))
    yield from fractions
    found: list[Amount] = []
    position = 0
    while match := _CJK_PART.search(text, position):
        begin, position = match.start(), match.end()
        value, last = Fraction(0), 10**16
        while match and _BIG[match[3] or ""] < last:
            last = _BIG[match[3] or ""]
            value += _value(match[1], language) * _SMALL[match[2] or ""] * last
            position = match.end()
            match = _CJK_PART.match(text, position) if last > 1 else None
        half = HALF_AFTER_COUNTER.match(text, position)
        if half:
            value, position = value + Fraction(1, 2), half.end()
        unit, end = unit_at(text, position, language)
        position = end
        if text[end : end + 1] == "半" and unit in ("year", "month", "hour", "day", "week", ""):
            value, position = value + Fraction(1, 2), end + 1
        if unit == "year" and 1800 <= value <= 2100:
            unit = "of-year"
        sign = _SIGNED.search(text[max(0, begin - 4) : begin])
        if sign:
            begin, unit = begin - len(sign[0]), SIGNS[sign[1]]
        tenths = re.match(rf"({_NUMBER['ja']})分", text[end:]) if unit == "tenth" else None
        if tenths:
            value, end = value + _value(tenths[1], language) / 10, end + tenths.end()
            position = end
        found.append(Amount((value,), begin, position, unit, _firmness(value)))
    yield from _with_ranges(text, _outside(found, fractions))


_CJK_READERS = _read_cjk


def _with_ranges(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """In `10 to 20 million tonnes` the 10 is ten million tonnes, too."""
    for amount, following in zip(amounts, [*amounts[1:], None], strict=False):
        if (
            following
            and not amount.unit
            and amount.values[0] < 1000
            and _RANGE.fullmatch(text[amount.end : following.begin])
        ):
            scale = _scale_of(following)
            amount = replace(
                amount,
                values=tuple(dict.fromkeys((*amount.values, *(value * scale for value in amount.values)))),
                unit=following.unit,
            )
        yield amount


def _scale_of(amount: Amount) -> int:
    value = amount.values[0]
    return next(
        (s for s in (10**12, 10**9, 10**8, 10**6, 10**4, 10**3) if value >= s and value % (s // 10) == 0), 1
    )


def _value(digits: str, language: str) -> Fraction:
    if language in ("ru", "kk"):
        return Fraction(digits.replace(" ", "").replace(",", "."))
    return Fraction(digits.replace(" ", "").replace(",", ""))


@cache
def _compiled_hints(language: str) -> list[tuple[re.Pattern, int | Fraction]]:
    return [(re.compile(pattern, re.I), value) for pattern, value in HINTS[language]]
