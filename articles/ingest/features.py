"""What can be seen of each line by itself and beside its neighbours, before any role is given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from articles.ingest.dates import FoundDate, find_dates
from articles.ingest.page import Line, Page
from articles.ingest.running_heads import running_heads
from articles.ingest.tables import LABELS, PHRASES, PREFIXES
from articles.ingest.whole_lines import label_by_shape
from articles.ingest.wrapping import continued_lines
from articles.text.scripts import count_cjk, join_lines

_BULLET = re.compile(
    r"(?:[•‣◦▪●○□◇▷►▸⁃∙✓✔➢➖✅❌👉🔹🔸*\-–—·»›+・－]|\d{1,3}[.)])(?:[ \t\u00a0\u3000]+|$)|・(?=\S)"
)
_SENTENCE_END = frozenset("。．.！？!?…」』”\"'’»)）]】♪‥›;；")
_LABEL_STRIP = " \t\u3000\u00a0:：…*•·-–—|｜<>«»‹›[]()（）【】〈〉《》「」■□◆◇▼▲▽△▶►→←↑↓#＃0123456789０１２３４５６７８９.,!！?？+/&≪≫※●○＞＜→▸"
_DAY_AND_HOUR = re.compile(
    r"\b(?:19|20)\d\d\b\D{1,12}\d{1,2}(?::\d\d)?\s?[ap]\.m\.$", re.I
)  # its dot ends no sentence
_SEPARATOR = re.compile(r"\s[|｜/>›»·•]\s|[|｜＞›≫]|\s-\s|\t")
_SAYS = (
    " says",
    " schrieb",
    " sagt",
    " a écrit",
    " dice",
    " dijo",
    " пишет",
    "さんのコメント",
)  # heads of readers' comments
_LONG_LABEL = 40  # a label is no longer than this
_PHRASE_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED_PHRASES = [
    (phrase, kind) for phrase, kind in PHRASES.items() if not _PHRASE_WORD.match(phrase) or count_cjk(phrase)
]
_PHRASES_BY_WORD: dict[str, list[tuple[str, str]]] = {}
for _phrase_text, _kind in PHRASES.items():
    if (_phrase_text, _kind) not in _UNSPACED_PHRASES:
        _PHRASES_BY_WORD.setdefault(_PHRASE_WORD.match(_phrase_text)[0], []).append((_phrase_text, _kind))
_PHRASE_FIRST = frozenset(_PHRASES_BY_WORD)
_PREFIX_MARK = re.compile("[:：≫|｜=＝]")
_TO_LOOK_AT = (
    "【動画】",
    "【画像】",
)  # what leads to pictures elsewhere; with a colon it may begin a headline
_PHRASE_WIDTH = {
    "footer": 320,
    "form": 230,
    "promotion": 160,
}  # in a longer line such words are the article's own
_PREFIX_BY_WORD: dict[str, str] = {}
for _kind in ("reference", "related", "next", "previous", "section", "tags", "credit", "address"):
    for _word in PREFIXES[_kind]:
        _PREFIX_BY_WORD.setdefault(_word, _kind)
_LONGEST_PREFIX = max(map(len, _PREFIX_BY_WORD))


@dataclass(slots=True)
class Features:
    """One non-blank line as the rules see it. Widths count a Chinese or Japanese character as two."""

    line: Line
    at: int  # its place among the non-blank lines
    text: str  # trimmed
    body: str  # without its bullet
    bullet: str
    indent: int
    gap: int  # blank lines before it
    width: int
    cjk: bool
    ends: bool  # with the end of a sentence
    prose: bool  # reads like a sentence or more
    label: str  # the kind of label it is, whole line
    prefix: str  # the kind of label it begins with
    phrase: str  # the kind of boilerplate that stands in it
    separators: int
    repeats: int = 1  # how often the page has this line
    tail: tuple[Line, ...] = ()  # the lines below that go on with its sentence
    _dates: Sequence[FoundDate] | None = field(default=None)

    def dates(self, language: str) -> Sequence[FoundDate]:
        if self._dates is None:
            self._dates = find_dates(self.text, language)
        return self._dates

    def is_date_line(self, language: str) -> bool:
        """Whether the line says when, and little else."""
        if self.width > 120:
            return False
        found = self.dates(language)
        rest = len(self.text) - sum(d.end - d.begin for d in found)
        return bool(found) and rest <= (44 if any(d.label for d in found) else 26)

    def full_date(self, language: str) -> bool:
        """Whether it names a day with its year."""
        return any(day.iso and day.precision != "month" for day in self.dates(language))


def features_of(page: Page) -> list[Features]:
    """The features of every non-blank line, in order; lines that go on with a sentence are one with its first."""
    out: list[Features] = []
    counts: dict[str, int] = {}
    gap = 0
    running: set[int] = set()
    continued: set[int] = set()
    if page.kind == "text":
        texts = [line.text.strip() for line in page.lines]
        running = running_heads(texts)
        heads = {texts[at] for at in running}
        continued = continued_lines(texts, heads)
    for index, line in enumerate(page.lines):
        text = line.text.strip()
        if not text:
            gap += 1
            continue
        if index in continued:
            continue
        tail = []
        while index + 1 + len(tail) in continued:
            tail.append(page.lines[index + 1 + len(tail)])
        if tail:
            text = join_lines([text, *(more.text.strip() for more in tail)])
        counts[text] = counts.get(text, 0) + 1
        out.append(features_of_line(line, text, len(out), gap))
        out[-1].tail = tuple(tail)
        if index in running:
            out[-1].label = "running"
        gap = 0
    for one in out:
        one.repeats = counts[one.text]
    return out


def features_of_line(line: Line, text: str, at: int, gap: int) -> Features:
    """The features of one line: `text` is trimmed, `at` its place among the non-blank ones."""
    raw = line.text
    indent = len(raw) - len(raw.lstrip(" \t")) if raw[0] in " \t" else 0
    body, bullet, *looks = _short_looks(text) if len(text) <= _LONG_LABEL else _looks(text)
    return Features(line, at, text, body, bullet, indent, gap, *looks)


def _looks(text: str) -> tuple:
    """What the words of a line show by themselves: body, bullet, and the features from `width` to `separators`."""
    m = _BULLET.match(text)
    bullet, body = (m[0].strip(), text[m.end() :]) if m else ("", text)
    if bullet and not body:
        body = ""
    length = len(body)
    cjk_count = 0 if body.isascii() else count_cjk(body[:120])
    cjk = cjk_count * 3 >= min(length, 120) > 0
    width = length * 2 if cjk else length
    ends = body[-1:] in _SENTENCE_END
    prose = _is_prose(body, length, ends=ends, cjk=cjk)
    label = prefix = phrase = ""
    if length <= _LONG_LABEL:
        folded = body.casefold().strip(_LABEL_STRIP)
        label = LABELS.get(folded) or LABELS.get(text.casefold(), "")
        if not label and not folded and sum(map(str.isdigit, body)) < 5:
            label = "mark"
        elif not label and body.rstrip(":： ").endswith(_SAYS):
            label = "comments"
    if not label:
        label = label_by_shape(body)
    if not label and length > 1:
        prefix = _prefix(body)
        if width <= _PHRASE_WIDTH["footer"]:
            phrase = _phrase(body, cjk=cjk)
            if phrase and width > _PHRASE_WIDTH[phrase]:
                phrase = ""
    separators = 0 if prose and length > 60 else len(_SEPARATOR.findall(body[:300]))
    return body, bullet, width, cjk, ends, prose, label, prefix, phrase, separators


_short_looks = lru_cache(maxsize=4096)(_looks)  # menus and labels come again on every page of a site


def _is_prose(text: str, length: int, *, ends: bool, cjk: bool) -> bool:
    if cjk:
        stops = text.count("。")
        if stops:
            return length >= 12
        if (length >= 45 and ("、" in text or "，" in text or "," in text)) or length >= 90:
            return True
        spoken = text[0] in "「“" and text[-1] in "」”" and length >= 20
        return spoken or (ends and length >= 26 and text[-1] in "！？!?…：")
    if "\t" in text or "  " in text:
        text = " ".join(word for word in text.split() if word[0].isalpha())
    words = text.count(" ") + 1
    if words >= 22:
        return True
    if length < 100 and text[-1:] == "." and _DAY_AND_HOUR.search(text):
        return False
    if text[-1:] in '.!?…”"’»:;)':
        return words >= 9 or (words >= 5 and text[-1:] in '.!?…”"»')
    return False


def _prefix(text: str) -> str:
    """The kind of label a line begins with, where a colon or the like parts it from the rest."""
    if text.startswith(_TO_LOOK_AT):
        return "related"
    head = text[: _LONGEST_PREFIX + 3]
    m = _PREFIX_MARK.search(head)
    if not m or not text[m.end() :].strip(" :：\u3000\u00a0\t"):
        return ""
    return _PREFIX_BY_WORD.get(head[: m.start()].casefold().strip(_LABEL_STRIP), "")


def _phrase(text: str, *, cjk: bool) -> str:
    folded = text.casefold()
    if not text.isascii():
        for phrase, kind in _UNSPACED_PHRASES:
            if phrase in folded:
                return kind
    found = ""
    if cjk:
        return found
    # In the line's order: that of a set changes from process to process.
    for word in filter(_PHRASE_FIRST.__contains__, _PHRASE_WORD.findall(folded)):
        for phrase, kind in _PHRASES_BY_WORD[word]:
            if phrase in folded and (not found or kind == "footer"):
                found = kind
    return found
