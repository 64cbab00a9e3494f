"""Articles that tell of the same event, and those that rare names relate: suggestions for editors, never more.

batch ─ names and days ─ clues ─ who shares them ─ scored pairs ─ the best few of each article ─ Link
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from articles.links.occasions import (
    HOLDERS,
    LEAST_EVENT,
    Telling,
    closeness,
    event_score,
    known_score,
    name_clue,
    rarity,
    related_score,
)
from articles.links.reasons import Reason, names_of, reason
from articles.links.tellings import Tellings
from articles.links.texts import Text, Texts
from articles.models import Article, Clue, Link, Tag
from articles.models.rows import insert_rows
from articles.tagging.read import Reading

KINDS = (Link.Kind.EVENT, Link.Kind.RELATED)
MOST = {Link.Kind.EVENT: 5, Link.Kind.RELATED: 3}  # new suggestions for one article
LEAST_KIN = 2  # rare names that two articles must share to be related
LEAST_RARITY = 0.5
MOST_TOLD = 4  # names in a reason
SMALL = 160  # articles from which on an archive is large enough for counts to tell what is rare


@dataclass(frozen=True)
class Kin:
    """Two articles and why they belong together; `one` is of the batch."""

    one: int
    other: int
    kind: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass
class _Shared:
    """What one article shares with another, by clues."""

    near: dict[tuple[date, date, float], set[int]] = field(default_factory=lambda: defaultdict(set))
    events: dict[int, float] = field(default_factory=dict)  # tag → rarity
    names: set[int] = field(default_factory=set)


def suggest_kin(batch: Collection[Text], texts: Texts, readings: Mapping[int, Reading] = {}) -> None:
    """Make the open suggestions of both kinds those of the batch's texts, in a fixed number of queries.

    `readings` by revision spare searching a text for names again. Only originals are compared: translations tell of the same, in other words.
    """
    batch = [text for text in batch if text.family == text.pk]
    if not batch or not Tag.objects.exists():
        return
    told = Tellings(batch, readings)
    tellings = {text.pk: told.of(text) for text in batch}
    _store_clues(tellings)
    pairs = _scored(tellings, told.tags)
    texts.fetch({pair.other for pair in pairs})
    _store(pairs, [text.pk for text in batch], texts)


def _store_clues(tellings: Mapping[int, Telling]) -> None:
    """Make the clues of the batch those of its tellings; one that too many share is kept as that alone."""
    wanted = {row for pk, telling in tellings.items() for row in _rows(pk, telling)}
    fields = ("key", "article", "first", "last", "is_implied")
    rows = Clue.objects.filter(article__in=tellings).values_list(*fields, "pk")
    held = {tuple(row): pk for *row, pk in rows}
    if gone := [pk for row, pk in held.items() if row not in wanted]:
        Clue.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - held.keys(), key=str)
    common = {clue.key for clue in Clue.objects.filter(article=None).of_keys({row[0] for row in new})}
    insert_rows(Clue, fields, [row for row in new if row[0] not in common])


def _rows(pk: int, telling: Telling) -> Iterable[tuple]:
    for key, told in telling.pairs.items():
        for occasion, _ in told:
            yield key, pk, occasion.first, occasion.last, occasion.is_implied
    for key in (*telling.events, *telling.names):
        yield key, pk, None, None, False


def _scored(tellings: Mapping[int, Telling], tags: Mapping[int, Tag]) -> list[Kin]:
    """All pairs of an article of the batch and another one that are worth a suggestion."""
    sharers = _Sharers(
        {key for t in tellings.values() for key in (*t.pairs, *t.events)} | {name_clue(tag) for tag in tags}
    )
    archive = Article.objects.filter(latest_revision__isnull=False).order_by()[:SMALL].count()
    rarities = {tag: rarity(sharers.count(name_clue(tag)), archive) for tag in tags}
    found = []
    for pk, telling in tellings.items():
        for other, shared in _shared(telling, sharers).items():
            kin = _kin(pk, other, shared, rarities, tags) if other != pk else None
            if kin is not None:
                found.append(kin)
    return found


class _Sharers:
    """Who has which clue; what too many have becomes common on the way."""

    def __init__(self, keys: Collection[int]) -> None:
        self._clues: dict[int, list[tuple]] = defaultdict(list)
        self._common = set()
        for clue in Clue.objects.of_keys(keys):
            if clue.article_id is None:
                self._common.add(clue.key)
            else:
                self._clues[clue.key].append(clue)
        grown = {key for key in self._clues if self.count(key) >= HOLDERS} - self._common
        if grown:
            Clue.objects.filter(key__in=grown).delete()
            Clue.objects.bulk_create(Clue(key=key) for key in sorted(grown))
            self._common |= grown

    def count(self, key: int) -> int:
        if key in self._common:
            return HOLDERS
        return len({clue.article_id for clue in self._clues.get(key, ())})

    def of(self, key: int) -> Sequence[tuple]:
        return () if key in self._common else self._clues.get(key, ())


def _shared(telling: Telling, sharers: _Sharers) -> dict[int, _Shared]:
    """What each other article shares with one."""
    found: dict[int, _Shared] = defaultdict(_Shared)
    for key, tag in telling.events.items():
        for clue in sharers.of(key):
            found[clue.article_id].events[tag] = rarity(sharers.count(key), HOLDERS * 10)
    for key, tag in telling.names.items():
        for clue in sharers.of(key):
            found[clue.article_id].names.add(tag)
    for key, told in telling.pairs.items():
        for clue in sharers.of(key):
            for occasion, pair in told:
                near = closeness(occasion, clue.first, clue.last, is_implied=clue.is_implied)
                if near:
                    days = max(occasion.first, clue.first), min(occasion.last, clue.last)
                    found[clue.article_id].near[min(days), max(days), near].update(pair)
    return found


def _kin(
    one: int, other: int, shared: _Shared, rarities: Mapping[int, float], tags: Mapping[int, Tag]
) -> Kin | None:
    best, days = max(
        ((event_score(days[2], names, rarities), days) for days, names in shared.near.items()),
        default=(0.0, None),
    )
    score = max(best, known_score(tuple(shared.events.values())))
    if score >= LEAST_EVENT:
        reasons = []
        if shared.events:
            reasons.append(_event_reason([tags[tag] for tag in sorted(shared.events)]))
        if days and best >= LEAST_EVENT:
            reasons.append(_days_reason(days, shared.near[days], rarities, tags))
        return Kin(one, other, Link.Kind.EVENT, round(score, 3), tuple(reasons))
    rare = sorted(
        (tag for tag in shared.names if rarities[tag] >= LEAST_RARITY), key=lambda tag: (-rarities[tag], tag)
    )
    if len(rare) < LEAST_KIN or all(tags[tag].kind == Tag.Kind.PLACE for tag in rare):
        return None
    told = reason("kin", names=names_of(tags[tag] for tag in rare[:MOST_TOLD]))
    return Kin(one, other, Link.Kind.RELATED, round(related_score(rarities[tag] for tag in rare), 3), (told,))


def _event_reason(events: Sequence[Tag]) -> Reason:
    """The days are the first event's: an editor is shown where both texts name them."""
    first, last = events[0].begins_on.isoformat(), events[0].ends_on.isoformat()
    return reason("event", names=names_of(events), first=first, last=last)


