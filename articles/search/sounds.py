"""How a name sounds: a rough key that Гроссман, Grossman and グロスマン share, and how much alike two of them are."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Indel

from articles.search.stems import is_kazakh, stem
from articles.text.romaji import romaji

FEWEST_CONSONANTS = 3  # with less, too many words sound alike
MOST_CONSONANTS = 30  # Hangul and other scripts have several in one letter
LEAST_ALIKE, LEAST_ALIKE_SHORT = 0.8, 0.9
SHORT = 5  # letters of a name that is short

_CASE = re.compile("(?<=....)(?:[оыея]м|[оы]й|[ая]ми|[ая]х|[ая]м|[аяоеуюыи])$")
_ADJECTIVE = re.compile("(?<=...[сц]к)(?:ого|ому|ими?|ий|ая|ой|ую|ие|их)$")  # Спасского, Чайковскому
_FAMILY = re.compile("(?<=..(?:ov|ev|in|ko))s$")  # the Akhmetovs
_CYRILLIC = re.compile("[а-яё]")
_LAST_VOWELS = re.compile("[aeiou]+$")  # アイダナ, Айданой
_ROMAJI = re.compile("(?:(?:[kgszjtdnhbpmrfyw]|sh|ch|ts|[kgnhbpmr]y)?[aeiou]|n(?![aeiou]))+")  # tokaefu
_DOUBLE = re.compile(r"(.)\1+")

_Spellings = list[tuple[re.Pattern, str]]


def _spellings(*pairs: tuple[str, str]) -> _Spellings:
    return [(re.compile(pattern), letters) for pattern, letters in pairs]


# One spelling for what is written in many ways in Latin letters.
_LATIN = _spellings(
    ("shch|tsch|sch", "sh"), ("tch", "ch"), ("dzh|zh|dj", "j"), ("tz|ts", "z"), ("th", "t"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("ck|q|c(?![heiy])", "k"), ("c(?=[eiy])", "z"), ("x", "ks"), ("w", "v"), ("[^a-z]", ""), ("y", "i"), ("i(?=[aeou])", ""), ("iy?$", "i"),
)  # fmt: skip
# What kana do not tell apart (ベルドゥイバエフ is Бердыбаев); a v at the end is spoken as an f.
_AS_KANA = _spellings(("shich(?=[eu])", "sh"), ("v(?=[kstpfch]|$)", "f"), ("l", "r"), ("v", "b"), ("(?<=[td])oi(?![aeou])", "i"), ("ti", "chi"), ("di", "ji"), ("z", "s"))  # fmt: skip
# The vowels that kana put between consonants: エンブラエル, スメトフ.
_BETWEEN = _spellings(
    ("(?<![sc])h(?=[bcdfgjkmnprst])", "f"),
    ("(?<=[bcdfghjkmnprstz])u(?![aeiou])", ""),
    ("(?<=[td])o(?![aeiou])", ""),
    ("n(?=[bp])", "m"),
)
# And what else may differ between two scripts, vowels above all; Хромтау is フロムタウ.
_ROUGH = _spellings(
    ("(?<![sc])(?:h|fu?)(?=[bcdfgjkmnprst])", ""),
    ("sh|ch|j|z", "s"),
    ("[fvp]", "b"),
    ("d", "t"),
    ("g", "k"),
    ("m", "n"),
    ("[aeiouh]", ""),
    ("ss+", "s"),
)


@lru_cache(maxsize=32768)
def spelt(name: str, *, as_kana: bool = False) -> str:
    """A folded name in Latin letters: щербаков → sherbakov; as kana would have it, sherbakof."""
    letters = _apply(_LATIN, romaji(name) if script_of(name) == "kana" else anyascii(name).lower())
    return _DOUBLE.sub(r"\1", _apply(_AS_KANA, letters) if as_kana else letters)


def sound_of(name: str) -> str:
    """The consonants alone, of two with the vowels; nothing where they are too few to say which name it is."""
    spelling = spelt(name, as_kana=True)
    consonants = _apply(_ROUGH, spelling)
    if len(consonants) >= FEWEST_CONSONANTS:
        return consonants[:MOST_CONSONANTS]
    if len(consonants) < FEWEST_CONSONANTS - 1 or len(spelling) < SHORT:
        return ""
    return _LAST_VOWELS.sub("", _apply(_BETWEEN, spelling))[:MOST_CONSONANTS]


def bare(name: str) -> str:
    """The name without the ending of a case: гроссманом → гроссман."""
    if is_kazakh(name):
        return stem(name, "kk")
    if not _CYRILLIC.search(name):
        return _FAMILY.sub("", name)
    return _CASE.sub("", _ADJECTIVE.sub("", name))


def is_alike(one: str, other: str) -> bool:
    """Whether two names of different scripts may be one name."""
    if script_of(one) == script_of(other):
        return False
    as_kana = any(script_of(name) == "kana" or _ROMAJI.fullmatch(name) for name in (one, other))
    spellings = [[spelt(form, as_kana=as_kana) for form in {name, bare(name)}] for name in (one, other)]
    if as_kana:
        spellings = [[*forms, *(_apply(_BETWEEN, form) for form in forms)] for forms in spellings]
    return any(_is_alike(first, second) for first in spellings[0] for second in spellings[1])


def _is_alike(one: str, other: str) -> bool:
    least = LEAST_ALIKE_SHORT if min(len(one), len(other)) <= SHORT else LEAST_ALIKE
    return Indel.normalized_similarity(one, other) >= least


def script_of(word: str) -> str:
    """The alphabet in which one name is written one way: Kazakh has its own."""
    if "ァ" <= word[0] <= "ヺ":
        return "kana"
    if is_kazakh(word):
        return "kazakh"
    return "cyrillic" if _CYRILLIC.search(word) else "latin"


def _apply(spellings: _Spellings, letters: str) -> str:
    for pattern, replacement in spellings:
        letters = pattern.sub(replacement, letters)
    return letters
