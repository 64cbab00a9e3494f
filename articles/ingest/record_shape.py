"""A record from JSON that anybody may have written: every value is of the contract's type, or the place that is not is named."""

import re
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from articles.ingest.dates import moment_of
from articles.ingest.record import (
    BLOCK_TYPES,
    DROP_REASONS,
    REFERENCE_KINDS,
    Block,
    Dropped,
    Estimate,
    Record,
    Reference,
    Span,
)
from articles.text.languages import is_language_tag

_LARGEST = 2**31 - 1  # that every database's integer column holds
_CHOICES = {
    (Block, "type"): BLOCK_TYPES,
    (Block, "level"): (None, 2, 3, 4),
    (Reference, "kind"): REFERENCE_KINDS,
    (Dropped, "reason"): DROP_REASONS,
}
_DAYS = {
    (Record, "published"),
    (Record, "updated"),
    (Estimate, "not_before"),
    (Estimate, "not_after"),
}
_QUOTED = re.compile(r"[0-9][0-9T:+.Z-]{3,39}")  # as exact as the attribution is: 2024-10 too
_YEARS = range(1000, 3000)  # 0001 and 9999 are what software writes for no date


def record_from_dict(data: Any) -> Record:
    """The inverse of `record_to_dict`; raises ValueError naming the place whose shape is not the contract's."""
    if not isinstance(data, dict):
        raise ValueError("a record is an object")
    keys = {item.name for item in fields(Record)} - {"ledger"}
    if missing := keys - data.keys():
        raise ValueError(f"without {', '.join(sorted(missing))}")
    record = _value(Record, {key: data[key] for key in keys}, "")
    if not is_language_tag(record.language):
        raise ValueError(f"language is no code of BCP 47: {record.language[:40]!r}")
    return record


def _value(kind: Any, given: Any, place: str) -> Any:
    if kind == Span:
        return _span(given, place)
    if get_origin(kind) is UnionType:
        return None if given is None else _value(get_args(kind)[0], given, place)
    if get_origin(kind) is tuple:
        if not isinstance(given, list | tuple | None):
            raise ValueError(f"{place} is no list")
        return tuple(_value(get_args(kind)[0], item, f"{place}[{n}]") for n, item in enumerate(given or ()))
    if is_dataclass(kind):
        return _object(kind, given, place)
    return _plain(kind, given, place)


def _object(kind: type, given: Any, place: str) -> Any:
    if not isinstance(given, dict):
        raise ValueError(f"{place} is no object")
    hints, before = _hints(kind), f"{place}." if place else ""
    if unknown := given.keys() - hints.keys():
        raise ValueError(f"{before}{min(unknown, key=str)} is no key of the contract")
    needed = {item.name for item in fields(kind) if item.default is MISSING}
    if missing := needed - given.keys():
        raise ValueError(f"{before}{min(missing)} is missing")
    values = {key: _value(hints[key], value, f"{before}{key}") for key, value in given.items()}
    for key, value in values.items():
        if (kind, key) in _CHOICES and value not in _CHOICES[kind, key]:
            raise ValueError(f"{before}{key} is {value!r}, which is none of the contract's")
        if (kind, key) in _DAYS and value is not None:
            _check_day(value, f"{before}{key}")
        if (kind, key) == (Block, "date") and value is not None and not _QUOTED.fullmatch(value):
            raise ValueError(f"{before}{key} is no date: {value[:40]!r}")
    return kind(**values)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _plain(kind: type, given: Any, place: str) -> Any:
    kinds = (int, float) if kind is float else (kind,)
    if type(given) not in kinds or (kind is float and not isfinite(given)):
        raise ValueError(f"{place} is no {_CALLED[kind]}")
    if kind is int and not -_LARGEST <= given <= _LARGEST:
        raise ValueError(f"{place} is too large")
    if kind is str and not _is_text(given):
        raise ValueError(f"{place} holds a character that no text can hold")
    return given


_CALLED = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def _is_text(given: str) -> bool:
    """Neither half a character (a lone surrogate) nor U+0000, which PostgreSQL cannot keep."""
    return "\x00" not in given and not any("\ud800" <= sign <= "\udfff" for sign in given)


def _span(given: Any, place: str) -> Span:
    if not isinstance(given, list | tuple) or [type(line) for line in given] != [int, int]:
        raise ValueError(f"{place} is not a first and a last line")
    first, last = given
    if not 1 <= first <= last <= _LARGEST:
        raise ValueError(f"{place}: lines {first} to {last} are none of a page")
    return first, last


def _check_day(value: str, place: str) -> None:
    day = moment_of(value)
    if day is None or day.year not in _YEARS:
        raise ValueError(f"{place} is no date: {value[:40]!r}")
