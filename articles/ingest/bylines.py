"""Finds the names in a by-line: who wrote, without titles, papers and days."""

import re

from articles.ingest.dates import find_dates
from articles.ingest.tables import BYLINE_PREFIXES, BYLINE_SUFFIXES, NOT_NAMES

_PREFIX_SET = frozenset(BYLINE_PREFIXES)
_HAN_NAME = re.compile(
    "[\u3400-\u9fff々ヶ]{2,4}(?:[ \u3000][\u3400-\u9fff々ヶ]{1,3})?$|[\u3400-\u9fff々\u3041-\u309f]{2,8}$"
)
_KATAKANA_NAME = re.compile("[\u30a1-\u30faー]{2,12}(?:[・＝=][\u30a1-\u30faーA-Z.]{1,12}){1,3}$")
_JA_MIXED = re.compile("[\u3041-\u30ff\u3400-\u9fff々]{2,10}$")
_LATIN_TOKEN = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]*(?:['’\-][^\W\d_]+)*\.?|[A-Z]\.|(?:[A-Z]\.){2})$"
)
_PARTICLES = frozenset(
    "de da do dos das del della di van von der den la le el al bin ibn ten ter zu af av y e und and".split()
)
_SPLIT_NAMES = re.compile(
    r"\s*[,;，；、/／&＆|｜+]\s*|\s+(?:and|und|et|y|e|i|и|und|och|og|with|mit|avec|con)\s+"
)
_PIECES = re.compile(r"\s*[|｜•·●]\s*|\s+[-–—]\s+|\s{2,}|\t|》|《|\]|\[|【|】|\s*[/／]\s+|[<>＜＞]")
_TRAIL = re.compile(
    r"\s+(?:on|in|at|am|um|le|el|em|il|den|,|-|–|for|für|der|pour|para|published|updated|posted)\s*:?$", re.I
)
_COLON = re.compile(r"\s*[:：=＝／/●]\s*")
_ROLE_AFTER_COMMA = re.compile(r",\s.*$")
_EMAIL = re.compile(r"\S+@\S+|https?://\S+|@\w+")
_AGES = re.compile(r"\d")


def find_names(text: str, language: str, *, bare: bool = False) -> list[str]:
    """The names a line gives as its authors; `bare` says that its place lets a name stand without a word before it."""
    if len(text) > 200:
        return []
    plain = _without_dates(text, language)
    plain = _EMAIL.sub(" ", plain)
    names: list[str] = []
    for piece in _PIECES.split(plain):
        piece = _TRAIL.sub("", piece.strip(" .;:：,、　()（）〈〉「」-–—")).strip(" ,;:：()（）")
        if not piece:
            continue
        marked, rest = _marked(piece)
        if marked or bare:
            for name in _names_in(rest, language, marked=marked):
                if name not in names:
                    names.append(name)
    return names[:8]


def says_by(text: str) -> bool:
    """Whether a short line begins with a word like `By`, `Von`, `作者：`, or ends with one like 記者."""
    if len(text) > 200:
        return False
    return any(_marked(piece.strip(" ()（）「」"))[0] for piece in _PIECES.split(text) if piece.strip())


def _without_dates(text: str, language: str) -> str:
    for found in reversed(find_dates(text, language)):
        text = text[: found.begin] + " | " + text[found.end :]
    return text


def _marked(piece: str) -> tuple[bool, str]:
    """Whether a by-line word stands before or behind the names, and the piece without it."""
    m = _COLON.search(piece[:30])
    if m and piece[: m.start()].strip().casefold() in _PREFIX_SET:
        return True, piece[m.end() :]
    folded = piece[:40].casefold()
    for prefix in BYLINE_PREFIXES:
        if folded.startswith(prefix) and len(piece) > len(prefix):
            follows = piece[len(prefix)]
            if follows in " \u3000\u00a0":
                rest = piece[len(prefix) :].strip()
                if (
                    prefix in ("文", "著", "訳", "取材")
                    or rest[:1].isupper()
                    or ord(rest[0]) > 0x2FFF
                    or prefix in ("posted by", "written by", "by", "作者")
                ):
                    return True, rest
    for suffix in BYLINE_SUFFIXES:
        if piece.endswith(suffix) and 2 <= len(piece) - len(suffix) <= 16:
            return True, piece[: -len(suffix)].strip("・ 　=＝")
    return False, piece


def _names_in(text: str, language: str, *, marked: bool) -> list[str]:
    parts = [part.strip(" .:：()（）　") for part in _SPLIT_NAMES.split(text)]
    names = []
    for part in parts:
        for name in _han_parts(part):
            if _is_name(name, marked=marked):
                names.append(name)
            elif names and not marked:
                break
    return names


def _han_parts(part: str) -> list[str]:
    """Chinese names are parted by spaces; a Japanese one may hold a space."""
    tokens = part.split()
    if (
        len(tokens) > 1
        and all(re.fullmatch("[\u3400-\u9fff]{2,4}", token) for token in tokens)
        and max(map(len, tokens)) < 4
    ):
        return tokens if any(len(token) > 2 for token in tokens) else [part]
    return [part]


def _is_name(text: str, *, marked: bool) -> bool:
    if not 2 <= len(text) <= 40 or _AGES.search(text):
        return (
            marked
            and 2 <= len(text) <= 24
            and not text.isdigit()
            and " " not in text
            and not text[0].isdigit()
        )
    if ord(text[0]) > 0x2FFF:
        if _KATAKANA_NAME.match(text) or _HAN_NAME.match(text):
            return marked or len(text) <= 6 or "・" in text
        return marked and bool(_JA_MIXED.match(text)) and len(text) <= 10
    tokens = text.split()
    if len(tokens) == 1:
        return (
            marked and tokens[0].casefold() not in NOT_NAMES and bool(re.match(r"[\w.\-]{2,24}$", tokens[0]))
        )
    if len(tokens) > 5:
        return False
    if any(token.strip(".,").casefold() in NOT_NAMES for token in tokens):
        return False
    good = [bool(_LATIN_TOKEN.match(token)) for token in tokens]
    particles = [token.casefold() in _PARTICLES for token in tokens]
    if not all(g or p for g, p in zip(good, particles, strict=True)) or not good[-1]:
        return False
    return sum(good) >= 2 or marked
