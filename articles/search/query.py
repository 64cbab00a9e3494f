"""What a reader typed, as values: terms to find, terms to leave out, filters. Any text gives a query, none an error."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from articles.search.folding import GROUPING, NUMERO
from articles.search.split import LONGEST_TOKEN, RUN, Run, cjk_tokens, runs
from articles.search.stems import all_stems, is_kazakh
from articles.search.variants import variants

LONGEST_QUERY = 300  # characters that a reader may type
_LONGEST_READ = 4 * LONGEST_QUERY  # with the filters that a form adds
MOST_TERMS = 12
_SHORTEST_PREFIX = 4  # letters of a stem that also finds the longer words beginning with it

_OPERATORS = "tag|source|lang|after|before"
_ITEM = re.compile(
    r"(?P<minus>(?<!\S)(?!\A.\d)[-\u2010\u2212\u2013\u2014ー])?"
    rf"(?:(?P<operator>{_OPERATORS}):)?"
    r"(?:[\"“”](?P<quoted>[^\"“”]{0,500})[\"“”]"
    r"|[「『](?P<bracketed>[^」』]{0,500})[」』]"
    r"|(?P<plain>[^\s\"“”「」『』、。/;!?()]+))",
    re.IGNORECASE,
)
# № 2 and No. 2 are one thing, the sign and the figure side by side.
_NUMERO = re.compile(rf"(?:{NUMERO}|\bNo\.|\bNo(?=\s))\s*(?=\d)")
# 2035 г. is 2035, and tag : x is tag:x. What a headline may hold ("the day after: floods") is none.
_YEAR = re.compile(r"(?<=\b\d{4})\s?гг?\b\.?")
_PERCENT = re.compile(r"(?<=\d)\s*(?:%|パーセント|per\s?cent\b|процент\w*|пайыз\w*)", re.IGNORECASE)
_QUOTE = re.compile('["“”「『]')
_COLON = re.compile(
    r"(?<!\S)(-?)(?:(tag|source)|(lang)(?=\s*:\s*[a-z]{2}\b)|(after|before)(?=\s*:\s*\d))\s*:\s*",
    re.IGNORECASE,
)
# What says nothing of whom one looks for.
_POLITE = re.compile("(?<=[ァ-ヺー々\u4e00-\u9fff]{2})(?:氏|さん)$|(?<=[a-z]{2})['’]s$", re.IGNORECASE)
_HALF_WIDTH = {0: " "} | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # － ： ＂ and Ａ to ｚ
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand side by side; with `is_prefix` the last may go on."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a term may stand in a text: all its phrases, in articles of one language, or not of one, if that is set."""

    phrases: tuple[Phrase, ...]
    text: str
    language: str = ""
    not_in: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One of the things searched for: the text as typed and the forms of which any will do."""

    text: str
    forms: tuple[Form, ...]
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition beside the text: `name` is tag, source or lang."""

    name: str
    value: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    after: date | None = None
    before: date | None = None
    unread: tuple[str, ...] = field(default=())  # what looked like an operator and could not be understood

    @property
    def is_answerable(self) -> bool:
        """False where there is nothing to search for: an empty query, punctuation only, exclusions only."""
        return bool(self.terms or self.after or self.before or any(not f.is_excluded for f in self.filters))


def parse_query(text: str) -> Query:
    """Read `text`: words are all wanted, "…" and 「…」 are phrases, - leaves out, tag: source: lang: after: before: narrow."""
    query = Query()
    readable = text[:_LONGEST_READ].encode("utf-8", "ignore").decode()  # without halves of surrogate pairs
    for match in _ITEM.finditer(_tidied(readable.translate(_HALF_WIDTH))):
        quoted = next((match[n] for n in ("quoted", "bracketed") if match[n] is not None), None)
        value = _POLITE.sub("", match["plain"]) if quoted is None else quoted
        if match["operator"]:
            query = _with_operator(query, match["operator"].lower(), value, match["minus"])
            continue
        term = read_term(value, quoted=quoted is not None)
        if term is None or len(query.terms) + len(query.excluded) >= MOST_TERMS:
            continue
        if match["minus"]:
            query = replace(query, excluded=(*query.excluded, term))
        else:
            query = replace(query, terms=(*query.terms, term))
    return query


