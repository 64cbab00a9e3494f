"""Linking articles to the archive: the verbs that others call."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from articles.links.addresses import store_addresses
from articles.links.align import holds_passage
from articles.links.comments import tie_comments
from articles.links.events import suggest_kin
from articles.links.found import Found, weigh_pair, weigh_references
from articles.links.index import WAITS, Lookup, common_among, grams_within, look_up, mark, mostly_common
from articles.links.match import COMMON, Postings
from articles.links.named import Named, named_quotations, named_references
from articles.links.store import store_links
from articles.links.sweep import sweep
from articles.links.texts import Text, Texts
from articles.links.titles import store_title_keys
from articles.models import Article, Link
from articles.models.gram import LinkedArticle
from articles.tagging.read import Reading

FINDER = 4  # counts up where a change of the finder makes all links worth finding anew
BATCH = 25  # articles of one transaction
# Waiting articles from which on the index is read through, if they are at least one in PART of the archive.
MANY = 300
PART = 4
NOBODY = np.empty(0, np.int32)
FEW_GRAMS = 3  # that become common at once; fewer are idiom, no boilerplate


def link_article(article: Article) -> set[int]:
    """Find the article's links anew; returns the numbers of the articles whose pages that changes."""
    return link_articles([article.pk])


@transaction.atomic
def link_articles(numbers: Collection[int], readings: Mapping[int, Reading] = {}) -> set[int]:
    """As `link_article` for a batch, in a number of queries that depends neither on it nor on the archive.

    `readings` are those of revisions that the caller has searched for names.
    """
    texts = Texts()
    batch = texts.fetched(numbers)
    return _link(batch, texts, look_up(batch, former=_former(batch)), readings=readings) if batch else set()


def link_waiting(follow: Callable[[set[int]], object]) -> Iterator[list[int]]:
    """Link all that waits, batch by batch; `follow` is called in a batch's transaction with the articles whose pages it changes.

    A batch is whole once it is yielded, so that a stop loses one at most.
    """
    left = np.fromiter(waiting().values_list("pk", flat=True).iterator(), np.int32)
    if len(left) < MANY or PART * len(left) < Article.objects.count():
        for first in range(0, len(left), BATCH):
            numbers = left[first : first + BATCH].tolist()
            with transaction.atomic():
                follow(link_articles(numbers))
            yield numbers
        return
    for numbers, lookup in sweep(left, _lacking()):
        texts = Texts()
        with transaction.atomic():
            batch = texts.fetched(numbers)
            follow(_link(batch, texts, lookup, behind=left[np.searchsorted(left, numbers[-1] + 1) :]))
        yield numbers


def _link(
    batch: Collection[Text],
    texts: Texts,
    lookup: Lookup,
    behind: NDArray[np.int32] = NOBODY,
    readings: Mapping[int, Reading] = {},
) -> set[int]:
    """Find and store the links of a batch, but for those to the articles `behind` it, whose turn is still to come."""
    store_addresses(batch)
    quotations = named_quotations(batch, texts)
    references = named_references(batch, texts)
    texts.fetch({c.article for candidates in lookup.candidates.values() for c in candidates})
    found = [*_text_links(batch, texts, lookup, quotations), *_reference_links(references, texts)]
    touched = store_links(found, [text.pk for text in batch], behind)
    touched |= _drop_boilerplate(lookup.newly_common)
    touched |= tie_comments(batch)
    store_title_keys(batch)
    suggest_kin(batch, texts, readings)
    mark(((text.pk, text.revision) for text in batch), FINDER)
    return touched


def waiting() -> QuerySet[Article]:
    """Articles with a text that was not compared with the archive yet, or by an older finder."""
    done = LinkedArticle.objects.filter(article=OuterRef("pk"), revision=OuterRef("shown"), finder=FINDER)
    shown = Coalesce("live_revision", "latest_revision")
    return Article.objects.annotate(shown=shown).filter(~Exists(done), shown__isnull=False).order_by("pk")


def forget(articles: QuerySet[Article]) -> None:
    """Make the articles wait to be linked again; the index of their texts stays."""
    LinkedArticle.objects.filter(article__in=articles).update(finder=WAITS)


