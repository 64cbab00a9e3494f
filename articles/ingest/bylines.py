"""Finds the names in a by-line: who wrote, without titles, papers and days."""

import re
from functools import lru_cache

from articles.ingest.dates import find_dates
from articles.ingest.reading_time import without_reading_time
from articles.ingest.tables import (
    BYLINE_PREFIXES,
    BYLINE_SUFFIXES,
    EDITORS,
    HOUSES,
    JOBS,
    LABELS,
    MAIL,
    NOT_NAMES,
    OFFICES,
    PUBLISHED_WORDS,
    SURNAMES,
    TRADES,
    UPDATED_WORDS,
)

_PREFIX_SET = frozenset(BYLINE_PREFIXES)
_PREFIXES_BY_START: dict[str, list[str]] = {}
for _prefix in BYLINE_PREFIXES:
    _PREFIXES_BY_START.setdefault(_prefix[:2], []).append(_prefix)
_NO_NAMES = frozenset({*PUBLISHED_WORDS, *UPDATED_WORDS, *LABELS, *BYLINE_PREFIXES, *MAIL})
_HAN = "[\u3400-\u9fff々ヶ]"
_HAN_NAME = re.compile(f"{_HAN}{{2,4}}(?:[ \u3000]{_HAN}{{1,3}})?$")
_SPACED_NAME = re.compile(f"{_HAN}{{1,4}}[ \u3000][\u3041-\u30ff\u3400-\u9fff々ヶー]{{1,5}}$")
_JA_NAME = re.compile("[\u3041-\u30ff\u3400-\u9fff々ヶー]{2,10}$")
_KANA = "[\u30a1-\u30faー]"
_KATAKANA_NAME = re.compile(
    rf"(?:[A-ZＡ-Ｚ][.．]?[・＝=]{_KANA}{{2,12}}|{_KANA}{{2,12}}[・＝=][\u30a1-\u30faーA-Z.]{{1,12}})(?:[・＝=][\u30a1-\u30faーA-Z.]{{1,12}}){{0,2}}$"
)
_ONE_WORD = re.compile("[\u30a1-\u30faー]+$")
_LATIN_TOKEN = re.compile(r"(?:[A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]*(?:['’\-][^\W\d_]+)*\.?|(?:[A-Z]\.){1,3})$")
_PARTICLES = frozenset(["de", "da", "do", "dos", "das", "del", "della", "di", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "ten", "ter", "zu", "af", "av"])  # fmt: skip
_SPLIT_NAMES = re.compile(
    r"(?:(?<!\s)\s+)?[,;，；、/／&＆|｜+]\s*|(?<!\s)\s+(?:and|und|et|y|e|i|и|und|och|og|with|mit|avec|con|to|for|für|pour)\s+",
    re.I,
)
_PIECES = re.compile(
    r"(?:(?<!\s)\s+)?[|｜•·●■□〓◆▼]\s*|(?<!\s)\s+[-–—]\s+|\t|》|《|\]|\[|【|】|(?:(?<!\s)\s+)?[/／]\s+|[<>＜＞]|[(（）)]"
)
_TAIL_WORDS = "|".join(
    re.escape(word) for word in sorted({*PUBLISHED_WORDS, *UPDATED_WORDS}, key=len, reverse=True)
)
_NEXT_LABEL = re.compile("(?<![ \u3000\t])[ \u3000\t]+(?=[\u3400-\u9fff]{2,6}\\s?[:：])")
_PLACE = re.compile(
    r"(?<!\s)\s+(?:in|aus|from|à|en|в|из)\s+[A-ZÀ-ÞА-Я][^\W\d_]+(?:\s+[A-ZÀ-ÞА-Я][^\W\d_]+)?$"
)
_TRAIL = re.compile(
    rf"(?<![\s,])[\s,]++(?:(?:on|in|at|am|um|le|el|em|il|den|,|-|–|{_TAIL_WORDS})[\s:]*){{1,12}}$", re.I
)
_WEEKDAY = re.compile(
    r"(?:(?:^|[,|·–—-]|\b(?:on|am|le|el|il|em))\s*(?:mon(?:day|tag)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|mo|di|mi|do|fr|sa|so|(?:diens|donners|frei|sams|sonn)tag|mittwoch|lun(?:di|es)?|mar(?:di|tes)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?"
    r"|dim(?:anche)?|mié(?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|sáb(?:ado)?|dom(?:ingo)?)"
    r"|(?<!\w)(?:во?\s+)?(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу|воскресенье))[.,]{0,2}\s*$",
    re.I,
)  # as it stands before a day; `Sun` alone may be somebody's name
_REPORTER_INSIDE = re.compile(r"(?:记者|記者|通讯员|作者)[\s:：]+(\S.*)$")
_GLUED_TITLE = re.compile(
    rf"聞き手[・=＝/／](.{{2,20}})$|(?:本报|本報)?(?:记者|記者)({_HAN}{{2,4}})(?:[/／].{{0,12}})?$"
)
ENDS_INITIAL = re.compile(r"(?<=[^\W\d_][^\W\d_])[ .][A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ]$")
_WORD = re.compile(r"[^\W\d_]+")
_COLON = re.compile(r"(?:(?<!\s)\s+)?[:：=＝／/●]\s*")
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|https?://\S+|@\w+")
_HANDLE = re.compile(r"[\w.\-]{2,24}$")
_GLUED = re.compile(
    r"(?<=[a-zà-ÿ])(?=(?:Staff|Senior|Updated|Published|Reporter|Editor|Special|Correspondent|Posted|Contributor)\b)|(?<=[a-zà-ÿ])archive page$"
)
_MANY_SPACES = re.compile(r"[ \u3000]{2,}")
_BRACKETED = re.compile(r"[\[［〔《（(]([^\[\]［］〔〕《》()（）]{2,40})[\]］〕》）)]$")

