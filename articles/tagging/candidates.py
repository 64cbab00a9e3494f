"""Every place of a text where a pattern may stand: one pass of an automaton, then boundaries, endings, capitals."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from articles.tagging.longer import LongerNameFinder, LongerNames
from articles.tagging.patterns import Pattern, is_japanese
from articles.tagging.spelling import Folded

_KATAKANA = re.compile("[ァ-ヺー\uff66-\uff9f]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+\.[\w.]+")
# Words that follow a country's name in katakana without a dot between them, as in ロシアメディア.
_COMPOUNDS = re.compile(
    "メディア|ルート|ビジネス|ファンド|プロジェクト|エネルギー|マネー|リスク|サイド|パイプライン|サミット|ビザ"
)


@dataclass(slots=True)
class Candidate:
    """A pattern that stands at begin to end of the folded text; what is meant there is not settled yet."""

    begin: int
    end: int
    pattern: Pattern


class CandidateFinder:
    """The patterns compiled, apart for each language of texts, when the first text of that language comes."""

    def __init__(self, patterns: Iterable[Pattern], longer: LongerNames):
        self._patterns = tuple(patterns)
        self._longer = LongerNameFinder(longer)
        self._automata: dict[str, ahocorasick.Automaton] = {}

    def find(self, text: str, folded: Folded, language: str) -> Iterator[Candidate]:
        """Candidates in the order of their ends; `language` is one of `patterns.language_family`."""
        automaton = self._automata.get(language)
        if automaton is None:
            automaton = self._automata[language] = self._compile(language)
        if not len(automaton):
            return
        small = folded.text
        is_ja = language == "ja"
        addresses = _addresses(small)
        for last, (length, is_alphabetic, group) in automaton.iter(small):
            begin = last + 1 - length
            if is_alphabetic and begin and _is_letter(small[begin - 1]):
                continue
            for pattern in group:
                end = _end_of_match(pattern, small, begin, last + 1)
                if (
                    end
                    and _stands_alone(pattern, text, folded, begin, end)
                    and not (is_ja and pattern.chinese and is_japanese(_printed(text, folded, begin, end)))
                    and (pattern.context is None or pattern.context.touches(small, begin, end))
                    and not (
                        (pattern.bare_place or pattern.person)
                        and self._longer.holds(text, folded, begin, end, is_person=pattern.person)
                    )
                    and not (addresses and _is_inside(begin, addresses))
                ):
                    yield Candidate(begin, end, pattern)

    def _compile(self, language: str) -> ahocorasick.Automaton:
        groups: dict[str, list[Pattern]] = {}
        for pattern in self._patterns:
            if language in pattern.languages:
                groups.setdefault(pattern.words[0][0], []).append(pattern)
        automaton = ahocorasick.Automaton()
        for key, group in groups.items():
            automaton.add_word(key, (len(key), group[0].is_alphabetic, group))
        automaton.make_automaton()
        return automaton


def _printed(text: str, folded: Folded, begin: int, end: int) -> str:
    first, after = folded.span(begin, end)
    return text[first:after]


def _is_letter(character: str) -> bool:
    """Of an alphabet that sets spaces between words, or a digit."""
    return character < "\u2e80" and (character.isalnum() or character == "_")


def _addresses(small: str) -> list[tuple[int, int]]:
    if "@" not in small and "http" not in small and "www." not in small:
        return []
    return [match.span() for match in _ADDRESS.finditer(small)]


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    before = bisect_right(spans, place, key=lambda span: span[0])
    return before > 0 and place < spans[before - 1][1]


def _end_of_match(pattern: Pattern, small: str, begin: int, end: int) -> int:
    """Where the pattern whose first word's unchanging part stands at begin to end is over; 0 where it is not there."""
    first = True
    for stem, endings in pattern.words:
        if endings is None:
            return end
        if not first:
            if not small.startswith(stem, end + 1) or small[end] != " ":
                return 0
            end += 1 + len(stem)
        match = endings.match(small, end)
        if match is None:
            return 0
        end = match.end()
        first = False
    return end


def _stands_alone(pattern: Pattern, text: str, folded: Folded, begin: int, end: int) -> bool:
    """Whether no letter of the same script touches the form, and its capitals are capitals in the text."""
    if pattern.is_alphabetic:
        if pattern.bare_place and folded.text[begin - 1 : begin] == '"' == folded.text[end : end + 1]:
            return False
        return all(text[folded.place(begin + place)].isupper() for place in pattern.capitals)
    first, after = folded.span(begin, end)
    if first and _KATAKANA.match(text, first) and _KATAKANA.match(text, first - 1):
        return False
    if _KATAKANA.match(text, after - 1) and _KATAKANA.match(text, after):
        return after - first > 2 and _COMPOUNDS.match(text, after) is not None
    return True
