"""Finds the gazetteer's names in a text: one pass of an automaton, then boundaries, endings and context.

text → fold → automaton → candidates (language, endings, boundaries, capitals)
     → clusters of overlapping candidates → the longest that its context allows → Found
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import ahocorasick

from articles.tagging.context import compile_rules
from articles.tagging.gazetteer import Entry, Gazetteer, Rule, load
from articles.tagging.patterns import Pattern, entry_patterns, hiding_patterns, language_family
from articles.tagging.spelling import Folded, fold

AHEAD = 400  # characters after a surname in which the full name may follow: a headline stands before its lead

_KATAKANA = re.compile("[ァ-ヺー\uff66-\uff9f]")
_DOT = re.compile("[・･·•=＝゠]")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]$")
# Words that follow a country's name in katakana without a dot between them, as in ロシアメディア.
_COMPOUNDS = re.compile(
    "メディア|ルート|ビジネス|ファンド|プロジェクト|エネルギー|マネー|リスク|サイド|パイプライン|サミット|ビザ"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name: characters begin to end of the text as it was given, the entity, and the form as printed there."""

    begin: int
    end: int
    id: str
    form: str
    is_rare: bool = False  # a generic word that stands too seldom to count, told only where all are asked for


@dataclass(slots=True)
class _Candidate:
    begin: int  # in the folded text
    end: int
    pattern: Pattern


class Recogniser:
    """The compiled names. Built once (`from_entries`), then used for any number of texts."""

    def __init__(self, patterns: Iterable[Pattern], given_names: Iterable[str] = ()):
        self._given_names = frozenset(fold(name).text for name in given_names)
        groups: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            groups.setdefault(pattern.words[0][0], []).append(pattern)
        self._automaton = ahocorasick.Automaton()
        for key, group in groups.items():
            self._automaton.add_word(key, (len(key), group))
        self._automaton.make_automaton()

    @classmethod
    def from_entries(
        cls,
        entries: Iterable[Entry],
        rules: Iterable[Rule] = (),
        *,
        blocks: Iterable[str] = (),
        given_names: Iterable[str] = (),
    ) -> "Recogniser":
        """Compile entries and rules. `blocks` are longer names that hold one of ours and mean another thing;
        a surname after one of the `given_names` that its person does not bear belongs to somebody else."""
        contexts = compile_rules(rules)
        patterns = [pattern for entry in entries for pattern in entry_patterns(entry, contexts)]
        ours = {pattern.words for pattern in patterns}
        hiding = (pattern for text in blocks for pattern in hiding_patterns(text))
        return cls([*patterns, *(p for p in hiding if p.words not in ours)], given_names)

    @classmethod
    def from_gazetteer(cls, gazetteer: Gazetteer | None = None) -> "Recogniser":
        """The recogniser of the project's own data; the names of papers hide what they contain."""
        gazetteer = gazetteer or load()
        papers = [
            form for paper in gazetteer.publishers for form in paper.forms() if form not in paper.ambiguous
        ]
        return cls.from_entries(
            gazetteer.entries,
            gazetteer.rules,
            blocks=[*gazetteer.blocks, *papers],
            given_names=gazetteer.given_names,
        )

    def find(self, text: str, language: str = "", *, every: bool = False) -> list[Found]:
        """The names in the text, in order, never overlapping; generic words only where they are frequent.

        `language` is a BCP 47 tag; without one every form is looked for. `every` keeps the rare generic words.
        """
        if not len(self._automaton):
            return []
        folded = fold(text)
        candidates = list(self._candidates(text, folded, language_family(language)))
        chosen = [c for c in self._choose(text, folded, candidates) if c.pattern.entity]
        counts = Counter(candidate.pattern.entity for candidate in chosen)
        found = []
        for candidate in chosen:
            entity, context = candidate.pattern.entity, candidate.pattern.context
            is_rare = context is not None and counts[entity] < context.least
            if every or not is_rare:
                begin, end = folded.span(candidate.begin, candidate.end)
                found.append(Found(begin, end, entity, text[begin:end], is_rare))
        return found

    def _candidates(self, text: str, folded: Folded, language: str) -> Iterator[_Candidate]:
        small = folded.text
        addresses = [match.span() for match in _ADDRESS.finditer(small)]
        for last, (length, group) in self._automaton.iter(small):
            begin = last + 1 - length
            for pattern in group:
                if language not in pattern.languages:
                    continue
                end = _end_of_match(pattern, small, begin, last + 1)
                if not end or not _stands_alone(pattern, text, folded, begin, end):
                    continue
                if pattern.context and not pattern.context.touches(small, begin, end):
                    continue
                if not any(first <= begin < after for first, after in addresses):
                    yield _Candidate(begin, end, pattern)

    def _choose(self, text: str, folded: Folded, candidates: list[_Candidate]) -> list[_Candidate]:
        full_names: dict[str, list[int]] = {}
        for candidate in candidates:
            if candidate.pattern.sure:
                full_names.setdefault(candidate.pattern.entity, []).append(candidate.begin)
        chosen: list[_Candidate] = []
        for cluster in _clusters(candidates):
            taken: list[_Candidate] = []
            for _, same_span in groupby(_ordered(cluster), key=lambda c: (c.begin, c.end)):
                rivals = list(same_span)
                if any(rivals[0].begin < other.end and other.begin < rivals[0].end for other in taken):
                    continue
                best = _best(rivals, folded.text, full_names)
                if best:
                    taken.append(best)
            chosen += sorted(taken, key=lambda c: c.begin)
        begins, ends = {c.begin for c in chosen}, {c.end for c in chosen}
        return [
            c
            for c in chosen
            if not c.pattern.surname
            or not (
                self._has_other_given_name(c, text, folded)
                or _is_part_of_dotted_name(c, text, folded, begins=begins, ends=ends)
            )
        ]

    def _has_other_given_name(self, candidate: _Candidate, text: str, folded: Folded) -> bool:
        """Daniil Medvedev is not our Medvedev."""
        if candidate.pattern.words[0][1] is None:
            return False
        begin, _ = folded.span(candidate.begin, candidate.end)
        word = _WORD_BEFORE.search(text[max(0, begin - 30) : begin])
        return bool(word) and fold(word[1]).text in self._given_names - candidate.pattern.given


