"""Folding: one form for texts that differ only in width, case, composition or white space."""

import unicodedata
from functools import lru_cache

# Invisible signs that take part in no comparison: soft hyphen, zero-width and joining signs, directions, byte order mark.
IGNORABLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(code)
    for start, end in ((0x202A, 0x202E), (0x2066, 0x2069), (0xFE00, 0xFE0F))
    for code in range(start, end + 1)
}


def fold(text: str) -> str:
    """NFKC and casefold, invisible signs gone, runs of white space one space, none at the ends."""
    if text.isascii():
        return " ".join(text.lower().split())
    if not any(map(joins_former, set(text))):  # the usual case, and several times as fast
        return " ".join("".join(map(_fold_cluster, text)).split())
    return "".join(_fold_cluster(text[begin:end]) for begin, end in _clusters(text)).strip()


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """`fold(text)` and, for each of its characters, the index in `text` of the character it came from."""
    if not any(map(joins_former, set(text))):
        simple = "".join(map(_fold_cluster, text))
        if len(simple) == len(text):
            offsets = [
                at for at, sign in enumerate(simple) if sign != " " or simple[at - 1 : at] not in (" ", "")
            ]
            if offsets and simple[offsets[-1]] == " ":
                offsets.pop()
            return "".join(map(simple.__getitem__, offsets)), offsets
    folded: list[str] = []
    offsets = []
    for begin, end in _clusters(text):
        part = _fold_cluster(text[begin:end])
        folded.append(part)
        # As long as one character gives one, each has its own place; else all have the place of the first.
        offsets.extend(range(begin, end) if len(part) == end - begin else [begin] * len(part))
    joined = "".join(folded)
    start = len(joined) - len(joined.lstrip())
    stripped = joined.strip()
    return stripped, offsets[start : start + len(stripped)]


def plain_key(text: str) -> str:
    """Letters and digits of the folded text: titles that differ in width, punctuation or spacing have the same key."""
    return "".join(character for character in fold(text) if character.isalnum())


def _clusters(text: str):
    """(begin, end) of the pieces that fold by themselves: a sign with what composes with it, or a run of white space."""
    begin, in_space = 0, False
    for index, character in enumerate(text):
        space = character.isspace()
        joins = (space and in_space) if space else joins_former(character) and not in_space
        if joins or (in_space and character in IGNORABLE):
            continue
        if index:
            yield begin, index
        begin, in_space = index, space
    if text:
        yield begin, len(text)


@lru_cache(maxsize=8192)
def joins_former(character: str) -> bool:
    """Whether it composes with the character before it: marks, half-width voicing marks, medial and final jamo."""
    if character < "\u00ad":
        return False
    return (
        character in IGNORABLE
        or unicodedata.category(unicodedata.normalize("NFKD", character)[0])[0] == "M"
        or "\u1160" <= unicodedata.normalize("NFKD", character)[0] <= "\u11ff"
    )


@lru_cache(maxsize=65536)
def _fold_cluster(cluster: str) -> str:
    if cluster[0].isspace():
        return " "
    visible = "".join(character for character in cluster if character not in IGNORABLE)
    if unicodedata.normalize("NFKC", visible).startswith(" "):
        return visible  # a spacing accent: taken apart it would hang itself on the sign before it
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return unicodedata.normalize("NFKC", once.casefold())
