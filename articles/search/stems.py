"""Words without their endings: Snowball for English, light stemmers of our own for Russian and Kazakh.

Snowball's Russian stemmer takes nouns for verbs (уран → ура, but урану → уран; визит → виз, but визита → визит), so the
cases of a noun part ways. Ours takes off what nouns and adjectives change, until nothing more comes off.
"""

import re
import threading
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

TABLES = Path(__file__).parent / "tables"

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
        f"|(?<=[ыі])(?:ндағы|ндегі|нан|нен|нда|нде|на|не|н)$|(?<={_VOWEL})(?:ның|нің|нікі|ны|ні)$|(?<=[мнң])(?:ның|нің|нан|нен)$"
    ),
    re.compile(
        f"(?<=[аәеиоөуұүэюя])(?:сы|сі)$|(?<=ш[ыі])(?:сы|сі)$|(?<={_VOWEL})(?:мыз|міз|ңыз|ңіз)$|(?<!{_VOWEL})(?:ымыз|іміз|ыңыз|іңіз|ым|ім|ың|ің|ы|і)$"
    ),
    re.compile(f"(?<={_HARD})(?:тар|тер)$|(?<={_SOFT})(?:лар|лер|дар|дер)$"),
    re.compile(f"(?<={_HARD})(?:тық|тік)$|(?<={_SOFT})(?:дық|дік)$"),
)
# халық, халқы: the vowel that went before an ending comes back.
_KAZAKH_LOST_VOWEL = re.compile("(?<=[лр])қ$")
_HARDENED = {"б": "п", "г": "к", "ғ": "қ"}
_SHORTEST_STEM = 3

_RUSSIAN_LONG = (
    "(?<=...)(?:ыми|ими|ого|его|ому|ему|ую|юю|ая|яя|ое|ее|ые|ие|ый|ий|ых|их|ым|им|ой|ей|ою|ею"
    "|иями|ями|ами|иях|ях|ах|иям|ям|ам|ием|ем|ом|ией|ию|ью|ия|ья|ии|ье|ьи)$"
)
_RUSSIAN_ENDING = re.compile(f"{_RUSSIAN_LONG}|(?<=...)[аяоеуюыиьй]$")
# Of many (режимов), and of surnames: after it no single vowel goes, or Токаев would be ток.
_RUSSIAN_OV = re.compile("(?<=...)ов$|(?<=....)ев$")
_RUSSIAN_BEFORE_OV = re.compile(_RUSSIAN_LONG)
_REFLEXIVE = re.compile("(?<=....)(?:ся|сь)$")
# паводок, паводки: a vowel that comes and goes.
_FLEETING_VOWEL = re.compile("(?<=..)([бвгджзклмнпрстфхцчшщ])[ое]([кц])$")

# What makes a word of another: японский, пенсионер, экспортировать; шаруашылық; mining. Of a root four letters stay.
_DERIVED = re.compile(
    "(?<=....)(?:(?:из)?ироват|(?:из)?ирован|(?:из)?аци|оват|ован|[аеиыя]т|[иы]ва|[еи]в|[ая]?ни|ени|[аея]н|онер|онн|енн|анн|тельн|тел"
    "|ност|ост|еств|ств|[оеи]вск|[аи]нск|[еи]?ческ|ск|ниц|ник|чик|щик|ец|ц|инг|ер|н|к"
    "|шылық|шілік|[лдт]ық|[лдт]ік|шы|ші|ш|[гк]ер|[лдт]ас|[лдт]ес|сыз|сіз|[лдт]ы|[лдт]і|у|ing|er)$"
    "|(?<=...и)(?:зм|ст)$"
)
# похищение, похитить; обсуждение, обсудить: what a root's last consonant was before.
_SOFTENED = {"щ": ("т", "ст"), "ж": ("д", "г", "з"), "ч": ("т", "к", "ц"), "ш": ("с", "х")}

# Plurals that change within: woman and women, wolf and wolves. Of those that Snowball leaves, the singular.
_ENGLISH_MAN = re.compile("(?<=..)m[ae]n$")
_ENGLISH_PLURALS = {"children": "child", "wive": "wife", "knive": "knife", "thiev": "thief", "loav": "loaf"}

