"""Words without their endings: Snowball for English and Russian, a light stemmer of our own for Kazakh."""

import re
import threading
from functools import lru_cache

import snowballstemmer

_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[\u0400-\u052f]")

# A word is stem, -лық, number, possession, case; each may be missing. Harmony says what may stand before an ending,
# so президенті gives up its -і and not a -ті. The ending of Қазақстан is none.
_HARD, _VOWEL = "[бвгдпфкқтсшщхцчһ]", "[аәеиоөуұүыіэюя]"
_SOFT = "[^бвгдпфкқтсшщхцчһ]"
_KAZAKH_ENDINGS = (
    re.compile(
        f"(?<={_HARD})(?:тағы|тегі|тікі|тың|тің|тан(?<!стан)|тен|қа|ке|та|те|ты|ті|пен)$"
        f"|(?<={_SOFT})(?:дағы|дегі|дікі|дың|дің|дан|ден|ға|ге|да|де|ды|ді|бен|мен)$"
        f"|(?<=[ыі])(?:ндағы|ндегі|нан|нен|нда|нде|на|не|н)$|(?<={_VOWEL})(?:ның|нің|нікі|ны|ні)$|(?<=[мнң])(?:ның|нің)$"
    ),
    re.compile(
        f"(?<={_VOWEL})(?:сы|сі|мыз|міз|ңыз|ңіз)$|(?<!{_VOWEL})(?:ымыз|іміз|ыңыз|іңіз|ым|ім|ың|ің|ы|і)$"
    ),
    re.compile(f"(?<={_HARD})(?:тар|тер)$|(?<={_SOFT})(?:лар|лер|дар|дер)$"),
    re.compile(f"(?<={_HARD})(?:тық|тік)$|(?<={_SOFT})(?:дық|дік)$"),
)
_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
_SHORTEST_STEM = 3

# паводок, паводки: Snowball leaves the vowel that comes and goes.
_FLEETING_VOWEL = re.compile("(?<=..)([бвгджзклмнпрстфхцчшщ])[ое]([кц])$")

_stemmers = threading.local()  # Snowball's stemmers keep the word they work on, so a thread needs its own


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; `language` decides only where the letters do not."""
    if word.isascii():
        return _snowball("english", word) if word.isalpha() else word
    if not _CYRILLIC.search(word):
        return word
    if language == "kk" or _KAZAKH_LETTERS.search(word):
        return _kazakh(word)
    return _FLEETING_VOWEL.sub(r"\1\2", _snowball("russian", word))


def all_stems(word: str) -> list[str]:
    """The stems that a word of unknown language may have in the index, the likeliest first."""
    return list(dict.fromkeys((stem(word, ""), stem(word, "kk"))))


def _snowball(language: str, word: str) -> str:
    stemmer = getattr(_stemmers, language, None)
    if stemmer is None:
        stemmer = snowballstemmer.stemmer(language)
        setattr(_stemmers, language, stemmer)
    return stemmer.stemWord(word)


def _kazakh(word: str) -> str:
    for endings in _KAZAKH_ENDINGS:
        shorter = endings.sub("", word)
        if len(shorter) >= _SHORTEST_STEM:
            word = shorter
    # мектеп, мектебі: the last consonant softens before a vowel.
    return word[:-1] + _HARDENED.get(word[-1], word[-1])
