"""Tags as text for other programs: JSON and CSV both ways, SKOS in Turtle to give away."""

import csv
import io
import json
import re
from collections.abc import Iterable

# One value a row: its property, the language where it has one, the value.
_COLUMNS = ["id", "kind", "property", "language", "value"]
_URI_BASE = "urn:kzsite:tag:"


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
        for name, language, value in _properties(item):
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
        _set(item, row["property"], row["language"], row["value"])
    return list(items.values())


def to_turtle(items: Iterable[dict]) -> str:
    """SKOS concepts: names as preferred labels, aliases as others, misspellings hidden, parents as broader."""
    blocks = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"]
    for item in items:
        lines = ["a skos:Concept"]
        lines += [f"skos:prefLabel {_literal(n, language)}" for language, n in item["names"].items()]
        for language, forms in item.get("aliases", {}).items():
            lines += [f"skos:altLabel {_literal(form, language)}" for form in forms]
        lines += [f"skos:hiddenLabel {_literal(m['form'], m['lang'])}" for m in item.get("misspellings", ())]
        lines += [f"skos:definition {_literal(n, language)}" for language, n in item.get("note", {}).items()]
        lines += [f"skos:broader <{_URI_BASE}{parent}>" for parent in item.get("parents", ())]
        blocks.append(f"<{_URI_BASE}{item['id']}> " + " ;\n  ".join(lines) + " .\n")
    return "\n".join(blocks)


def _properties(item: dict) -> Iterable[tuple[str, str, str]]:
    for language, name in item["names"].items():
        yield "name", language, name
    for language, forms in item.get("aliases", {}).items():
        for form in forms:
            yield "alias", language, form
    for form in item.get("ambiguous", ()):
        yield "ambiguous", "", form
    for wrong in item.get("misspellings", ()):
        yield "misspelling", wrong["lang"], wrong["form"]
    for language, note in item.get("note", {}).items():
        yield "description", language, note
    for parent in item.get("parents", ()):
        yield "parent", "", parent
    for key, day in item.get("dates", {}).items():
        yield key, "", day
    if item.get("homepage"):
        yield "homepage", "", item["homepage"]


def _set(item: dict, name: str, language: str, value: str) -> None:
    if name == "name":
        item["names"][language] = value
    elif name == "alias":
        item.setdefault("aliases", {}).setdefault(language, []).append(value)
    elif name == "misspelling":
        item.setdefault("misspellings", []).append({"lang": language, "form": value})
    elif name == "description":
        item.setdefault("note", {})[language] = value
    elif name in ("ambiguous", "parent"):
        item.setdefault("parents" if name == "parent" else name, []).append(value)
    elif name in ("start", "end"):
        item.setdefault("dates", {})[name] = value
    elif name == "homepage":
        item["homepage"] = value
    else:
        raise ValueError(f"{name!r} is no property of a tag")


def _literal(text: str, language: str) -> str:
    escaped = re.sub(r'([\\"])', r"\\\1", text).replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'
