"""Text to tokens: overlapping pairs of characters for Chinese and Japanese, stemmed words for the rest.

The same tokens feed SQLite and PostgreSQL, and queries become phrases of them, so both find the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
    tokens: list[str] = []
    for run in runs(text):
        if run.is_cjk:
            tokens += cjk_tokens(run.text)
        else:
            tokens.append(stem(run.text, language)[:LONGEST_TOKEN])
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
        single = end - begin == 1
        for at in range(begin, end if single else end - 1):
            tokens[at] = HIDDEN + tokens[at]
    return tokens


def hidden_spans(folded: str) -> list[tuple[int, int]]:
    """(begin, end) of the words in a folded text that are only part of another word, like 京都 in 東京都."""
    pattern, inner = _false_friends()
    found = []
    for match in pattern.finditer(folded):
        for begin, end in inner[match.group(1)]:
            found.append((match.start() + begin, match.start() + end))
    return sorted(set(found))


@lru_cache(maxsize=1)
def _false_friends() -> tuple[re.Pattern, dict[str, list[tuple[int, int]]]]:
    inner: dict[str, list[tuple[int, int]]] = {}
    for line in (TABLES / "false_friends.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        before, rest = line.split("[")
        hidden, after = rest.split("]")
        before, hidden, after = fold(before), fold(hidden), fold(after)
        inner.setdefault(before + hidden + after, []).append((len(before), len(before) + len(hidden)))
    longest_first = sorted(inner, key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(longest_first)}))"), inner
