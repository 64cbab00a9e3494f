"""Which paragraph of a new text continues which of the old one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from articles.text.normalise import fold

# Shares of words (of characters in Chinese and Japanese) in common. Unrelated prose reaches 0.35, in characters of an
# alphabet 0.5: so characters count only where nearly all agree, as with a slip mended in a short heading.
SIMILAR = 0.5  # to be one paragraph, wherever they stand
SIMILAR_CHARACTERS = 0.75
SIMILAR_IN_PLACE = 0.3  # the same for the only candidates between two known neighbours
ALL_PAIRS = 2_500  # up to so many pairs all are compared; above, those with shingles in common
ORDERED_PAIRS = 400_000_000  # up to so many, equal ones are first sought in order; each takes a bit of memory
COMPARED = 4_000  # characters compared: a longer paragraph is known by its beginning
_WORDS = re.compile(r"[a-zà-öø-ɏ0-9Ѐ-ԯ'’]+|\S")  # of folded text
SHINGLE, FREQUENT, CANDIDATES = 5, 40, 6


def match_paragraphs(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new paragraph the index of the old one it continues, or None; each old one continues at most once."""
    matches: list[int | None] = [None] * len(new)
    if not old:
        return matches
    old_keys, new_keys = [fold(text) for text in old], [fold(text) for text in new]
    _match_equal(old_keys, new_keys, matches)
    old_keys, new_keys = [key[:COMPARED] for key in old_keys], [key[:COMPARED] for key in new_keys]
    _match_in_place(old_keys, new_keys, matches)
    _match_similar(old_keys, new_keys, matches)
    return matches


def _match_equal(old: Sequence[str], new: Sequence[str], matches: list[int | None]) -> None:
    """Equal paragraphs: first those in the same order, then those that moved."""
    for run in Indel.opcodes(old, new) if len(old) * len(new) <= ORDERED_PAIRS else ():
        if run.tag == "equal":
            for offset in range(run.src_end - run.src_start):
                matches[run.dest_start + offset] = run.src_start + offset
    free = defaultdict(list)
    for index in reversed(_free_old(len(old), matches)):
        free[old[index]].append(index)
    for index, text in enumerate(new):
        if matches[index] is None and free.get(text):
            matches[index] = free[text].pop()


def _match_in_place(old: Sequence[str], new: Sequence[str], matches: list[int | None]) -> None:
    """A paragraph rewritten where it stood: alone between neighbours that are known."""
    taken = {match for match in matches if match is not None}
    for index, match in enumerate(matches):
        if match is not None:
            continue
        before = matches[index - 1] if index else -1
        after = matches[index + 1] if index + 1 < len(new) else len(old)
        if before is None or after is None or after - before != 2 or before + 1 in taken:
            continue
        if _similarity(old[before + 1], new[index]) >= SIMILAR_IN_PLACE:
            matches[index] = before + 1
            taken.add(before + 1)


def _match_similar(old: Sequence[str], new: Sequence[str], matches: list[int | None]) -> None:
    """The most alike first, of equals those whose places are nearest."""
    free_old = _free_old(len(old), matches)
    free_new = [index for index, match in enumerate(matches) if match is None]
    scored = []
    for new_index, old_index in _candidates(old, new, free_old, free_new):
        score = _similarity(old[old_index], new[new_index])
        if score >= SIMILAR:
            scored.append((-round(score, 2), abs(old_index - new_index), new_index, old_index))
    taken = set()
    for _, _, new_index, old_index in sorted(scored):
        if matches[new_index] is None and old_index not in taken:
            matches[new_index] = old_index
            taken.add(old_index)


def _similarity(old: str, new: str) -> float:
    words = Indel.normalized_similarity(_words(old), _words(new))
    return max(words, Indel.normalized_similarity(old, new, score_cutoff=SIMILAR_CHARACTERS))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text))


def _free_old(count: int, matches: Sequence[int | None]) -> list[int]:
    taken = {match for match in matches if match is not None}
    return [index for index in range(count) if index not in taken]


def _candidates(old, new, free_old: list[int], free_new: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs (new, old) worth comparing; in long texts only those that share a rare run of characters."""
    if len(free_old) * len(free_new) <= ALL_PAIRS:
        yield from ((n, o) for n in free_new for o in free_old)
        return
    holders = defaultdict(list)
    for index in free_old:
        for shingle in _shingles(old[index]):
            holders[shingle].append(index)
    for index in free_new:
        shared = Counter(
            holder
            for shingle in _shingles(new[index])
            if len(holders.get(shingle, ())) <= FREQUENT
            for holder in holders.get(shingle, ())
        )
        yield from ((index, holder) for holder, _ in shared.most_common(CANDIDATES))


def _shingles(text: str) -> set[str]:
    return {text[begin : begin + SHINGLE] for begin in range(max(1, len(text) - SHINGLE + 1))}
