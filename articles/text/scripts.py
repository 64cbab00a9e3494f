"""Which writing systems a text uses: counts by script from the upper bytes of its characters, in linear time."""

from collections.abc import Mapping
from functools import lru_cache

_PUNCTUATION = (
    "\u3000、。〃々〆〇〈〉《》「」『』【】〒〔〕〖〗〜・"  # they share their upper byte with the kana
)
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isalpha())

# A script's blocks by the upper byte of UTF-16; 05 holds Hebrew, Armenian and rare Cyrillic letters, and is told apart below.
_UPPER = {
    "han": (*range(0x34, 0x4E), *range(0x4E, 0xA0), 0xF9, 0xFA),
    "cyrillic": (0x04,),
    "hangul": (*range(0xAC, 0xD8), 0x11),
    "arabic": (0x06, 0x07),
    "greek": (0x03, 0x1F),
    "thai": (0x0E,),
    "devanagari": (0x09,),
    "georgian": (0x10,),
}
_ALL_BUT = {script: bytes(sorted(set(range(256)) - set(upper))) for script, upper in _UPPER.items()}
_ALL_BUT_CJK = bytes(sorted(set(range(256)) - {*_UPPER["han"], 0x30, 0x31, 0xFF}))
_SCRIPT_OF = {code: script for script, upper in _UPPER.items() for code in upper}


def _upper_bytes(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")[::2]


@lru_cache(maxsize=64)  # several questions are asked of one text in turn
def count_scripts(text: str) -> Mapping[str, int]:
    """Letters by script; scripts that do not occur are left out."""
    counts = {"latin": len(text.encode("latin-1", "ignore").translate(None, _NO_LETTERS))}
    if not text.isascii():
        upper = _upper_bytes(text)
        counts["latin"] += upper.count(0x01) + upper.count(0x1E)
        if 0x30 in upper:
            counts["kana"] = upper.count(0x30) - sum(map(text.count, _PUNCTUATION))
        for script in {_SCRIPT_OF[code] for code in set(upper) if code in _SCRIPT_OF}:
            counts[script] = len(upper.translate(None, _ALL_BUT[script]))
        if 0x05 in upper:
            counts["hebrew"] = sum(1 for c in text if "\u0590" <= c <= "\u05ff")
            counts["armenian"] = sum(1 for c in text if "\u0530" <= c <= "\u058f")
        if 0xFF in upper:
            counts["kana"] = counts.get("kana", 0) + sum(1 for c in text if "\uff66" <= c <= "\uff9d")
    return {script: count for script, count in counts.items() if count > 0}


def count_cjk(text: str) -> int:
    """How many characters are Chinese or Japanese, their wide punctuation included."""
    return 0 if text.isascii() else len(_upper_bytes(text).translate(None, _ALL_BUT_CJK))


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
