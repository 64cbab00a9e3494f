"""Knows what says how long reading takes: a line that says nothing else, and such words in a by-line."""

import re

from articles.ingest.tables import MINUTE_WORDS, READING_WORDS, WORDS_AROUND_READING

_LONGEST = 60


def _any(*words: str) -> str:
    """A pattern of these words, longest first, so that none is cut short."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_LETTER = "[a-zà-öø-ÿа-яёәғқңөұүһі]"
_READ, _MINUTES = _any(*READING_WORDS), _any(*MINUTE_WORDS)
_TIME = rf"(?<![\d.:])\d{{1,3}}(?:\s?[-–~〜]\s?\d{{1,3}})?[\s\-\u00a0]?(?:{_MINUTES})(?!{_LETTER})\.?"
_HAS_TIME = re.compile(_TIME)
_HAS_READING = re.compile(rf"(?<!{_LETTER})(?:{_READ})(?!{_LETTER})")
# Nothing that has matched is given back: a line costs no more than its length.
_WHOLE = re.compile(
    rf"(?:(?:{_any(*READING_WORDS, *MINUTE_WORDS, *WORDS_AROUND_READING)})(?!{_LETTER})|[\d\W_])++"
)
_AMONG_OTHERS = re.compile(
    rf"(?:(?<!{_LETTER})(?:{_READ})\s?[:：]?\s?)?{_TIME}(?:\s?(?:{_READ})(?!{_LETTER}))?|\b\d{{1,5}} Comments?\b",
    re.I,
)


def is_reading_time(text: str) -> bool:
    """Whether a line says nothing but how long reading takes: `5 min read`, `この記事は3分で読めます`."""
    if len(text) > _LONGEST:
        return False
    folded = text.casefold()
    return bool(_HAS_TIME.search(folded) and _HAS_READING.search(folded) and _WHOLE.fullmatch(folded))


def without_reading_time(text: str, instead: str) -> str:
    """A by-line with `instead` where it says how long reading takes, or how many comments there are."""
    return _AMONG_OTHERS.sub(instead, text)
