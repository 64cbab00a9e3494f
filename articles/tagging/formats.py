"""Tags as text for other programs: JSON and CSV, both ways; SKOS (skos.py) has the same properties."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

# One value a row: its property, the language where it has one, the value.
_COLUMNS = ["id", "kind", "property", "language", "value"]
_LISTS = {"ambiguous": "ambiguous", "parent": "parents", "source": "publishers"}
_VALUES = ("homepage", "reading")
_PATTERNS = ("not_before", "not_after", "near")


def to_json(items: Iterable[dict]) -> str:
    """The form of entities.json, an entity a line."""
    return "[\n" + ",\n".join(" " + json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"


def from_json(text: str) -> list[dict]:
    """Raises ValueError where the text is no JSON list of objects."""
    items = json.loads(text)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError("not a list of entities")
    return items


def to_csv(items: Iterable[dict]) -> str:
    """A row for every name, alias, parent and so on, so that a spreadsheet can hold any number of them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in items:
        for name, language, value in properties(item):
            writer.writerow([item["id"], item["kind"], name, language, value])
    return out.getvalue()


def from_csv(text: str) -> list[dict]:
    """The inverse of `to_csv`; raises ValueError where a column is missing or a property unknown."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = set(_COLUMNS) - set(reader.fieldnames or ())
    if missing:
        raise ValueError(f"the table has no column {', '.join(sorted(missing))}")
    items: dict[str, dict] = {}
    for row in reader:
        item = items.setdefault(row["id"], {"id": row["id"], "kind": row["kind"], "names": {}})
        put(item, row["property"], row["language"], row["value"])
    return list(items.values())


def properties(item: dict) -> Iterator[tuple[str, str, str]]:
    """(property, language or nothing, value) of all that is known of an entity."""
    yield from _in_languages(item)
    for name, key in _LISTS.items():
        for value in item.get(key, ()):
            yield name, "", value
    for name, day in item.get("dates", {}).items():
        yield name, "", day
    for name in _VALUES:
        if item.get(name):
            yield name, "", item[name]
    if item.get("linked"):
        yield "linked", "", "yes"
    for rule in item.get("rules", ()):
        for name in _PATTERNS:
            if rule.get(name):
                yield f"{name} {rule['form']}", "", rule[name]


def put(item: dict, name: str, language: str, value: str) -> None:
    """Add one property to an entity; raises ValueError where there is none of that name."""
    if name == "name":
        item["names"][language] = value
    elif name == "alias":
        item.setdefault("aliases", {}).setdefault(language, []).append(value)
    elif name == "misspelling":
        item.setdefault("misspellings", []).append({"lang": language, "form": value})
    elif name == "description":
        item.setdefault("note", {})[language] = value
    elif name in _LISTS:
        item.setdefault(_LISTS[name], []).append(value)
    elif name in ("start", "end"):
        item.setdefault("dates", {})[name] = value
    elif name in _VALUES:
        item[name] = value
    elif name == "linked":
        item["linked"] = value.lower() in ("yes", "true", "1")
    else:
        _put_pattern(item, name, value)


def _in_languages(item: dict) -> Iterator[tuple[str, str, str]]:
    for language, name in item["names"].items():
        yield "name", language, name
    for language, forms in item.get("aliases", {}).items():
        for form in forms:
            yield "alias", language, form
    for wrong in item.get("misspellings", ()):
        yield "misspelling", wrong["lang"], wrong["form"]
    for language, note in item.get("note", {}).items():
        yield "description", language, note


def _put_pattern(item: dict, name: str, value: str) -> None:
    pattern, _, form = name.partition(" ")
    if pattern not in _PATTERNS or not form:
        raise ValueError(f"{name!r} is no property of a tag")
    rules = item.setdefault("rules", [])
    rule = next((rule for rule in rules if rule["form"] == form), None)
    if rule is None:
        rule = {"form": form}
        rules.append(rule)
    rule[pattern] = value
