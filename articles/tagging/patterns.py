"""Entries become patterns: which spelling is looked for in texts of which language, with which endings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.tagging.context import Context
from articles.tagging.gazetteer import Entry, Form
from articles.tagging.inflection import KAZAKH_CASES, UNCHANGED, kazakh, russian
from articles.tagging.spelling import fold

Contexts = dict[tuple[str, str], Context]
Word = tuple[
    str, re.Pattern[str] | None
]  # the unchanging part and its endings; None where no ending is looked at

_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CAPITAL = re.compile("[A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ]")
_WORD = re.compile(r"[^\W_]+")
_QUOTES = '«»“”„「」『』《》"'
_BETWEEN_NAMES = re.compile("[ ・·]")

# The languages of a text, without script or region; "" is a text whose language nobody told.
_ALL = frozenset(("ja", "en", "ru", "kk", "zh", "", "other"))
_EN = frozenset(("en", ""))  # common nouns: another language spells them otherwise, or means something else
_NOT_KK, _NOT_RU, _KK, _NOT_ZH, _NOT_JA = (
    _ALL - {"kk"},
    _ALL - {"ru"},
    frozenset({"kk"}),
    _ALL - {"zh"},
    _ALL - {"ja"},
)


@dataclass(slots=True)
class Pattern:
    """One form of an entity as it is looked for; an entity of "" only hides what it covers."""

    entity: str
    words: tuple[Word, ...]
    languages: frozenset[str]
    capitals: tuple[int, ...]  # places of the form, from its beginning, where a capital must stand
    sure: bool  # needs neither a word near it nor the full name
    person: bool
    surname: bool  # a person's name of one word
    chinese: bool  # in a Japanese text it must be printed in characters that Japanese has not
    bare_place: bool  # one word: in quotation marks a team, a bank, a club («Астана»), before some words another thing
    given: frozenset[str]  # all words of a person's names, folded
    context: Context | None

    @property
    def is_alphabetic(self) -> bool:
        """Whether letters and endings around it matter: Latin and Cyrillic forms."""
        return self.words[0][1] is not None


def language_family(tag: str) -> str:
    """ja, en, ru, kk or zh of a BCP 47 tag; "" if there is none, "other" for any other language."""
    family = tag.replace("_", "-").split("-")[0].lower()
    return family if family in _ALL else "other"


def entry_patterns(entry: Entry, contexts: Contexts) -> Iterator[Pattern]:
    """Every pattern of an entry, and for a person the surname alone, which needs the full name."""
    is_person = entry.kind == "person"
    forms = [
        (form, bare_name(form.text)) for form in (*entry.forms(), *(_surnames(entry) if is_person else ()))
    ]
    forms.sort(key=lambda pair: not pair[1].islower())  # a form in small letters needs no capital
    folded = [fold(text).text for _, text in forms]
    given = (
        frozenset(" ".join(folded).replace("-", " ").replace("·", " ").split()) if is_person else frozenset()
    )
    seen: set[tuple] = set()
    for (form, text), small in zip(forms, folded, strict=True):
        context = contexts.get((small, entry.id))
        if context is None and text != form.text:
            context = contexts.get((fold(form.text).text, entry.id))
        for words, languages in _spellings(text, small, form.language, entry.kind):
            key = (words, languages)
            if not small or key in seen:
                continue
            seen.add(key)
            yield Pattern(
                entity=entry.id,
                words=words,
                languages=languages,
                capitals=_capitals(text, words, entry.kind),
                sure=not form.ambiguous and (context is None or context.near is None),
                person=is_person,
                surname=is_person and not _BETWEEN_NAMES.search(text),
                chinese=form.language.startswith("zh") and words[0][1] is None,
                bare_place=entry.kind == "place" and small.isalpha(),
                given=given,
                context=context,
            )


def hiding_patterns(text: str) -> Iterator[Pattern]:
    """Patterns of a longer name that is none of ours, so that the name inside it is not taken."""
    for words, languages in _spellings(text, fold(text).text, "ru", "topic"):
        if not _CYRILLIC.search(text):
            languages = _ALL
        yield Pattern(
            entity="",
            words=words,
            languages=languages,
            capitals=_capitals(text, words, ""),
            sure=True,
            person=False,
            surname=False,
            chinese=False,
            bare_place=False,
            given=frozenset(),
            context=None,
        )


def _surnames(entry: Entry) -> list[Form]:
    """The last part of each name of several, unless another name begins with it (オルバン・ビクトル)."""
    names = [(form.language, _BETWEEN_NAMES.split(form.text)) for form in entry.forms()]
    given = {fold(parts[0]).text for _, parts in names if len(parts) > 1}
    return [
        Form(parts[-1], language, ambiguous=True)
        for language, parts in names
        if len(parts) > 1
        and len(parts[-1]) >= (3 if _HAN.search(parts[-1]) else 4)
        and fold(parts[-1]).text not in given
    ]


def bare_name(text: str) -> str:
    """The form without the quotation marks that stand around all of it: they are no part of the name."""
    bare = text[1:-1]
    is_quoted = len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES and not set(bare) & set(_QUOTES)
    return bare if is_quoted else text


def _spellings(
    text: str, small: str, language: str, kind: str
) -> Iterator[tuple[tuple[Word, ...], frozenset[str]]]:
    """(words, languages of texts) of a form; Cyrillic forms are inflected for Russian and for Kazakh texts apart."""
    if text.isascii():
        yield ((small, UNCHANGED),), _EN if text.islower() else _ALL
    elif _KANA.search(text):
        yield ((small, None),), _ALL
    elif _HAN.search(text):
        yield ((small, None),), _han_languages(text, language)
    elif _CYRILLIC.search(text):
        kazakh_only = bool(_KAZAKH_LETTERS.search(text))
        if language != "kk" and not kazakh_only:
            yield _russian_words(text, small, kind), _NOT_KK
        if language == "kk" or kind in ("person", "place", "organisation"):
            languages = _ALL if kazakh_only else _KK if language == "ru" else _NOT_RU
            yield _kazakh_words(text, small, kind), languages
    else:
        yield ((small, UNCHANGED),), _EN if text.islower() else _ALL


def _han_languages(text: str, language: str) -> frozenset[str]:
    if language == "ja":
        return _NOT_ZH
    if language.startswith("zh") and is_japanese(text):
        return _NOT_JA
    return _ALL


def is_japanese(text: str) -> bool:
    """Whether every character has a place in the Japanese standard set: simplified ones have none."""
    try:
        text.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


def _russian_words(text: str, small: str, kind: str) -> tuple[Word, ...]:
    if _is_abbreviation(text):
        return ((small, UNCHANGED),)
    words = small.split(" ")
    common = kind in ("topic", "event")
    return tuple(russian(w, common=common or (len(words) > 1 and w.endswith("ы"))) for w in words)


def _kazakh_words(text: str, small: str, kind: str) -> tuple[Word, ...]:
    if _is_abbreviation(text):
        return ((small, UNCHANGED),)
    head, _, last = small.rpartition(" ")
    if head and len(last) < 4:  # Ақ үйде: short is dangerous only where it stands alone
        return ((small, KAZAKH_CASES),)
    stem, endings = kazakh(last, common=kind in ("topic", "event"), owned=kind == "place")
    return ((f"{head} {stem}" if head else stem, endings),)


def _is_abbreviation(text: str) -> bool:
    return len(text) <= 6 and text.isupper()


def _capitals(text: str, words: tuple[Word, ...], kind: str) -> tuple[int, ...]:
    """The first capital and those of abbreviations; later words may be small (Almaty region)."""
    if words[0][1] is None or text.islower():
        return ()
    length = len(words[0][0])  # a second Russian word may begin elsewhere once the first has an ending
    upper = [match.start() for match in _CAPITAL.finditer(text, 0, length)]
    if not upper:
        return ()
    abbreviations = [
        match.span() for match in _WORD.finditer(text) if match[0].isupper() and len(match[0]) > 1
    ]
    first = upper[0] if upper[0] or not _begins_small(text, kind) else -1
    return tuple(p for p in upper if p == first or any(begin <= p < end for begin, end in abbreviations))


def _begins_small(text: str, kind: str) -> bool:
    """Whether running text may begin it with a small letter: правительство Казахстана, the government of Kazakhstan."""
    if kind in ("person", "place") or " " not in text:
        return False
    if _CYRILLIC.search(text):
        return kind == "event" or text.count(" ") > 1 or len(_CAPITAL.findall(text)) > 1
    return " of " in text
