"""Finds the gazetteer's names in a text.

text → fold → candidates (boundaries, endings, capitals) → clusters of overlapping candidates
     → the longest that its context allows → Found
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from articles.tagging.candidates import Candidate, CandidateFinder
from articles.tagging.context import compile_rules
from articles.tagging.gazetteer import Entry, Gazetteer, Rule, load
from articles.tagging.longer import NO_LONGER, LongerNames
from articles.tagging.patterns import Pattern, entry_patterns, hiding_patterns, language_family
from articles.tagging.spelling import Folded, fold
from articles.text.languages import detect_language

SHORT = 80  # characters: a text below it does not show its language for sure
AHEAD = 400  # characters after a surname in which the full name may follow: a headline stands before its lead

_DOT = re.compile("[・･·•=＝゠]")
_SENTENCE_ENDS = re.compile("(?:^|[.!?…:\n])[\\s\"'“”«»(—–-]*$")
_SMALL_WORD = re.compile(r"\b(?:[a-z]{3,}|[а-яёәғқңөұүһі]{4,})\b")
_TWINS = ({"ja", "zh"}, {"ru", "kk"})  # languages that share letters
_CAPITAL_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_OFFICE_BEFORE = re.compile(
    "(?:president|minister|chancellor|secretary|counsell?or|envoy|президент|министр|премьер|канцлер|советник|секретар)"
    "[а-я]* $"
)
_OFFICE_AFTER = re.compile(
    "(?:前|元|次期|・)?[米露]?(?:大統領|首相|外相|総統|政権|長官|議長|副議長|主席)|总统|总理|外长|主席"
)
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class Found:
    """A name: characters begin to end of the text as it was given, the entity, and the form as printed there."""

    begin: int
    end: int
    id: str
    form: str
    is_rare: bool = False  # a generic word that stands too seldom to count, told only where all are asked for


class Recogniser:
    """The compiled names. Built once (`from_entries`), then used for any number of texts."""

    def __init__(
        self,
        patterns: Iterable[Pattern],
        given_names: Iterable[str] = (),
        longer: LongerNames = NO_LONGER,
    ):
        self._finder = CandidateFinder(patterns, longer)
        self._given_names = frozenset(_name_stem(fold(name).text) for name in given_names)

    @classmethod
    def from_entries(
        cls,
        entries: Iterable[Entry],
        rules: Iterable[Rule] = (),
        *,
        blocks: Iterable[str] = (),
        given_names: Iterable[str] = (),
        longer: LongerNames = NO_LONGER,
    ) -> "Recogniser":
        """Compile entries and rules. `blocks` are longer names that hold one of ours and mean another thing;
        a surname after one of the `given_names` that its person does not bear belongs to somebody else, and
        what makes a `longer` name of one hides it."""
        contexts = compile_rules(rules)
        patterns = [pattern for entry in entries for pattern in entry_patterns(entry, contexts)]
        ours = {pattern.words for pattern in patterns}
        hiding = (pattern for text in blocks for pattern in hiding_patterns(text))
        return cls([*patterns, *(p for p in hiding if p.words not in ours)], given_names, longer)

    @classmethod
    def from_gazetteer(cls, gazetteer: Gazetteer | None = None) -> "Recogniser":
        """The recogniser of the project's own data; the names of papers hide what they contain.

        A government's site is called by the office itself: "Президент России" is Russia's president all the same.
        """
        gazetteer = gazetteer or load()
        papers = [
            form.removeprefix("The ")
            for paper in gazetteer.publishers
            if paper.kind != "government"
            for form in paper.forms()
            if form not in paper.ambiguous
        ]
        return cls.from_entries(
            gazetteer.entries,
            gazetteer.rules,
            blocks=[*gazetteer.blocks, *papers],
            given_names=gazetteer.given_names,
            longer=gazetteer.longer,
        )

    def find(self, text: str, language: str = "", *, every: bool = False) -> list[Found]:
        """The names in the text, in order, never overlapping; generic words only where they are frequent.

        `language` is a BCP 47 tag; without one every form is looked for. `every` keeps the rare generic words.
        """
        folded = fold(text)
        found_at = self._finder.find(text, folded, _believed(language_family(language), text))
        candidates = sorted(found_at, key=lambda c: c.begin)
        chosen = [c for c in self._choose(text, folded, candidates) if c.pattern.entity]
        counts = Counter([candidate.pattern.entity for candidate in chosen])
        found = []
        for candidate in chosen:
            entity, context = candidate.pattern.entity, candidate.pattern.context
            is_rare = context is not None and counts[entity] < context.least
            if every or not is_rare:
                begin, end = folded.span(candidate.begin, candidate.end)
                found.append(Found(begin, end, entity, text[begin:end], is_rare))
        return found

    def _choose(self, text: str, folded: Folded, candidates: list[Candidate]) -> list[Candidate]:
        full_names: dict[str, list[int]] = {}
        for candidate in candidates:
            if candidate.pattern.sure:
                full_names.setdefault(candidate.pattern.entity, []).append(candidate.begin)
        chosen: list[Candidate] = []
        for cluster in _clusters(candidates):
            chosen += _longest(cluster, folded.text, full_names)
        birds = _common_words(chosen, text, folded)
        return [c for c in self._without_strangers(chosen, text, folded) if c.begin not in birds]

    def _without_strangers(self, chosen: list[Candidate], text: str, folded: Folded) -> Iterator[Candidate]:
        """The names, without those of people who share one: whom a text names in full first bears it until
        the other comes with a full name or an office."""
        begins, ends = {c.begin for c in chosen}, {c.end for c in chosen}
        known: set[str] = set()
        strangers: set[str] = set()
        for candidate in chosen:
            pattern, entity = candidate.pattern, candidate.pattern.entity
            if pattern.surname or pattern.bare_place:
                if self._has_other_given_name(candidate, text, folded) or (
                    pattern.surname
                    and (
                        _is_part_of_dotted_name(candidate, text, folded, begins=begins, ends=ends)
                        or not pattern.sure
                        and _is_given_name(candidate, text, folded, begins)
                    )
                ):
                    strangers.add(entity)
                    continue
                if (
                    pattern.surname
                    and entity in strangers - known
                    and not _has_office(candidate, folded.text)
                ):
                    continue
            known.add(entity)
            yield candidate

    def _has_other_given_name(self, candidate: Candidate, text: str, folded: Folded) -> bool:
        """Daniil Medvedev is not our Medvedev."""
        if not candidate.pattern.is_alphabetic:
            return False
        begin, _ = folded.span(candidate.begin, candidate.end)
        word = _WORD_BEFORE.search(text[max(0, begin - 30) : begin])
        if not word or not word[1][0].isupper():
            return False
        small = fold(word[1]).text
        stems = {small, small[:-1], small[:-2]}  # a Russian given name is inflected like the surname
        return not stems.isdisjoint(self._given_names) and stems.isdisjoint(
            map(_name_stem, candidate.pattern.given)
        )


def _believed(language: str, text: str) -> str:
    """The language that is told, or none where a text's letters show its twin: each would hide the other's names."""
    if len(text) < SHORT or not any(language in twins for twins in _TWINS):
        return language
    return "" if {language, language_family(detect_language(text))} in _TWINS else language


def _common_words(chosen: list[Candidate], text: str, folded: Folded) -> set[int]:
    """Where no name begins: Turkey at a sentence's start is a bird if turkeys are spoken of and the country is not."""
    within: set[str] = set()  # entities that stand within a sentence
    by_form: dict[str, list[Candidate]] = {}
    for candidate in chosen:
        pattern = candidate.pattern
        if pattern.entity in within:
            continue
        if not _begins_sentence(candidate, text, folded):
            within.add(pattern.entity)
            continue
        begin, end = folded.span(candidate.begin, candidate.end)
        form = text[begin:end]
        if form.istitle() and (form.isascii() or pattern.bare_place and pattern.is_alphabetic):
            by_form.setdefault(pattern.words[0][0], []).append(candidate)
    unsure = {
        form: candidates for form, candidates in by_form.items() if candidates[0].pattern.entity not in within
    }
    small = set(_SMALL_WORD.findall(text)) if unsure else set()
    return {
        candidate.begin
        for form, candidates in unsure.items()
        if form in small or f"{form}s" in small
        for candidate in candidates
    }


