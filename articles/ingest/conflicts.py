"""A conflict laid out for an editor: every place of base, ours and theirs, and the state that the choices make. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.ingest.decide import PageState
from articles.ingest.merge import merge_fields, places_of

CHOICES = ("ours", "theirs", "both")


@dataclass(frozen=True, slots=True)
class Place:
    """Paragraphs that stand in one place of the three versions. `name` is what a form calls it."""

    name: str
    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    field: str = ""

    @property
    def is_conflict(self) -> bool:
        return self.ours != self.theirs and self.base not in (self.ours, self.theirs)

    @property
    def settled(self) -> tuple[str, ...]:
        """What stands here where nobody has to choose."""
        return self.theirs if self.ours == self.base else self.ours


def lay_out(base: PageState, ours: PageState, theirs: PageState) -> list[Place]:
    """The fields that both sides changed differently, then the body from its first paragraph to its last."""
    _, fields = merge_fields(base.fields, ours.fields, theirs.fields)
    places = [Place(f"field-{c.field}", c.base, c.ours, c.theirs, c.field) for c in fields]
    body = places_of(base.body, ours.body, theirs.body)
    places += [Place(f"place-{n}", tuple(b), tuple(o), tuple(t)) for n, (b, o, t) in enumerate(body)]
    return places


def undecided(places: Sequence[Place], choices: Mapping[str, str]) -> list[Place]:
    return [place for place in places if place.is_conflict and choices.get(place.name) not in CHOICES]


def settle(base: PageState, ours: PageState, theirs: PageState, choices: Mapping[str, str]) -> PageState:
    """The state that the choices make; a place without one keeps the editors' words."""
    places = lay_out(base, ours, theirs)
    fields, _ = merge_fields(base.fields, ours.fields, theirs.fields)
    for place in places:
        if place.field and choices.get(place.name) == "theirs":
            fields[place.field] = theirs.fields[place.field]
    body: list[str] = []
    for place in places:
        if not place.field:
            body += _chosen(place, choices.get(place.name, "ours")) if place.is_conflict else place.settled
    return PageState(fields, tuple(body))


def _chosen(place: Place, choice: str) -> tuple[str, ...]:
    return {"theirs": place.theirs, "both": place.ours + place.theirs}.get(choice, place.ours)
