"""What an article tells of: named actors on named days; and when two such tellings are of one event.

headline and lead ─┐                       names in one month ─┐
dated paragraphs ──┴ occasions ─ clues ───  a known event ─────┴─ who shares them ─ score and reasons
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from itertools import combinations

from articles.links.days import Days, find_days

LEAST_EVENT = 0.55  # score of a suggestion; two names that stand in every article never reach it
HOLDERS = 16  # articles that share a clue from which on it says nothing

MOST_NAMES = 10  # of one occasion
LONGEST_EVENT = timedelta(days=62)  # a war is no event that two articles tell of
_REPORTED_WITHIN = timedelta(days=2)  # a lead without a day tells of these days before it was published
_LONG_PARAGRAPH = 700  # characters; of a longer one only the names around the day count
_AROUND = 250
_KNOWN = 0.72  # score of a known event of which both tell
_SAME_DAY, _SAME_WEEK, _SAME_MONTH = 1.0, 0.85, 0.6
_FEW = 0.1  # of a small archive
_PLAIN, _RARE = 0.25, 0.4  # what a shared name adds, and what it adds if hardly anybody else has it


@dataclass(frozen=True, slots=True)
class Known:
    """An event that the archive knows by name: it is told of where its days and its actors stand together."""

    tag: int
    first: date
    last: date
    actors: frozenset[int]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Actors and the days on which something was with them; `is_implied` where the text names no day."""

    names: frozenset[int]
    first: date
    last: date
    is_implied: bool = False

    @property
    def is_month(self) -> bool:
        return self.last - self.first > timedelta(days=20)


@dataclass
class Telling:
    """All that an article tells of, by the clues under which others look for it."""

    pairs: dict[int, list[tuple[Occasion, tuple[int, int]]]] = field(default_factory=dict)
    events: dict[int, int] = field(default_factory=dict)  # clue → tag
    names: dict[int, int] = field(default_factory=dict)  # clue → tag, of what it is mainly about


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph that names a day, or headline and lead together, and where in what was searched for names it begins."""

    begin: int
    text: str
    days: tuple[Days, ...]
    is_lead: bool = False


def pieces_of(
    head: str, paragraphs: Iterable[tuple[int, str, tuple[date, date] | None]], near: tuple[date, date] | None
) -> list[Piece]:
    """Where an article may tell of an event: `head` is headline, subtitle and lead, each paragraph has its place and own `near`."""
    pieces = [Piece(0, head, tuple(find_days(head, near)), is_lead=True)]
    for begin, text, written in paragraphs:
        if days := find_days(text, written or near):
            pieces.append(Piece(begin, text, tuple(days)))
    return pieces


def occasions_of(
    pieces: Sequence[Piece], names: Sequence[Sequence[tuple[int, int]]], published: date | None
) -> list[Occasion]:
    """`names` gives for each piece the (place, tag) found in it."""
    found = []
    for piece, here in zip(pieces, names, strict=True):
        for days in piece.days:
            near = frozenset(tag for place, tag in here if _belongs(piece.text, place, days))
            found.append(Occasion(near, days.first, days.last))
        if piece.is_lead and published and not any(_is_news(days, published) for days in piece.days):
            tags = frozenset(tag for _, tag in here)
            found.append(Occasion(tags, published - _REPORTED_WITHIN, published, is_implied=True))
    return found


def known_among(occasions: Iterable[Occasion], known: Iterable[Known]) -> set[int]:
    """The known events of which the occasions tell: all their actors on their days."""
    return {
        event.tag
        for event in known
        for occasion in occasions
        if event.actors <= occasion.names and _meets(event, occasion)
    }


def telling_of(occasions: Iterable[Occasion], events: Iterable[int], about: Iterable[int]) -> Telling:
    """The clues to what an article tells of, and to what it is about."""
    telling = Telling()
    for occasion in occasions:
        for pair in combinations(sorted(occasion.names)[:MOST_NAMES], 2):
            for month in {occasion.first.strftime("%Y%m"), occasion.last.strftime("%Y%m")}:
                telling.pairs.setdefault(_hash(month, *pair), []).append((occasion, pair))
    telling.events = {tag << 2 | 1: tag for tag in events}
    telling.names = {name_clue(tag): tag for tag in about}
    return telling


def name_clue(tag: int) -> int:
    """The clue to the articles that are about a tag."""
    return tag << 2 | 2


def closeness(mine: Occasion, first: date, last: date, *, is_implied: bool) -> float:
    """0 to 1: whether two sets of actors met on the same days; 0 for two visits in one month."""
    gap = (max(mine.first, first) - min(mine.last, last)).days
    is_month = mine.is_month or last - first > timedelta(days=20)
    if is_month:
        return _SAME_MONTH if gap <= 0 else 0.0
    if gap > 1:
        return 0.0
    return _SAME_WEEK if mine.is_implied or is_implied else _SAME_DAY


def event_score(near: float, names: Iterable[int], rarity: Mapping[int, float]) -> float:
    """How sure it is that shared actors on close days are one event."""
    doubt = 1.0
    for name in names:
        doubt *= 1 - _PLAIN - _RARE * rarity.get(name, 0.0)
    return near * (1 - doubt)


def known_score(rarities: Sequence[float]) -> float:
    """The same for known events that both tell of."""
    return (
        min(0.95, _KNOWN + 0.2 * max(rarities, default=0) + 0.05 * (len(rarities) - 1)) if rarities else 0.0
    )


def related_score(rarities: Iterable[float]) -> float:
    """How much shared rare names relate two articles; the weakest kind, so never much."""
    doubt = 1.0
    for rarity in rarities:
        doubt *= 1 - 0.5 * rarity
    return 0.5 * (1 - doubt)


def rarity(holders: int, archive: int) -> float:
    """0 to 1: of a name that so many of so many articles are about; in a small archive none is rare that most share."""
    if holders >= HOLDERS or holders > _FEW * archive:
        return 0.0
    return 1 - (max(holders, 2) - 2) / (HOLDERS - 2)


def _belongs(text: str, place: int, days: Days) -> bool:
    return len(text) <= _LONG_PARAGRAPH or days.begin - _AROUND <= place <= days.end + _AROUND


def _is_news(days: Days, published: date) -> bool:
    return not days.is_month and abs((days.first - published).days) <= 10


def _meets(event: Known, occasion: Occasion) -> bool:
    if occasion.is_implied:
        return False
    if occasion.is_month:
        return occasion.first <= event.first and event.last <= occasion.last
    return event.first <= occasion.last + timedelta(days=1) and occasion.first <= event.last + timedelta(
        days=1
    )


def _hash(month: str, one: int, other: int) -> int:
    digest = blake2b(f"{month} {one} {other}".encode(), digest_size=7).digest()
    return int.from_bytes(digest) << 2 | 3
