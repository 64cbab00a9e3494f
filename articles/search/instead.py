"""What to search where a query finds nothing: a looser reading of it, else what its words were meant to be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice
from math import prod
from typing import NamedTuple

from articles.search.loosen import begun, closed_up, is_hiragana, is_little, loosened, on_another_keyboard
from articles.search.match import Narrowing, newest_filters
from articles.search.names import NearNames, complete, with_all_forms
from articles.search.query import MOST_TERMS, Query, Term, parse_query
from articles.search.words import MOST_MEANT, kazakh_words, nearest_words

_MANY_HITS = 100  # more say little of what is looked for
_MOST_TRIES = 16
_LETTERS = re.compile(r"[^\W\d_]{2}")


class Instead(NamedTuple):
    """The search to run and its sample; `meant` or `loose` is what was searched, as a reader would type it."""

    search: Query
    sample: dict[int, str]
    meant: str | None = None
    loose: str | None = None


def search_instead(query: Query, narrowing: Narrowing, *, bound: int) -> Instead:
    """What finds something where `query` does not; the last try is given back whether it does or not."""
    near = [query, *loosened(query)]
    readings = [*near, *closed_up(query)]
    for looser in readings[1:]:
        other = with_all_forms(looser)
        if sample := newest_filters(other, narrowing, limit=bound):
            return Instead(other, sample, loose=_words_of(looser))
    names = NearNames()
    for reading in readings:
        meant = _meant_by(reading, narrowing, names)
        if meant:
            other = with_all_forms(replace(query, terms=parse_query(meant).terms))
            if sample := newest_filters(other, narrowing, limit=bound):
                return Instead(other, sample, meant=meant)
    for reading in readings:
        other = with_all_forms(begun(reading))
        if sample := newest_filters(other, narrowing, limit=bound):
            return Instead(other, sample, loose=_words_of(reading) if reading is not query else None)
    counts: dict[Term, int] = {}
    for reading in near:
        for fewer in _fewer_words(begun(reading), narrowing, counts):
            less = with_all_forms(fewer)
            if sample := newest_filters(less, narrowing, limit=bound):
                return Instead(less, sample, loose=_words_of(fewer))
    return Instead(other, sample)


def _fewer_words(query: Query, narrowing: Narrowing, counts: dict[Term, int]) -> Iterator[Query]:
    """The query without some of its words, first without those that no article has, then without the most frequent.

    Of two words one is enough, if no article has the other and few have this one; of more, more than half.
    """
    telling = [term for term in query.terms if term.is_quoted or not is_little(term.text)]
    for term in telling:
        if term not in counts:
            counts[term] = _MANY_HITS if term.is_quoted else _count(term, narrowing)
    known = [term for term in telling if counts[term]]
    if (
        len(telling) == 2
        and len(known) == 1
        and counts[known[0]] < _MANY_HITS
        and _LETTERS.search(known[0].text)
    ):
        yield replace(query, terms=tuple(known))
    if len(telling) > 2:
        yield from islice(
            (replace(query, terms=terms) for terms in _choices(telling, known, counts)), _MOST_TRIES
        )


def _choices(telling: list[Term], known: list[Term], counts: dict[Term, int]) -> Iterator[tuple[Term, ...]]:
    """More than half of the telling words, as many as can be, the rarest first; always what stands in quotation marks."""
    quoted = {term for term in telling if term.is_quoted}
    for size in range(min(len(known), len(telling) - 1), len(telling) // 2, -1):
        rarest_first = sorted(combinations(known, size), key=lambda terms: prod(counts[t] for t in terms))
        yield from (terms for terms in rarest_first if quoted.issubset(terms))


def _count(term: Term, narrowing: Narrowing) -> int:
    return len(newest_filters(with_all_forms(Query((term,))), narrowing, limit=_MANY_HITS))


def exists(term: Term, narrowing: Narrowing) -> bool:
    """Whether any article has this word, in whatever form."""
    return bool(newest_filters(with_all_forms(Query((term,))), narrowing, limit=1))


def _meant_by(query: Query, narrowing: Narrowing, names: NearNames) -> str | None:
    """The query with each word that nothing has replaced by what it was meant to be; None if nothing is known."""
    whole = _words_of(query)
    if len(query.terms) > 1 and (near := names.nearest(whole)):
        return near[1]
    words = []
    for term in query.terms[:MOST_TERMS]:
        guesses = () if exists(term, narrowing) else _guesses(term.text, names)
        words.append(next((word for word in guesses if _stands(word, narrowing)), term.text))
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


def _stands(word: str, narrowing: Narrowing) -> bool:
    return any(exists(term, narrowing) for term in parse_query(word).terms)


def _words_of(query: Query) -> str:
    return " ".join(term.text for term in query.terms)