# What British and American English spell in two ways: neighbour, organise, centre, analyse, defence.
_AMERICAN = (
    (re.compile("(?<=[a-z]{3})our(?=s?$|ed$|ing$|ly$|hood|able|ite|less)"), "or"),
    (re.compile("(?<=[a-z]{4})is(?=e[drs]?$|ers$|ing$|ations?$)"), "iz"),
    (re.compile("(?<=[a-z]{2}[tb])re(?=s?$)"), "er"),
    (re.compile("(?<=[a-z]{2}ly)s(?=e[drs]?$|ing$)"), "z"),
    (re.compile("(?<=def|off|lic)ence(?=s?$)"), "ense"),
)

# Words whose forms look like those of others: судья is no суд, свои no СВО.
_RUSSIAN_APART = {f"суд{end}": "судь" for end in ["ья", "ьи", "ье", "ью", "ьей", "ей", "ьям", "ьями", "ьях"]}
_RUSSIAN_APART |= {
    f"сво{end}": "свой"
    for end in ["й", "я", "е", "и", "его", "ей", "ему", "им", "их", "ими", "ем", "ю", "ею"]
}

_stemmers = threading.local()  # Snowball's stemmer keeps the word it works on, so a thread needs its own


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; `language` decides only where the letters do not."""
    if word.isascii():
        return _english(word) if word.isalpha() else word
    if not _CYRILLIC.search(word):
        return word
    if language == "kk" or is_kazakh(word):
        return _kazakh(word)
    return _russian(word)


def is_kazakh(word: str) -> bool:
    """Whether a folded word has letters that no other language of the archive has."""
    return bool(_KAZAKH_LETTERS.search(word))


def all_stems(word: str) -> tuple[str, ...]:
    """The stems that a word of unknown language may have in the index, the likeliest first."""
    return tuple(dict.fromkeys((stem(word, ""), stem(word, "kk"))))


def roots(word: str) -> list[str]:
    """What a folded word may have been made of, as far as its ending tells: японский → япон, похищение → похит."""
    found = []
    for shorter in all_stems(word):
        while (cut := _DERIVED.sub("", shorter)) != shorter:
            shorter = cut
        found += [shorter, *(shorter[:-1] + hard for hard in _SOFTENED.get(shorter[-1], ()))]
    return found


def _english(word: str) -> str:
    stemmer = getattr(_stemmers, "english", None)
    if stemmer is None:
        stemmer = _stemmers.english = snowballstemmer.stemmer("english")
    word = _irregular().get(word, word)
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    stemmed = stemmer.stemWord(word)
    if stemmed.endswith("lv"):
        return f"{stemmed[:-1]}f"
    return _ENGLISH_PLURALS.get(stemmed) or _ENGLISH_MAN.sub("mn", stemmed)


def other_forms(stemmed: str) -> tuple[str, ...]:
    """The words that have this stem and look otherwise: stole, stolen."""
    return _of_stems().get(stemmed, ())


@cache
def _irregular() -> dict[str, str]:
    lines = (TABLES / "irregular.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return {form: word for word, *forms in rows for form in forms}


@cache
def _of_stems() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for form in _irregular():
        found[stem(form, "")] = (*found.get(stem(form, ""), ()), form)
    return found


def _russian(word: str) -> str:
    if word in _RUSSIAN_APART:
        return _RUSSIAN_APART[word]
    word = _without(_RUSSIAN_ENDING, _REFLEXIVE.sub("", word))
    if (shorter := _RUSSIAN_OV.sub("", word)) != word:
        word = _without(_RUSSIAN_BEFORE_OV, shorter)
    return _FLEETING_VOWEL.sub(r"\1\2", word)


def _without(ending: re.Pattern, word: str) -> str:
    while (shorter := ending.sub("", word)) != word:
        word = shorter
    return word


def _kazakh(word: str) -> str:
    # Until nothing more comes off: оқушы loses its -ы, so оқушылар must lose it after its -лар.
    while (shorter := _without_kazakh_endings(word)) != word:
        word = shorter
    return _KAZAKH_LOST_VOWEL.sub("ық", word)


def _without_kazakh_endings(word: str) -> str:
    for endings in _KAZAKH_ENDINGS:
        shorter = endings.sub("", word)
        if len(shorter) >= _SHORTEST_STEM:
            word = shorter
    # мектеп, мектебі: the last consonant softens before a vowel.
    return word[:-1] + _HARDENED.get(word[-1], word[-1])
