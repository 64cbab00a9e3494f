"""Times of day in words: half past nine, nine o'clock, в половине десятого, без четверти пять, 9 утра."""

import re
from collections.abc import Iterator

from articles.translations.checks.word_tables import NUMBER_WORDS

Spoken = tuple[tuple[int, int], int, int, int | None]  # span, hour, minute, 0 or 12 for before or after noon

_EN_HOURS = list(NUMBER_WORDS["en"])[1:13]
_EN_HOUR = "|".join(_EN_HOURS)
_EN_PART = r"(?:\s(?:in\sthe|at)\s(morning|afternoon|evening|night))"
_EN = re.compile(
    rf"\b(half|quarter|twenty|ten|five)\s(past|to)\s({_EN_HOUR}|\d{{1,2}})\b{_EN_PART}?"
    rf"|\b({_EN_HOUR}|\d{{1,2}})\so['’]clock\b{_EN_PART}?|\b(?:at|by|until|from|around|about)\s({_EN_HOUR}|\d{{1,2}}){_EN_PART}",
    re.I,
)
_EN_MINUTES = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}

_RU_HOURS = [
    "час",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
]
# The hour that is running: половина десятого is 9:30.
_RU_TO = [
    "первого",
    "второго",
    "третьего",
    "четв[её]ртого",
    "пятого",
    "шестого",
    "седьмого",
    "восьмого",
    "девятого",
    "десятого",
    "одиннадцатого",
    "двенадцатого",
]
_RU_HOUR, _RU_RUNNING = "|".join(_RU_HOURS), "|".join(_RU_TO)
_RU_PART = r"(?:\s(утра|дня|вечера|ночи))"
_RU = re.compile(
    rf"\b(?:(половин[аеуы]|четверть)\s|(пол))({_RU_RUNNING})\b{_RU_PART}?"
    rf"|\bбез\s(четверти|десяти|пяти|двадцати)\s({_RU_HOUR})\b{_RU_PART}?"
    rf"|(?<!за\s)(?<!через\s)\b({_RU_HOUR}|\d{{1,2}})(?:\sчас(?:а|ов)?{_RU_PART}|\s(утра|вечера|ночи)|(?<=[вк]\s\w)\s(дня))\b",
    re.I,
)
_RU_BEFORE = {"четверти": 15, "десяти": 10, "пяти": 5, "двадцати": 20}


def spoken_en(text: str) -> Iterator[Spoken]:
    for match in _EN.finditer(text):
        hour_word = match[3] or match[5] or match[7]
        hour, part = _en_hour(hour_word), match[4] or match[6] or match[8]
        minute = _EN_MINUTES[match[1].lower()] if match[1] else 0
        if match[2] and match[2].lower() == "to":
            hour, minute = (hour - 2) % 12 + 1, 60 - minute
        if 1 <= hour <= 12:
            yield match.span(), hour, minute, _half(part, hour, night="night")


def spoken_ru(text: str) -> Iterator[Spoken]:
    for match in _RU.finditer(text):
        if match[3]:
            running = next(n for n, word in enumerate(_RU_TO) if re.fullmatch(word, match[3], re.I))
            minute = 15 if match[1] and match[1].lower() == "четверть" else 30
            hour, part = running or 12, match[4]
        elif match[6]:
            minute = 60 - _RU_BEFORE[match[5].lower()]
            hour, part = _ru_hour(match[6]) - 1 or 12, match[7]
        else:
            hour, minute, part = _ru_hour(match[8]), 0, match[9] or match[10] or match[11]
        if 1 <= hour <= 12:
            yield match.span(), hour, minute, _half(part, hour, night="ночи")


def _half(part: str | None, hour: int, *, night: str) -> int | None:
    """Two at night is before noon, ten at night after it."""
    if not part:
        return None
    small = part.lower()
    if small in ("afternoon", "evening", "дня", "вечера"):
        return 12
    return 12 if small == night and 6 <= hour < 12 else 0


def _en_hour(word: str) -> int:
    return int(word) if word.isdigit() else _EN_HOURS.index(word.lower()) + 1


def _ru_hour(word: str) -> int:
    return int(word) if word.isdigit() else _RU_HOURS.index(word.lower()) + 1
