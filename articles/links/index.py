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

WAITS = 0  # a finder that never was: the index holds the text, its links are still to be found
_MOSTLY = 0.6  # share of common grams from which a passage is boilerplate


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
    LinkedArticle.objects.bulk_create(
        [LinkedArticle(article_id=pk, revision_id=revision, finder=finder) for pk, revision in texts],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["revision", "finder"],
    )


def mostly_common(text: Text, spans: Iterable[Span], common: NDArray[np.int32]) -> bool:
    """Whether most grams in the spans of a text are held by many articles, as those of boilerplate are."""
    inside = grams_inside(text, spans)
    return len(inside) > 1 and np.isin(inside, common).sum() > _MOSTLY * len(inside)


def grams_inside(text: Text, spans: Iterable[Span]) -> NDArray[np.int32]:
    """The grams that begin in the spans of a text's source."""
    hashes, places = text.grams.hashes, text.grams.places
    parts = [hashes[slice(*np.searchsorted(places, span))] for span in spans]
    return np.concatenate([np.empty(0, np.int32), *parts])


def common_among(grams: NDArray[np.int32]) -> NDArray[np.int32]:
    """Which of the grams are common."""
    return Gram.objects.common(np.unique(grams).tolist())


def _holders(grams: NDArray[np.int32]) -> tuple[Postings, NDArray[np.int32]]:
    """Who holds each gram that is evidence, and the grams that are none."""
    held = Postings(*Gram.objects.holding(np.unique(grams).tolist()))
    is_common = held.articles == table.COMMON
    return held.where(~is_common), held.grams[is_common]
