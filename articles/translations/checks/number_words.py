"""Numbers written in words (`twenty-five million`, `две трети`) or in Chinese characters (`三十二年`, `百分之五`)."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from articles.translations.checks.amount import Amount, Firmness
from articles.translations.checks.taken import Taken
from articles.translations.checks.units import unit_at
from articles.translations.checks.word_tables import COUNTERS, NO_NUMBERS, NUMBER_WORDS

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "○": 0,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_SIGNS = "〇零一二三四五六七八九十百千万萬億亿兆两"
_RUN = re.compile(rf"(?<![{_SIGNS}])([{_SIGNS}]{{1,24}})(?![{_SIGNS}])")
_SHARE = re.compile(
    rf"(?<![{_SIGNS}])([{_SIGNS}]{{1,12}})分[之の]([{_SIGNS}]{{1,12}}|\d{{1,12}}(?:\.\d{{1,12}})?)(?:点([{_SIGNS}]{{1,12}}))?"
)
_ROMAN = re.compile(r"(?<![\w-])(?=[IVXХ])(?:[XХ]{0,3}(?:I[XХ]|IV|V?I{0,3}))(?![\w-])")
_ROMAN_VALUES = {
    "I": 1,
    "V": 5,
    "X": 10,
    "Х": 10,
}  # the second is the Cyrillic letter that Russian texts hold

_AND_A_HALF = re.compile(
    r"\s(?:and a half|с половиной|жарым)\b(?:\s(?:(million|миллион\w*)|(billion|миллиард\w*)|(trillion|триллион\w*)))?",
    re.I,
)
HALF_AFTER_COUNTER = re.compile("[个個]半(?=[小年月天周世])")  # 5个半小时

_HALF_SCALES = (1, 10**6, 10**9, 10**12)  # by the group of the pattern above

_WHOLE = {
    "en": re.compile(
        r"\s(?:of\s)?an?\s(hour|day|year|decade|century|million|billion|trillion|dozen)\b", re.I
    ),
    "ru": re.compile(r"\s(часа|века|столетия|миллиона|миллиарда|триллиона)\b", re.I),
}
_SCALES = (
    ("dozen", 12),
    *((word, 10**6) for word in ("million", "миллион")),
    *((word, 10**9) for word in ("billion", "миллиард")),
    *((word, 10**12) for word in ("trillion", "триллион")),
)

_FRACTIONS = {
    "en": [
        (r"\b(?:an?|one) (?:year|hour|month|day|decade) and a half\b", Fraction(3, 2), 0),
        (r"\bhalf as (?:much|many|large|big) again\b|\bhalf again\b", Fraction(3, 2), 0),
        (r"(?<!and a )\bhal(?:f|ves)\b", Fraction(1, 2), 0),
        (r"\b(?:one|a)[\s-]third\b", Fraction(1, 3), 1),
        (r"\btwo[\s-]thirds\b", Fraction(2, 3), 1),
        (r"\b(?:one|a)[\s-]quarter\b", Fraction(1, 4), 1),
        (r"\bthree[\s-]quarters\b", Fraction(3, 4), 1),
        (r"\b(?:one|a)[\s-]fifth\b", Fraction(1, 5), 1),
        (r"\btwo[\s-]fifths\b", Fraction(2, 5), 1),
        (r"\bthree[\s-]fifths\b", Fraction(3, 5), 1),
        (r"\bfour[\s-]fifths\b", Fraction(4, 5), 1),
        (r"\b(?:one|a)[\s-]sixth\b", Fraction(1, 6), 1),
        (r"\b(?:one|a)[\s-]tenth\b", Fraction(1, 10), 1),
    ],
    "ru": [
        (r"(?<!с )\bпол(?:овин\w+|года|века|часа)\b", Fraction(1, 2), 0),
        (r"\bдв(?:е|ух|умя)\s(?:трети|третей|третями)\b", Fraction(2, 3), 1),
        (r"\b(?:одн\w+\s)?трет(?:ь|и|ью)\b", Fraction(1, 3), 1),
        (r"\bтр(?:и|[её]х|емя)\sчетверт(?:и|ей|ями)\b", Fraction(3, 4), 1),
        (r"\b(?:одн\w+\s)?четверт(?:ь|и|ью)\b", Fraction(1, 4), 0),
        (r"\b(?:пят(?:ая|ой|ую)\sчаст\w+|одн\w+\sпят\w+)\b", Fraction(1, 5), 1),
        (r"\bчетыр(?:е|[её]х)\sпятых\b", Fraction(4, 5), 1),
        (r"\b(?:десят(?:ая|ой|ую)\sчаст\w+|одн\w+\sдесят\w+)\b", Fraction(1, 10), 1),
        (r"\bполтор(?:а|ы|ых)\sтысяч\w*", Fraction(1500), 0),
        (r"\bполтор(?:а|ы|ых)\sмиллион\w*", Fraction(1_500_000), 0),
        (r"\bполтор(?:а|ы|ых)\b", Fraction(3, 2), 0),
    ],
    "kk": [
        (r"\bбір жарым мың\w*", Fraction(1500), 0),
        (r"\bбір жарым\b", Fraction(3, 2), 0),
        (r"\bоннан бір\w*", Fraction(1, 10), 1),
        (r"\bжарты\w*\b", Fraction(1, 2), 0),
        (r"\bтөрттен бір\b", Fraction(1, 4), 1),
        (r"\bүштен бір\b", Fraction(1, 3), 1),
    ],
    "ja": [
        (r"半[分数]|過半", Fraction(1, 2), 0),
        (r"半年", Fraction(1, 2), 0),
        (r"四半世紀", Fraction(25), 0),
    ],
    "zh": [
        (r"一[个年天]?半(?:小时|月|世纪)?(?=[^数以\w]|$)|一[个年]半(?:小时|月|世纪)?", Fraction(3, 2), 0),
        (r"一半|半数|过半", Fraction(1, 2), 0),
        (r"半年", Fraction(1, 2), 0),
    ],
}


def read_words(text: str, language: str) -> Iterator[Amount]:
    """Amounts that are written without digits; the longest reading of overlapping words comes first."""
    taken = Taken()
    for amount in _readings(text, language):
        if taken.take(amount.begin, amount.end):
            yield amount


def _readings(text: str, language: str) -> Iterator[Amount]:
    for pattern, value, firmness in _fractions(language):
        for match in pattern.finditer(text):
            whole = _WHOLE[language].match(text, match.end()) if language in _WHOLE else None
            if whole and value < 1:
                yield _part_of(value, match.start(), whole, language, Firmness(firmness))
            elif value == Fraction(1, 2) and ("年" in match[0] or match[0].lower() == "полгода"):
                yield Amount((Fraction(6), value), *match.span(), "month", Firmness.HINT)
            elif value >= 1:
                unit = _unit_inside(match[0], language) or unit_at(text, match.end(), language)[0]
                yield Amount((value,), *match.span(), unit, Firmness(firmness))
            else:
                yield Amount((value,), *match.span(), "share", Firmness(firmness))
    if language in ("ja", "zh"):
        yield from _shares(text)
        yield from _characters(text, language)
    else:
        yield from _romans(text)
        yield from _words(text, language)


def _part_of(value: Fraction, begin: int, whole: re.Match, language: str, firmness: Firmness) -> Amount:
    """Three quarters of an hour are 45 minutes, a quarter of a million is 250,000."""
    scale = next((number for word, number in _SCALES if whole[1].lower().startswith(word)), None)
    if scale:
        return Amount((value * scale,), begin, whole.end(), firmness=firmness)
    unit, _ = unit_at(f" {whole[1]}", 0, language)
    return Amount((value,), begin, whole.end(), unit, firmness)


def _unit_inside(words: str, language: str) -> str:
    """The unit within `an hour and a half`, `一个半小时`."""
    for place in range(len(words)):
        unit, _ = unit_at(words, place, language)
        if unit:
            return unit
    return ""


def _shares(text: str) -> Iterator[Amount]:
    for match in _SHARE.finditer(text):
        above = (
            Fraction(match[2])
            if match[2][0].isdigit() and match[2].isascii()
            else Fraction(character_value(match[2]))
        )
        if match[3]:
            digits = "".join(str(_DIGITS[sign]) for sign in match[3] if sign in _DIGITS)
            above += Fraction(int(digits), 10 ** len(digits))
        below = character_value(match[1])
        if below:
            yield Amount((above / below,), *match.span(), "share", Firmness.WORD)


def _characters(text: str, language: str) -> Iterator[Amount]:
    idle = Taken()
    for match in re.finditer(NO_NUMBERS[language], text):
        idle.take(*match.span())
    counter = re.compile(rf"\s?(?:{COUNTERS[language]})")
    for match in _RUN.finditer(text):
        begin, end = match.span()
        if idle.overlaps(begin, end) or text[begin - 1 : begin] in ("数", "几", "何", "."):
            continue
        ordinal = text[begin - 1 : begin] == "第"
        if not (
            ordinal
            or counter.match(text, end)
            or (len(match[1]) > 2 and set(match[1]) & {"万", "億", "亿", "千"})
        ):
            continue
        value: Fraction | int = character_value(match[1])
        half = HALF_AFTER_COUNTER.match(text, end)
        if half:
            value, end = value + Fraction(1, 2), half.end()
        unit, after = unit_at(text, end, language)
        if unit in ("year", "month", "day") and (ordinal or (unit == "day" and value <= 31)):
            unit = ""
        if text[after : after + 1] == "半" and unit:
            value += Fraction(1, 2)
        firmness = Firmness.WORD if value > 1 and not (ordinal and value <= 2) else Firmness.HINT
        yield Amount((Fraction(value),), begin, after, unit, firmness)


def character_value(characters: str) -> int:
    """三十二 is 32, 二〇二四 is 2024, 三億五千万 is 350,000,000."""
    if not set(characters) & (_TENS.keys() | _BIG.keys()):
        return int("".join(str(_DIGITS[sign]) for sign in characters))
    total = section = number = 0
    for sign in characters:
        if sign in _DIGITS:
            number = number * 10 + _DIGITS[sign] if number else _DIGITS[sign]
        elif sign in _TENS:
            section += (number or 1) * _TENS[sign]
            number = 0
        else:
            total += ((section + number) or 1) * _BIG[sign]
            section = number = 0
    return total + section + number


def _romans(text: str) -> Iterator[Amount]:
    for match in _ROMAN.finditer(text):
        if match[0] and match[0] not in ("I", "V", "X", "Х"):
            values = [_ROMAN_VALUES[sign] for sign in match[0]]
            total = sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
            yield Amount((Fraction(total),), *match.span(), firmness=Firmness.HINT)


def _words(text: str, language: str) -> Iterator[Amount]:
    pattern, words = _word_pattern(language)
    for match in pattern.finditer(text):
        for group in _numbers_of(match, words):
            yield _amount_of_words(group, text, language)


def _numbers_of(match: re.Match, words: dict[str, int]) -> Iterator[list[tuple[int, int, int]]]:
    """(value, begin, end) of the words of each number: `six twelve-storey houses` has two."""
    group: list[tuple[int, int, int]] = []
    for word in re.finditer(r"\w+", match[0]):
        value = _word_value(word[0], words)
        if value is None:
            continue  # "and"
        if group and not _continues([number for number, _, _ in group], value):
            yield group
            group = []
        group.append((value, match.start() + word.start(), match.start() + word.end()))
    yield group


def _continues(numbers: list[int], value: int) -> bool:
    last = numbers[-1]
    if value >= 1000:
        return True
    if value == 100:
        return last < 10 or last >= 1000
    return last >= 100 or (20 <= last < 100 and last % 10 == 0 and value < 10)


def _amount_of_words(group: list[tuple[int, int, int]], text: str, language: str) -> Amount:
    numbers, begin, end = [value for value, _, _ in group], group[0][1], group[-1][2]
    value = _compose(numbers)
    if numbers[0] >= 1000 and len(numbers) == 1:
        return Amount((value,), begin, end, firmness=Firmness.HINT)  # `thousands of`, `тысячи людей`
    half = _AND_A_HALF.match(text, end)
    if half:
        value, end = (value + Fraction(1, 2)) * _HALF_SCALES[half.lastindex or 0], half.end()
    unit, end = unit_at(text, end, language)
    return Amount((value,), begin, end, unit, Firmness.WORD if value > 1 else Firmness.HINT)


def _compose(numbers: list[int]) -> Fraction:
    total = section = 0
    for number in numbers:
        if number >= 1000:
            total, section = total + (section or 1) * number, 0
        elif number == 100 and section:
            section *= 100
        else:
            section += number
    return Fraction(total + section)


def _word_value(word: str, words: dict[str, int]) -> int | None:
    return next((value for pattern, value in words.items() if re.fullmatch(pattern, word, re.I)), None)


@cache
def _word_pattern(language: str) -> tuple[re.Pattern, dict[str, int]]:
    words = NUMBER_WORDS[language]
    one = "|".join(f"(?:{pattern})" for pattern in words)
    return re.compile(
        rf"\b(?:{one})(?:(?:-|\s|(?<=hundred)\sand\s|(?<=thousand)\sand\s)(?:{one})){{0,12}}\b", re.I
    ), words


@cache
def _fractions(language: str) -> list[tuple[re.Pattern, Fraction, int]]:
    return [(re.compile(pattern, re.I), value, firmness) for pattern, value, firmness in _FRACTIONS[language]]