def _lacking() -> dict[int, int]:
    """The revision shown of each waiting article whose text the index does not hold."""
    held = LinkedArticle.objects.filter(
        article=OuterRef("pk"), revision=OuterRef("shown"), finder__in=(WAITS, FINDER)
    )
    return dict(waiting().filter(~Exists(held)).values_list("pk", "shown").iterator())


def _former(batch: Collection[Text]) -> dict[int, str]:
    """The plain texts that the index holds of the batch."""
    rows = LinkedArticle.objects.filter(article__in=[t.pk for t in batch], finder__in=(WAITS, FINDER))
    held = dict(rows.values_list("article", "revision"))
    same = {text.pk: text.plain for text in batch if held.get(text.pk) == text.revision}
    other = (
        rows.exclude(article__in=same).values_list("article", "revision__plain")
        if len(same) < len(held)
        else ()
    )
    return same | dict(other)


def _text_links(
    batch: Collection[Text], texts: Texts, lookup: Lookup, quotations: Iterable[Named]
) -> Iterator[Found]:
    names: dict[frozenset[int], list[Named]] = {}
    for named in quotations:
        names.setdefault(frozenset((named.by, named.target)), []).append(named)
    pairs = set(names)
    for text in batch:
        for candidate in lookup.candidates.get(text.pk, ()):
            other = texts.get(candidate.article)
            pair = frozenset((text.pk, candidate.article))
            if other is None or other.family == text.family or pair in pairs:
                continue
            if holds_passage(text.letters, other.letters, candidate.places):
                pairs.add(pair)
    found = [
        weigh_pair(*(texts[number] for number in sorted(pair)), names.get(pair, ()))
        for pair in sorted(pairs, key=sorted)
    ]
    yield from _without_boilerplate([item for item in found if item])


def _without_boilerplate(found: Sequence[Found]) -> list[Found]:
    """Without reuse of what many articles hold."""
    pieces = [
        (n, item.taker.plain[slice(*passage.mine)])
        for n, item in enumerate(found)
        if item.kind == Link.Kind.REUSES
        for passage in item.passages
        if passage.mine
    ]
    gone = _made_of_common(pieces)
    return [item for n, item in enumerate(found) if n not in gone]


def _made_of_common(pieces: Sequence[tuple[int, str]]) -> set[int]:
    """The numbers whose pieces of text are boilerplate, all those of a number taken together."""
    inside: dict[int, list[int]] = defaultdict(list)
    for (number, _), grams in zip(pieces, grams_within([text for _, text in pieces]), strict=True):
        inside[number] += grams
    common = common_among(itertools.chain.from_iterable(inside.values()))
    return {number for number, grams in inside.items() if mostly_common(grams, common)}


def _reference_links(references: Iterable[Named], texts: Texts) -> Iterator[Found]:
    names: dict[tuple[int, int], list[Named]] = {}
    for named in references:
        names.setdefault((named.by, named.target), []).append(named)
    for (by, target), group in names.items():
        yield weigh_references(group, texts[by], texts[target])


def _drop_boilerplate(newly_common: Postings) -> set[int]:
    """Take back reuse that was found while too few pages had shown the text to be boilerplate."""
    held: dict[int, set[int]] = defaultdict(set)
    for gram, article in zip(newly_common.grams.tolist(), newly_common.articles.tolist(), strict=True):
        held[article].add(gram)
    suspects = [article for article, grams in held.items() if len(grams) >= FEW_GRAMS]
    if len(suspects) < COMMON // 2:
        return set()
    links = Link.objects.filter(
        kind=Link.Kind.REUSES,
        from_article__in=suspects,
        to_article__in=suspects,
        decided_at=None,
        decided_by=None,
    ).exclude(state=Link.State.REJECTED)
    links = [
        link
        for link in links.prefetch_related("passages")
        if len(held[link.from_article_id] & held[link.to_article_id]) >= FEW_GRAMS
    ]
    if not links:
        return set()
    texts = Texts()
    texts.fetch({link.from_article_id for link in links})
    pieces = [
        (link.pk, texts[link.from_article_id].plain[p.from_begin : p.from_end])
        for link in links
        for p in link.passages.all()
        if p.from_begin is not None
    ]
    numbers = _made_of_common(pieces)
    gone = [link for link in links if link.pk in numbers]
    Link.objects.filter(pk__in=numbers).delete()
    return {number for link in gone for number in (link.from_article_id, link.to_article_id)}
