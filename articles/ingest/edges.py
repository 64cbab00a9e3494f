"""Where an article begins and ends after all: what belongs to the text beside the run of prose and does not look like it by itself."""

import re

from articles.ingest.features import Features
from articles.ingest.headings import MARKS
from articles.ingest.headline import words_shared

_RATE = re.compile(
    r"[(（][$€£¥]?1 ?[^()（）=＝]{0,20}[=＝][^()（）=＝]{1,60}[)）]$"
)  # what a currency is worth
_TEASERS = 2  # headlines that a box among the last paragraphs names
_GOES_ON = 0.2  # of the words of what goes on with the text
_FORM = 6  # lines of a box that asks for something
_TELLS = re.compile(r"\w[^:：]{1,60}[:：] ?\S")  # an item of a list, and no headline
_STOPS = tuple(";；。.")
_POINT = 20  # columns of a key point
_SHARED = 0.25  # of the words of key points that the text has too; a menu has hardly any


def key_points(lines: list[Features], first: int) -> range:
    """The places of a list right above the text's first line that tells beforehand what the text says."""
    while first < len(lines) and lines[first].bullet:
        first += 1  # a long point reads like prose
    at = first
    while (
        at
        and lines[at - 1].bullet
        and lines[at - 1].bullet == lines[first - 1].bullet
        and _is_point(lines[at - 1])
    ):
        at -= 1
    text = " ".join(one.text for one in lines[first : first + 12] if one.prose)[:4000].casefold()
    told = words_shared(" ".join(one.body for one in lines[at:first]), text)
    return range(at, first if first - at > 1 and told >= _SHARED else at)


def _is_point(one: Features) -> bool:
    return one.width >= _POINT and not (one.label or one.prefix or one.phrase or one.separators)


def with_end(lines: list[Features], run: tuple[int, int]) -> tuple[int, int]:
    """The run with what belongs to the text below its last line: a list, a rate, paragraphs behind a box of one headline."""
    first, last = run
    while last >= first and last + 1 < len(lines):
        end = (
            _list_end(lines, last)
            or _section_end(lines, first, last)
            or _last_words(lines, last)
            or _behind_box(lines, last)
        )
        if not end:
            break
        last = end
    return first, last


def _section_end(lines: list[Features], first: int, last: int) -> int:
    """The end of a section that is a heading and a list, where a heading of the text above has the same mark."""
    mark, at = lines[last + 1].text[0], last + 2
    if mark not in MARKS or not any(one.text[0] == mark for one in lines[max(0, first - 1) : last]):
        return 0
    while at < len(lines) and lines[at].bullet and lines[at].text[0] != mark and not lines[at].label:
        at += 1
    return at - 1 if at > last + 2 else 0


def _last_words(lines: list[Features], last: int) -> int:
    """A rate, or the short sentence that ends an article."""
    one = lines[last + 1]
    words = one.text.count(" ") + 1 + bool(lines[last].bullet)
    closing = _is_sentence(one) and one.text[-1] == "." and one.body[:1].isupper() and words > 3
    closing = closing and not one.text.endswith("..") and not any(map(str.isdigit, one.text))
    return last + 1 if closing or _RATE.match(one.text) else 0


def _list_end(lines: list[Features], last: int) -> int:
    """The last item of a list right below the text, if its items say something or the text announces it."""
    at = last + 1
    bullet = lines[at].bullet
    if not bullet or lines[last].bullet:
        return 0
    while at < len(lines) and lines[at].bullet == bullet and not lines[at].label and not lines[at].phrase:
        at += 1
    items = lines[last + 1 : at]
    telling = sum(one.body[-1:] in _STOPS or _TELLS.match(one.body) is not None for one in items)
    announced = lines[last].text[-1] in ":："
    return at - 1 if len(items) > 1 and (announced or telling * 3 > len(items) * 2) else 0


def _behind_box(lines: list[Features], last: int) -> int:
    """The last of a few full sentences that stand behind a box with one headline or two; what ends the page follows them."""
    at = last + 1
    if lines[at].label != "related" or lines[at].bullet:
        return 0
    at += 1
    teasers = at
    while at < len(lines) and _is_teaser(lines[at]):
        at += 1
    if not 1 <= at - teasers <= _TEASERS or at == len(lines) or not lines[at].prose:
        return 0
    while at < len(lines) and _is_sentence(lines[at]):
        at += 1
    if at < len(lines) and _is_teaser(lines[at]) and lines[at].width > 40:
        return 0  # headlines with their first sentences
    return at - 1


def behind_form(lines: list[Features], run: tuple[int, int]) -> tuple[range, tuple[int, int]]:
    """A box right below the run that asks for an address or for money and ends in a button, and the run with the paragraphs below it."""
    first, last = run
    none = range(0), run
    if last < first or last + 1 == len(lines) or not _asks(lines[last + 1]):
        return none
    box = range(last + 2, min(last + 1 + _FORM, len(lines) - 1))
    at = next((at + 1 for at in box if lines[at].label and lines[at + 1].prose), 0)
    if not at:
        return none
    text = " ".join(one.text for one in lines[first : last + 1] if one.prose)[-4000:].casefold()
    end = at
    while end < len(lines) and lines[end].prose and _is_sentence(lines[end]) and not _asks(lines[end]):
        end += 1
    told = words_shared(" ".join(one.text for one in lines[at:end]), text)
    return (range(last + 1, at), (first, end - 1)) if end > at and told >= _GOES_ON else none


def _asks(one: Features) -> bool:
    return "form" in (one.label, one.phrase) or "promotion" in (one.label, one.phrase)


def _is_teaser(one: Features) -> bool:
    return not (one.prose or one.label or one.phrase or one.ends or one.bullet)


def _is_sentence(one: Features) -> bool:
    return one.ends and not (one.label or one.phrase or one.prefix or one.bullet)
