"""Where a query's words stand in the text itself, and the piece of text that shows them best."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from articles.search.folding import fold, fold_with_offsets, has_odd, written_as
from articles.search.query import Query, Term
from articles.search.split import FILTER, HIDDEN, LONGEST_FALSE_FRIEND, RUN, hidden_spans
from articles.search.stems import all_stems, other_forms
from articles.text.scripts import is_cjk

AROUND = 60  # Chinese or Japanese characters of an excerpt before its first mark; others take twice the room
ENOUGH_MARKS = 8  # to choose an excerpt from, once every word has been seen
PART = 1000  # characters of a text that are looked at in one go
_INSIDE_WORD = re.compile("[ァ-ヺー]{2}|[\u3400-\u9fff々]{2}|[ぁ-ゖ]{2}")  # two characters of one script

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Marks in a text; `is_word` tells whether one begins where a word may begin."""

    marks: tuple[Span, ...]
    is_word: bool


class Marker:
    """Finds a query's words in texts."""

    def __init__(self, query: Query) -> None:
        # One group for each term: which of them matched says when all have been seen.
        groups = [group for term in query.terms if (group := _alternatives(term))]
        self._terms = len(groups)
        phrases = [phrase for term in query.terms for form in term.forms for phrase in form.phrases]
        # All begins with one of a few characters, which are sought at once: each form is only tried where one of them stands.
        beginnings = "".join(sorted({_plain(phrase.tokens[0])[0] for phrase in phrases}))
        self._pattern = re.compile(f"[{beginnings}](?:{'|'.join(groups)})") if groups else None
        self._written = written_as(beginnings) if groups else None
        self._stems = {token for phrase in phrases for token in phrase.tokens}
        self._beginnings = tuple(p.tokens[-1] for p in phrases if p.is_prefix and not _is_cjk(p.tokens[-1]))

    def find(self, text: str) -> Found:
        """The marks of all forms of all words, as (begin, end) in `text`; of a long text as many as an excerpt needs."""
        if not self._may_stand_in(text):
            return Found((), is_word=False)
        marks: set[Span] = set()
        seen: set[int] = set()
        is_word = False
        enough = ENOUGH_MARKS if self._terms > 1 else 1  # of one word, any place shows as much as another
        looked_at: set[tuple[int, int]] = set()
        for rank, start, part in self._likely_first(text):
            if len(marks) >= enough and len(seen) == self._terms and (is_word or rank):
                break
            if (start, len(part)) in looked_at:
                continue
            looked_at.add((start, len(part)))
            for begin, end, term in self._in_part(part):
                marks.add((start + begin, start + end))
                seen.add(term)
                is_word = is_word or _begins_word(part, begin)
        return Found(tuple(sorted(marks)), is_word)

    def _likely_first(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(rank, begin, part): first paragraphs that hold a word as it was typed, where one begins before others; then all.

        To fold a text takes longer than all else, and most texts spell a word as readers do.
        """
        if self._pattern is not None and len(text) > PART:
            inside, is_typed = [], False
            for match in self._pattern.finditer(text):
                is_typed = True
                if _begins_word(text, match.start()):
                    yield 0, *_around(text, match.start())
                else:
                    inside.append(match.start())
            for at in inside:
                yield 1, *_around(text, at)
            if not is_typed and not self._pattern.search(fold(text)):
                return  # found by a tag: the places of its characters are not needed
        for begin, part in _parts(text):
            yield 2, begin, part

    def _may_stand_in(self, text: str) -> bool:
        return self._written is None or bool(self._written.search(text)) or has_odd(text)

    def _in_part(self, text: str) -> Iterator[tuple[int, int, int]]:
        if self._pattern is None:
            return
        folded, offsets = fold_with_offsets(text)
        for match in self._pattern.finditer(folded):
            if self._is_meant(match):
                begin = offsets[match.start()]
                end = offsets[match.end()] if match.end() < len(offsets) else len(text)
                yield begin, begin + len(text[begin:end].rstrip(" \t\n\u3000・-")), match.lastindex or 0

    def _is_meant(self, match: re.Match) -> bool:
        around = max(0, match.start() - LONGEST_FALSE_FRIEND)
        begin, end = match.start() - around, match.end() - around
        if any(
            b <= begin and end <= e
            for b, e in hidden_spans(match.string[around : match.end() + LONGEST_FALSE_FRIEND])
        ):
            return False
        return all(self._is_known(word) for word in _words(match.group()))

    def _is_known(self, word: str) -> bool:
        """Whether the index would have found this word: by its stem, or as a longer word of a prefix."""
        return word.startswith(self._beginnings) or any(stem in self._stems for stem in all_stems(word))


def excerpt(text: str, marks: Sequence[Span]) -> tuple[str, list[Span], int]:
    """The piece of `text` with the most of the words, the marks in it, and where it begins in `text`."""
    first = _densest(text, marks)
    around = AROUND if is_cjk(text[first : first + 1]) else 2 * AROUND
    begin = _at_border(text, max(0, first - around), first)
    begin += len(text[begin:first]) - len(text[begin:first].lstrip())
    end = min(len(text), first + 2 * around)
    if end < len(text) and not is_cjk(text[end]):
        end = max(text.rfind(" ", first, end), text.rfind("\n", first, end), end - around)
    inner = [(b - begin, e - begin) for b, e in marks if b >= begin and e <= end]
    return text[begin:end], inner, begin


def _densest(text: str, marks: Sequence[Span]) -> int:
    """Where the mark begins that has the most other words, then the most marks, close behind it."""
    best, most = 0, (0, 0)
    for index, (begin, _) in enumerate(marks):
        near = list(takewhile(lambda mark, begin=begin: mark[1] <= begin + 2 * AROUND, marks[index:]))
        count = (len({text[b:e].casefold() for b, e in near}), len(near))
        if count > most:
            best, most = begin, count
    return best


def _at_border(text: str, begin: int, first: int) -> int:
    """The start moved to a sentence's or word's beginning, if one comes soon."""
    if begin == 0:
        return 0
    for border in ("\n", "。", ". ", " "):
        at = text.find(border, begin, first)
        if at >= 0:
            return at + len(border)
    return begin


def _around(text: str, at: int) -> tuple[int, str]:
    """(begin, part): the paragraph at a place, or as much of it as lies near."""
    begin = max(text.rfind("\n", 0, at) + 1, at - PART)
    return begin, text[begin : min(text.find("\n", at) + 1 or len(text), at + PART)]


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """(begin, part): the text in parts of some length that end with a line."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + PART) + 1 or len(text)
        yield begin, text[begin:end]
        begin = end


def _alternatives(term: Term) -> str:
    """All forms of a term as one group of a regular expression, the longest first."""
    patterns = {
        pattern
        for form in term.forms
        for phrase in form.phrases
        if (pattern := _pattern(phrase.tokens, is_prefix=phrase.is_prefix))
    }
    return f"({'|'.join(sorted(patterns, key=len, reverse=True))})" if patterns else ""


def _pattern(tokens: tuple[str, ...], *, is_prefix: bool) -> str:
    """A regular expression over folded text for a phrase of tokens, from behind its first character on."""
    pieces: list[str] = []
    for token in tokens:
        plain = _plain(token)
        if _is_cjk(plain):
            if pieces and pieces[-1].endswith(plain[0]) and _is_cjk(pieces[-1]) and len(plain) > 1:
                pieces[-1] += plain[1:]
            elif not (pieces and _is_cjk(pieces[-1]) and pieces[-1].endswith(plain)):
                pieces.append(plain)
        else:
            pieces.append(_word_pattern(token, plain, is_first=not pieces))
    if _is_cjk(pieces[0]):
        first, pieces[0] = pieces[0][0], pieces[0][1:]
        pieces[0] = f"(?<={first}){pieces[0]}"
    return r"[\W_]*".join(pieces)


def _word_pattern(token: str, plain: str, *, is_first: bool) -> str:
    """A word with any ending. A stem may differ from it in the last letter: country, countri; or in two: centre, center."""
    rest = 0 if len(plain) < 4 or plain.isdigit() else 2 if plain.endswith("er") else 1
    tail = "" if plain.isdigit() else r"[^\W_]*"
    words = [re.escape(plain[: len(plain) - rest]) + tail, *other_forms(token)]
    if not is_first:
        return rf"(?<![^\W_\u3041-\u9fff])(?:{'|'.join(words)})(?![0-9a-z])"
    first = plain[0]
    words = [word[1:] for word in words if word[0] == first]
    return rf"(?<![^\W_\u3041-\u9fff]{first})(?<={first})(?:{'|'.join(words)})(?![0-9a-z])"


def _plain(token: str) -> str:
    return token.strip(HIDDEN + FILTER)


def _is_cjk(token: str) -> bool:
    match = RUN.fullmatch(token)
    return bool(match and match[1])


def _words(text: str) -> list[str]:
    return [match[2] for match in RUN.finditer(text) if match[2]]


def _begins_word(text: str, at: int) -> bool:
    """Whether a word may begin there."""
    return at == 0 or not _INSIDE_WORD.match(text, at - 1)
