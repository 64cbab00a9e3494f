"""The project's own gazetteer as values: entities with their names in six languages, publishers, context rules."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from articles.tagging.longer import NO_LONGER, LongerNames

DATA = Path(__file__).parent / "data"

KINDS = ("person", "place", "organisation", "agreement", "event", "topic")
LANGUAGES = ("ja", "en", "ru", "kk", "zh-Hans", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name. An ambiguous one counts only where its rules or the full name allow it."""

    text: str
    language: str
    ambiguous: bool = False
    misspelling: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, place, organisation, agreement, event or topic with every form it goes by."""

    id: str
    kind: str
    names: dict[str, str]
    aliases: dict[str, list[str]] = field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()
    misspellings: tuple[tuple[str, str], ...] = ()  # (language, form)
    parents: tuple[str, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)  # start and end, ISO, as exact as known
    description: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()  # ids of publishers that are this organisation
    homepage: str = ""
    reading: str = ""  # of the Japanese name, in kana
    is_linked: bool = False

    def forms(self) -> Iterator[Form]:
        unsure = set(self.ambiguous)
        for language, name in self.names.items():
            yield Form(name, language, ambiguous=name in unsure)
        for language, aliases in self.aliases.items():
            for alias in aliases:
                yield Form(alias, language, ambiguous=alias in unsure)
        for language, text in self.misspellings:
            yield Form(text, language, ambiguous=text in unsure, misspelling=True)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must stand around a form for it to mean this entity; the patterns are regular expressions.

    `before` and `after` must touch the form, `not_before` and `not_after` must not; `near` must stand within 200
    characters and `not_near` must not. After `sure_after` nobody asks what is near: "in" before a city that is
    also a club, a small letter before a city that is also a common word. A form counts as a name only if it stands
    `least` times in the text.
    """

    entity: str
    forms: tuple[str, ...]
    before: str = ""
    after: str = ""
    not_before: str = ""
    not_after: str = ""
    near: str = ""
    not_near: str = ""
    sure_after: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True)
class Publisher:
    """A paper, agency or site that articles are taken from."""

    id: str
    kind: str
    names: dict[str, str]
    country: str
    language: str
    domain: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()

    def forms(self) -> Iterator[str]:
        yield from dict.fromkeys((*self.names.values(), *self.aliases))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]
    publishers: tuple[Publisher, ...]
    blocks: tuple[str, ...]  # longer names that hold one of ours and mean something else
    given_names: tuple[str, ...]  # a surname after one of these belongs to nobody else
    longer: LongerNames = NO_LONGER


@cache
def load(folder: Path = DATA) -> Gazetteer:
    """The data files of a folder, read once; raises ValueError where ids do not fit together."""
    entries = read_entries(_read(folder / "entities.json"))
    publishers = tuple(_publisher(item) for item in _read(folder / "publishers.json"))
    rules = _read(folder / "rules.json")
    found = Gazetteer(
        entries=entries,
        rules=read_rules(rules["rules"]),
        publishers=publishers,
        blocks=tuple(rules["blocks"]),
        given_names=tuple(rules["given_names"]),
        longer=LongerNames(**{where: "|".join(patterns) for where, patterns in rules["longer"].items()}),
    )
    known = {entry.id for entry in entries}
    named = [(entry.id, parent) for entry in entries for parent in entry.parents]
    named += [(f"the rule for {rule.forms[0]}", rule.entity) for rule in found.rules]
    for who, named_id in named:
        if named_id not in known:
            raise ValueError(f"{who} names {named_id}, which is no entity")
    loop = loop_among({entry.id: entry.parents for entry in entries})
    if loop:
        raise ValueError(f"{loop} is its own ancestor")
    return found


def read_entries(items: Iterable[dict]) -> tuple[Entry, ...]:
    """Entries from the JSON form of entities.json; raises KeyError, TypeError or ValueError on another form."""
    items = list(items)
    for item in items:
        if item["kind"] not in KINDS:
            raise ValueError(f"{item['id']} is a {item['kind']}, which is no kind of tag")
    return tuple(
        Entry(
            id=item["id"],
            kind=item["kind"],
            names=item["names"],
            aliases=item.get("aliases", {}),
            ambiguous=tuple(item.get("ambiguous", ())),
            misspellings=tuple((m["lang"], m["form"]) for m in item.get("misspellings", ())),
            parents=tuple(item.get("parents", ())),
            dates=item.get("dates", {}),
            description=item.get("note", {}),
            sources=tuple(item.get("publishers", ())),
            homepage=item.get("homepage", ""),
            reading=item.get("reading", ""),
            is_linked=item.get("linked", False),
        )
        for item in items
    )


def loop_among(parents: Mapping[str, Iterable[str]]) -> str | None:
    """An id that is its own ancestor, or None."""
    settled: set[str] = set()

    def climb(node: str, path: frozenset[str]) -> str | None:
        if node in path:
            return node
        if node in settled:
            return None
        for parent in parents.get(node, ()):
            found = climb(parent, path | {node})
            if found:
                return found
        settled.add(node)
        return None

    return next((loop for node in parents if (loop := climb(node, frozenset()))), None)


def read_rules(items: Iterable[dict]) -> tuple[Rule, ...]:
    return tuple(Rule(**{**item, "forms": tuple(item["forms"])}) for item in items)


def _publisher(item: dict) -> Publisher:
    names = {key: name for key, name in item["names"].items() if key != "own"}
    own = item["names"].get("own")
    if own and own["name"] not in names.values():
        names.setdefault(own["lang"], own["name"])
    return Publisher(
        id=item["id"],
        kind=item["kind"],
        names=names,
        country=item["country"],
        language=item["language"],
        domain=item["domain"],
        aliases=tuple(item.get("aliases", ())),
        ambiguous=tuple(item.get("ambiguous", ())),
    )


def _read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))
