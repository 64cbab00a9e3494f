"""Which stretches of a text are in another language, so that each is set in its own face and read by its own voice."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from articles.text.languages import detect_language, lang_of_run
from articles.text.scripts import count_scripts_in

LETTERS = {
    "latin": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ",
    "cyrillic": "Ѐ-ԯᲀ-᲏",
    "cjk": "々〇ぁ-ゖゝ-ヿㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾝ𠀀-𱍏",
    "hangul": "ᄀ-ᇿ가-힣",
    "arabic": "؀-ۿݐ-ݿ",
    "hebrew": "א-ת",
    "greek": "Ͱ-Ͽἀ-῿",
    "thai": "ก-๛",
    "devanagari": "ऀ-ॿ",
    "georgian": "Ⴀ-ჿ",
    "armenian": "Ա-֏",
}
SCRIPT_OF = {
    **dict.fromkeys(("ja", "zh", "yue", "lzh"), "cjk"),
    **dict.fromkeys(("ru", "kk", "uk", "be", "ky", "bg", "mk", "sr", "mn", "tg", "tt", "ba"), "cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur", "ug", "ps"), "arabic"),
    **{
        "ko": "hangul",
        "he": "hebrew",
        "el": "greek",
        "th": "thai",
        "hi": "devanagari",
        "ka": "georgian",
        "hy": "armenian",
    },
}
SUBTAGS = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic", "Hans": "cjk", "Hant": "cjk"}
SURE_LENGTH = 60  # letters from which a text's own language is believed rather than its article's
FEW_HAN = "ja"  # two or three Han letters alone could be either; the archive is edited in Japanese
LATIN = "en"  # what Latin letters are where no word tells another language

_ACRONYMS = re.compile(r"[A-Z0-9]{1,5}(?:[^A-Za-z]+[A-Z0-9]{1,5})*|[A-Za-z]{1,2}")
_CJK = re.compile(f"[{LETTERS['cjk']}]+")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")


def language_runs(text: str, language: str) -> list[tuple[int, int, str]]:
    """(begin, end, language) of each run in another script than the language's; acronyms and units need none."""
    own = script_of(language)
    if text.isascii() and own == "latin":
        return []
    runs = []
    if primary(language) == "zh":
        runs = [(m.start(), m.end(), "ja") for m in _CJK.finditer(text) if _KANA.search(m[0])]
    for match in _foreign(own).finditer(text) if _foreign_letter(own).search(text) else ():
        found = _language_of(match[0], match.lastgroup)
        if found and found != "und":
            runs.append((match.start(), match.end(), found))
    return sorted(runs)


def block_language(text: str, language: str) -> str:
    """The language of a whole block: the article's, unless its letters or, in a longer text, its words say another."""
    return block_languages([text], language)[0]


def block_languages(texts: Sequence[str], language: str) -> list[str]:
    """`block_language` of each text."""
    counts = count_scripts_in(texts)
    return [_block_language(*pair, language) for pair in zip(texts, counts, strict=True)]


def _block_language(text: str, counts: Mapping[str, int], language: str) -> str:
    total = sum(counts.values())
    own = script_of(language)
    own_letters = counts.get("han", 0) + counts.get("kana", 0) if own == "cjk" else counts.get(own, 0)
    if (
        total >= 8 and own_letters * (12 if own == "cjk" else 4) < total
    ):  # a Han letter says as much as a word
        found = lang_of_run(text) or detect_language(text, LATIN, counts)
    elif total >= SURE_LENGTH * (2 if own == "latin" else 1):
        found = detect_language(text, language, counts)
    else:
        return language
    return language if found == "und" or primary(found) == primary(language) else found


@cache
def primary(tag: str) -> str:
    return tag.split("-")[0].lower()


@cache
def script_of(language: str) -> str:
    for subtag in language.split("-")[1:]:
        if subtag in SUBTAGS:
            return SUBTAGS[subtag]
    return SCRIPT_OF.get(primary(language), "latin")


@cache
def _foreign_letter(own: str) -> re.Pattern:
    return re.compile(f"[{''.join(letters for name, letters in LETTERS.items() if name != own)}]")


@cache
def _foreign(own: str) -> re.Pattern:
    """Runs of words of each other script; digits, spaces and punctuation between two words belong to the run."""
    between = {"cjk": "[\u3000-\u303f\uff00-\uff0f・… 0-9]{0,4}"}
    spaced = r"[\s.,:;&/'’\"“”!?()0-9%–—\-]{0,3}"
    return re.compile(
        "|".join(
            f"(?P<{name}>[{letters}](?:{between.get(name, spaced)}[{letters}])*)"
            for name, letters in LETTERS.items()
            if name != own
        )
    )


def _language_of(run: str, script: str) -> str | None:
    if script == "latin":
        return None if _ACRONYMS.fullmatch(run) else detect_language(run, LATIN)
    if script == "cjk":
        return "ja" if _KANA.search(run) else lang_of_run(run) or FEW_HAN
    return lang_of_run(run)
