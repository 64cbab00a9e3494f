"""Slugs: the readable end of an article's address. The number before it finds the article, so a slug may be empty."""

import re

from anyascii import anyascii

from articles.text.normalise import fold
from articles.text.scripts import count_scripts

LENGTH = 60  # ASCII characters at most

# Where the general table reads letters otherwise than Kazakhs and Russians spell them in Latin letters.
_CYRILLIC = str.maketrans(
    {
        "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
        "ё": "yo", "ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip


def slug_of(text: str, language: str) -> str:
    """Lower-case ASCII words joined by hyphens; nothing where the text cannot be read aloud by rule (Japanese kanji)."""
    folded = fold(text)
    if count_scripts(folded).get("han") and not language.startswith("zh"):
        return ""
    spaced = re.sub(r"([㐀-鿿])", r" \1 ", folded) if language.startswith("zh") else folded
    words = re.findall(r"[a-z0-9]+", anyascii(spaced.translate(_CYRILLIC)).lower().replace("'", ""))
    return _cut("-".join(words))


def _cut(slug: str) -> str:
    """At a hyphen where the last word would be broken, unless the first word alone is too long."""
    if len(slug) <= LENGTH:
        return slug
    head = slug[: LENGTH + 1]
    return head.rpartition("-")[0] if "-" in head else slug[:LENGTH]


def slug_of_author(name: str) -> str:
    """The words of a name in their own script, joined by hyphens: spellings that differ in signs alone are one."""
    return "-".join(re.findall(r"\w+", fold(name)))[:100]
