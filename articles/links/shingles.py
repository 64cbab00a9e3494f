"""Text → letters → grams: what is compared and indexed instead of the words themselves.

Only letters and digits are compared, folded by width and case, so that punctuation, white space and the breaking
of paragraphs make no difference. A gram is a run of letters. Every gram that starts at an anchor is indexed. Anchors
are chosen by the letters themselves (content-defined sampling), so two copies of a passage have the same ones
whatever stands around them; an anchor lies inside its gram and costs no recall of its own.

Beside each gram stand two sketches, of the letters before and behind it. Where two texts share a gram by chance or by
custom, its surroundings differ; where one took from the other, those of one side at least are alike. The sketches
say which, without a look at the texts.
"""

import re
import unicodedata
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.text.normalise import fold_with_offsets

# Letters of a gram: 8 of a script written without spaces, where one character is a syllable or a word; 10 of the
# others. Shorter ones survive more errors, longer ones are rarer; tuned together with the limits in match.py.
WIDE_GRAM = 8
NARROW_GRAM = 10
_FIRST_WIDE = 0x3000  # code point

AROUND = 24  # letters before and behind a gram that are sketched; `Letters.sketches` counts on it
LONG = 2  # the bit of a hash that says so of a gram with what stands behind it
PREFIX = 12  # bits that it shares with the shorter one, so that both lie in one range of the index
_BITS = 64  # of a sketch
_LEAST_BITS = 4  # of one that counts

_LETTER = re.compile(r"[^\W_]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")

# The low byte of a code point falls in one of four classes; nine of the 64 triples of classes are anchors. This
# multiplier and these triples came out of a random search for an even share: 13 to 14 % of the positions are anchors
# in Japanese, Chinese, Russian, Kazakh, English and German alike.
_CLASSES = np.array([(byte * 117 >> 4) & 3 for byte in range(256)], dtype=np.uint8)
_ANCHORS = np.zeros(64, dtype=bool)
_ANCHORS[[int(triple, 4) for triple in ["021", "023", "100", "101", "112", "131", "202", "232", "303"]]] = (
    True
)

# A gram's hash is the upper half of the sum of its letters, each times a power of an odd number (Fibonacci hashing's).
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, n, 1 << 64) for n in range(1, NARROW_GRAM + 1)], dtype=np.uint64)

# Characters that fold to one character or, being no letters, to none, whatever stands beside them: nearly all of our
# texts. A table folds them, and says where each letter came from.
_PLAIN = (
    "\t\n\r -~\u00a0\u00ab\u00b0\u00b7\u00bb\u00c0-\u00de\u00e0-\u012f\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u3000-\u3015\u3041-\u3096\u30a1-\u30fc"
    "\u4e00-\u9fff\uff01-\uff5e"
)
_TABLE = 0x10000
_UNKNOWN = np.uint32(0xFFFFFFFF)


def _folding_table() -> NDArray[np.uint32]:
    """By code point: the letter that it folds to, 0 for what is no letter, _UNKNOWN for what folds otherwise."""
    table = np.full(_TABLE, _UNKNOWN, np.uint32)
    for first, last in re.findall(r"([^-])(?:-(.))?", _PLAIN, re.S):
        for code in range(ord(first), ord(last or first) + 1):
            if 0x4E00 <= code <= 0x9FFF:
                table[code] = code
                continue
            folded = unicodedata.normalize("NFKC", chr(code)).casefold()
            table[code] = ord(folded) if _LETTER.fullmatch(folded) else 0
    return table


_FOLDED = _folding_table()