def _is_part_of_dotted_name(
    candidate: _Candidate, text: str, folded: Folded, *, begins: set[int], ends: set[int]
) -> bool:
    """メラニア・トランプ is not our Trump; in カザフスタン・トカエフ the other part is a name of its own."""
    if candidate.pattern.words[0][1] is not None:
        return False
    begin, end = folded.span(candidate.begin, candidate.end)
    before = begin > 1 and _DOT.match(text, begin - 1) and not text[begin - 2].isspace()
    after = end + 1 < len(text) and _DOT.match(text, end) and not text[end + 1].isspace()
    return bool(before and candidate.begin not in ends or after and candidate.end not in begins)


def _end_of_match(pattern: Pattern, small: str, begin: int, end: int) -> int:
    """Where the pattern whose first word's unchanging part stands at begin to end is over; 0 where it is not there."""
    for place, (stem, endings) in enumerate(pattern.words):
        if place:
            if not small.startswith(" ", end) or not small.startswith(stem, end + 1):
                return 0
            end += 1 + len(stem)
        if endings is None:
            return end
        match = endings.match(small, end)
        if match is None:
            return 0
        end = match.end()
    return end


def _stands_alone(pattern: Pattern, text: str, folded: Folded, begin: int, end: int) -> bool:
    """Whether no letter of the same script touches the form, and its capitals are capitals in the text."""
    first, after = folded.span(begin, end)
    if pattern.words[0][1] is not None:
        before = folded.text[begin - 1] if begin else " "
        if before < "\u2e80" and (before.isalnum() or before == "_"):
            return False
        if pattern.unquoted and before == '"' and folded.text[end : end + 1] == '"':
            return False
        return all(text[folded.span(begin + place, end)[0]].isupper() for place in pattern.capitals)
    if first and _KATAKANA.match(text, first) and _KATAKANA.match(text, first - 1):
        return False
    if _KATAKANA.match(text, after - 1) and _KATAKANA.match(text, after):
        return after - first > 2 and _COMPOUNDS.match(text, after) is not None
    return True


def _clusters(candidates: list[_Candidate]) -> Iterator[list[_Candidate]]:
    """Candidates that overlap one another."""
    candidates.sort(key=lambda c: c.begin)
    cluster: list[_Candidate] = []
    reach = 0
    for candidate in candidates:
        if cluster and candidate.begin >= reach:
            yield cluster
            cluster = []
        cluster.append(candidate)
        reach = max(reach, candidate.end)
    if cluster:
        yield cluster


def _ordered(cluster: list[_Candidate]) -> list[_Candidate]:
    """The longest first; but a full name goes before its own surname with a title (ベン・ホッジス元司令官)."""
    if len(cluster) == 1:
        return cluster
    kept = [
        c
        for c in cluster
        if not any(
            other.pattern.entity == c.pattern.entity and other.begin < c.begin < other.end
            for other in cluster
            if other.pattern.sure
        )
    ]
    return sorted(kept, key=lambda c: (c.begin - c.end, c.begin))


def _best(rivals: Sequence[_Candidate], small: str, full_names: dict[str, list[int]]) -> _Candidate | None:
    """Of the entities that share a form, the one whose full name stands nearest, or that its context asks for."""
    best, best_rank = None, 0.0
    for candidate in rivals:
        rank = _rank(candidate, small, full_names)
        if rank > best_rank:
            best, best_rank = candidate, rank
    return best


def _rank(candidate: _Candidate, small: str, full_names: dict[str, list[int]]) -> float:
    """0 where the form may not stand for the entity here; the higher, the surer."""
    pattern, context = candidate.pattern, candidate.pattern.context
    if context and context.is_spoilt(small, candidate.begin, candidate.end):
        return 0
    if pattern.sure:
        return 4
    distance = _distance(candidate.begin, full_names.get(pattern.entity, ()))
    if distance is not None:
        return 2 + 1 / (1 + distance)
    return 1 if context and context.is_near(small, candidate.begin, candidate.end) else 0


def _distance(begin: int, places: Sequence[int]) -> int | None:
    """How far back the full name stands; one that follows soon counts too, but less."""
    before = [begin - place for place in places if place <= begin]
    if before:
        return min(before)
    return 10**6 if any(place - begin < AHEAD for place in places) else None
