"""What to search where a query finds nothing: a looser reading of it, else what its words were meant to be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, islice
from math import prod
from typing import NamedTuple

from articles.search.loosen import begun, closed_up, is_hiragana, is_little, loosened, on_another_keyboard
from articles.search.match import Narrowing, Sample, count, newest_of_all
from articles.search.names import NearNames, complete, with_all_forms
from articles.search.query import MOST_TERMS, Query, Term, parse_query
from articles.search.words import MOST_MEANT, kazakh_words, nearest_words

_MANY_HITS = 100  # more say little of what is looked for
_MOST_TRIES = 16
_LETTERS = re.compile(r"[^\W\d_]{2}")


class Instead(NamedTuple):
    """The search to run and its sample; `meant` or `loose` is what was searched, as a reader would type it."""

    search: Query
    sample: Sample
    meant: str | None = None
    loose: str | None = None


class _Archive:
    """What articles have, each word and reading asked for once: a question of many words is read in many ways."""

    def __init__(self, narrowing: Narrowing) -> None:
        self.narrowing = narrowing
        self.names = NearNames()
        self._expanded: dict[Query, Query] = {}
        self._known: dict[Term, bool] = {}
        self._counts: dict[Term, int] = {}

    def expanded(self, query: Query) -> Query:
        if query not in self._expanded:
            self._expanded[query] = with_all_forms(query)
        return self._expanded[query]

    def has(self, term: Term) -> bool:
        """Whether any article has this word, in whatever form."""
        if term not in self._known:
            self._known[term] = bool(count(self.expanded(Query((term,))), self.narrowing, limit=1))
        return self._known[term]

    def count(self, term: Term) -> int:
        """How many articles have one of the forms of this word, as far as it matters."""
        if term not in self._counts:
            self._counts[term] = count(Query((term,)), self.narrowing, limit=_MANY_HITS)
        return self._counts[term]


def search_instead(query: Query, narrowing: Narrowing, *, bound: int) -> Instead:
    """What finds something where `query` does not, or `query` again."""
    for instead in _tries(query, _Archive(narrowing)):
        if sample := newest_of_all(instead.search, narrowing, limit=bound):
            return instead._replace(sample=sample)
    return Instead(query, Sample())


def _tries(query: Query, archive: _Archive) -> Iterator[Instead]:
    """What to search, the likeliest first."""
    near = [query, *loosened(query)]
    readings = [*near, *closed_up(query)]
    for reading in readings[1:]:
        yield Instead(archive.expanded(reading), Sample(), loose=_words_of(reading))
    for reading in readings:
        if meant := _meant_by(reading, archive):
            yield Instead(
                archive.expanded(replace(query, terms=parse_query(meant).terms)), Sample(), meant=meant
            )
    for reading in readings:
        loose = _words_of(reading) if reading is not query else None
        yield Instead(archive.expanded(begun(reading)), Sample(), loose=loose)
    rows = dict.fromkeys(archive.expanded(begun(reading)).terms for reading in near)
    fewer = chain.from_iterable(_fewer_words(terms, archive) for terms in rows)
    for terms in islice(fewer, _MOST_TRIES):
        less = replace(archive.expanded(query), terms=terms)
        yield Instead(less, Sample(), loose=_words_of(less))


def _fewer_words(terms: tuple[Term, ...], archive: _Archive) -> Iterator[tuple[Term, ...]]:
    """The words without some: first without those that no article has, then without the most frequent.

    Of two words one is enough, if no article has the other and few have this one; of more, more than half.
    """
    telling = [term for term in terms if term.is_quoted or not is_little(term.text)]
    known = [term for term in telling if term.is_quoted or archive.count(term)]
    if len(telling) == 2 and len(known) == 1 and _tells_enough(known[0], archive):
        yield tuple(known)
    if len(telling) > 2:
        yield from _choices(telling, known, archive)


def _tells_enough(term: Term, archive: _Archive) -> bool:
    return not term.is_quoted and archive.count(term) < _MANY_HITS and _LETTERS.search(term.text) is not None


def _choices(telling: list[Term], known: list[Term], archive: _Archive) -> Iterator[tuple[Term, ...]]:
    """More than half of the telling words, as many as can be, the rarest first; always what stands in quotation marks."""
    quoted = {term for term in telling if term.is_quoted}
    counts = {term: 1 if term in quoted else archive.count(term) for term in known}
    for size in range(min(len(known), len(telling) - 1), len(telling) // 2, -1):
        rarest_first = sorted(combinations(known, size), key=lambda terms: prod(counts[t] for t in terms))
        yield from (terms for terms in rarest_first if quoted.issubset(terms))


def _meant_by(query: Query, archive: _Archive) -> str | None:
    """The query with each word that nothing has replaced by what it was meant to be; None if nothing is known."""
    whole = _words_of(query)
    if len(query.terms) > 1 and (near := archive.names.nearest(whole)):
        return near[1]
    words = []
    for term in query.terms[:MOST_TERMS]:
        guesses = () if archive.has(term) else _guesses(term.text, archive.names)
        words.append(next((word for word in guesses if _stands(word, archive)), term.text))
    meant = " ".join(words)
    return meant if meant != whole else None


def _guesses(word: str, names: NearNames) -> Iterator[str]:
    """What a word that nothing has may be: typed on another keyboard, a name's kana begun, a slip of the hand."""
    yield from on_another_keyboard(word)
    if is_hiragana(word):
        yield from complete(word, "ja", limit=MOST_MEANT)
    yield from kazakh_words(word)
    near = [(distance, 1, text) for distance, text in nearest_words(word)]
    if name := names.nearest(word):
        near.append((name[0], 0, name[1]))
    yield from (text for *_, text in sorted(near))


def _stands(word: str, archive: _Archive) -> bool:
    return any(map(archive.has, parse_query(word).terms))


def _words_of(query: Query) -> str:
    return " ".join(term.text for term in query.terms)
