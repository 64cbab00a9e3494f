"""The names of tags and sources: one form typed, all forms searched; completion; the nearest name to a misspelling."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain, islice, product
from typing import NamedTuple

from django.db.models import CharField, F, Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from articles.models import Source, Tag
from articles.models.prepared import Asked, Prepared, asked_list, filled, size_for
from articles.models.search_doc import SearchName
from articles.search.folding import fold
from articles.search.index_names import is_abbreviation, is_long, name_keys
from articles.search.query import Form, Phrase, Query, Term, phrases, read_term
from articles.search.split import runs
from articles.search.words import LETTERS_A_SLIP, SHORTEST, alike_in_other_scripts, begins, other_given_names

LONGEST_NAME = 6  # words of a query that are looked up as one name
MOST_FORMS = 40  # of one term; a few tags have more spellings than a search should carry
MOST_COMPLETED = 200  # names looked at for a completion
_DOT = re.compile("(?<=[ァ-ヺー])[・=＝゠](?=[ァ-ヺ])")
_KANJI = re.compile("[\u4e00-\u9fff]")
_AFTER_COUNTRY, _BEFORE_COUNTRY = "大外首政軍国議紙", "対訪駐親反日"


class _Meant(NamedTuple):
    """The tags that a name stands for, and whether it surely does."""

    tags: set[int]
    is_sure: bool


_NOTHING_MEANT = _Meant(set(), is_sure=True)


class NearNames:
    """The names that a misspelt one may be; read once for all the words of a query."""

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(SearchName.objects.filter(is_certain=True).values_list("folded", "text"))

    def nearest(self, text: str) -> tuple[int, str] | None:
        """How many slips `text` is apart from the known name most like it, and the name, if it is near enough to be meant."""
        wanted = fold(text).strip()
        if len(wanted) < SHORTEST:
            return None
        slips = len(wanted) // LETTERS_A_SLIP
        near = process.extractOne(wanted, self._names.keys(), scorer=OSA.distance, score_cutoff=slips)
        return (near[1], self._names[near[0]]) if near and near[0] != wanted else None


def with_all_forms(query: Query) -> Query:
    """The query with every word or row of words that is a tag's name searched in all the tag's forms."""
    spans = _known_spans(query.terms)
    terms: list[Term] = []
    at = 0
    while at < len(query.terms):
        end, meant = spans.get(at, (at + 1, _NOTHING_MEANT))
        terms.append(_joined(query.terms[at:end], meant))
        at = end
    terms = _with_other_scripts(terms)
    excluded = tuple(_joined((t,), _tags_of(t)) for t in query.excluded)
    return Query(tuple(terms), excluded, query.filters, query.after, query.before, query.unread)


def tags_named(text: str) -> list[int]:
    """The numbers of the tags that have this name, form or slug."""
    by_name = SearchName.objects.filter(key__in=name_keys(text), tag__isnull=False).values_list(
        "tag", flat=True
    )
    return sorted(
        {*by_name, *Tag.objects.filter(Q(slug=text) | Q(redirects__slug=text)).values_list("pk", flat=True)}
    )


def sources_named(text: str) -> list[int]:
    """The numbers of the sources that have this name, spelling or slug."""
    by_name = SearchName.objects.filter(key__in=name_keys(text), source__isnull=False)
    return sorted(
        {
            *by_name.values_list("source", flat=True),
            *Source.objects.filter(slug=text).values_list("pk", flat=True),
        }
    )


def complete(prefix: str, language: str, limit: int = 8) -> list[str]:
    """Names of tags and sources beginning with `prefix`, those in the reader's language and the most used first."""
    wanted = fold(prefix).strip()
    if not wanted:
        return []
    best: dict[tuple[int | None, int | None], tuple[bool, int, str]] = {}
    for tag, source, text, own in _BEGUN(begin=wanted, end=wanted + chr(0x10FFFF)):
        rank = (own.lower() != language.lower(), len(text), text)
        best[tag, source] = min(best.get((tag, source), rank), rank)
    # The sort keeps the order of use among names that stand equal.
    return list(dict.fromkeys(text for *_, text in sorted(best.values(), key=lambda rank: rank[0])))[:limit]


