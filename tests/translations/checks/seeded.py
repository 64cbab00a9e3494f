"""Pairs of paragraphs that are right, each with an error to be seeded in its translation: the data of `pairs/`.

A block has a line for each language, the source first, and lines `language! kind: right words → wrong words`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.text.spans import Span

SEEDED = ("from_japanese.txt", "from_english.txt")
# Written after the rules, to measure them honestly; the rules then learned from it, and LAST was written after that.
UNSEEN = ("unseen_from_japanese.txt", "unseen_from_english.txt")
LAST = ("last_from_japanese.txt", "last_from_english.txt")
THIRD = ("third_from_japanese.txt", "third_from_english.txt")
FOURTH = ("fourth_from_japanese.txt", "fourth_from_english.txt")
FIFTH = ("fifth_from_japanese.txt", "fifth_from_english.txt")
FOLDER = Path(__file__).parent / "pairs"

# Which findings count as finding an error of a kind.
FINDS = {
    "number": {"number-differs", "number-missing", "number-added", "unit-differs", "share-differs"},
    "scale": {"number-differs", "number-missing", "number-added"},
    "unit": {"unit-differs", "number-differs", "number-missing"},
    "percent": {
        "number-differs",
        "number-missing",
        "share-differs",
        "unit-differs",
        "share-missing",
        "number-added",
    },
    "word": {"number-differs", "number-missing", "number-added", "share-differs", "share-missing"},
    "date": {"date-differs", "date-missing", "date-added", "number-differs"},
    "weekday": {"date-differs", "date-missing"},
    "clock": {"clock-differs", "clock-missing"},
    "name": {"name-differs", "name-missing", "name-added"},
    "quotes": {"quotes-unpaired"},
    "quotes-kind": {"quotes-kind"},
    "leftover": {"leftover"},
    "repeat": {"repeated"},
    "cut": {"too-short", "number-missing", "number-differs", "date-missing"},
    "empty": {"empty"},
    "copy": {"not-translated", "leftover"},
    "not-translated": {"not-translated", "leftover"},
}
TAGS = {"zh": "zh-Hans"}


@dataclass(frozen=True)
class Right:
    source_language: str
    target_language: str
    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source_language}-{self.target_language} {self.source[:24]}"


@dataclass(frozen=True)
class Wrong:
    right: Right
    kind: str
    target: str
    place: Span  # of the wrong words

    def __str__(self) -> str:
        return f"{self.kind} {self.right}"


def read(name: str) -> tuple[list[Right], list[Wrong]]:
    right, wrong = [], []
    for block in (FOLDER / name).read_text(encoding="utf-8").split("\n\n"):
        pairs = dict(_pairs(block))
        right += pairs.values()
        wrong += _errors(block, pairs)
    return right, wrong


def _pairs(block: str) -> Iterator[tuple[str, Right]]:
    texts = [line.split(": ", 1) for line in block.strip().split("\n") if "!" not in line.split(":")[0]]
    (source_language, source), *others = texts
    for language, target in others:
        yield language, Right(source_language, TAGS.get(language, language), source, target)


def _errors(block: str, pairs: dict[str, Right]) -> Iterator[Wrong]:
    for line in block.strip().split("\n"):
        head, _, rest = line.partition(": ")
        if "!" in head:
            language, kind = head.split("! ")
            old, _, new = rest.partition(" →")
            new, target = new.removeprefix(" "), pairs[language].target
            assert old in target, f"{old!r} is not in {target!r}"
            at = target.index(old)
            yield Wrong(
                pairs[language], kind, target[:at] + new + target[at + len(old) :], (at, at + len(new))
            )
