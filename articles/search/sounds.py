"""How a word sounds, roughly: a key that Гроссман, Grossman and グロスマン share, and how near two of them are."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from articles.text.romaji import romaji

FEWEST_CONSONANTS = 3  # with less, too many words sound alike

# One letter for what one script tells apart and another does not, by the order of writing.
_SPELLINGS = (
    ("shch|sch|sh|tch|tsch|ch|cz|ts|tz|zh|dzh|dj|dz|j|x(?=i)", "s"), ("kh", "h"), ("ph", "f"), ("th", "s"), ("ck|q", "k"),
    ("c(?=[eiy])", "s"), ("c", "k"), ("x", "ks"), ("wh?|v|f|p", "b"), ("l", "r"), ("z|t(?=i)|d(?=i)", "s"), ("d", "t"),
    ("gh?", "k"), ("m", "n"), ("y(?=[aeiou])", ""), ("y", "i"), ("[^a-z]", ""),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_SILENT = re.compile("[aeiouh]")


@lru_cache(maxsize=32768)
def spelt(word: str) -> str:
    """A folded word in few Latin letters: лавров → rabrob, ラブロフ → raburobu."""
    letters = romaji(word) if "ァ" <= word[0] <= "ヺ" else anyascii(word)
    letters = letters.lower()
    for pattern, letter in _SPELLINGS:
        letters = re.sub(pattern, letter, letters)
    return _DOUBLE.sub(r"\1", letters)


def sound_of(word: str) -> str:
    """The consonants alone; nothing where they are too few to say which word it is."""
    consonants = _DOUBLE.sub(r"\1", _SILENT.sub("", spelt(word)))
    return consonants if len(consonants) >= FEWEST_CONSONANTS else ""


def likeness(one: str, other: str) -> float:
    """From 0 to 1, for two words with the same consonants."""
    return Levenshtein.normalized_similarity(spelt(one), spelt(other))
