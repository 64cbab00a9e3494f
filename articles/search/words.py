"""The archive's own words: which of them a word may have been meant to be that no article has, and names by their sound.

A slip leaves one half of a word as it was, so its neighbours are among the words that begin or end like it.
"""

import json
import re
import sys
from collections.abc import Collection, Iterable
from functools import cache
from itertools import product

import numpy as np
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from articles.models import SearchWord
from articles.models.prepared import Prepared, asked_list, filled, size_for
from articles.models.rows import insert_rows
from articles.search.folding import fold
from articles.search.sounds import bare, is_alike, script_of, sound_of
from articles.search.split import WORD
from articles.search.stems import TABLES, all_stems, is_kazakh, stem
from articles.text.characters import codes_of, text_of

SHORTEST, LONGEST = 4, 30  # letters of a word that is kept
LETTERS_A_SLIP = 4  # of so many letters one may be wrong
MOST_SLIPS = 2
MOST_COMPARED = 3000  # words that are compared with one
MOST_MEANT = 5
_KATAKANA = re.compile(f"[ァ-ヺー]{{3,{LONGEST}}}")
_WORD = re.compile(rf"{_KATAKANA.pattern}|[^\W\d_ァ-ヺー]{{{SHORTEST},{LONGEST}}}")


_RUSSIAN = re.compile("[а-я]+")
_KAZAKH = {"а": "аә", "г": "гғ", "и": "иі", "к": "кқ", "н": "нң", "о": "оө", "у": "уүұ", "х": "хһ"}
_PLAIN = {ord(letter): plain for plain, letters in _KAZAKH.items() for letter in letters[1:]}


def index_words(texts: Iterable[str]) -> None:
    """Keep the words of these texts that are not kept yet."""
    met: set[tuple[str, str]] = set()
    for text in texts:
        words = _letters(text)
        small = _worth({word for word in words if not word[0].isupper()})
        met.update((word, sound_of(word) if _KATAKANA.match(word) else "") for word in small)
        for word in _worth({word for word in words if word[0].isupper()}) - small:
            met.update(((word, sound_of(word)), (word, sound_of(bare(word)) or sound_of(word))))
    new = sorted(met - _known({word for word, _ in met}))
    if new:
        rows = [(word, word[::-1], sound) for word, sound in new]
        insert_rows(SearchWord, ("text", "backwards", "sound"), rows)


def _letters(text: str) -> set[str]:
    """The words and katakana of a text as they stand, all at once."""
    codes = codes_of(text)
    return set(text_of(np.where(_is_letter().take(codes), codes, ord(" "))).split())


def _worth(words: set[str]) -> set[str]:
    """The folded words of which a reader may misspell one."""
    return {word for word in fold(" ".join(words)).split() if _WORD.fullmatch(word)}


@cache
def _is_letter() -> np.ndarray:
    """Of every character: whether it is part of a word or of katakana, which figures and other Japanese characters part."""
    wanted = np.zeros(sys.maxunicode + 1, dtype=bool)
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    for match in re.finditer(f"[ァ-ヺーｦ-ﾟ\u0300-\u036f\u3099\u309a]+|{WORD.pattern}", everything):
        wanted[match.start() : match.end()] = True
    for match in re.finditer(r"\d+", everything):
        wanted[match.start() : match.end()] = False
    return wanted


