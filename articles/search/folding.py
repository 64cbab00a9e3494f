"""One spelling for what readers take for the same word: width, case, old and Chinese characters, katakana variants."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from articles.search.stems import TABLES
from articles.text.characters import CharacterTable, codes_of
from articles.text.normalise import fold_with_offsets as fold_generally

# Characters that fold by themselves, one to one, unless a mark follows; the rest takes the slow way, cluster by cluster.
_SIMPLE = (
    r"\s!-~\u3001\u3002\u3005\u3007\u300c-\u3011\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\u0410-\u044f\u0451"
    r"\u2012-\u2015\uff01-\uff5e\u2018-\u201d\u04d8\u04d9\u0492\u0493\u049a\u049b\u04a2\u04a3\u04e8\u04e9\u04b0\u04b1\u04ae\u04af\u04ba\u04bb\u0406\u0456"
)
_MARK = re.compile("[\u0300-\u036f\u3099-\u309c\uff9e\uff9f]")
_ODD = re.compile(f"[^{_SIMPLE}]+(?:[{_SIMPLE}](?={_MARK.pattern})[^{_SIMPLE}]+)*")

_KATAKANA = {
    "ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴュ": "ビュ", "ヴ": "ブ",
    "ディ": "ジ", "デュ": "ジュ", "ティ": "チ", "テュ": "チュ", "フュ": "ヒュ", "イェ": "エ",
    "ウィ": "ウイ", "ウェ": "ウエ", "ウォ": "ウオ", "クォ": "クオ", "クィ": "クイ", "クェ": "クエ",
    "トゥ": "ト", "ドゥ": "ド", "ヂ": "ジ", "ヅ": "ズ",
}  # fmt: skip
_KANJI_DIGITS = "〇一二三四五六七八九"
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
_KANJI_NUMBER = f"[{_KANJI_DIGITS}{''.join(_KANJI_UNITS)}]"
# What is counted: 三四半期, 十分 and 一方 are no figures.
_COUNTED = (
    "[年月日時人歳岁億亿万兆円元票位回社号件頭本台階層届校点名割隻只室倍級条次度冊枚册张％%期基匹羽機軒戸両便曲章巻種秒週代組戦国州区校球勝敗周杯発]|[かカヶヵケ箇](?=[月国所条年])|世帯|カ国"
    "|パーセント|ポイント|ドル|キロ|トン|メートル|ユーロ|テンゲ|バレル|ヘクタール"
)
# 1,400 and 1 400 are 1400, on one line: a table's figures stand apart. A year is no thousand.
GROUPING = re.compile(r"(?<=[0-9])(?<![0-9]{4})(?<!\b0)[ ,\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_OTHERS = {"只": "隻", "%": "パーセント"}
_SHORT_UNIT = re.compile("(?:bn|mn|mln|m)$")
_DIGITS = str.maketrans(_KANJI_DIGITS, "0123456789")
_KATAKANA_BEGIN = "".join(sorted({word[0] for word in _KATAKANA}))
# What stands in front sorts out most places at once, spaces and figures above all: each alternative is tried at the others.
_REWRITES = re.compile(
    f"(?=[{_KATAKANA_BEGIN}{_KANJI_NUMBER[1:-1]}・=゠·•ヶヵケカ箇只 ,0-9%$€£\u0300-\u036f])"
    "(?![ ,](?![0-9・=゠])|[0-9](?![bm千]))"
    f"(?:(?=[{_KATAKANA_BEGIN}])(?:{'|'.join(_KATAKANA)})"
    + r"|(?<=[ァ-ヺー])\s?[・=゠]\s?(?=[ァ-ヺ])"  # カシム・ジョマルト, カシム＝ジョマルト
    + r"|(?<=[\u4e00-\u9fff])[·•](?=[\u4e00-\u9fff])"  # 卡瑟姆·托卡耶夫
    + r"|(?<=[0-9数何一二三四五六七八九十])[ヶヵケカ箇](?=[月国所条年])"
    + r"|(?<=[\u4e00-\u9fff])[ヶヵ](?=[\u4e00-\u9fff])"
    + f"|{_KANJI_NUMBER}{{1,8}}(?=(?:・{_KANJI_NUMBER}{{1,3}})?(?:{_COUNTED})|・[{_KANJI_DIGITS}])"
    + f"|(?<={_KANJI_NUMBER}・)[{_KANJI_DIGITS}]{{1,3}}|[\u0300-\u036f]"  # 七・〇
    + f"|{GROUPING.pattern}"
    + r"|[0-9](?:bn|mn|mln)(?![^\W_])|[$€£][0-9]{1,3}(?:[.,][0-9]{1,3})?m(?![^\W_])"
    + f"|(?<![0-9])[0-9]千(?![0-9])|(?<=[0-9{_KANJI_NUMBER[1:-1]} ])%"
    + f"|(?<=[0-9万億数{_KANJI_NUMBER[1:-1]}])只)"
)
# What rewrites put into a text.
_MADE = frozenset("".join(_KATAKANA.values()) + "".join(_OTHERS.values()) + "がか0123456789 billion million")

_LONG = 400  # characters from which on arrays find places sooner than expressions
# Which characters may begin a rewrite before which others: a bit for each pair of classes.
_PAIRS = (
    (f"{_KANJI_NUMBER[1:-1]}・=゠·•ヴヂヅ只%$€£\u0300-\u036f", "\0-\uffff"),
    (_KATAKANA_BEGIN, "ァィゥェォュ"),
    ("ヶヵケカ箇", "\u4e00-\u9fff"),
    ("0-9", "bm千"),
    (" ,", "0-9・=゠"),
)

NUMERO = "№"
_NUMERO = re.compile(f"({NUMERO})")

# US and U.S. are no pronoun: a letter that no text holds keeps them apart from "us", in as many characters.
_AMERICA = re.compile(r"(?<![\w.])U(?:S|\.S\.?)(?!\w)")
_AMERICAN = "U\ua731"


def fold(text: str) -> str:
    """The text as the index spells it."""
    folded = "".join(_fold_piece(piece, is_simple=is_simple)[0] for _, piece, is_simple in _pieces(text))
    out: list[str] = []
    done = 0
    for match in _rewrites(folded):
        out += (folded[done : match.start()], _rewritten(match))
        done = match.end()
    return "".join([*out, folded[done:]])


def written_as(characters: str) -> re.Pattern | None:
    """What finds all characters that fold to one of these; None where only folding a text tells whether it has one."""
    if not _MADE.isdisjoint(characters):
        return None
    written = {
        *characters,
        *(letter for character in characters for letter in _originals().get(character, ())),
    }
    return re.compile(f"[{re.escape(''.join(sorted(written)))}]")


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """`fold(text)` and, for each of its characters, the index in `text` of the character it came from."""
    if not has_odd(text) and not _may_be_american(text):
        folded = SMALL.translate(text)
        if next(_rewrites(folded), None) is None:
            return folded, range(len(text))
    parts: list[str] = []
    offsets: list[int] = []
    for begin, piece, is_simple in _pieces(text):
        part, inner = _fold_piece(piece, is_simple=is_simple)
        parts.append(part)
        offsets.extend(range(begin, begin + len(piece)) if inner is None else [begin + i for i in inner])
    folded = "".join(parts)
    out: list[str] = []
    places: list[int] = []
    done = 0
    for match in _rewrites(folded):
        begin, end = match.span()
        new = _rewritten(match)
        out += (folded[done:begin], new)
        if len(new) > end - begin:
            places += offsets[done:begin]
            places += [offsets[begin + i * (end - begin) // len(new)] for i in range(len(new))]
        else:
            places += offsets[done : begin + len(new)]
        done = end
    return "".join([*out, folded[done:]]), places + offsets[done:]


def _may_be_american(text: str) -> bool:
    return "U" in text and ("US" in text or "U." in text)


def has_odd(text: str) -> bool:
    """Whether some characters do not fold one to one."""
    if len(text) < _LONG:
        return _ODD.search(text) is not None
    return bool(_odd().take(codes_of(text), mode="clip").any())


def _rewrites(folded: str) -> Iterator[re.Match]:
    """What `_REWRITES` finds."""
    if len(folded) < _LONG:
        yield from _REWRITES.finditer(folded)
        return
    codes = codes_of(folded)
    first, second = (table.take(codes, mode="clip") for table in _rewrite_pairs())
    first[:-1] &= second[1:]
    done = 0
    for at in np.flatnonzero(first).tolist():
        if at >= done and (match := _REWRITES.match(folded, at)):
            done = match.end()
            yield match


def _pieces(text: str) -> Iterator[tuple[int, str, bool]]:
    """(begin, piece, whether it folds one to one), by turns."""
    if _may_be_american(text):
        text = _AMERICA.sub(lambda match: _AMERICAN.ljust(len(match.group()), "\u200b"), text)
    done = 0
    for match in _ODD.finditer(text) if has_odd(text) else ():
        begin, end = match.span()
        begin -= begin > done and _MARK.match(text, begin) is not None  # a mark takes its letter along
        if begin > done:
            yield done, text[done:begin], True
        for piece in _NUMERO.split(text[begin:end]):
            if piece:
                yield begin, piece, False
                begin += len(piece)
        done = end
    if done < len(text):
        yield done, text[done:], True


def _fold_piece(text: str, *, is_simple: bool) -> tuple[str, list[int] | None]:
    if is_simple:
        return SMALL.translate(text), None
    if text == NUMERO:  # a word of its own: №15 is No. 15
        return "no ", [0, 0, 0]
    folded, offsets = fold_generally(text)
    return CHARACTERS.translate(folded), offsets


def _rewritten(match: re.Match) -> str:
    found = match.group()
    if found in _KATAKANA:
        return _KATAKANA[found]
    if found in "ヶヵケカ箇":
        return "が" if match.string[match.end()] not in "月国所条年" else "か"
    if found in _OTHERS:
        return _OTHERS[found]
    if found[-1] == "千" and found[0].isdigit():
        return f"{found[0]}000"
    if found[0] in _KANJI_NUMBER[1:-1]:
        return _number(found)
    if unit := _SHORT_UNIT.search(found):  # $5bn → $5 billion
        return GROUPING.sub("", found[: unit.start()]) + (" billion" if unit[0] == "bn" else " million")
    return ""


def _number(kanji: str) -> str:
    """二〇二五 → 2025, 百二十 → 120."""
    if _KANJI_UNITS.keys().isdisjoint(kanji):
        return kanji.translate(_DIGITS)
    total = digit = 0
    for character in kanji:
        if unit := _KANJI_UNITS.get(character):
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = digit * 10 + _KANJI_DIGITS.index(character)
    return str(total + digit)


@cache
def _table() -> dict[int, str]:
    table = {code: " " for code in range(0x3001) if chr(code).isspace() and code != ord("\n")}
    table |= {ord("ё"): "е", ord("ı"): "i", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d", ord("’"): "'"}
    for code in range(0xC0, 0x250):  # é → e: names are typed without their accents
        base = unicodedata.normalize("NFD", chr(code).lower())[0]
        if base.isascii():
            table[code] = base
    for line in (TABLES / "characters.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            modern, others = line.split(" ")
            table.update(dict.fromkeys(map(ord, others), modern))
    return table


@cache
def _originals() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, folded in _small_letters().items():
        found.setdefault(folded, []).append(chr(code))
    return found


@cache
def _odd() -> np.ndarray:
    """Of every character of the basic plane whether it is odd; the last one stands for those beyond."""
    return _of_class(f"^{_SIMPLE}")


@cache
def _rewrite_pairs() -> tuple[np.ndarray, np.ndarray]:
    """Of every character the bits of `_PAIRS` that it may begin, and those that it may follow."""
    first, second = (
        sum(_of_class(pair[place]).astype(np.uint8) << bit for bit, pair in enumerate(_PAIRS))
        for place in (0, 1)
    )
    return first, second


def _of_class(characters: str) -> np.ndarray:
    """Of every character of the basic plane whether an expression's class holds it."""
    found = np.zeros(0x10000, dtype=bool)
    for match in re.finditer(f"[{characters}]+", "".join(map(chr, range(0x10000)))):
        found[match.start() : match.end()] = True
    return found


def _small_letters() -> dict[int, str]:
    """The table with capitals as small letters: what `_SIMPLE` holds of them has one each."""
    capitals = {
        code: chr(code).lower() for code in (*range(0x80), *range(0x400, 0x530)) if chr(code).isupper()
    }
    capitals |= {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}  # full width
    return _table() | {code: _table().get(ord(small), small) for code, small in capitals.items()}


CHARACTERS, SMALL = CharacterTable(_table()), CharacterTable(_small_letters())
