"""Finds readers' comments after an article and reads them as a tree."""

import re

from articles.ingest.bylines import ENDS_INITIAL
from articles.ingest.features import Features
from articles.text.scripts import count_cjk

_NUMBER = re.compile(r"[+\-−]?\d{1,5}$")
_SAYS = re.compile(
    r"\s{0,9}+(?:\b(?:says|said|wrote|schrieb|sagt|sagte|a écrit|dice|dijo|escribió|пишет))?\s{0,9}+(?:\b(?:on|am|le|el|at)|,|-|–|\||·|•|:){0,9}\s{0,9}+$",
    re.I,
)
POST_HEAD = re.compile(
    r"\d{1,4}\s?[:：.]\s?(?P<name>\S.{0,60}?)[\s:：]+(?:投稿日[:：]\s?)?\d{4}/\d\d/\d\d\(.\)\s*\d\d:\d\d.{0,12}\bID:\S{3,20}"
)  # the head of a post as Japanese boards print it: number, name, day, the poster's id
_LONGEST_NAME = 48
_POSTS = 3
_ARTICLE = 300  # columns of prose that stand above comments

Marks = dict[int, tuple[str, float]]  # place among the lines → role and confidence


def find_comments(lines: list[Features], language: str) -> Marks:
    """Roles of lines that are comments beyond doubt, wherever they stand: a bulleted name and day, or a post's head begins each."""
    return _posts(lines) or _bulleted(lines, 0, language)


def comments_below(lines: list[Features], start: int, language: str) -> Marks:
    """Roles of the lines from `start` on that are comments: below a label, a name with a day begins each."""
    return _labelled(lines, start, language)


def _posts(lines: list[Features]) -> Marks:
    """The posts of a board behind the first, which tells what the thread is about."""
    heads = [one.at for one in lines if "ID:" in one.text and POST_HEAD.match(one.text)]
    if len(heads) < _POSTS:
        return {}
    end = next((at for at in range(heads[-1] + 1, len(lines)) if _ends_all(lines[at])), len(lines))
    marks: Marks = dict.fromkeys(range(heads[1], end), ("comment", 0.9))
    return marks | dict.fromkeys(heads[1:], ("comment-author", 0.95))


def _bulleted(lines: list[Features], start: int, language: str) -> Marks:
    heads: list[tuple[int, int]] = []  # places of a comment's first line and of its day
    for at in range(start, len(lines)):
        one = lines[at]
        if one.bullet and one.width <= 60 and one.is_date_line(language) and not one.prose:
            above = lines[at - 1] if at > start else None
            named = (
                above is not None
                and above.bullet
                and above.indent == one.indent
                and above.width <= _LONGEST_NAME
            )
            named = named and not one.gap and not above.is_date_line(language)
            heads.append((at - 1 if named else at, at))
    labelled = bool(heads) and any(
        one.label == "comments" for one in lines[max(0, heads[0][0] - 3) : heads[0][0]]
    )
    if len(heads) < (1 if labelled else 3) or not _has_texts(lines, heads):
        return {}
    if not labelled and sum(one.width for one in lines[: heads[0][0]] if one.prose) < _ARTICLE:
        return {}  # comments stand below an article; above one such a list is of something else
    marks: Marks = {}
    for number, (first, day) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        if first != day:
            marks[first] = ("comment-author", 0.95)
        marks[day] = (
            "comment-author" if first == day and _name_before(lines[day], language) else "comment-date",
            0.95,
        )
        last = day
        for at in range(day + 1, end):
            if lines[at].indent < lines[first].indent or (
                last > day and _ends_comments(lines[at], lines[first])
            ):
                break
            marks[at] = ("comment", 0.9)
            last = at
        if last > day and _NUMBER.match(lines[last].text) and lines[last].gap:
            marks[last] = ("comment-score", 0.9)
    return marks