def _begins_sentence(candidate: Candidate, text: str, folded: Folded) -> bool:
    begin = folded.place(candidate.begin)
    return _SENTENCE_ENDS.search(text[max(0, begin - 8) : begin]) is not None


def _is_given_name(candidate: Candidate, text: str, folded: Folded, begins: set[int]) -> bool:
    """Карин Виар is not our Karin: an unknown word with a capital follows, and she has no case of her own."""
    if not candidate.pattern.is_alphabetic or candidate.end + 1 in begins:
        return False
    begin, end = folded.span(candidate.begin, candidate.end)
    word = _CAPITAL_AFTER.match(text, end)
    return (
        word is not None
        and word[1].istitle()
        and fold(text[begin:end]).text == candidate.pattern.words[0][0]
        and fold(word[1]).text not in candidate.pattern.given
    )


def _has_office(candidate: Candidate, small: str) -> bool:
    before = small[max(0, candidate.begin - 24) : candidate.begin]
    return bool(_OFFICE_BEFORE.search(before) or _OFFICE_AFTER.match(small, candidate.end)) or any(
        office in small[candidate.begin : candidate.end] for office in ("大統領", "首相", "主席", "氏")
    )


def _name_stem(name: str) -> str:
    return name[:-1] if name[-1:] in "аеийоуыьюя" and len(name) > 3 else name


