"""What else a query that finds nothing may have meant: its words apart, the particles gone, another script of kana."""

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.search.query import MOST_TERMS, Form, Query, Term, phrases, read_term
from articles.search.split import Run, runs

_PIECES = re.compile("[ァ-ヺー]+|[\u3400-\u4dbf\u4e00-\u9fff々〆]+|[^\\W_\u3041-\u9fff]+")
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
# The same keys on an English and a Russian keyboard.
_LATIN_KEYS, _RUSSIAN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё"
_OTHER_KEYS = str.maketrans(_LATIN_KEYS + _RUSSIAN_KEYS, _RUSSIAN_KEYS + _LATIN_KEYS)
_SHORTEST_BEGINNING = 4
_SHORTEST_TYPED = 3  # letters that are taken for a word of another keyboard


def on_another_keyboard(word: str) -> list[str]:
    """njrftd → токаев: what the same keys write where the other alphabet is set."""
    typed = word.lower()
    is_of_one = typed.isascii() or not any(key in typed for key in _LATIN_KEYS)
    other = typed.translate(_OTHER_KEYS)
    return [other] if is_of_one and other != typed and len(typed) >= _SHORTEST_TYPED else []


def is_hiragana(word: str) -> bool:
    return _HIRAGANA.fullmatch(word) is not None


def loosened(query: Query) -> Iterator[Query]:
    """Looser readings of a query, the closest first; quoted phrases stay as they are."""
    seen = {query.terms}
    for change in (_in_katakana, _without_particles, _in_pairs):
        terms: list[Term] = []
        for term in query.terms:
            terms += [term] if term.is_quoted else change(term)
        looser = replace(query, terms=tuple(terms)[:MOST_TERMS])
        if looser.terms not in seen:
            seen.add(looser.terms)
            yield looser


def _in_katakana(term: Term) -> list[Term]:
    """かざふすたん → カザフスタン."""
    if is_hiragana(term.text):
        return [read_term(term.text.translate(_TO_KATAKANA)) or term]
    return [term]


def _without_particles(term: Term) -> list[Term]:
    """カザフスタンの大統領 → カザフスタン, 大統領."""
    pieces = [piece for piece in _PIECES.findall(term.text) if read_term(piece)]
    return [piece for text in pieces if (piece := read_term(text))] or [term]


def _in_pairs(term: Term) -> list[Term]:
    """経済協力協定 → 経済, 協力 and 協定 each somewhere; an odd run has one word of three characters."""
    terms: list[Term] = []
    for part in _without_particles(term):
        found = list(runs(part.text))
        if (
            len(found) == 1
            and found[0].is_cjk
            and len(found[0].text) >= 4
            and not re.match("[ァ-ヺー]", found[0].text)
        ):
            forms = tuple(
                Form(tuple(phrases([Run(piece, is_cjk=True)])[0] for piece in cut), part.text)
                for cut in _cuts(found[0].text)
            )
            terms.append(Term(part.text, forms))
        else:
            terms.append(part)
    return terms


def _cuts(run: str) -> Iterator[list[str]]:
    if len(run) % 2 == 0:
        yield [run[at : at + 2] for at in range(0, len(run), 2)]
        return
    for long in range(0, len(run) - 2, 2):
        before, after = run[:long], run[long + 3 :]
        yield [
            *(before[at : at + 2] for at in range(0, len(before), 2)),
            run[long : long + 3],
            *(after[at : at + 2] for at in range(0, len(after), 2)),
        ]


def begun(query: Query) -> Query:
    """farming → farm, farmers: English stems are searched whole at first, since most are short words too."""
    return replace(query, terms=tuple(map(_begun, query.terms)))


def _begun(term: Term) -> Term:
    found = list(runs(term.text))
    if term.is_quoted or len(found) != 1 or not found[0].text.isascii() or not found[0].text.isalpha():
        return term
    (phrase,) = phrases(found)
    if len(phrase.tokens[0]) < _SHORTEST_BEGINNING:
        return term
    return replace(term, forms=(Form((replace(phrase, is_prefix=True),), term.text),))
