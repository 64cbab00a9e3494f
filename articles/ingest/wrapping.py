"""Finds where a dump broke sentences over lines: at a fixed width, or at an inline link."""

import re
from collections.abc import Collection, Sequence

from articles.ingest.mail_lines import mail_kind
from articles.text.scripts import count_cjk

_WIDEST = 120  # columns; wider lines are paragraphs, not the lines of one
_LEAST_FULL = 56  # columns above the last few characters of a Japanese sentence
_LEAST = 4  # lines of nearly one width that make a page a wrapped one
_NO_TEXT = re.compile(r"[•‣◦▪●○■□◆◇▼▲*\-–—·»>＞・①-⑳|#【\[(（《\d]|https?:")
_STOPS = frozenset("。．.！？!?…」』”\"'’»)）:：;；】]")
_GOES_ON = re.compile(r"[a-zà-öø-ÿа-яёәғқңөұүһі][^\s:：]|[,;、。）」』]")


def continued_lines(texts: Sequence[str], alone: Collection[str] = ()) -> set[int]:
    """Indexes of the lines, trimmed, that go on with the sentence of the line directly above; those in `alone` do not."""
    pairs = [at for at in range(1, len(texts)) if texts[at] and texts[at - 1]]
    if not pairs:
        return set()
    widths = {at: _width(texts[at - 1]) for at in pairs}
    full = _full_width([widths[at] for at in pairs if texts[at - 1][-1] not in _STOPS])
    found: set[int] = set()
    for at in pairs:
        text, above = texts[at], texts[at - 1]
        if text in alone or above in alone or mail_kind(text):
            continue
        if _NO_TEXT.match(text) or "\t" in text or "\t" in above:
            continue
        at_full_width = full - 12 <= widths[at] <= full + 4 if full else False
        cut = (
            above[-1] not in _STOPS and widths[at] > 30 and _GOES_ON.match(text) and not _NO_TEXT.match(above)
        )
        rest = above[-1] not in _STOPS and widths[at] >= _LEAST_FULL and len(text) <= 4 and text[-1] == "。"
        if at_full_width or cut or rest:
            found.add(at)
    return found


def _full_width(widths: list[int]) -> int:
    """The width at which a page is wrapped; 0 where it is not."""
    narrow = sorted(width for width in widths if 24 <= width <= _WIDEST)
    if len(narrow) < _LEAST or len(narrow) * 10 < len(widths) * 7:
        return 0
    full = narrow[len(narrow) * 9 // 10]
    close = sum(1 for width in narrow if full - 12 <= width <= full + 4)
    return full if close >= _LEAST and close * 10 >= len(narrow) * 7 else 0


def _width(text: str) -> int:
    if len(text) > _WIDEST:
        return len(text)
    return len(text) + count_cjk(text)