def nearest_words(text: str) -> list[tuple[int, str]]:
    """(how many slips apart, word) of the words most like `text`, the nearest first."""
    wanted = fold(text).strip()
    slips = min(MOST_SLIPS, len(wanted) // LETTERS_A_SLIP)
    if not slips or len(wanted) > LONGEST:
        return []
    begun = stem(wanted, "")
    half = len(wanted) // 2
    rest = len(wanted) - 1 - half
    near = begins("text", wanted[:half]) | begins("backwards", wanted[::-1][:rest])
    lengths = {"length__gte": len(wanted) - slips, "length__lte": len(wanted) + slips}
    words = SearchWord.objects.annotate(length=Length("text")).filter(near, **lengths).order_by("id")
    found = set()
    for word in words.values_list("text", flat=True)[:MOST_COMPARED]:
        distance = OSA.distance(wanted, word, score_cutoff=slips)
        has_other_ending = distance > slips
        if has_other_ending:  # колыбелная, колыбельную
            distance = 1 + OSA.distance(begun, stem(word, ""), score_cutoff=slips - 1)
        if 0 < distance <= slips:
            found.add((distance, has_other_ending, word[0] != wanted[0], word))
    return [(distance, word) for distance, _, _, word in sorted(found)[:MOST_MEANT]]


def kazakh_words(text: str) -> list[str]:
    """укимет → үкімет: the words that one typed without Kazakh letters may be or begin, the shortest first."""
    wanted = stem(fold(text).strip(), "kk")
    if len(wanted) < SHORTEST or not _RUSSIAN.fullmatch(wanted):
        return []
    begun = Q()
    for letters in product(*(_KAZAKH.get(letter, letter) for letter in wanted[:SHORTEST])):
        begun |= begins("text", "".join(letters))
    words = SearchWord.objects.filter(begun).order_by("id").values_list("text", flat=True)[:MOST_COMPARED]
    alike = {word for word in words if is_kazakh(word) and word.translate(_PLAIN).startswith(wanted)}
    return sorted(alike, key=lambda word: (len(word), word))[:MOST_MEANT]


def alike_in_other_scripts(words: Collection[str]) -> dict[str, list[str]]:
    """Names in other scripts that sound like each of these words, one form of each name; none for a word that is no name."""
    wanted = {word: folded for word in words if _WORD.fullmatch(folded := fold(word).strip())}
    sounds = {word: {sound_of(folded), sound_of(bare(folded))} - {""} for word, folded in wanted.items()}
    asked = set().union(*sounds.values())
    if not asked:
        return {}
    size = size_for(asked)
    names = list(_sounding(size)(**filled("sound", asked, size, nothing="-")))
    near = {
        word: direct
        for word, folded in wanted.items()
        if (direct := [name for name, sound in names if sound in sounds[word] and is_alike(folded, name)])
    }
    known = _known([wanted[word] for word in near]) if near else set()
    small = {text for text, sound in known if not sound}
    met = {text for text, _ in known}
    return {
        word: _one_form_each(
            [*direct, *_alike_by_these(wanted[word], direct, names, is_met=wanted[word] in met)]
        )
        for word, direct in near.items()
        if wanted[word] not in small
    }


def other_given_names(word: str) -> list[str]:
    """Юрий, in whatever case: Yuri, ユーリー."""
    return [name for stemmed in all_stems(fold(word)) for name in _given_names().get(stemmed, ())]


@cache
def _given_names() -> dict[str, list[str]]:
    rows = [
        line.split()
        for line in (TABLES / "given_names.txt").read_text(encoding="utf-8").splitlines()
        if line[0] != "#"
    ]
    return {stem(fold(name), ""): [other for other in row if other != name] for row in rows for name in row}


def _alike_by_these(word: str, direct: list[str], names: list[tuple[str, str]], *, is_met: bool) -> list[str]:
    """sumetofu is like スメトフ, and スメトフ like Сметов.

    Latin letters and kana write one name in many ways: it is like Smetov too, where no article has it as typed.
    """
    others = {name for name, _ in names}.difference(direct)
    if is_met or script_of(word) not in ("latin", "kana"):
        others = {name for name in others if script_of(name) != script_of(word)}
    return [name for name in others if any(is_alike(other, name) for other in direct[:MOST_MEANT])]


def _one_form_each(names: Iterable[str]) -> list[str]:
    """The shortest form of each name."""
    forms: dict[str, str] = {}
    for name in names:
        forms[stem(name, "")] = min(forms.get(stem(name, ""), name), name, key=lambda form: (len(form), form))
    return sorted(forms.values())[:MOST_MEANT]


@cache
def _sounding(size: int) -> Prepared:
    """What was never met in small letters."""
    small = SearchWord.objects.filter(text=OuterRef("text"), sound="")
    names = SearchWord.objects.filter(~Exists(small), sound__in=asked_list("sound", size, CharField()))
    return Prepared(lambda: names.order_by("id").values_list("text", "sound")[:MOST_COMPARED])


def begins(field: str, prefix: str | Value, end: Value | None = None) -> Q:
    """The rows whose field begins so; `end` is the last text that does."""
    if connection.vendor != "sqlite":
        return Q(**{f"{field}__startswith": prefix})
    # SQLite's LIKE would read every row where a range does, and knows no capital letters.
    return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + chr(0x10FFFF) if end is None else end})


def _known(words: Collection[str]) -> set[tuple[str, str]]:
    """(word, sound) of the rows of these words; all of them in one statement, however many."""
    sqlite = connection.vendor == "sqlite"
    among = "IN (SELECT value FROM json_each(%s))" if sqlite else "= ANY(%s)"
    values = sorted(words)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT text, sound FROM articles_searchword WHERE text {among}",
            [json.dumps(values) if sqlite else values],
        )
        return set(cursor.fetchall())