class Letters:
    """The letters of a text, folded, with the way back to the places they came from."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._hashes: dict[int, NDArray[np.uint64]] = {}
        codes = _codes(source)
        folded = _FOLDED[np.minimum(codes, _TABLE - 1)]  # the last code point of the table is no character
        if (folded == _UNKNOWN).any():
            text, origins = fold_with_offsets(source)
            chosen = [match.start() for match in _LETTER.finditer(text)]
            self.origins: NDArray[np.int64] = np.array([origins[n] for n in chosen], np.int64)
            self.text = "".join([text[n] for n in chosen])
            self.codes: NDArray[np.uint32] = _codes(self.text)
        else:
            self.origins = np.flatnonzero(folded)
            self.codes = folded[self.origins]
            self.text = self.codes.tobytes().decode("utf-32-le", "surrogatepass")

    def __len__(self) -> int:
        return len(self.text)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The place in the source of the letters from `begin` up to `end`."""
        return int(self.origins[begin]), int(self.origins[end - 1]) + 1

    def between(self, begin: int, end: int) -> tuple[int, int]:
        """As `span`, with the signs and spaces up to the neighbouring letters."""
        first = int(self.origins[begin - 1]) + 1 if begin else 0
        return first, int(self.origins[end]) if end < len(self) else len(self.source)

    def count_before(self, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many letters stand before each of some offsets of the source."""
        return np.searchsorted(self.origins, offsets)

    @cached_property
    def is_wide(self) -> bool:
        """Whether the text is written without spaces, for the most part."""
        return bool(np.count_nonzero(self.codes >= _FIRST_WIDE) > len(self) // 2)

    @cached_property
    def sketches(self) -> NDArray[np.int64]:
        """At n the sketch of the AROUND letters before n, at n + AROUND of those from n on: a bit a letter, or a pair of an alphabet's."""
        codes = self.codes
        units = codes * _FACTORS[0]
        pairs = codes[1:] * _FACTORS[1]
        units[:-1] += np.where(codes[:-1] < _FIRST_WIDE, pairs, np.uint64(0))
        bits = np.zeros(len(codes) + 2 * AROUND + NARROW_GRAM, np.uint64)
        bits[AROUND : AROUND + len(codes)] = np.uint64(1) << (units >> np.uint64(40)) % np.uint64(_BITS)
        four = bits[:-1] | bits[1:]
        four = four[:-2] | four[2:]
        eight = four[:-4] | four[4:]
        return (eight[:-16] | eight[8:-8] | eight[16:]).view(np.int64)

    def hashes_of_runs(self, size: int) -> NDArray[np.uint64]:
        """A hash of each run of so many letters, at most NARROW_GRAM, by the place where it begins."""
        if size not in self._hashes:
            codes = self.codes.astype(np.uint64)
            count = max(0, len(codes) - size + 1)
            hashes = np.zeros(count, np.uint64)
            for n in range(size):
                hashes += codes[n : n + count] * _FACTORS[n]
            self._hashes[size] = hashes
        return self._hashes[size]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def weigh(letters: str) -> int:
    """How much a run of letters says, in letters of an alphabet: a Chinese character counts as two."""
    return len(letters) if letters.isascii() else len(letters) + len(_HAN.findall(letters))


class Grams(NamedTuple):
    """32-bit hashes of a text's grams, each once, where in the source each begins first, in order of the places, and sketches."""

    hashes: NDArray[np.int32]
    places: NDArray[np.int32]
    before: NDArray[np.int64]
    behind: NDArray[np.int64]


def grams(letters: Letters) -> Grams:
    """The grams to be indexed; the last bit of a hash says whether its script is written without spaces, the one before is 0.

    In an archive of 100,000 articles a look-up meets a stranger of the same hash once in some thirty times,
    and its sketches give it away; a longer hash would only make the index larger.
    """
    rows = all_grams(letters)
    firsts = np.sort(np.unique(rows.hashes, return_index=True)[1])
    return Grams(*(column[firsts] for column in rows))


def all_grams(letters: Letters) -> Grams:
    """As `grams`, those that come again as often as they do."""
    codes = letters.codes
    if len(codes) < WIDE_GRAM:
        return Grams(*(np.empty(0, kind) for kind in (np.int32, np.int32, np.int64, np.int64)))
    classes = _CLASSES[codes & 255]
    anchors = np.flatnonzero(_ANCHORS[classes[:-2] * 16 + classes[1:-1] * 4 + classes[2:]])
    is_wide = codes[anchors] >= _FIRST_WIDE
    sizes = np.where(is_wide, WIDE_GRAM, NARROW_GRAM)
    fits = anchors + sizes <= len(codes)
    anchors, is_wide, sizes = anchors[fits], is_wide[fits], sizes[fits]
    padded = np.concatenate((codes, np.zeros(NARROW_GRAM, np.uint32))).astype(np.uint64)
    sums = np.zeros(len(anchors), np.uint64)
    for n in range(NARROW_GRAM):
        letter = padded[anchors + n] * _FACTORS[n]
        sums += letter if n < WIDE_GRAM else np.where(is_wide, np.uint64(0), letter)
    hashes = ((sums >> np.uint64(32)).astype(np.uint32) & ~np.uint32(3) | is_wide).view(np.int32)
    sketches = letters.sketches
    return Grams(
        hashes,
        letters.origins[anchors].astype(np.int32),
        before=sketches[anchors],
        behind=sketches[anchors + sizes + AROUND],
    )


def longer(grams: Grams) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Hashes of the grams with the AROUND letters behind them, for grams that too many texts hold, and which of them to use.

    All begin with the bits of the shorter gram (`PREFIX` of them) and have the last bit but one set. One in four is used:
    a passage has several, and each is a row of the index.
    """
    mixed = (grams.behind.view(np.uint64) ^ grams.hashes.astype(np.uint64)) * _FACTORS[0]
    tail = (mixed >> np.uint64(32 + PREFIX)).astype(np.uint32).view(np.int32) & ~np.int32(3)
    hashes = grams.hashes & -(1 << 32 - PREFIX) | tail | LONG | grams.hashes & 1
    return hashes, mixed >> np.uint64(32) & np.uint64(3) == 0


def alike(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """0 to 1: how much of the sparser of two sketches the other one has; 0 of one that hardly says anything."""
    one, other = one.view(np.uint64), other.view(np.uint64)
    least = np.minimum(np.bitwise_count(one), np.bitwise_count(other))
    return np.where(least >= _LEAST_BITS, np.bitwise_count(one & other) / np.maximum(least, 1), 0.0)
