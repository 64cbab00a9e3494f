"""Texts → the articles that may share passages with them, by the index of grams, which takes the texts up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.links.grow import Span
from articles.links.match import COMMON, Candidate, Postings, candidates_of, find_seeds, joined, postings
from articles.links.shingles import Letters, grams
from articles.links.texts import Text
from articles.models import gram as table
from articles.models.gram import Gram, LinkedArticle
from articles.models.rows import insert_rows

WAITS = 0  # a finder that never was: the index holds the text, its links are still to be found
_AT_ONCE = 5000  # numbers of one statement
# Share of common grams from which a passage is boilerplate. Where an archive is large and its subject narrow, six in ten of any
# text are common; all of what is repeated is.
_MOSTLY = 0.9


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
            hashes = grams(Letters(former[text.pk])).hashes
            Gram.objects.remove(hashes, np.full_like(hashes, text.pk))
    asked = joined(postings(text.pk, text.grams) for text in texts)
    held, common = _holders(asked.grams)
    added = joined(postings(text.pk, text.grams) for text in changed)
    added = added.where(~np.isin(added.grams, common))
    held = joined((held, added))
    found, counts = np.unique(held.grams, return_counts=True)
    too_many = found[counts >= COMMON]
    Gram.objects.add(added.where(~np.isin(added.grams, too_many)).by_gram())
    Gram.objects.make_common(too_many)
    return Lookup(
        candidates=candidates_of(find_seeds(asked, held)),
        newly_common=held.where(np.isin(held.grams, too_many)),
    )


def mark(texts: Iterable[tuple[int, int]], finder: int) -> None:
    """Note which revision of each article the index holds, and which finder has compared it."""
    rows = [(pk, revision, finder) for pk, revision in texts]
    for first in range(0, len(rows), _AT_ONCE):
        LinkedArticle.objects.filter(pk__in=[row[0] for row in rows[first : first + _AT_ONCE]]).delete()
    insert_rows(LinkedArticle, ["article", "revision", "finder"], rows)


def mostly_common(grams: Collection[int], common: Collection[int]) -> bool:
    """Whether most of a passage's grams are held by many articles, as those of boilerplate are."""
    return len(grams) > 1 and sum(gram in common for gram in grams) > _MOSTLY * len(grams)


def grams_within(plain: str, spans: Iterable[Span]) -> list[int]:
    """The grams of what stands in the spans of a text."""
    return grams(Letters("\n".join(plain[begin:end] for begin, end in spans))).hashes.tolist()


def common_among(grams: Iterable[int]) -> set[int]:
    """Which of the grams are common."""
    return set(Gram.objects.common(sorted(set(grams))))


def _holders(grams: NDArray[np.int32]) -> tuple[Postings, NDArray[np.int32]]:
    """Who holds each gram that is evidence, and the grams that are none."""
    held = Postings(*Gram.objects.holding(np.unique(grams).tolist()))
    is_common = held.articles == table.COMMON
    return held.where(~is_common), held.grams[is_common]