_FROM_PLACE = re.compile(rf"[\u30a1-\u30faー{_HAN[1:-1]}]{{2,12}}[＝=](?P<name>{_HAN}{{2,5}})$")
_OF_TRADE = re.compile(
    rf"(?P<name>{_HAN}{{1,4}}[ \u3000]?[\u3041-\u30ff\u3400-\u9fff々ヶー]{{1,5}})\s?[:：／/]\s?[^\s:：／/。]{{0,16}}(?:{'|'.join(TRADES)})$"
)

_NAME_AND_TRADE = re.compile(
    rf"(?P<open>[（(]?)(?P<name>{_HAN}{{1,4}}[ \u3000]?[\u3041-\u30ff\u3400-\u9fff々ヶー]{{1,5}})[（(＝=]"
    rf"(?P<trade>[^（()）＝=。]{{0,20}}(?:{'|'.join(TRADES)}))[）)]$"
)


def find_names(text: str, language: str, *, bare: bool = False) -> list[str]:
    """The names a line gives as its authors; `bare` says that its place lets a name stand without a word before it."""
    return list(_found_names(_with_trade(text), language, bare=bare)) if len(text) <= 200 else []


@lru_cache(maxsize=1024)  # several rules ask it of one line, one after the other
def _found_names(text: str, language: str, *, bare: bool) -> tuple[str, ...]:
    names: list[str] = []
    dated = False
    plain = text
    for found in reversed(find_dates(text, language)):
        dated = True
        plain = without_weekday(plain[: found.begin]) + " | " + plain[found.end :]
    if not plain.isascii():
        plain = _NEXT_LABEL.sub(" | ", plain)
    plain = without_reading_time(_ADDRESS.sub(" ", plain), " | ")
    bracketed = language in ("ja", "zh-Hans", "zh-Hant") and _BRACKETED.match(text)
    for piece in _PIECES.split(_GLUED.sub(" | ", plain)):
        piece = _clean(piece)
        if not piece:
            continue
        marked, rest = _marked(piece, dated=dated)
        if marked or bare or bracketed:
            names += [
                name
                for name in _names_in(rest, language, marked=marked or bool(bracketed))
                if name not in names
            ]
            if names and (marked or bare):
                break
    return tuple(names[:8])


