"""Texts → the articles that may share passages with them, by the index of grams, which takes the texts up."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from articles.links.align import Span
from articles.links.match import COMMON, Candidate, find_candidates
from articles.links.shingles import Letters, grams
from articles.links.texts import Text
from articles.models import gram as table
from articles.models.gram import Gram

_MOSTLY = 0.6  # share of common grams from which a passage is boilerplate

Holders = dict[int, list[tuple[int, int]]]  # for each gram the articles that hold it, each with the place


@dataclass(frozen=True)
class Lookup:
    """What the index says of a batch of texts."""

    candidates: dict[int, list[Candidate]]  # by the article's number
    common: frozenset[int]  # grams of the batch that are no evidence
    newly_common: Holders  # those that were some before this batch, with who held them


def look_up(texts: Collection[Text], *, former: Mapping[int, str]) -> Lookup:
    """Index the texts that are new or were another text before, and find candidates for all.

    `former` gives the plain text that the index holds of an article, where it holds one.
    """
    changed = [text for text in texts if former.get(text.pk) != text.plain]
    for text in changed:
        if text.pk in former:
            Gram.objects.remove(grams(Letters(former[text.pk])), text.pk)
    holders, common = _holders({gram for text in texts for gram in text.grams})
    rows, newly_common = [], set()
    for text in changed:
        for gram, place in text.grams.items():
            if gram not in common:
                held = holders[gram]
                held.append((text.pk, place))
                rows.append((gram, text.pk, place))
                if len(held) == COMMON:
                    newly_common.add(gram)
    Gram.objects.add(row for row in rows if row[0] not in newly_common)
    Gram.objects.make_common(newly_common)
    lookup = Lookup(
        candidates={text.pk: find_candidates(text.grams, holders, text.pk) for text in texts},
        common=common | newly_common,
        newly_common={gram: holders[gram] for gram in newly_common},
    )
    return lookup


def mostly_common(text: Text, spans: Iterable[Span], common: Collection[int]) -> bool:
    """Whether most grams in the spans of a text are held by many articles, as those of boilerplate are."""
    inside = grams_inside(text, spans)
    return len(inside) > 1 and sum(gram in common for gram in inside) > _MOSTLY * len(inside)


def grams_inside(text: Text, spans: Iterable[Span]) -> list[int]:
    """The grams that begin in the spans of a text's source."""
    found = list(text.grams.items())  # in the order of their places
    inside = []
    for begin, end in spans:
        n = bisect_left(found, begin, key=lambda item: item[1])
        while n < len(found) and found[n][1] < end:
            inside.append(found[n][0])
            n += 1
    return inside


def common_among(grams: Collection[int]) -> frozenset[int]:
    """Which of the grams are common."""
    return _holders(grams)[1]


def _holders(grams: Collection[int]) -> tuple[Holders, frozenset[int]]:
    """Who holds each gram that is evidence, and the grams that are none."""
    holders: Holders = defaultdict(list)
    common = set()
    for gram, article, place in Gram.objects.holding(grams):
        if article == table.COMMON:
            common.add(gram)
        else:
            holders[gram].append((article, place))
    return holders, frozenset(common)
