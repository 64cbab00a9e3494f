"""Markdown for people without translators' tools: each paragraph, its translation and its note between fences."""

import re

from articles.translations.exchange.bundle import Bundle, ExchangeError, Unit, number_of, state_of, version_of

_TITLE = re.compile(r"# Translation (\d{1,18}): (\S*) → (\S*)")
_HEADING = re.compile(r"## (\S+) \[(\w+)\]( \w+)?(?: version (\d{1,9}))?")
_FENCE = re.compile(r"(~{3,}) (source|previous|target|note)")


def write(bundle: Bundle) -> bytes:
    lines = [f"# Translation {bundle.number}: {bundle.source_language} → {bundle.target_language}", ""]
    lines += [" ".join(bundle.headline.split()), ""]
    for unit in bundle.units:
        version = "" if unit.version is None else f" version {unit.version}"
        lines += [f"## {unit.id} [{unit.state}] {unit.kind}{version}", ""]
        for name in ("source", "previous", "target", "note"):
            text = getattr(unit, name)
            if text or name in ("source", "target"):
                fence = "~" * max(3, 1 + max(map(len, re.findall("~+", text)), default=0))
                lines += [f"{fence} {name}", *(text.split("\n") if text else []), fence, ""]
    return "\n".join(lines).encode()


def read(data: bytes) -> Bundle:
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise ExchangeError("it is no UTF-8") from error
    title = _TITLE.fullmatch(lines[0])
    if not title:
        raise ExchangeError("its first line does not say which translation it is")
    units: list[Unit] = []
    head, texts, place = None, {}, 1
    headline = ""
    while place < len(lines):
        line = lines[place]
        place += 1
        fence, heading = _FENCE.fullmatch(line), _HEADING.fullmatch(line)
        if heading:
            units += [_unit(head, texts)] if head else []
            head, texts = heading, {}
        elif fence and head:
            end = next((n for n in range(place, len(lines)) if lines[n].rstrip() == fence[1]), len(lines))
            texts[fence[2]] = "\n".join(lines[place:end])
            place = end + 1
        elif line.strip() and head is None:
            headline = headline or line
    units += [_unit(head, texts)] if head else []
    return Bundle(number_of(title[1]), title[2], title[3], headline, tuple(units))


def _unit(head: re.Match, texts: dict[str, str]) -> Unit:
    target, state = texts.get("target", ""), state_of(head[2])
    return Unit(
        id=head[1],
        source=texts.get("source", ""),
        target=target,
        state=("draft" if state == "empty" else state) if target else "empty",
        note=texts.get("note", ""),
        kind=(head[3] or " paragraph").strip(),
        previous=texts.get("previous", ""),
        version=version_of(head[4]),
    )
