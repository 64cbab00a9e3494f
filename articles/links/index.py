"""Texts → the articles that may share passages with them, by the index of grams, which takes the texts up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.links.match import (
    Candidate,
    Postings,
    candidates_of,
    find_seeds,
    joined,
    longer,
    postings,
    settle,
)
from articles.links.shingles import AROUND, LONG, NARROW_GRAM, WIDE_GRAM, Letters, all_grams, grams
from articles.links.shingles import longer as longer_hashes
from articles.links.texts import Text
from articles.models import gram as table
from articles.models.gram import Gram, LinkedArticle
from articles.models.rows import insert_rows

WAITS = 0  # a finder that never was: the index holds the text, its links are still to be found
_AT_ONCE = 5000  # numbers of one statement
# Shares of common grams from which a passage is boilerplate. Where an archive is large and its subject narrow, six in ten of any
# text are common, and four in 100,000 of the long ones; half of those of boilerplate hold what varies in it from page to page.
_NEARLY_ALL = 0.9
_MANY = 0.33
_ENOUGH = 2  # long grams that say so


@dataclass(frozen=True)
class Lookup:
    """What the index says of a batch of texts."""

    candidates: Mapping[int, list[Candidate]]  # by the article's number; none where there are none
    newly_common: Postings  # who held the grams that became common by this batch


def look_up(texts: Collection[Text], *, former: Mapping[int, str]) -> Lookup:
    """Index the texts that are new or were another text before, and find candidates for all.

    `former` gives the plain text that the index holds of an article, where it holds one.
    """
    changed = [text for text in texts if former.get(text.pk) != text.plain]
    for text in changed:
        if text.pk in former:
            rows = postings(text.pk, grams(Letters(former[text.pk])))
            Gram.objects.remove(*joined((rows, longer(rows)))[:2])
    asked = joined(postings(text.pk, text.grams) for text in texts)
    held, common = _holders(asked.grams)
    behind = longer(asked.where(np.isin(asked.grams, common)))
    held_longer, boilerplate = _holders(behind.grams)
    common = np.concatenate((common, boilerplate))
    new = np.array([text.pk for text in changed], np.int32)
    added = joined((asked, behind))
    added = added.where(np.isin(added.articles, new) & ~np.isin(added.grams, common))
    settled = settle(joined((held, held_longer, added)))
    is_new = np.isin(settled.kept.articles, new)
    Gram.objects.add(settled._replace(kept=settled.kept.where(is_new)).evidence)
    Gram.objects.make_common(np.unique(settled.crowded.grams))
    common = np.concatenate((common, settled.crowded.grams))
    asked = joined((asked, longer(asked.where(np.isin(asked.grams, common)))))
    return Lookup(candidates_of(find_seeds(asked, settled.evidence)), newly_common=settled.crowded)


def mark(texts: Iterable[tuple[int, int]], finder: int) -> None:
    """Note which revision of each article the index holds, and which finder has compared it."""
    rows = [(pk, revision, finder) for pk, revision in texts]
    for first in range(0, len(rows), _AT_ONCE):
        LinkedArticle.objects.filter(pk__in=[row[0] for row in rows[first : first + _AT_ONCE]]).delete()
    insert_rows(LinkedArticle, ["article", "revision", "finder"], rows)


def mostly_common(grams: Collection[int], common: Collection[int]) -> bool:
    """Whether a passage is boilerplate: many of its long grams are common, or, where it is short, nearly all of its grams."""
    long = [gram for gram in grams if gram & LONG]
    if len(long) >= _ENOUGH:
        return sum(gram in common for gram in long) > _MANY * len(long)
    short = [gram for gram in grams if not gram & LONG]
    return len(short) > 1 and sum(gram in common for gram in short) > _NEARLY_ALL * len(short)


def grams_within(pieces: Sequence[str]) -> list[set[int]]:
    """The grams of each of some pieces of text, long ones where these lie in it too."""
    letters = Letters("\n".join(pieces))  # all in one go: most of the cost is that of a call
    rows = all_grams(letters)
    ends = np.cumsum([len(piece) + 1 for piece in pieces])
    piece = np.searchsorted(ends, rows.places, side="right")
    left = letters.count_before(ends)[piece] - letters.count_before(rows.places)
    hashes, is_used = longer_hashes(rows)
    is_within = left >= np.where(rows.hashes & 1, WIDE_GRAM, NARROW_GRAM)
    is_long = is_used & (left > NARROW_GRAM + AROUND)
    found: list[set[int]] = [set() for _ in pieces]
    for chosen, grams_of in ((is_within, rows.hashes), (is_long, hashes)):
        for n, gram in zip(piece[chosen].tolist(), grams_of[chosen].tolist(), strict=True):
            found[n].add(gram)
    return found


def common_among(grams: Iterable[int]) -> set[int]:
    """Which of the grams are common."""
    return set(Gram.objects.common(sorted(set(grams))))


def _holders(grams: NDArray[np.int32]) -> tuple[Postings, NDArray[np.int32]]:
    """Who holds each gram that is evidence, and the grams that are none."""
    held = Postings(*Gram.objects.holding(np.unique(grams).tolist()))
    is_common = held.articles == table.COMMON
    return held.where(~is_common), held.grams[is_common]