def _name_before(one: Features, language: str) -> bool:
    """Whether words stand between the bullet and the day of a comment's head."""
    begin = one.dates(language)[0].begin - (len(one.text) - len(one.body))
    return any(c.isalpha() for c in one.body[: max(0, begin)])


def _ends_comments(one: Features, first: Features) -> bool:
    return (
        one.label in ("form", "footer", "related", "comments", "promotion")
        and one.indent <= first.indent
        and not one.bullet
    )


def _has_texts(lines: list[Features], heads: list[tuple[int, int]]) -> bool:
    """Whether words of their own follow most heads, so that a list of dated headlines is no list of comments."""
    with_text = 0
    for _, day in heads:
        following = lines[day + 1] if day + 1 < len(lines) else None
        with_text += following is not None and not following.bullet and following.indent >= lines[day].indent
    return with_text * 2 > len(heads)


def _labelled(lines: list[Features], start: int, language: str) -> Marks:
    label = next((one.at for one in lines[start:] if one.label == "comments"), None)
    if label is None:
        return {}
    end = next((at for at in range(label + 1, len(lines)) if _ends_all(lines[at])), len(lines))
    signed = _signed_below(lines, label + 1, end, language)
    if signed:
        return signed
    marks: Marks = {}
    open_comment = False
    for at in range(label + 1, end):
        one = lines[at]
        head = _head(one, lines, at, language)
        if head:
            open_comment = True
            marks[at] = (head, 0.75)
            if (
                head == "comment-date"
                and marks.get(at - 1, ("", 0))[0] in ("", "comment")
                and at - 1 > label
                and _is_name_line(lines[at - 1])
            ):
                marks[at - 1] = ("comment-author", 0.7)
        elif one.label in ("form", "navigation"):
            open_comment = False
        elif open_comment and not one.label and one.phrase not in ("form", "promotion"):
            marks[at] = ("comment", 0.6)
    return marks if any(role == "comment" for role, _ in marks.values()) else {}


def _ends_all(one: Features) -> bool:
    return one.label in ("related", "ranking", "footer", "ticker", "promotion") or one.phrase == "footer"


def _signed_below(lines: list[Features], first: int, end: int, language: str) -> Marks:
    """Comments whose name and day stand below their text, as on Japanese blogs; nothing where they stand above it.

    What tells them apart: there are words above the first day, and none below the last.
    """
    days = [at for at in range(first, end) if _head(lines[at], lines, at, language)]
    if not days or (days[-1] + 1 < end and not (lines[days[-1] + 1].label or lines[days[-1] + 1].phrase)):
        return {}
    marks: Marks = {}
    begin = next((at + 1 for at in range(days[0], first, -1) if lines[at].label == "comments"), first)
    for day in days:
        role = _head(lines[day], lines, day, language) or "comment-date"
        named = role == "comment-date" and day - 1 > begin and _is_name_line(lines[day - 1])
        texts = [at for at in range(begin, day - named) if not lines[at].label]
        if not texts or not any(lines[at].ends or lines[at].prose for at in texts):
            return {}
        marks |= dict.fromkeys(texts, ("comment", 0.6))
        if named:
            marks[day - 1] = ("comment-author", 0.7)
        marks[day] = (role, 0.75)
        begin = day + 1
    return marks


def _head(one: Features, lines: list[Features], at: int, language: str) -> str | None:
    if one.width > 110 or one.prose and one.width > 70 or not one.dates(language):
        return None
    found = one.dates(language)[0]
    if found.iso is None and len(one.text) > 40:
        return None
    before = _SAYS.sub("", one.text[: found.begin]).strip(" •·|,:：-–—")
    if len(before) <= 3 and found.begin <= 6 and not (len(before) > 1 and count_cjk(before) == len(before)):
        return "comment-date"
    return "comment-author" if len(before) <= _LONGEST_NAME else None


def _is_name_line(one: Features) -> bool:
    sentence = one.text.endswith((".", "。")) and not ENDS_INITIAL.search(one.text[:-1])
    return one.width <= _LONGEST_NAME and not one.label and not sentence
