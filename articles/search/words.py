"""The archive's own words: which of them a word may have been meant to be that no article has.

A slip leaves one half of a word as it was, so its neighbours are among the words that begin or end like it.
"""

import json
import re
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from articles.models import SearchWord
from articles.models.rows import insert_rows
from articles.search.folding import fold
from articles.search.sounds import likeness, sound_of
from articles.search.split import WORD

SHORTEST, LONGEST = 4, 30  # letters of a word that is kept
LETTERS_A_SLIP = 4  # of so many letters one may be wrong
MOST_SLIPS = 2
MOST_NEIGHBOURS = 3000  # words that are compared with one that nothing has
MOST_MEANT = 5
_LEAST_ALIKE, _LEAST_ALIKE_KANA = 0.75, 0.6  # kana put vowels between consonants
_KATAKANA = re.compile(f"[ァ-ヺー]{{{SHORTEST},{LONGEST}}}")
# Its consonants are no part of the name: Гроссманом, Гроссманами.
_CONSONANT_ENDING = re.compile("(?<=....)(?:[оыея]м|[ая]ми|[ая]х|[ая]м|ов|ев)$")


def index_words(texts: Iterable[str]) -> None:
    """Keep the words of these texts that are not kept yet."""
    words = sorted({word for text in texts for word in words_in(text)})
    known = _known(words)
    new = [word for word in words if word not in known]
    if new:
        insert_rows(
            SearchWord, ("text", "backwards", "sound"), [(word, word[::-1], sound_of(word)) for word in new]
        )


def words_in(text: str) -> set[str]:
    """The words of a text that a reader may misspell, folded."""
    folded = fold(text)
    found = {word for word in WORD.findall(folded) if SHORTEST <= len(word) <= LONGEST and word.isalpha()}
    found.update(_KATAKANA.findall(folded))
    return found


def nearest_words(text: str) -> list[tuple[int, str]]:
    """(how many slips apart, word) of the words most like `text`, the nearest first."""
    wanted = fold(text).strip()
    slips = min(MOST_SLIPS, len(wanted) // LETTERS_A_SLIP)
    if not slips or len(wanted) > LONGEST:
        return []
    half = len(wanted) // 2
    rest = len(wanted) - 1 - half
    near = begins("text", wanted[:half]) | begins("backwards", wanted[::-1][:rest])
    lengths = {"length__gte": len(wanted) - slips, "length__lte": len(wanted) + slips}
    words = SearchWord.objects.annotate(length=Length("text")).filter(near, **lengths).order_by("id")
    found = set()
    for word in words.values_list("text", flat=True)[:MOST_NEIGHBOURS]:
        distance = OSA.distance(wanted, word, score_cutoff=slips)
        if 0 < distance <= slips:
            found.add((distance, word[0] != wanted[0], word))
    return [(distance, word) for distance, _, word in sorted(found)[:MOST_MEANT]]


def words_that_sound_like(text: str) -> list[str]:
    """Words of another script that sound like `text`, those most alike first."""
    wanted = fold(text).strip()
    if not wanted or wanted.isspace():
        return []
    sounds = {sound_of(wanted), sound_of(_CONSONANT_ENDING.sub("", wanted))} - {""}
    words = SearchWord.objects.filter(sound__in=sounds).order_by("id").values_list("text", flat=True)
    found = set()
    for word in words[:MOST_NEIGHBOURS]:
        alike = likeness(wanted, word)
        if _script(word) != _script(wanted) and alike >= _least(word, wanted):
            found.add((-alike, word))
    return [word for _, word in sorted(found)[:MOST_MEANT]]


def begins(field: str, prefix: str) -> Q:
    """The rows whose field begins so, as a range where SQLite's LIKE would read all."""
    begun = Q(**{f"{field}__startswith": prefix})
    if connection.vendor == "sqlite":
        begun &= Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + chr(0x10FFFF)})
    return begun


def _known(words: list[str]) -> set[str]:
    sqlite = connection.vendor == "sqlite"
    among = "IN (SELECT value FROM json_each(%s))" if sqlite else "= ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT text FROM articles_searchword WHERE text {among}",
            [json.dumps(words) if sqlite else words],
        )
        return {row[0] for row in cursor.fetchall()}


def _script(word: str) -> str:
    return "kana" if "ァ" <= word[0] <= "ヺ" else "latin" if word.isascii() else "other"


def _least(*words: str) -> float:
    return _LEAST_ALIKE_KANA if "kana" in map(_script, words) else _LEAST_ALIKE
