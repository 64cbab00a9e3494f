"""Text → letters → grams: what is compared and indexed instead of the words themselves.

Only letters and digits are compared, folded by width and case, so that punctuation, white space and the breaking
of paragraphs make no difference. A gram is a run of letters. Every gram that starts at an anchor is indexed. Anchors
are chosen by the letters themselves (content-defined sampling), so two copies of a passage have the same ones
whatever stands around them; an anchor lies inside its gram and costs no recall of its own.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from zlib import crc32

from articles.text.normalise import fold, fold_with_offsets

# Letters of a gram: 8 of a script written without spaces, where one character is a syllable or a word; 11 of the
# others. Shorter ones survive more errors, longer ones are rarer; tuned together with the limits in match.py.
WIDE_GRAM = 8
NARROW_GRAM = 11
_WIDE_BYTES, _NARROW_BYTES = 4 * WIDE_GRAM, 4 * NARROW_GRAM
_WIDE_ROW = 0x30  # code points from U+3000 on

_NO_LETTERS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")

# The low byte of a code point falls in one of four classes; ten of the 64 triples of classes are anchors. This
# multiplier and these triples came out of a random search for an even share: 15 to 16 % of the positions are anchors
# in Japanese, Chinese, Russian, Kazakh, English and German alike.
_CLASSES = bytes(b"0123"[(byte * 117 >> 4) & 3] for byte in range(256))
_ANCHOR = re.compile(b"0(?=2[13])|1(?=00|01|12|31)|2(?=02|3[23])|3(?=03)")


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

    @cached_property
    def anchors(self) -> list[int]:
        """The places where grams begin, in order."""
        classes = self.text.encode("utf-32-le")[::4].translate(_CLASSES)
        return [match.start() for match in _ANCHOR.finditer(classes)]

    def _origin(self, index: int) -> int:
        counts, begins = self._runs
        run = bisect_right(counts, index) - 1
        return begins[run] + index - counts[run]

    def places(self, indices: Iterable[int]) -> list[int]:
        """Where in the source the letters at these indices stand, which are in order."""
        counts, begins = self._runs
        found, run, end = [], -1, 0
        for index in indices:
            while index >= end:
                run += 1
                end = counts[run + 1] if run + 1 < len(counts) else len(self)
            found.append(begins[run] + index - counts[run])
        return found

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


def grams(letters: Letters) -> dict[int, int]:
    """32-bit hash → first place in the source of each gram to be indexed, in the order of their places.

    In an archive of 100,000 articles a look-up meets a stranger of the same hash less than once in a hundred times,
    which costs one comparison and never makes a link; a longer hash would only make the index larger.
    """
    data = letters.text.encode("utf-32-le")
    found: dict[int, int] = {}
    for place in letters.anchors:
        first = 4 * place
        size = _WIDE_BYTES if data[first + 1] >= _WIDE_ROW else _NARROW_BYTES
        gram = data[first : first + size]
        if len(gram) == size:
            found.setdefault(crc32(gram), place)
    return dict(zip(found, letters.places(found.values()), strict=True))
