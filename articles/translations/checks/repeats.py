"""Words that stand twice in a row in a translation and not in its source."""

import re
from collections.abc import Iterator

from articles.translations.checks.amounts import family
from articles.translations.checks.finding import Finding, whole

_WORD_TWICE = re.compile(r"\b([^\W\d_]{2,}|[aаивксоуя])[ \u00a0\n]+\1\b", re.I)
_MAY_STAND_TWICE = {
    "that",
    "had",
    "bora",
    "да",
    "нет",
    "едва",
    "еле",
    "чуть",
    "очень",
    "very",
    "new",
    "so",
    "long",
}
_HAN_TWICE = re.compile(r"([\u3400-\u9fff]{2,8})\1(?!\1)")
_JA_TWICE = re.compile(
    r"([\u30a1-\u30fa\u30fc\u3400-\u9fff]{3,10}|[\u3400-\u9fff]{2}|[\u3041-\u3096]{3,8})\1|(?<![\u3041-\u3096])([をがはにでと])\2(?![\u3041-\u3096])|([を])\3"
)


def check_repeats(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    language = family(target_language)
    pattern = {"ja": _JA_TWICE, "zh": _HAN_TWICE}.get(language, _WORD_TWICE)
    if any(True for _ in _repeats(source, family(source_language))):
        return
    for match in pattern.finditer(target):
        if match[0].split()[0].lower() not in _MAY_STAND_TWICE:
            yield Finding("repeated", whole(source), match.span(), {"target": match[0]}, "warning")


def _repeats(text: str, language: str) -> Iterator[re.Match]:
    yield from {"ja": _JA_TWICE, "zh": _HAN_TWICE}.get(language, _WORD_TWICE).finditer(text)
