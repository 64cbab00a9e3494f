"""PO: a message for each paragraph, its anchor as context; what only needs a look is fuzzy."""

import tempfile
from pathlib import Path

import polib

from articles.translations.exchange.bundle import Bundle, ExchangeError, Unit, number_of, state_of, version_of

_FUZZY = ("machine", "stale")


def write(bundle: Bundle) -> bytes:
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": "kzsite",
        "Language": bundle.target_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": bundle.source_language,
        "X-Kzsite-Number": str(bundle.number),
        "X-Kzsite-Headline": " ".join(bundle.headline.split()),
    }
    for unit in bundle.units:
        entry = polib.POEntry(msgctxt=unit.id, msgid=unit.source, msgstr=unit.target, tcomment=unit.note)
        entry.comment = f"kind: {unit.kind}\nstate: {unit.state}"
        if unit.version is not None:
            entry.comment += f"\nversion: {unit.version}"
        if unit.previous:
            entry.previous_msgid = unit.previous
        if unit.state in _FUZZY:
            entry.flags.append("fuzzy")
        file.append(entry)
    return str(file).encode()


def read(data: bytes) -> Bundle:
    # From a file, since polib parts a string at more signs than the line feeds that PO knows, and may take it for a path.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "translation.po")
        path.write_bytes(data)
        try:
            file = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
        except (OSError, UnicodeDecodeError, ValueError, IndexError) as error:
            raise ExchangeError(f"it is no PO file: {error}".replace(str(path), "the file")) from error
    told = file.metadata
    return Bundle(
        number=number_of(told.get("X-Kzsite-Number")),
        source_language=told.get("X-Source-Language", ""),
        target_language=told.get("Language", ""),
        headline=told.get("X-Kzsite-Headline", ""),
        units=tuple(_unit(entry) for entry in file if not entry.obsolete),
    )


def _unit(entry: polib.POEntry) -> Unit:
    lines = [line.partition(": ") for line in (entry.comment or "").split("\n")]
    told = {name: value for name, _, value in lines}
    return Unit(
        id=entry.msgctxt or "",
        source=entry.msgid,
        target=entry.msgstr,
        state=_state(entry, told.get("state")),
        note=entry.tcomment or "",
        kind=told.get("kind", "paragraph"),
        previous=entry.previous_msgid or "",
        version=version_of(told.get("version")),
    )


def _state(entry: polib.POEntry, told: str | None) -> str:
    """Who takes the fuzzy flag away has looked at it; what we wrote beside it is then no longer true."""
    if not entry.msgstr:
        return "empty"
    state = state_of(told)
    if entry.fuzzy:
        return state if state in _FUZZY else "draft"
    return state if state == "reviewed" else "draft"