def _tidied(text: str) -> str:
    """The text without spaces inside what is one thing: № 2, 5 000, 2035 г., tag: x."""
    for pattern, replacement in (
        (_NUMERO, NUMERO),
        (GROUPING, ""),
        (_YEAR, ""),
        (_COLON, r"\1\2\3\4:"),
    ):
        text = pattern.sub(replacement, text)
    return text if _QUOTE.search(text) else _PERCENT.sub("%", text)  # a phrase is meant word by word


@lru_cache(maxsize=8192)
def read_term(text: str, *, quoted: bool = False) -> Term | None:
    """The term of one word or phrase with its spelling variants; None where it holds no letter and no digit."""
    found = list(runs(text))
    if not found:
        return None
    forms: list[Form] = []
    for spelling in [found] if quoted else variants(text, found):
        forms += _forms(spelling, text, prefix=not quoted)
    return Term(text.strip(), tuple(dict.fromkeys(forms)), is_quoted=quoted)


def _forms(found: list[Run], text: str, *, prefix: bool) -> list[Form]:
    """A form for each phrase. An ordinary word whose letters or endings are of one language is not looked
    for in the other, which shares many stems with it: министров does not find министрлік."""
    choices = phrases(found, prefix=prefix)
    if not prefix or len(found) > 1 or not found[0].text.islower() or text[:1].isupper():
        return [Form((phrase,), text) for phrase in choices]
    if is_kazakh(found[0].text):
        return [Form((phrase,), text, "" if is_kazakh(phrase.tokens[0]) else "kk") for phrase in choices]
    if len(choices) == 1:
        return [Form((choices[0],), text)]
    russian, kazakh = choices
    return [
        Form((replace(russian, is_prefix=False),), text, not_in="kk"),
        Form((russian,), text, "ru"),
        Form((kazakh,), text, "kk"),
    ]


def phrases(found: list[Run], *, prefix: bool = True) -> list[Phrase]:
    """The runs as token phrases: one, or one for each stem that words of unknown language may have."""
    choices = max((len(all_stems(run.text)) for run in found if not run.is_cjk), default=1)
    return list(dict.fromkeys(_phrase(found, choice, prefix=prefix) for choice in range(choices)))


def parse_day(text: str) -> date | None:
    """The first day of a year, a month or a day written 2024, 2024-05, 2024-05-09 or 2024年5月9日."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _phrase(found: list[Run], choice: int, *, prefix: bool) -> Phrase:
    tokens: list[str] = []
    goes_on = False
    for index, run in enumerate(found):
        is_last = index == len(found) - 1
        if run.is_cjk:
            pairs = cjk_tokens(run.text)
            # The last character alone ends a run: it is wanted only where the query goes on behind it.
            tokens += pairs[:-1] if is_last and len(pairs) > 1 else pairs
            goes_on = len(pairs) == 1
        else:
            stems = all_stems(run.text)
            tokens.append(stems[min(choice, len(stems) - 1)][:LONGEST_TOKEN])
            goes_on = prefix and len(tokens[-1]) >= _SHORTEST_PREFIX and not run.text.isascii()
    return Phrase(tuple(tokens), goes_on)


def _with_operator(query: Query, operator: str, value: str, minus: str | None) -> Query:
    if operator in ("after", "before"):
        day = parse_day(value)
        if day is None:
            return replace(query, unread=(*query.unread, f"{operator}:{value}"))
        return replace(query, **{operator: day})
    if not RUN.search(value):
        return replace(query, unread=(*query.unread, f"{operator}:{value}"))
    return replace(query, filters=(*query.filters, Filter(operator, value.strip(), bool(minus))))
