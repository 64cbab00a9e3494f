"""The endings that Russian and Kazakh hang on a name, as patterns that follow its unchanging part."""

import re
from functools import cache

_LETTER = "a-z0-9_\u00c0-\u024f\u0400-\u04ff"
_END = f"(?![{_LETTER}])"
_VOWELS = "аеёиоуыэюяәіөұү"

# Last letters of a word: what of them stays, and what may stand in their place. Singular only: the plural of
# a name is another word (Крымов), and the lists with plurals below serve common nouns.
_RUSSIAN = (
    ("ия", 1, "я|и|ю|ей|ею"),
    ("ый", 2, "ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми"),
    ("ий", 2, "ий|ого|его|ому|ему|им|ом|ем|ая|яя|ой|ей|ую|юю|ое|ее|ие|их|ими|ия|ию|ием|ии"),
    ("ой", 2, "ой|ого|ому|ым|ом|ая|ую|ое|ые|ых|ыми"),
    ("ая", 2, "ая|ой|ую|ою"),
    ("яя", 2, "яя|ей|юю"),
    ("ое", 2, "ое|ого|ому|ым|им|ом"),
    ("ее", 2, "ее|его|ему|им|ем"),
    ("ые", 2, "ые|ых|ым|ыми"),
    ("ие", 2, "ие|их|им|ими|ия|ию|ием|ии|ий|иям|иями|иях"),
    ("ии", 1, "и|й|ям|ями|ях|я|ю|ей"),
    ("а", 1, "а|ы|и|е|у|ой|ою|ей"),
    ("я", 1, "я|и|е|ю|ей|ёй|ею"),
    ("й", 1, "й|я|ю|ем|е|и"),
    ("ь", 1, "ь|и|ью|я|ю|ем|е"),
    ("о", 1, "о|а|у|ом|е"),
    ("е", 1, "е|я|ю|ем|и"),
)
_RUSSIAN_PLURAL = (
    ("ия", 1, "я|й|ям|ями|ях|и|ю|ей|ем"),
    ("ы", 1, "ы|ов|ам|ами|ах|"),
    ("и", 1, "и|ов|ев|ей|ам|ами|ах|ям|ями|ях|"),
    ("а", 1, "а|ы|и|е|у|ой|ою|ей|ам|ами|ах|"),
    ("ь", 1, "ь|и|ью|я|ю|ем|е|ей|ям|ями|ях"),
)
# The same by last letter, for names and for common nouns.
_BY_LAST_LETTER = {
    common: {
        letter: [row for row in rows if row[0].endswith(letter)] for letter in {row[0][-1] for row in rows}
    }
    for common, rows in ((False, _RUSSIAN), (True, (*_RUSSIAN_PLURAL, *_RUSSIAN)))
}
_CONSONANT = "|а|у|е|ом|ем"
_SURNAME = "|а|у|е|ым|ом"

_KAZAKH_CASES = "[нтд][ыі]ң|[ғгқк][ае]|на|не|[нтд][ыі]|[дт][ае]|нд[ае]|[дтн][ае]н|нд[ае]н|[мбп]ен"
_KAZAKH = f"(?:{_KAZAKH_CASES})?(?:[ғгқк][ыі])?"
_KAZAKH_OWNED = f"(?:{_KAZAKH_CASES}|н)?(?:[ғгқк][ыі])?"


@cache
def _compiled(endings: str) -> re.Pattern[str]:
    return re.compile(f"(?:{endings}){_END}")


UNCHANGED = _compiled("")
KAZAKH_CASES = _compiled(_KAZAKH)


def russian(word: str, *, common: bool) -> tuple[str, re.Pattern[str]]:
    """The folded word's unchanging part and the endings it takes; a common noun has a plural too."""
    if len(word) < 2 or not word[-1].isalpha() or (len(word) == 2 and word[-1] in _VOWELS):
        return word, UNCHANGED
    for ending, cut, endings in _BY_LAST_LETTER[common].get(word[-1], ()):
        if word.endswith(ending) and len(word) - cut >= 2:
            return word[: len(word) - cut], _compiled(endings)
    if word[-1] in _VOWELS:
        return word, UNCHANGED
    if common:
        return word, _compiled(_CONSONANT + "|ы|и|ов|ам|ами|ах")
    surname = word.endswith(("ов", "ев", "ин", "ын"))
    return word, _compiled(_SURNAME if surname else _CONSONANT)


def kazakh(word: str, *, common: bool, owned: bool = False) -> tuple[str, re.Pattern[str]]:
    """The folded word's unchanging part and the chain of suffixes it takes; short words take none.

    A common noun may also be somebody's (мұнайы, the oil of) or many; Қытайлар are people, not the country.
    A place of six letters may be somebody's too (Тоқаевтың Қазақстаны); a shorter one is then another word (аралы).
    """
    if len(word) < 4:
        return word, UNCHANGED
    if word.endswith(("сы", "сі", "ғы", "гі", "лігі", "лығы", "ы", "і")):
        return word, _compiled(f"{_KAZAKH_OWNED}|{_KAZAKH}")
    if word.endswith(("қ", "к")):
        soft = "ғ" if word.endswith("қ") else "г"
        if word.endswith("ск"):  # a Russian town: Минскідегі
            return word[:-1], _compiled(f"кі?{_KAZAKH}|г[ыі]{_KAZAKH_OWNED}")
        return word[:-1], _compiled(f"{word[-1]}{_KAZAKH}|{soft}[ыі]{_KAZAKH_OWNED}")
    if common:
        return word, _compiled(f"[сн]?[ыі]{_KAZAKH_OWNED}|(?:[лдт][ае]р)?{_KAZAKH}")
    return word, _compiled(f"с?[ыі]{_KAZAKH_OWNED}|{_KAZAKH}" if owned and len(word) > 5 else _KAZAKH)
