"""Words by language that the reader looks for: labels, months, by-lines; and how far to trust its rules. All of it stands in the .toml files."""

import re
import tomllib
from pathlib import Path

_HERE = Path(__file__).parent


def _load(name: str) -> dict:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _merged(*tables: dict[str, list[str]]) -> tuple[str, ...]:
    """The words of all languages, longest first, so that a longer label wins over one that it begins with."""
    words = {word.casefold() for table in tables for words in table.values() for word in words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


_dates = _load("dates")
MONTHS: dict[str, int] = {
    name.casefold(): number
    for months in _dates["months"].values()
    for number, names in enumerate(months, 1)
    for name in names.split()
}
PUBLISHED_WORDS = _merged(_dates["published"])
UPDATED_WORDS = _merged(_dates["updated"])
ZONES: dict[str, str] = _dates["zones"]

_labels = _load("labels")
LABELS: dict[str, str] = {}  # a whole short line, folded → what kind of label it is
for _kind, _table in _labels["lines"].items():
    for _word in _merged(_table):
        LABELS.setdefault(_word, _kind)
PREFIXES: dict[str, tuple[str, ...]] = {kind: _merged(table) for kind, table in _labels["prefixes"].items()}
PHRASES: dict[str, str] = {}  # words that stand anywhere in a line → the kind of boilerplate they tell
for _kind, _table in _labels["phrases"].items():
    for _word in _merged(_table):
        PHRASES.setdefault(_word, _kind)
SHAPES = re.compile(
    "|".join(
        f"(?P<{kind}>{'|'.join(shape for shapes in table.values() for shape in shapes)})"
        for kind, table in _labels["shapes"].items()
    )
)
READING_WORDS = _merged(_labels["reading_time"]["reading"])
MINUTE_WORDS = _merged(_labels["reading_time"]["minutes"])
WORDS_AROUND_READING = _merged(_labels["reading_time"]["around"])

MAIL = {word: kind for kind, table in _labels["mail"].items() for word in _merged(table)}

_bylines = _load("bylines")
SUBMITTED_WORDS = _merged(_bylines["submitted"])
BYLINE_PREFIXES = _merged(_bylines["prefixes"], _bylines["submitted"])
BYLINE_SUFFIXES = _merged(_bylines["suffixes"])
NOT_NAMES = frozenset(_merged(_bylines["not_names"]))
JOBS = frozenset(_merged(_bylines["jobs"]))
HOUSES = _merged(_bylines["houses"])
OFFICES = _merged(_bylines["offices"])
EDITORS = _merged(_bylines["editors"])
TRADES = _merged(_bylines["trades"])
SURNAMES = frozenset("".join(_bylines["surnames"]["zh"]))

CONFIDENCE: dict[str, dict] = _load("confidence")
