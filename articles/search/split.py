"""Text to tokens: overlapping pairs of characters for Chinese and Japanese, stemmed words for the rest.

The same tokens feed SQLite and PostgreSQL, and queries become phrases of them, so both find the same.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick import Automaton

from articles.search.folding import TABLES, fold
from articles.search.stems import stem

SPLITTER_VERSION = 1  # raise it with every change of folding, stems or tables; `rebuild` renews older entries

HIDDEN = (
    "º"  # before a token that is only seen, not meant; folding turns the sign into "o", so no text holds it
)
FILTER = "ª"  # before the tokens of the filters column; folded texts hold it as little

LONGEST_TOKEN = 40
LONGEST_FALSE_FRIEND = 10  # characters of the longest word in tables/false_friends.txt, and a few more
MOST_TOKENS = 60_000  # of one text, a small book: PostgreSQL refuses vectors over a megabyte

_CJK = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
RUN = re.compile(f"([{_CJK}]+)|([^\\W_{_CJK}]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of Chinese or Japanese characters, or one word of another script, folded."""

    text: str
    is_cjk: bool


def split(text: str, language: str = "") -> list[str]:
    """The tokens of a text as the index holds them, in order."""
    folded = fold(text)
    hidden = deque(hidden_spans(folded))
    tokens: list[str] = []
    for match in RUN.finditer(folded):
        cjk, word = match.groups()
        if word:
            tokens.append(stem(word, language)[:LONGEST_TOKEN])
            continue
        tokens += map(str.__add__, cjk, cjk[1:])
        tokens.append(cjk[-1])
        while hidden and hidden[0][0] < match.end():
            begin, end = hidden.popleft()
            _hide(tokens, begin + len(tokens) - match.end(), end + len(tokens) - match.end())
        if len(tokens) >= MOST_TOKENS:
            break
    return tokens[:MOST_TOKENS]


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


@lru_cache(maxsize=1)
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
