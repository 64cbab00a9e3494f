"""Kana in Latin letters, near enough to Hepburn for an address."""

import re
import unicodedata

from anyascii import anyascii

_SMALL = {"ゃ": "+ya", "ゅ": "+yu", "ょ": "+yo", "っ": "*"}
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def romaji(kana: str) -> str:
    """とうきょう → toukyou, ロシア → roshia; what is no kana is transliterated as anywhere."""
    small = unicodedata.normalize("NFKC", kana).translate(_TO_HIRAGANA).replace("ー", "")
    letters = "".join(_SMALL.get(character) or anyascii(character) for character in small)
    letters = re.sub(r"(sh|ch|j)i\+y", r"\1", letters)
    letters = re.sub(r"i\+y", "y", letters).replace("+", "")
    return re.sub(r"\*([a-z])", r"\1\1", letters).replace("*", "")
