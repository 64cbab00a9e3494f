"""Differences between two texts as people read them: by character in Chinese and Japanese, by word elsewhere."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

Difference = tuple[str, str, str]  # (op, old, new): op is equal, insert, delete or replace

_TOKENS = re.compile(
    r"[A-Za-zÀ-ÖØ-öø-ɏ0-9Ѐ-ԯ'’\u0300-\u036f]+|[^\S\n]+|.",  # words and spaces whole, all else sign by sign
    re.DOTALL,
)
_SENTENCES = re.compile(r"[^\n。！？.!?]*(?:[\n。！？.!?]+\s*|$)")
LIMIT = 400_000_000  # pairs of tokens compared at once (a bit of memory each); above, sentences are compared first


def differences(old: str, new: str) -> list[Difference]:
    """What was kept, put in and taken out, in order; the old parts joined are `old`, the new ones `new`."""
    return _tidied(_compared(_TOKENS.findall(old), _TOKENS.findall(new)))


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    if len(old) * len(new) > LIMIT:
        return _by_sentences("".join(old), "".join(new))
    return _opcodes(old, new)


def _by_sentences(old: str, new: str) -> list[Difference]:
    """Very long texts: whole sentences first, and inside what changed only where that is small again."""
    sentences = _SENTENCES.findall(old), _SENTENCES.findall(new)
    if len(sentences[0]) * len(sentences[1]) > LIMIT:
        return [("replace", old, new)]
    out: list[Difference] = []
    for op, before, after in _merged(_opcodes(*sentences)):
        tokens = _TOKENS.findall(before), _TOKENS.findall(after)
        small = len(tokens[0]) * len(tokens[1]) <= LIMIT
        out += _compared(*tokens) if op == "replace" and small else [(op, before, after)]
    return out


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    return [
        (code.tag, "".join(old[code.src_start : code.src_end]), "".join(new[code.dest_start : code.dest_end]))
        for code in Indel.opcodes(old, new)
    ]


def _tidied(parts: Sequence[Difference]) -> list[Difference]:
    """A scrap kept between two changes is part of the change: a reader sees one change, not crumbs."""
    parts = _merged(parts)
    joined = [
        ("replace", old, new) if op == "equal" and _is_scrap(old, parts, index) else (op, old, new)
        for index, (op, old, new) in enumerate(parts)
    ]
    return _merged(joined)


def _is_scrap(text: str, parts: Sequence[Difference], index: int) -> bool:
    if not 0 < index < len(parts) - 1 or "\n" in text:
        return False
    around = min(max(len(old), len(new)) for _, old, new in (parts[index - 1], parts[index + 1]))
    return text.isspace() or (len(text) <= 2 and around >= 2 * len(text))


def _merged(parts: Sequence[Difference]) -> list[Difference]:
    """Neighbouring changes made one, neighbouring equals too."""
    out: list[list] = []
    for op, old, new in parts:
        if out and (out[-1][0] == "equal") == (op == "equal"):
            out[-1][1].append(old)
            out[-1][2].append(new)
        else:
            out.append([op, [old], [new]])
    return [_named(op, "".join(old), "".join(new)) for op, old, new in out if any(old) or any(new)]


def _named(op: str, old: str, new: str) -> Difference:
    if op == "equal":
        return op, old, new
    return ("insert" if not old else "delete" if not new else "replace"), old, new