_BEGUN = Prepared(
    lambda: (
        SearchName.objects.filter(begins("folded", Asked("begin", CharField()), Asked("end", CharField())))
        .order_by(F("tag__article_count").desc(nulls_last=True), "id")
        .values_list("tag", "source", "text", "language")[:MOST_COMPLETED]
    )
)


def _known_spans(terms: tuple[Term, ...]) -> dict[int, tuple[int, _Meant]]:
    """Where names begin among the terms: first term → (the term after the last, the tags that it may mean)."""
    keys: dict[str, list[tuple[int, int]]] = {}
    for begin in range(len(terms)):
        for end in range(begin + 1, min(begin + LONGEST_NAME, len(terms)) + 1):
            if any(term.is_quoted for term in terms[begin:end]):
                break
            typed = " ".join(term.text for term in terms[begin:end])
            for key in {*name_keys(typed), *name_keys(typed.rstrip("ー"))}:
                keys.setdefault(key, []).append((begin, end))
    known: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    size = size_for(keys)
    for key, tag, certain in _called(size)(**filled("key", keys, size, nothing="")):
        for span in keys[key]:
            known.setdefault(span, []).append((tag, certain))
    spans: dict[int, tuple[int, _Meant]] = {}
    taken = -1
    for begin, end in sorted(known, key=lambda span: (span[0], -span[1])):
        if begin >= taken:
            spans[begin] = (end, _meant(known[begin, end]))
            taken = end
    return spans


@cache
def _called(size: int) -> Prepared:
    called = SearchName.objects.filter(key__in=asked_list("key", size, CharField()), tag__isnull=False)
    return Prepared(lambda: called.values_list("key", "tag", "is_certain"))


def _tags_of(term: Term) -> _Meant:
    return _known_spans((term,)).get(0, (1, _NOTHING_MEANT))[1]


def _tags_by_name(names: Collection[str]) -> dict[str, set[int]]:
    """What each name means by itself; all are looked up at once."""
    keys: dict[str, list[str]] = {}
    for name in names:
        for key in {*name_keys(name), *name_keys(name.rstrip("ー"))}:
            keys.setdefault(key, []).append(name)
    claims: dict[str, list[tuple[int, bool]]] = {name: [] for name in names}
    size = size_for(keys)
    for key, tag, certain in _called(size)(**filled("key", keys, size, nothing="")):
        for name in keys[key]:
            claims[name].append((tag, certain))
    return {name: _meant(found).tags for name, found in claims.items()}


def _meant(claims: list[tuple[int, bool]]) -> _Meant:
    """The tags that a name stands for: those it surely means, or the only one it may mean."""
    sure = {tag for tag, certain in claims if certain}
    if sure:
        return _Meant(sure, is_sure=True)
    may = {tag for tag, _ in claims}
    return _Meant(may, is_sure=False) if len(may) == 1 else _NOTHING_MEANT


def _joined(terms: tuple[Term, ...], meant: _Meant) -> Term:
    """One term of several words as typed, or any form of the tags; what is said unsurely is found in its unsure forms too."""
    tags = meant.tags
    if not tags:
        return terms[0] if len(terms) == 1 else _all_of(terms)
    typed = terms[0] if len(terms) == 1 else _all_of(terms)
    forms = list(typed.forms)
    names = SearchName.objects.filter(tag__in=tags).order_by("id")
    for text, language, certain in names.values_list("text", "language", "is_certain").distinct():
        if certain or is_abbreviation(text) or (not meant.is_sure and is_long(text)):
            name = read_term(text)
            limit = "" if certain else language
            forms += [Form(form.phrases, text, limit) for form in name.forms] if name else []
        elif language == "ja" and _KANJI.fullmatch(text):
            forms += _kanji_country(text)
    return Term(typed.text, tuple(_needed(forms)[:MOST_FORMS]))


