"""A conflict laid out for an editor: every place of base, ours and theirs, and the state that the choices make. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from articles.ingest.decide import PageState
from articles.ingest.merge import joined, merge_fields, places_of

CHOICES = ("ours", "theirs", "both", "own")
PROSE = ("headline", "subtitle", "original_headline")  # the fields that an editor may word anew here
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


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
    def may_be_worded(self) -> bool:
        return not self.field or self.field in PROSE

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


def undecided(
    places: Sequence[Place], choices: Mapping[str, str], words: Mapping[str, str] = MappingProxyType({})
) -> list[Place]:
    """The conflicts without a choice; own words are none where the place takes none, or a headline is empty."""
    return [place for place in places if place.is_conflict and not _is_decided(place, choices, words)]


def _is_decided(place: Place, choices: Mapping[str, str], words: Mapping[str, str]) -> bool:
    choice = choices.get(place.name)
    if choice == "own":
        return place.may_be_worded and (place.field != "headline" or bool(words.get(place.name, "").strip()))
    return choice in CHOICES and not (choice == "both" and place.field)


def settle(
    base: PageState,
    ours: PageState,
    theirs: PageState,
    choices: Mapping[str, str],
    words: Mapping[str, str] = MappingProxyType({}),
) -> PageState:
    """The state that the choices make, and an editor's own words; a place without a choice keeps the editors'."""
    places = lay_out(base, ours, theirs)
    fields, _ = merge_fields(base.fields, ours.fields, theirs.fields)
    chosen: list[tuple[str, bool]] = []
    for place in places:
        choice = choices.get(place.name, "ours") if place.is_conflict else "settled"
        if not place.field:
            is_theirs = choice == "settled" and place.ours == place.base != place.theirs
            chosen += ((text, is_theirs) for text in _chosen(place, choice, words.get(place.name, "")))
        elif choice == "theirs":
            fields[place.field] = theirs.fields[place.field]
        elif choice == "own" and place.may_be_worded:
            fields[place.field] = " ".join(words.get(place.name, "").split())
    return PageState(fields, joined(chosen, ours.body, theirs.body))


def _chosen(place: Place, choice: str, words: str) -> tuple[str, ...]:
    own = tuple(text.strip("\n") for text in _BLANK_LINES.split(words) if text.strip())
    return {
        "theirs": place.theirs,
        "both": place.ours + place.theirs,
        "own": own,
        "settled": place.settled,
    }.get(choice, place.ours)