def _days_reason(
    days: tuple[date, date, float], names: set[int], rarities: Mapping[int, float], tags: Mapping[int, Tag]
) -> Reason:
    told = sorted(names, key=lambda tag: (-rarities.get(tag, 0.0), tag))[:MOST_TOLD]
    first, last, _ = days
    shown = names_of(tags[tag] for tag in told)
    if (last - first).days > 20:
        return reason("actors in month", names=shown, first=f"{first:%Y-%m}")
    return reason("actors", names=shown, first=first.isoformat(), last=last.isoformat())


def _store(pairs: Sequence[Kin], batch: Collection[int], texts: Texts) -> None:
    """Open suggestions of the batch become those found; pairs that are linked closer, or were judged, stay as they are."""
    rows = Link.objects.filter(Q(from_article__in=batch) | Q(to_article__in=batch)).order_by("pk")
    opened = {_pair(row): row for row in rows if _is_open(row)}
    closed = {_pair(row) for row in rows if not _is_open(row)}
    worth = {
        frozenset((kin.one, kin.other)): kin
        for kin in sorted(pairs, key=lambda kin: kin.score)
        if kin.other in texts and texts[kin.other].family == kin.other
    }
    gone, changed, room = [], [], defaultdict(int)
    for row in (row for row in rows if _is_open(row)):
        kin = worth.get(_pair(row)) if _pair(row) not in closed and opened[_pair(row)] is row else None
        if kin is None:
            gone.append(row.pk)
            continue
        room[kin.one, kin.kind] += 1
        if (row.kind, row.score, row.reasons) != (kin.kind, kin.score, list(kin.reasons)):
            row.kind, row.score, row.reasons = kin.kind, kin.score, list(kin.reasons)
            changed.append(row)
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    if changed:
        Link.objects.bulk_update(changed, ["kind", "score", "reasons"])
    new = []
    for pair in sorted(worth.keys() - opened.keys() - closed, key=lambda p: (-worth[p].score, sorted(p))):
        kin = worth[pair]
        room[kin.one, kin.kind] += 1
        if room[kin.one, kin.kind] <= MOST[kin.kind]:
            new.append(_row(kin, texts))
    Link.objects.bulk_create(new)


def _pair(row: Link) -> frozenset[int]:
    return frozenset((row.from_article_id, row.to_article_id))


def _is_open(row: Link) -> bool:
    return row.kind in KINDS and row.state == Link.State.SUGGESTED and row.decided_at is None


def _row(kin: Kin, texts: Texts) -> Link:
    one, other = texts[kin.one], texts[kin.other]
    later, earlier = (one, other) if one.is_later_than(other) else (other, one)
    return Link(
        from_article_id=later.pk,
        to_article_id=earlier.pk,
        kind=kin.kind,
        score=kin.score,
        reasons=list(kin.reasons),
    )
