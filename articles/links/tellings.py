"""What the texts of a batch tell of: the archive's tags that stand beside the days they name."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from articles.links.occasions import (
    LONGEST_EVENT,
    Known,
    Piece,
    Telling,
    known_among,
    occasions_of,
    pieces_of,
    telling_of,
)
from articles.links.texts import Text
from articles.models import Tag, TaggedArticle, TagSuggestion
from articles.tagging.read import Reading, read_names
from articles.tagging.recognise import Found
from articles.tagging.stored_names import recognised_id, stored_recogniser

ABOUT = 0.4  # score of a suggested tag from which an article is about it
MOST_DAYS = 120  # of uncertainty from which on a day without a year cannot be placed
_ACTORS = (Tag.Kind.PERSON, Tag.Kind.ORGANISATION, Tag.Kind.PLACE, Tag.Kind.AGREEMENT)


class Tellings:
    """The tags that are found in a batch, and where."""

    def __init__(self, batch: Sequence[Text], readings: Mapping[int, Reading]) -> None:
        self._about = _about(batch)
        readings = _read_all(batch, readings)
        self._pieces = {text.pk: _pieces(text, readings[text.revision]) for text in batch}
        self._names = {
            text.pk: [_within(piece, readings[text.revision].names) for piece in self._pieces[text.pk]]
            for text in batch
        }
        ids = {name.id for pieces in self._names.values() for piece in pieces for name in piece}
        self.tags: dict[int, Tag] = _tags(ids, {tag for tags in self._about.values() for tag in tags})
        self._by_id = {recognised_id(tag): tag for tag in self.tags.values()}
        self._known = [
            Known(tag.pk, tag.begins_on, tag.ends_on, frozenset(p.pk for p in tag.parents.all()))
            for tag in self.tags.values()
            if _is_event(tag)
        ]

    def of(self, text: Text) -> Telling:
        """What one text of the batch tells of."""
        pieces, names = self._pieces[text.pk], self._names[text.pk]
        tags = [
            [(name.begin - piece.begin, self._by_id[name.id]) for name in here if name.id in self._by_id]
            for piece, here in zip(pieces, names, strict=True)
        ]
        actors = [[(place, tag.pk) for place, tag in here if tag.kind in _ACTORS] for here in tags]
        published = text.first_day if text.first_day == text.last_day else None
        occasions = occasions_of(pieces, actors, published)
        events = {tag.pk for _, tag in tags[0] if _is_event(tag)}  # headline and lead are the first piece
        events |= known_among(occasions, (known for known in self._known if known.actors))
        about = {pk for pk in self._about.get(text.pk, ()) if pk in self.tags}
        return telling_of(occasions, events, (pk for pk in about if self.tags[pk].kind in _ACTORS))


def _read_all(batch: Iterable[Text], readings: Mapping[int, Reading]) -> Mapping[int, Reading]:
    """The readings of the batch by revision; what was not read before is read here."""
    missing = [text for text in batch if text.revision not in readings]
    recogniser = stored_recogniser() if missing else None
    return dict(readings) | {
        text.revision: read_names(text.headline, text.subtitle, text.plain, text.language, recogniser)
        for text in missing
    }


def _about(batch: Sequence[Text]) -> dict[int, set[int]]:
    """The tags that articles carry or that are suggested with a good score."""
    numbers = [text.pk for text in batch]
    found: dict[int, set[int]] = defaultdict(set)
    suggested = TagSuggestion.objects.filter(article__in=numbers, score__gte=ABOUT)
    for rows in (
        suggested.exclude(state=TagSuggestion.State.REJECTED).values_list("article", "tag"),
        TaggedArticle.objects.filter(content_object__in=numbers).values_list("content_object", "tag"),
    ):
        for article, tag in rows:
            found[article].add(tag)
    return found


def _tags(ids: Iterable[str], numbers: set[int]) -> dict[int, Tag]:
    """The tags that the recogniser calls so, those of the numbers, and every event of known days."""
    plain = {int(i.removeprefix("tag-")) for i in ids if i.startswith("tag-") and i[4:].isdigit()}
    wanted = Q(gazetteer_id__in=ids) | Q(pk__in=plain | numbers)
    rows = Tag.objects.filter(wanted | Q(kind=Tag.Kind.EVENT, ends_on__isnull=False))
    return {tag.pk: tag for tag in rows.prefetch_related("parents")}


def _pieces(text: Text, reading: Reading) -> list[Piece]:
    """Headline and lead, and the paragraphs that name days; a quotation's days are near its own date."""
    near = None
    if text.first_day and text.last_day and (text.last_day - text.first_day).days <= MOST_DAYS:
        near = (text.first_day, text.last_day)
    written = [(q.block.begin, q.block.end, q.date) for q in text.quotations if q.date]
    head = reading.composed.whole[: reading.composed.lead_to]
    paragraphs, place = [], 0
    for paragraph in text.plain.split("\n"):
        day = next((d for begin, end, d in written if begin <= place < end), None)
        if reading.plain_from + place >= len(head):
            paragraphs.append((reading.plain_from + place, paragraph, (day, day) if day else None))
        place += len(paragraph) + 1
    return pieces_of(head, paragraphs, near)


def _within(piece: Piece, names: Sequence[Found]) -> Sequence[Found]:
    """Of names in their order those that begin in a piece."""
    first, behind = (
        bisect_left(names, place, key=lambda name: name.begin)
        for place in (piece.begin, piece.begin + len(piece.text))
    )
    return names[first:behind]


def _is_event(tag: Tag) -> bool:
    return bool(
        tag.kind == Tag.Kind.EVENT
        and tag.begins_on
        and tag.ends_on
        and tag.ends_on - tag.begins_on <= LONGEST_EVENT
    )
