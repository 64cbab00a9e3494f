"""Text → letters → grams: what is compared and indexed instead of the words themselves.

Only letters and digits are compared, folded by width and case, so that punctuation, white space and the breaking
of paragraphs make no difference. A gram is a run of letters. Every gram that starts at an anchor is indexed. Anchors
are chosen by the letters themselves (content-defined sampling), so two copies of a passage have the same ones
whatever stands around them; an anchor lies inside its gram and costs no recall of its own.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.text.normalise import fold, fold_with_offsets

# Letters of a gram: 8 of a script written without spaces, where one character is a syllable or a word; 10 of the
# others. Shorter ones survive more errors, longer ones are rarer; tuned together with the limits in match.py.
WIDE_GRAM = 8
NARROW_GRAM = 10
_FIRST_WIDE = 0x3000  # code point

_NO_LETTERS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")

# The low byte of a code point falls in one of four classes; ten of the 64 triples of classes are anchors. This
# multiplier and these triples came out of a random search for an even share: 15 to 16 % of the positions are anchors
# in Japanese, Chinese, Russian, Kazakh, English and German alike.
_CLASSES = np.array([(byte * 117 >> 4) & 3 for byte in range(256)], dtype=np.uint8)
_ANCHORS = np.zeros(64, dtype=bool)
_ANCHORS[
    [int(triple, 4) for triple in ["021", "023", "100", "101", "112", "131", "202", "232", "233", "303"]]
] = True

# A gram's hash is the upper half of the sum of its letters, each times a power of an odd number (Fibonacci hashing's).
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, n, 1 << 64) for n in range(1, NARROW_GRAM + 1)], dtype=np.uint64)

# Characters that fold to one character or, being no letters, to none, whatever stands beside them: nearly all of our
# texts. They need no look at each character to know where a letter came from.
_PLAIN = re.compile(
    "[\t\n\r -~\u00a0\u00ab\u00b0\u00b7\u00bb\u00c0-\u00de\u00e0-\u012f\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u3000-\u3015\u3041-\u3096\u30a1-\u30fc"
    "\u4e00-\u9fff\uff01-\uff5e]*"
)


class Letters:
    """The letters of a text, folded, with the way back to the places they came from."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._is_plain = _PLAIN.fullmatch(source) is not None
        folded = unicodedata.normalize("NFKC", source).casefold() if self._is_plain else fold(source)
        self.text = _NO_LETTERS.sub("", folded)

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def codes(self) -> NDArray[np.uint32]:
        """The letters' code points."""
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]]:
        """Of each run of letters that stand side by side: how many come before it, and where it begins."""
        if self._is_plain:
            runs = [match.span() for match in _LETTERS.finditer(self.source)]
            counts = list(accumulate((end - begin for begin, end in runs), initial=0))
            return counts[:-1], [begin for begin, _ in runs]
        folded, origins = fold_with_offsets(self.source)
        places = [origins[match.start()] for match in _LETTER.finditer(folded)]
        firsts = [n for n, place in enumerate(places) if n == 0 or place != places[n - 1] + 1]
        return firsts, [places[n] for n in firsts]

    def _origin(self, index: int) -> int:
        counts, begins = self._runs
        run = bisect_right(counts, index) - 1
        return begins[run] + index - counts[run]

    def places(self, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where in the source the letters at these indices stand."""
        counts, begins = map(np.array, self._runs)
        runs = np.searchsorted(counts, indices, side="right") - 1
        return begins[runs] + indices - counts[runs]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The place in the source of the letters from `begin` up to `end`."""
        return self._origin(begin), self._origin(end - 1) + 1

    def between(self, begin: int, end: int) -> tuple[int, int]:
        """As `span`, with the signs and spaces up to the neighbouring letters."""
        first = self._origin(begin - 1) + 1 if begin else 0
        return first, self._origin(end) if end < len(self) else len(self.source)

    def count_before(self, offset: int) -> int:
        """How many letters stand before an offset of the source."""
        counts, begins = self._runs
        run = bisect_left(begins, offset) - 1
        if run < 0:
            return 0
        end = counts[run + 1] if run + 1 < len(counts) else len(self)
        return min(end, counts[run] + offset - begins[run])


def weigh(letters: str) -> int:
    """How much a run of letters says, in letters of an alphabet: a Chinese character counts as two."""
    return len(letters) if letters.isascii() else len(letters) + len(_HAN.findall(letters))


class Grams(NamedTuple):
    """32-bit hashes of a text's grams, each once, and where in the source each begins first; in order of the places."""

    hashes: NDArray[np.int32]
    places: NDArray[np.int64]


def grams(letters: Letters) -> Grams:
    """The grams to be indexed.

    In an archive of 100,000 articles a look-up meets a stranger of the same hash less than once in a hundred times,
    which costs one comparison and never makes a link; a longer hash would only make the index larger.
    """
    codes = letters.codes
    if len(codes) < WIDE_GRAM:
        return Grams(np.empty(0, np.int32), np.empty(0, np.int64))
    classes = _CLASSES[codes & 255]
    anchors = np.flatnonzero(_ANCHORS[classes[:-2] * 16 + classes[1:-1] * 4 + classes[2:]])
    is_wide = codes[anchors] >= _FIRST_WIDE
    fits = anchors + np.where(is_wide, WIDE_GRAM, NARROW_GRAM) <= len(codes)
    anchors, is_wide = anchors[fits], is_wide[fits]
    padded = np.concatenate((codes, np.zeros(NARROW_GRAM, np.uint32)))
    runs = padded[anchors[:, None] + np.arange(NARROW_GRAM)].astype(np.uint64)
    runs[is_wide, WIDE_GRAM:] = 0
    hashes = ((runs * _FACTORS).sum(axis=1) >> np.uint64(32)).astype(np.uint32).view(np.int32)
    firsts = np.sort(np.unique(hashes, return_index=True)[1])
    return Grams(hashes[firsts], letters.places(anchors[firsts]))


def hashes_of_runs(letters: Letters, size: int) -> NDArray[np.uint64]:
    """A hash of each run of so many letters, at most NARROW_GRAM, by the place where it begins."""
    codes = letters.codes.astype(np.uint64)
    count = max(0, len(codes) - size + 1)
    return sum((codes[n : n + count] * _FACTORS[n] for n in range(size)), np.zeros(count, np.uint64))
