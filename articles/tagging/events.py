"""Visits, summits and other events that a text tells of without naming them: by who, where and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.models import Article, Tag
from articles.tagging.stored_names import recognised_id
from articles.tagging.suggest import Suggestion

AROUND = timedelta(days=7)  # a text tells of an event before, during and after it
LONGEST = timedelta(days=31)  # a war is no occasion: every text of its years names the same countries
_CERTAINTY = 0.5  # of the least sure of those who take part: less than a name would have


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event of known days whose parents are those who take part in it and where it takes place."""

    id: str
    begins: date
    ends: date
    parts: frozenset[str]
    actors: frozenset[str]  # of the parts, those that are people or organisations


def occasions_known() -> list[Occasion]:
    """The event tags that can be told from who, where and when: an actor and one more, within a month."""
    events = Tag.objects.of_kind(Tag.Kind.EVENT).filter(begins_on__isnull=False, ends_on__isnull=False)
    occasions = []
    for tag in events.prefetch_related("parents"):
        parents = list(tag.parents.all())
        actors = {recognised_id(p) for p in parents if p.kind in (Tag.Kind.PERSON, Tag.Kind.ORGANISATION)}
        parts = {recognised_id(p) for p in parents if p.kind != Tag.Kind.EVENT}
        if actors and len(parts) > 1 and tag.ends_on - tag.begins_on <= LONGEST:
            occasions.append(
                Occasion(recognised_id(tag), tag.begins_on, tag.ends_on, frozenset(parts), frozenset(actors))
            )
    return occasions


def described_events(
    article: Article, named: Sequence[Suggestion], occasions: Iterable[Occasion]
) -> Iterator[Suggestion]:
    """Events of the article's days of which it names, more than in passing, all that take part, and the place."""
    day = article.published_on
    if day is None:
        return
    by_id = {suggestion.tag_id: suggestion for suggestion in named}
    for occasion in occasions:
        is_near = occasion.begins - AROUND <= day <= occasion.ends + AROUND
        if not is_near or occasion.id in by_id or not occasion.parts <= by_id.keys():
            continue
        found = [by_id[part] for part in occasion.parts]
        shown = max((by_id[actor] for actor in occasion.actors), key=lambda s: s.score)
        if shown.count > 1:
            score = round(_CERTAINTY * min(s.score for s in found), 3)
            yield Suggestion(occasion.id, score, shown.count, shown.sentence, shown.begin, shown.end)