def without_weekday(text: str) -> str:
    """What stands before a day in its line, without that day's own name."""
    m = _WEEKDAY.search(text, max(0, len(text) - 40))
    return text[: m.start()] if m else text


@lru_cache(maxsize=1024)
def says_by(text: str) -> bool:
    """Whether a short line begins with a word like `By`, `Von`, `作者：`, or ends with one like 記者."""
    if len(text) > 200:
        return False
    pieces = _PIECES.split(_with_trade(text))
    return any(_marked(_clean(piece), dated=False)[0] for piece in pieces if piece.strip())


def _with_trade(text: str) -> str:
    """A name and the line of work in brackets behind it, or both in brackets, as if a stroke parted them."""
    m = _NAME_AND_TRADE.match(text) if text[-1:] in "）)" else None
    return f"{m['name']}／{m['trade']}" if m else text


def is_signature(text: str, language: str) -> bool:
    """Whether a line is nothing but names in the brackets that Japanese papers sign with: [山田太郎], 《…》."""
    return (
        text[:1] in "[［〔《"
        and text[-1:] in "]］〕》"
        and len(text) <= 40
        and bool(find_names(text, language))
    )


def is_lone_name(text: str, language: str) -> bool:
    """Whether a line is nothing but one name of two words or more."""
    return (
        len(text) <= 44
        and len(find_names(text, language, bare=True)) == 1
        and not any(c.isdigit() for c in text)
    )


def names_a_job(text: str) -> bool:
    """Whether a line says what its writer is: `Staff Writer`, `Periodista judicial`."""
    words = _WORD.findall(text.casefold())
    return 0 < len(words) <= 14 and not JOBS.isdisjoint(words)


def is_byline_label(text: str) -> bool:
    """Whether a line is nothing but a word like `By` or `Auteur`, the name in the next."""
    return len(text) <= 20 and text.casefold().strip(" :：·|") in _PREFIX_SET


def tells_editor(text: str) -> bool:
    """Whether a line names who edited, not who wrote."""
    folded = text.casefold()
    return any(word in folded for word in EDITORS)


def trimmed(text: str, marks: str) -> str:
    """A text without these marks at its ends; the dot of an initial stays: `Zhanna K.`"""
    bare = text.strip(marks)
    end = text.find(bare) + len(bare)
    return bare + "." if text[end : end + 1] == "." and ENDS_INITIAL.search(bare) else bare


def _clean(piece: str) -> str:
    piece = trimmed(_MANY_SPACES.sub(" ", piece), " .,;:：、\u3000()（）〈〉「」-–—*\u00a0")
    return _TRAIL.sub("", piece).strip(" ,;:：\u3000")


def _marked(piece: str, *, dated: bool) -> tuple[bool, str]:
    """Whether a by-line word stands before or behind the names, and the piece without it."""
    m = _COLON.search(piece[:30])
    if m and piece[: m.start()].strip().casefold() in _PREFIX_SET:
        return True, piece[m.end() :]
    m = (dated and _FROM_PLACE.match(piece)) or _OF_TRADE.match(piece)
    if m:
        return True, m["name"]
    m = _GLUED_TITLE.match(piece)
    if m:
        return True, m[1] or m[2]
    folded = piece[:40].casefold()
    for start in (folded[:2], folded[:1]):
        for prefix in _PREFIXES_BY_START.get(start, ()):
            if (
                folded.startswith(prefix)
                and len(piece) > len(prefix) + 1
                and piece[len(prefix)] in " \u3000\u00a0"
            ):
                rest = piece[len(prefix) :].strip()
                if (
                    rest[:1].isupper()
                    or (rest and ord(rest[0]) > 0x2FFF)
                    or dated
                    or " by" in prefix
                    or prefix in ("by", "作者")
                ):
                    return True, rest
    inner = _REPORTER_INSIDE.search(piece[:60])
    if inner:
        return True, inner[1]
    for suffix in BYLINE_SUFFIXES if piece.endswith(BYLINE_SUFFIXES) else ():
        if piece.endswith(suffix) and 2 <= len(piece) - len(suffix) <= 16:
            if suffix.endswith("局長") and _ONE_WORD.match(piece[: -len(suffix)]):
                break  # where the bureau is: モスクワ支局長
            return True, piece[: -len(suffix)].strip("・ \u3000=＝")
    return False, piece


