"""Which writing systems a text uses: its characters looked up in a table, all at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from articles.text.characters import codes_of

_PUNCTUATION = "\u3000、。〃々〆〇〈〉《》「」『』【】〒〔〕〖〗〜・"  # stand among the kana, and are none
_BLOCKS = {
    "latin": ((0x100, 0x200), (0x1E00, 0x1F00)),  # and the letters below
    "kana": ((0x3000, 0x3100), (0xFF66, 0xFF9E)),
    "han": ((0x3400, 0xA000), (0xF900, 0xFB00)),
    "cyrillic": ((0x400, 0x500),),
    "hangul": ((0x1100, 0x1200), (0xAC00, 0xD800)),
    "arabic": ((0x600, 0x800),),
    "greek": ((0x370, 0x400), (0x1F00, 0x2000)),
    "thai": ((0xE00, 0xF00),),
    "devanagari": ((0x900, 0xA00),),
    "georgian": ((0x1000, 0x1100),),
    "hebrew": ((0x590, 0x600),),
    "armenian": ((0x530, 0x590),),
}
_SCRIPTS = ("", *_BLOCKS)
_BEYOND = 0x10000  # characters from here on are counted as no letters
_CJK_UPPER = bytes(sorted(set(range(256)) - {*range(0x34, 0xA0), 0xF9, 0xFA, 0x30, 0x31, 0xFF}))


def _table() -> np.ndarray:
    table = np.zeros(_BEYOND + 1, dtype=np.uint8)
    for number, blocks in enumerate(_BLOCKS.values(), 1):
        for begin, end in blocks:
            table[begin:end] = number
    table[[code for code in range(0x100) if chr(code).isalpha()]] = _SCRIPTS.index("latin")
    table[list(map(ord, _PUNCTUATION))] = 0
    return table


_TABLE = _table()
_BYTES = _TABLE.tobytes()
_SHORT = 50  # characters up to which one after the other is sooner done


def count_scripts_in(texts: Sequence[str]) -> list[dict[str, int]]:
    """`count_scripts` of each text."""
    codes = np.minimum(codes_of("".join(texts)), _BEYOND)
    numbers = np.repeat(np.arange(len(texts)) * len(_SCRIPTS), list(map(len, texts)))
    counts = np.bincount(numbers + _TABLE.take(codes), minlength=len(texts) * len(_SCRIPTS))
    return [
        {script: count for script, count in zip(_SCRIPTS, row, strict=True) if count and script}
        for row in counts.reshape(-1, len(_SCRIPTS)).tolist()
    ]


@lru_cache(maxsize=64)  # several questions are asked of one text in turn
def count_scripts(text: str) -> Mapping[str, int]:
    """Letters by script; scripts that do not occur are left out."""
    if len(text) > _SHORT:
        return count_scripts_in([text])[0]
    counts = Counter(_SCRIPTS[_BYTES[min(ord(character), _BEYOND)]] for character in text)
    counts.pop("", None)
    return counts


def count_cjk(text: str) -> int:
    """How many characters are Chinese or Japanese, their wide punctuation included."""
    return (
        0
        if text.isascii()
        else len(text.encode("utf-16-be", "surrogatepass")[::2].translate(None, _CJK_UPPER))
    )


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces (Chinese, Japanese and their punctuation)."""
    return (
        "\u3000" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\uffef"
    )


def join_lines(texts: list[str]) -> str:
    """Lines of one paragraph: no space between Chinese or Japanese characters, one otherwise."""
    parts = texts[:1]
    for text in texts[1:]:
        parts += [text] if is_cjk(parts[-1][-1:]) and is_cjk(text[:1]) else [" ", text]
    return "".join(parts)
