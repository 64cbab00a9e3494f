"""JSON: the bundle as it is."""

import json
from dataclasses import asdict

from articles.translations.exchange.bundle import Bundle, ExchangeError, Unit, number_of, state_of, version_of

FORMAT = "kzsite translation 1"


def write(bundle: Bundle) -> bytes:
    return json.dumps({"format": FORMAT, **asdict(bundle)}, ensure_ascii=False, indent=1).encode()


def read(data: bytes) -> Bundle:
    try:
        given = json.loads(data)
        if given["format"] != FORMAT:
            raise ExchangeError(f"its format is {given['format']!r}, not {FORMAT!r}")
        texts = {name: str(given[name]) for name in ("source_language", "target_language", "headline")}
        return Bundle(number_of(str(given["number"])), **texts, units=tuple(map(_unit, given["units"])))
    except (
        RecursionError,
        UnicodeDecodeError,
        json.JSONDecodeError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise ExchangeError(f"it is no JSON of a translation: {error!r}") from error


def _unit(given: dict) -> Unit:
    texts = {name: str(given.get(name) or "") for name in ("source", "target", "note", "previous")}
    state = state_of(given.get("state")) if texts["target"] else "empty"
    return Unit(
        id=str(given["id"]),
        **texts,
        state="draft" if state == "empty" and texts["target"] else state,
        kind=str(given.get("kind") or "paragraph"),
        version=version_of(str(given.get("version"))),
    )