def _names_in(text: str, language: str, *, marked: bool) -> list[str]:
    parts = [trimmed(part, " .:：\u3000") for part in _SPLIT_NAMES.split(text)]
    names: list[str] = []
    for at, part in enumerate(parts):
        found = [
            name
            for name in _han_parts(_without_job(_PLACE.sub("", part)))
            if _is_name(name, language, marked=marked, first=at == 0)
        ]
        if not found and names and not marked:
            break
        names += found
    return names


def _without_job(part: str) -> str:
    """A name of two words or more without the line of work behind it: `… корреспондент`."""
    tokens = part.split()
    while len(tokens) > 2 and tokens[-1] in JOBS:  # in capitals it is part of the name: `… Staff`
        tokens.pop()
    return " ".join(tokens)


def _han_parts(part: str) -> list[str]:
    """Chinese names are parted by spaces; a Japanese one may hold a space. A leading 记者 is no name."""
    tokens = part.split()
    while tokens and tokens[0] in _PREFIX_SET and len(tokens) > 1:
        tokens = tokens[1:]
    if len(tokens) > 1 and all(re.fullmatch(f"{_HAN}{{2,4}}", token) for token in tokens):
        return tokens if any(len(token) > 2 for token in tokens) else [" ".join(tokens)]
    return [" ".join(tokens)]


def _is_name(text: str, language: str, *, marked: bool, first: bool) -> bool:
    if not 2 <= len(text) <= 40 or text.casefold() in _NO_NAMES:
        return False
    if ord(text[0]) > 0x2FFF or _KATAKANA_NAME.match(text):
        return _is_cjk_name(text, language, marked=marked)
    tokens = text.split()
    if not marked and text.casefold().endswith(OFFICES):
        return False
    if any(token.strip(".,").casefold() in NOT_NAMES for token in tokens):
        return False
    if len(tokens) == 1:
        return marked and first and bool(_HANDLE.match(text)) and not text.isdigit()
    if len(tokens) > 5 or any(c.isdigit() for c in text):
        return False
    good = [bool(_LATIN_TOKEN.match(token)) for token in tokens]
    if (
        not all(g or token.casefold() in _PARTICLES for g, token in zip(good, tokens, strict=True))
        or not good[-1]
    ):
        return False
    if text.isupper() and not marked and (len(tokens) > 3 or language in ("ja", "zh-Hans", "zh-Hant")):
        return False
    return sum(good) >= 2 or marked


def _is_cjk_name(text: str, language: str, *, marked: bool) -> bool:
    if any(c.isdigit() for c in text) or (text.endswith(HOUSES) and len(text) > 2) or text.endswith(OFFICES):
        return False
    if _KATAKANA_NAME.match(text):
        return True
    if language == "ja" and not marked and _ONE_WORD.match(text):
        return False  # a foreign name has a dot between its parts
    if language == "ja" and not marked and any("\u3041" <= c <= "\u309f" for c in text[:-4]):
        return False  # の, を or a verb: words, no name
    if language == "ja":
        return (
            bool(_JA_NAME.match(text))
            and (marked or len(text) <= 8)
            and text.casefold() not in NOT_NAMES
            or (marked and bool(_HAN_NAME.match(text)))
            or (len(text) <= 10 and bool(_SPACED_NAME.match(text)) and _NO_NAMES.isdisjoint(text.split()))
        )
    if _HAN_NAME.match(text):
        return text not in NOT_NAMES and (marked or (text[0] in SURNAMES and len(text) <= 3))
    return marked and len(text) <= 10 and all(ord(c) > 0x2FFF or c.isalnum() for c in text)
