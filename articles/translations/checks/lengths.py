"""Whether a translation is as long as its language makes it: what is far shorter lost something, far longer gained."""

from collections.abc import Iterator
from math import sqrt

from articles.translations.checks.amounts import family
from articles.translations.checks.finding import Finding, whole

# Characters that say the same, white space left out; measured on the right pairs of tests/translations/checks.
_CHARACTERS = {"ja": 1.0, "zh": 0.72, "en": 2.05, "ru": 2.2, "kk": 2.1}
_FACTOR = 1.55  # a long text may be so many times as long or short as expected
_LOOSENESS = 4.0  # more for a short one: its length, in characters of Japanese, counts by the root
_SHORTEST = 8


def check_length(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    said = _length(source) / _CHARACTERS[family(source_language)]
    told = _length(target) / _CHARACTERS[family(target_language)]
    if max(said, told) < _SHORTEST:
        return
    factor = _FACTOR + _LOOSENESS / sqrt(max(said, 1))
    code = "too-short" if told * factor < said else "too-long" if told > said * factor else ""
    if code:
        yield Finding(
            code,
            whole(source),
            whole(target),
            {"percent": str(round(100 * told / said) if said else 0)},
            "warning",
        )


def _length(text: str) -> int:
    return sum(not character.isspace() for character in text)
