"""Text to tokens: overlapping pairs of characters for Chinese and Japanese, stemmed words for the rest.

The same tokens feed SQLite and PostgreSQL, and queries become phrases of them, so both find the same.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from ahocorasick import Automaton

from articles.search.folding import TABLES, fold
from articles.search.stems import stem
from articles.text.characters import codes_of, text_of

SPLITTER_VERSION = 7  # raise it with every change of folding, stems or tables; `rebuild` renews older entries

HIDDEN = (
    "º"  # before a token that is only seen, not meant; folding turns the sign into "o", so no text holds it
)
FILTER = "ª"  # before the tokens of the filters column; folded texts hold it as little

LONGEST_TOKEN = 40
LONGEST_FALSE_FRIEND = 10  # characters of the longest word in tables/false_friends.txt, and a few more
LONGEST_TEXT = 2_000_000  # characters that are looked at
MOST_TOKENS = 60_000  # of one text, a small book: PostgreSQL refuses vectors over a megabyte

_CJK = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
WORD = re.compile(f"[^\\W_{_CJK}]+")
RUN = re.compile(f"([{_CJK}]+)|({WORD.pattern})")
_CJK_KIND, _WORD_KIND = 1, 2


@dataclass(frozen=True, slots=True)
class Run:
    """A run of Chinese or Japanese characters, or one word of another script, folded."""

    text: str
    is_cjk: bool


def split(text: str, language: str = "") -> list[str]:
    """The tokens of a text as the index holds them, in order."""
    return split_joined(text, language).split()


def split_joined(text: str, language: str = "") -> str:
    """The tokens of a text parted by spaces: made as arrays of characters, all at once."""
    folded = fold(text[:LONGEST_TEXT])
    words = WORD.sub(lambda match: stem(match[0], language)[:LONGEST_TOKEN], folded)
    codes = codes_of(words)
    kinds = _kinds().take(codes)
    is_cjk, is_word = kinds == _CJK_KIND, kinds == _WORD_KIND
    follows = np.append(kinds[1:], 0)
    cells = np.empty((len(codes), 4), dtype="<u4")  # of each character: a mark, itself, the next one, a space
    wanted = np.zeros(cells.shape, dtype=bool)
    cells[:, 0], cells[:, 1], cells[:-1, 2], cells[:, 3] = ord(HIDDEN), codes, codes[1:], ord(" ")
    for begin, end in hidden_spans(words):
        wanted[begin : max(end - 1, begin + 1), 0] = True
    wanted[:, 1] = is_cjk | is_word
    wanted[:, 2] = is_cjk & (follows == _CJK_KIND)
    wanted[:, 3] = is_cjk | is_word & (follows != _WORD_KIND)
    if np.count_nonzero(wanted[:, 3]) > MOST_TOKENS:
        wanted[np.flatnonzero(wanted[:, 3])[MOST_TOKENS - 1] + 1 :] = False
    return text_of(cells[wanted])[:-1]


def runs(text: str) -> Iterator[Run]:
    """What a text consists of once punctuation and spaces are gone."""
    for match in RUN.finditer(fold(text)):
        cjk, word = match.groups()
        yield Run(cjk, is_cjk=True) if cjk else Run(word, is_cjk=False)


def cjk_tokens(run: str) -> list[str]:
    """Overlapping pairs and the last character alone; pairs inside another word carry a mark."""
    tokens = [*map(str.__add__, run, run[1:]), run[-1]]
    for begin, end in hidden_spans(run):
        _hide(tokens, begin, end)
    return tokens


def _hide(tokens: list[str], begin: int, end: int) -> None:
    """Mark the pairs inside a word whose characters begin there, or its one character."""
    for at in range(begin, max(end - 1, begin + 1)):
        tokens[at] = HIDDEN + tokens[at]


def hidden_spans(folded: str) -> list[tuple[int, int]]:
    """(begin, end) of the words in a folded text that are only part of another word, like 京都 in 東京都."""
    words, inner = _false_friends()
    longest: dict[int, str] = {}  # by where it begins
    for last, word in words.iter(folded):
        longest[last + 1 - len(word)] = word  # of two that begin there, the longer ends later
    return sorted({(at + begin, at + end) for at, word in longest.items() for begin, end in inner[word]})


@cache
def _kinds() -> np.ndarray:
    """Of every character there is: 1 where it is Chinese or Japanese, 2 where it is another letter or digit."""
    kinds = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    for match in RUN.finditer(everything):
        kinds[match.start() : match.end()] = _CJK_KIND if match[1] else _WORD_KIND
    return kinds


@cache
def _false_friends() -> tuple[Automaton, dict[str, list[tuple[int, int]]]]:
    words = Automaton()
    inner: dict[str, list[tuple[int, int]]] = {}
    for line in (TABLES / "false_friends.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        before, rest = line.split("[")
        hidden, after = rest.split("]")
        before, hidden, after = fold(before), fold(hidden), fold(after)
        inner.setdefault(before + hidden + after, []).append((len(before), len(before) + len(hidden)))
    for word in inner:
        words.add_word(word, word)
    words.make_automaton()
    return words, inner
