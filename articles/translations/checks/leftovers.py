"""What a translation left in the source's language: words of another script, Japanese characters in Chinese, whole copies."""

import re
from collections.abc import Iterator
from functools import cache

from articles.text.normalise import plain_key
from articles.translations.checks.amounts import family
from articles.translations.checks.finding import Finding, whole

_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
_FOREIGN = {
    "en": re.compile(f"[{_KANA}{_HAN}]+|[\u0400-\u04ff]+(?:[ -][\u0400-\u04ff]+)*"),
    "ru": re.compile(f"[{_KANA}{_HAN}]+"),
    "kk": re.compile(f"[{_KANA}{_HAN}]+"),
    "zh": re.compile(
        f"[{_KANA}]*[\u3041-\u3096\u30a1-\u30fa][{_KANA}]*|[\u0400-\u04ff]+(?:[ -][\u0400-\u04ff]+)*"
    ),
    "ja": re.compile("[\u0400-\u04ff]+(?:[ -][\u0400-\u04ff]+)*"),
}
_HAN_SIGN = re.compile(f"[{_HAN}]")
# An English word that stands in Japanese for no name: names and abbreviations have capitals, units stand at numbers.
# Japanese and Chinese characters may touch it; nothing parts a word from its neighbours there.
_LATIN_WORD = re.compile(
    r"(?<![A-Za-z0-9_\u00c0-\u04ff@./:'-])[a-z]{3,}(?:[ '-][a-z]{2,})*(?![A-Za-z0-9_\u00c0-\u04ff@/:]|\.[A-Za-z])"
)
_LATIN_PHRASE = re.compile(
    r"(?<![\w@./:-])[A-Za-z]+(?:[ '’-][A-Za-z]+){0,8}\s[a-z]{2,}(?:[ '’-][A-Za-z]+){0,12}"
)
_PREPOSITIONS = {"of", "and", "for", "the", "in", "on", "de", "to", "at", "by"}
_LETTERS_TO_COPY = 12


def check_leftovers(
    source: str, target: str, source_language: str, target_language: str
) -> Iterator[Finding]:
    ours, theirs = family(source_language), family(target_language)
    if ours == theirs:
        return
    key = plain_key(target)
    if (
        len(key) >= (_LETTERS_TO_COPY if ours not in ("ja", "zh") else 8)
        and key == plain_key(source)
        and not key.isdigit()
    ):
        yield Finding("not-translated", whole(source), whole(target))
        return
    for begin, end in _left(target, theirs, ours):
        words = target[begin:end]
        at = source.find(words)
        span = (at, at + len(words)) if at >= 0 else whole(source)
        yield Finding("leftover", span, (begin, end), {"target": words})


def _left(target: str, language: str, source_language: str) -> Iterator[tuple[int, int]]:
    if language in _FOREIGN:
        for match in _FOREIGN[language].finditer(target):
            yield match.span()
    if language == "zh" and source_language == "ja":
        for match in _HAN_SIGN.finditer(target):
            if _is_japanese(match[0]):
                yield match.span()
    if language in ("ja", "zh", "ru", "kk") and source_language == "en":
        phrases = [m.span() for m in _LATIN_PHRASE.finditer(target) if _is_prose(m[0])]
        yield from phrases
        for match in _LATIN_WORD.finditer(target):
            if not any(begin <= match.start() < end for begin, end in phrases):
                yield match.span()


@cache
def _is_japanese(sign: str) -> bool:
    """Whether a character is in Japan's standard and not in mainland China's: new forms of one, old ones of both."""
    return not sign.encode("gb2312", "ignore") and bool(sign.encode("shift_jis", "ignore"))


def _is_prose(words: str) -> bool:
    small = [word for word in re.findall(r"[A-Za-z]+", words) if word.islower()]
    return any(word not in _PREPOSITIONS for word in small)
