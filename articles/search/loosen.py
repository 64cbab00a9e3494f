"""What else a query that finds nothing may have meant: its words apart, the particles gone, another script of kana."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from articles.search.folding import TABLES, fold
from articles.search.query import MOST_TERMS, Form, Phrase, Query, Term, phrases, read_term
from articles.search.split import Run, runs
from articles.search.stems import roots, stem

_PIECES = re.compile(
    "[ァ-ヺー]+|[0-9]+[\u4e00-\u9fff]?|[\u3400-\u4dbf\u4e00-\u9fff々〆]+|[^\\W_\u3041-\u9fff]+"
)
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_KATAKANA = re.compile("[ァ-ヶー]+")
_TO_HIRAGANA = {katakana: hiragana for hiragana, katakana in _TO_KATAKANA.items()}
# The same keys on an English and a Russian keyboard.
_LATIN_KEYS, _RUSSIAN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё"
_OTHER_KEYS = str.maketrans(_LATIN_KEYS + _RUSSIAN_KEYS, _RUSSIAN_KEYS + _LATIN_KEYS)
# The same inside a Chinese question.
_ASKING = re.compile(
    "[为為]?什[么麼](?:[时時]候)?|哪[个個里裡儿兒些位年]?|[谁誰]|怎[么麼样樣]+|多少|[吗嗎呢的]|何[人年月日回個時処故]?"
)
# A single kanji with an ending of its own: 取った, 高い; behind a noun stand particles (湖の).
_KANJI = "\u3400-\u4dbf\u4e00-\u9fff々〆"
_VERB = re.compile(
    f"(?<![{_KANJI}ァ-ヺー])[{_KANJI}](?:[いうくけげこさしすせたちっつぬねばびぶべまみむめよらりるれわ])[ぁ-ゖ]*"
)
_KANA = re.compile("[ぁ-ヺー]")
_CHINESE_PARTICLE = re.compile("[从從到在是了被把]")
_SHORTEST_PART, _LONGEST_COMPOUND = 3, 24  # letters
_MOST_CLOSED_UP = 4  # words, each of which may be one with the next
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
    for change in (
        _as_it_is,
        _in_katakana,
        _without_particles,
        _without_verbs,
        _without_titles,
        _in_pairs,
        _in_two_words,
    ):
        terms: list[Term] = []
        for term in _asked(query):
            terms += [term] if term.is_quoted else change(term)
        looser = replace(query, terms=tuple(terms)[:MOST_TERMS])
        if terms and looser.terms not in seen:
            seen.add(looser.terms)
            yield looser


def closed_up(query: Query) -> Iterator[Query]:
    """power plant → powerplant, power-plant → powerplant."""
    yield from (replace(query, terms=terms) for terms in _closed_up(_asked(query)))


def _asked(query: Query) -> tuple[Term, ...]:
    """The words without those that only ask, if there are others."""
    return tuple(t for t in query.terms if t.is_quoted or not is_little(t.text)) or query.terms


def is_little(word: str) -> bool:
    """Whether a word only asks: how, how much, where."""
    return word.lower() in _words_in("little_words.txt")


@cache
def _words_in(table: str) -> frozenset[str]:
    lines = (TABLES / table).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _as_it_is(term: Term) -> list[Term]:
    return [term]


def _in_katakana(term: Term) -> list[Term]:
    """かざふすたん → カザフスタン."""
    if is_hiragana(term.text):
        return [read_term(term.text.translate(_TO_KATAKANA)) or term]
    return [term]


def _without_particles(term: Term) -> list[Term]:
    """カザフスタンの大統領 → カザフスタン, 大統領."""
    pieces = _PIECES.findall(_ASKING.sub(" ", fold(term.text)))
    read = [piece for text in pieces if (piece := read_term(text))]
    return [piece for piece in read if not is_little(piece.text)] or [term]


def _without_verbs(term: Term) -> list[Term]:
    """賞を取ったのは → 賞; 从首都到东京 → 首都, 东京."""
    text = _VERB.sub(" ", term.text)
    if not _KANA.search(text):
        text = _CHINESE_PARTICLE.sub(" ", text)
    reduced = read_term(text)
    return _without_particles(replace(term, text=text)) if reduced else [term]


def _without_titles(term: Term) -> list[Term]:
    """プーチン大統領 → プーチン, who is only Путин elsewhere."""
    return [part for part in _without_particles(term) if part.text.lower() not in _words_in("titles.txt")]


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


def _in_two_words(term: Term) -> list[Term]:
    """walkout → walk out, side by side."""
    found = list(runs(term.text))
    word = found[0].text
    if len(found) > 1 or found[0].is_cjk or not word.isalpha() or len(word) > _LONGEST_COMPOUND:
        return [term]
    halves = [(word[:at], word[at:]) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)]
    forms = tuple(
        Form((phrase,), term.text)
        for cut in halves
        for phrase in phrases([Run(half, is_cjk=False) for half in cut])
    )
    return [replace(term, forms=forms)] if forms else [term]


def _closed_up(terms: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
    if len(terms) > _MOST_CLOSED_UP or any(term.is_quoted for term in terms):
        return
    words = [list(runs(term.text)) for term in terms]
    for begin, end in [(at, at + 1) for at in range(len(terms))] + [
        (at, at + 2) for at in range(len(terms) - 1)
    ]:
        parts = [run for found in words[begin:end] for run in found]
        joined = read_term("".join(run.text for run in parts))
        if joined and len(parts) > 1 and not any(run.is_cjk for run in parts):
            yield (*terms[:begin], joined, *terms[end:])


def begun(query: Query) -> Query:
    """farming → farm, farmers, японский → японцы, ハシカ → はしか: what begins like the word or like what it was made of."""
    return replace(query, terms=tuple(map(_begun, query.terms)))


def _begun(term: Term) -> Term:
    found = list(runs(term.text))
    if term.is_quoted or len(found) != 1 or not found[0].text.isalpha():
        return term
    if found[0].is_cjk:
        kana = read_term(term.text.translate(_TO_HIRAGANA)) if _KATAKANA.fullmatch(term.text) else None
        return replace(term, forms=(*term.forms, *kana.forms)) if kana else term
    word = found[0].text
    more = [Phrase((stem(part, ""),)) for part in roots(word)]  # кордайский → Кордай, in whatever case
    more += [
        Phrase((begin,), is_prefix=True)
        for begin in (stem(word, ""), *roots(word))
        if len(begin) >= _SHORTEST_BEGINNING
    ]
    return replace(term, forms=(*term.forms, *(Form((phrase,), term.text) for phrase in dict.fromkeys(more))))
