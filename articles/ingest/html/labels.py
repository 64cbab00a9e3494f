"""What short lines say by convention: labels of shares, comments, teasers, advertisements, in many languages."""

import re

from articles.ingest.tables import LABELS, PHRASES, PREFIXES
from articles.ingest.whole_lines import label_by_shape

EDGE = " \t\u3000\u00a0:：…*•·-–—|｜<>«»‹›[]()（）【】〈〉《》「」■□◆◇▼▲▽△▶►→←↑↓#＃0123456789０１２３４５６７８９.,!！?？+/&≪≫※●○＞＜→▸\ufeff"
LONGEST_LABEL = 44
COLON = re.compile(r"^[\[(（【〈<>»▶►→*•\s]{0,4}([^:：|｜]{2,30})\s?[:：|｜]\s?\S")
REASONS = {
    "comments": "form",
    "related": "promotion",
    "ranking": "ranking",
    "ticker": "ticker",
    "promotion": "promotion",
    "share": "navigation",
    "navigation": "navigation",
    "advertisement": "advertisement",
    "form": "form",
    "footer": "footer",
    "mark": "navigation",
    "reading": "navigation",
}


def label_of(text: str) -> str:
    """The kind of label a whole line is (`mark` where it has no letter, `reading` where it says how long that takes), or nothing."""
    if len(text) > LONGEST_LABEL:
        return label_by_shape(text)
    folded = text.casefold().strip(EDGE)
    if not folded:
        return "mark"
    return LABELS.get(folded, "") or label_by_shape(text)


def teaser_prefix(text: str) -> bool:
    """Whether a line begins with words like `Read also:`."""
    match = COLON.match(text[:48])
    return bool(match) and match.group(1).casefold().strip(EDGE) in RELATED


def phrase_of(text: str) -> str:
    """The kind of boilerplate a line's wording gives away: footer, form, promotion, or nothing."""
    match = PHRASE.search(text.casefold())
    return PHRASES[match.group()] if match else ""


RELATED = frozenset(PREFIXES["related"])
PHRASE = re.compile("|".join(re.escape(words) for words in PHRASES))
