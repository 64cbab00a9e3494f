"""The scale and the unit that follow a number in a text."""

import re
from functools import cache

from articles.translations.checks.unit_tables import FILLERS, SCALES, UNITS


def scale_at(text: str, at: int, language: str) -> tuple[int, int]:
    """(scale, end) of the scale word that follows a number; (1, at) where none does."""
    for pattern, scale in _compiled_scales(language):
        match = pattern.match(text, at)
        if match:
            return scale, match.end()
    return 1, at


def unit_at(text: str, at: int, language: str) -> tuple[str, int]:
    """(unit, end) of the unit that follows a number; ("", at) where none does."""
    for pattern, unit in _compiled_units(language):
        match = pattern.match(text, at)
        if match:
            return unit, match.end()
    return "", at


@cache
def _compiled_scales(language: str) -> list[tuple[re.Pattern, int]]:
    return [(re.compile(rf"[\s-]?(?:{pattern})", re.I), scale) for pattern, scale in SCALES.get(language, ())]


@cache
def _compiled_units(language: str) -> list[tuple[re.Pattern, str]]:
    spaces = r"\s?[個个多余餘]?" if language in ("ja", "zh") else r"[\s-]?"
    flags = 0 if language in ("ja", "zh") else re.I
    return [
        (re.compile(rf"{spaces}{FILLERS[language]}(?:{pattern})", flags), unit)
        for pattern, unit in UNITS[language]
    ]