def _with_other_scripts(terms: list[Term]) -> list[Term]:
    """Words searched as names that sound alike in other scripts too, and as the tags that these name."""
    parts = {term: _DOT.split(term.text) for term in terms if not term.is_quoted}
    words = {word for words in parts.values() for word in words}
    alike = alike_in_other_scripts(words)
    alike = {word: [*alike.get(word, ()), *other_given_names(word)] for word in words}
    return [
        _with_full_names(term, [alike.get(part, []) for part in parts[term]])
        if len(parts.get(term, ())) > 1
        else _with_alike(term, alike.get(term.text, ()))
        for term in terms
    ]


def _with_full_names(term: Term, alike: list[list[str]]) -> Term:
    """アルマス・トゥルガノフ is Almas and Turganov, each where it stands."""
    if any(form.text != term.text for form in term.forms):
        return term
    phrases_of = [
        [form.phrases for name in names for form in read_term(name.capitalize()).forms] for names in alike
    ]
    full = (Form(tuple(chain.from_iterable(phrases)), term.text) for phrases in product(*phrases_of))
    return replace(term, forms=(*term.forms, *islice(full, MOST_FORMS)))


def _with_alike(term: Term, names: Sequence[str]) -> Term:
    is_known = any(form.text != term.text for form in term.forms)  # a tag's name brings its tag's forms
    if is_known and names:  # エアアスタナ sounds like アスタナ, which is another's name
        tags = _tags_by_name({term.text, *names})
        names = [name for name in names if not tags[name] or tags[name] & tags[term.text]]
    more: list[Form] = []
    for name in map(str.capitalize, names):
        forms = read_term(name).forms if is_known else _all_forms_of(name)
        more += [form for form in forms if not any(_finds_all_of(known, form) for known in term.forms)]
    return replace(term, forms=(*term.forms, *more)) if more else term


def _all_forms_of(name: str) -> tuple[Form, ...]:
    """The forms of a name, and of the tag that it names."""
    term = read_term(name)
    return _joined((term,), _tags_of(term)).forms


def _needed(forms: list[Form]) -> list[Form]:
    """The forms without those that hold another: what finds トカエフ finds カシムジョマルト・トカエフ too."""
    needed: list[Form] = []
    for form in sorted(forms, key=lambda form: sum(len(phrase.tokens) for phrase in form.phrases)):
        if not any(_finds_all_of(short, form) for short in needed):
            needed.append(form)
    return needed


def _finds_all_of(short: Form, long: Form) -> bool:
    if (
        short.language not in ("", long.language)
        or short.not_in not in ("", long.not_in)
        or len(short.phrases) > 1
    ):
        return False
    (phrase,) = short.phrases
    width = len(phrase.tokens)
    return any(
        _holds(other.tokens[at : at + width], phrase)
        for other in long.phrases
        for at in range(len(other.tokens) - width + (phrase.is_prefix or not other.is_prefix))
    )


def _holds(tokens: tuple[str, ...], phrase: Phrase) -> bool:
    *first, last = phrase.tokens
    return list(tokens[:-1]) == first and (
        tokens[-1].startswith(last) if phrase.is_prefix else tokens[-1] == last
    )


def _all_of(terms: tuple[Term, ...]) -> Term:
    """The words of a name, wherever each stands in the text."""
    text = " ".join(term.text for term in terms)
    together = tuple(term.forms[0].phrases[0] for term in terms)
    return Term(text, (Form(together, text), *(Form((p,), text) for p in phrases(list(runs(text))))))


def _kanji_country(kanji: str) -> list[Form]:
    """露 alone means too much; 露外相 and 訪露 are Russia."""
    words = [kanji + after for after in _AFTER_COUNTRY] + [before + kanji for before in _BEFORE_COUNTRY]
    return [form for word in words if (term := read_term(word)) for form in term.forms]
