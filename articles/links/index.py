"""Texts → the articles that may share passages with them, by the index of grams, which takes the texts up."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from articles.links.align import Span
from articles.links.match import COMMON, Candidate, find_candidates
from articles.links.texts import Text
from articles.models.gram import KEPT, Gram

_MOSTLY = 0.6  # share of common grams from which a passage is boilerplate


@dataclass(frozen=True)
class Lookup:
    """What the index says of a batch of texts."""

    candidates: dict[int, list[Candidate]]  # by the article's number
    common: frozenset[int]  # grams of the batch that are no evidence
    newly_common: frozenset[int]  # and were some before this batch


def mostly_common(text: Text, spans: Iterable[Span], common: Collection[int]) -> bool:
    """Whether most grams in the spans of a text are held by many articles, as those of boilerplate are."""
    places = [(text.letters.count_before(begin), text.letters.count_before(end)) for begin, end in spans]
    inside = [gram for gram, place in text.grams.items() if any(b <= place < e for b, e in places)]
    return len(inside) > 1 and sum(gram in common for gram in inside) > _MOSTLY * len(inside)


def look_up(texts: Collection[Text], *, changed: Collection[int]) -> Lookup:
    """Index the texts that have `changed` since they were last indexed, and find candidates for all; two statements."""
    if changed:
        Gram.objects.filter(article__in=changed).delete()
    holders = holders_of({gram for text in texts for gram in text.grams})
    rows, newly_common = [], set()
    for text in texts:
        if text.pk in changed:
            for gram, place in text.grams.items():
                held = holders[gram]
                if len(held) < KEPT:
                    held.append((text.pk, place))
                    rows.append((gram, text.pk, place))
                    if len(held) == COMMON:
                        newly_common.add(gram)
    Gram.objects.add(rows)
    return Lookup(
        candidates={text.pk: find_candidates(text.grams, holders, text.pk) for text in texts},
        common=frozenset(gram for gram, held in holders.items() if len(held) >= COMMON),
        newly_common=frozenset(newly_common),
    )


def holders_of(grams: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """Who holds each of the grams: (article, place); grams that nobody holds have an empty list."""
    holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for gram, article, place in Gram.objects.holding(grams):
        holders[gram].append((article, place))
    return holders
