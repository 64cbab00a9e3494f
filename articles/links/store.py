"""Found links → rows. What an editor decided stays; what the finder no longer finds goes."""

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from articles.links.found import Found
from articles.models import Link, Passage, Quotation, Reference
from articles.models.rows import insert_rows

TEXT_KINDS = (Link.Kind.QUOTES, Link.Kind.REUSES)
_PASSAGE = ("relation", "from_revision", "from_begin", "from_end", "to_revision", "to_begin", "to_end")
FOUND_KINDS = (*TEXT_KINDS, Link.Kind.REFERS)


def store_links(found: Sequence[Found], batch: Collection[int], behind: NDArray[np.int32]) -> set[int]:
    """Make the finder's links of the articles in `batch` those found; returns the articles whose pages that changes.

    Links to articles `behind` the batch stay: these are still to be asked.
    """
    rows = _rows(found, batch)
    told = _told(rows)
    known = {_key(row): row for row in rows}
    closed = {
        (_pair(row), kind): _key(row)
        for row in rows
        if is_decided(row) and (kind := "text" if row.pk in told else _class_of_kind(row.kind))
    }
    wanted = {
        item.key: item
        for item in found
        if closed.get((frozenset(item.key[:2]), _class_of_kind(item.kind)), item.key) == item.key
    }
    gone = [
        row
        for key, row in known.items()
        if key not in wanted
        and row.kind in FOUND_KINDS
        and not is_decided(row)
        and not _pair(row).isdisjoint(batch)
        and not any(_is_among(end, behind) for end in _pair(row))
    ]
    if gone:
        Link.objects.filter(pk__in=[row.pk for row in gone]).delete()
    new, changed = [], []
    for key, item in wanted.items():
        row = known.get(key)
        if row is None:
            row = Link(from_article_id=key[0], to_article_id=key[1], kind=item.kind)
            new.append((row, item))
        elif row.state != Link.State.REJECTED and not _tells(row, told.get(row.pk, []), item):
            changed.append((row, item))
        else:
            continue
        row.score, row.reasons = item.score, list(item.reasons)
        if not is_decided(row):
            row.state = Link.State.ACCEPTED if item.is_sure else Link.State.SUGGESTED
        known[key] = row
    Link.objects.bulk_create(row for row, _ in new)
    if changed:
        Link.objects.bulk_update([row for row, _ in changed], ["score", "reasons", "state"])
        Passage.objects.filter(link__in=[row for row, _ in changed]).delete()
    insert_rows(
        Passage,
        ["link", "position", *_PASSAGE],
        (
            (row.pk, position, *values)
            for row, item in (*new, *changed)
            for position, values in enumerate(_passages(item))
        ),
    )
    return _tell_names(found, known) | {
        pk for row in (*gone, *(row for row, _ in (*new, *changed))) for pk in _pair(row)
    }


def _rows(found: Sequence[Found], batch: Collection[int]) -> list[Link]:
    """The links of the batch, and of the pairs that it led to: who names a headline may name an older one of two."""
    asked = Q(from_article__in=batch) | Q(to_article__in=batch)
    own = set(batch)
    beyond = [item for item in found if own.isdisjoint((item.taker.pk, item.giver.pk))]
    if beyond:
        asked |= Q(
            from_article__in={item.taker.pk for item in beyond},
            to_article__in={item.giver.pk for item in beyond},
        )
    return list(Link.objects.filter(asked))


def is_decided(link: Link) -> bool:
    """Whether an editor has judged the link; what the finder accepted by itself is not judged."""
    return link.decided_at is not None or link.decided_by_id is not None or link.state == Link.State.REJECTED


def _is_among(number: int, numbers: NDArray[np.int32]) -> bool:
    """Whether it is one of the numbers, which are in order."""
    place = np.searchsorted(numbers, number)
    return bool(place < len(numbers) and numbers[place] == number)


def _key(row: Link) -> tuple[int, int, str]:
    return row.from_article_id, row.to_article_id, row.kind


def _pair(row: Link) -> frozenset[int]:
    return frozenset((row.from_article_id, row.to_article_id))


def _class_of_kind(kind: str) -> str:
    return "text" if kind in TEXT_KINDS else "name" if kind == Link.Kind.REFERS else ""


def _told(rows: Sequence[Link]) -> dict[int, list[tuple]]:
    """The passages of links, as values, where they have any. What an editor's verdict settles depends on it."""
    found: dict[int, list[tuple]] = defaultdict(list)
    passages = Passage.objects.filter(link__in=[row.pk for row in rows]).order_by("link", "position")
    for link, *values in passages.values_list("link", *_PASSAGE):
        found[link].append(tuple(values))
    return found


def _tells(row: Link, told: list[tuple], item: Found) -> bool:
    """Whether the row says what was found already."""
    return (
        (row.score, row.reasons) == (item.score, list(item.reasons))
        and (is_decided(row) or (row.state == Link.State.ACCEPTED) == item.is_sure)
        and told == _passages(item)
    )


def _passages(found: Found) -> list[tuple]:
    """The values of its passages."""
    mine, theirs = found.taker.revision, found.giver.revision
    return [
        (
            p.relation,
            *((mine, *p.mine) if p.mine else (None, None, None)),
            *((theirs, *p.theirs) if p.theirs else (None, None, None)),
        )
        for p in found.passages
    ]


def _tell_names(found: Sequence[Found], known: dict[tuple[int, int, str], Link]) -> set[int]:
    """Write into quotations and references which article they name: what is accepted, and no longer what is rejected."""
    quotations, references = [], []
    for item in sorted(found, key=lambda item: (not item.passages, -item.score)):
        link = known.get(item.key)
        if link is None:
            continue
        for row in item.names:
            field = "quoted_id" if isinstance(row, Quotation) else "target_id"
            rows = quotations if isinstance(row, Quotation) else references
            before = getattr(row, field)
            if link.state == Link.State.ACCEPTED and before is None:
                setattr(row, field, item.giver.pk)
                rows.append(row)
            elif link.state == Link.State.REJECTED and before == item.giver.pk:
                setattr(row, field, None)
                row.is_chosen = False
                rows.append(row)
    Quotation.objects.bulk_update(quotations, ["quoted", "is_chosen"])
    Reference.objects.bulk_update(references, ["target", "is_chosen"])
    return {row.article_id for row in (*quotations, *references)}