def _is_part_of_dotted_name(
    candidate: Candidate, text: str, folded: Folded, *, begins: set[int], ends: set[int]
) -> bool:
    """メラニア・トランプ is not our Trump; in カザフスタン・トカエフ the other part is a name of its own."""
    if candidate.pattern.is_alphabetic:
        return False
    begin, end = folded.span(candidate.begin, candidate.end)
    before = begin > 1 and _DOT.match(text, begin - 1) and not text[begin - 2].isspace()
    after = end + 1 < len(text) and _DOT.match(text, end) and not text[end + 1].isspace()
    return bool(before and candidate.begin not in ends or after and candidate.end not in begins)


def _clusters(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates that overlap one another, of candidates in the order of their beginnings."""
    cluster: list[Candidate] = []
    reach = 0
    for candidate in candidates:
        if cluster and candidate.begin >= reach:
            yield cluster
            cluster = []
        cluster.append(candidate)
        if candidate.end > reach:
            reach = candidate.end
    if cluster:
        yield cluster


def _longest(cluster: list[Candidate], small: str, full_names: dict[str, list[int]]) -> list[Candidate]:
    """Of overlapping candidates the longest that may stand, then the longest of what is left, in their order."""
    if len(cluster) == 1:
        return cluster if _rank(cluster[0], small, full_names) else []
    taken: list[Candidate] = []
    for (begin, end), rivals in groupby(_ordered(cluster), key=lambda c: (c.begin, c.end)):
        if any(begin < other.end and other.begin < end for other in taken):
            continue
        best = _best(rivals, small, full_names)
        if best:
            taken.append(best)
    return sorted(taken, key=lambda c: c.begin)


def _ordered(cluster: list[Candidate]) -> list[Candidate]:
    """The longest first; but a full name goes before its own surname with a title (ベン・ホッジス元司令官)."""
    kept = [
        c
        for c in cluster
        if not any(
            other.begin < c.begin < other.end
            and other.pattern.sure
            and other.pattern.entity == c.pattern.entity
            for other in cluster
        )
    ]
    return sorted(kept, key=lambda c: (c.begin - c.end, c.begin))


def _best(rivals: Iterable[Candidate], small: str, full_names: dict[str, list[int]]) -> Candidate | None:
    """Of the entities that share a form, the one whose full name stands nearest, or that its context asks for."""
    best, best_rank = None, 0.0
    for candidate in rivals:
        rank = _rank(candidate, small, full_names)
        if rank > best_rank:
            best, best_rank = candidate, rank
    return best


def _rank(candidate: Candidate, small: str, full_names: dict[str, list[int]]) -> float:
    """0 where the form may not stand for the entity here; the higher, the surer."""
    pattern, context = candidate.pattern, candidate.pattern.context
    if context and context.is_spoilt(small, candidate.begin, candidate.end):
        return 0
    if pattern.sure:
        return 4
    places = full_names.get(pattern.entity, ())
    before = bisect_right(places, candidate.begin)
    if before:
        return 2 + 1 / (1 + candidate.begin - places[before - 1])
    if context and context.is_near(small, candidate.begin, candidate.end):
        return 1
    return 0.5 if places and places[0] - candidate.begin < AHEAD else 0
