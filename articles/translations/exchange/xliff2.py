"""XLIFF 2.1: signs of markup are <ph>, and what they stand for is in the unit's original data."""

from lxml import etree

from articles.translations.exchange.bundle import Bundle, ExchangeError, Unit, number_of, version_of
from articles.translations.exchange.codes import pieces, storable
from articles.translations.exchange.safe_xml import XML_SPACE, name_of, print_xml

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # that of 2.1, too
_OUT = {
    "empty": {"state": "initial"},
    "machine": {"state": "initial", "subState": "kzsite:machine"},
    "draft": {"state": "translated"},
    "reviewed": {"state": "reviewed"},
    "stale": {"state": "translated", "subState": "kzsite:stale"},
}


def write(bundle: Bundle) -> bytes:
    root = etree.Element(
        _tag("xliff"),
        {"version": "2.1", "srcLang": bundle.source_language, "trgLang": bundle.target_language},
        nsmap={None: NAMESPACE},
    )
    file = etree.SubElement(root, _tag("file"), {"id": "f1", "original": str(bundle.number)})
    note = etree.SubElement(etree.SubElement(file, _tag("notes")), _tag("note"), {"category": "headline"})
    note.text = storable(bundle.headline)
    for unit in bundle.units:
        _write_unit(file, unit)
    return print_xml(root)


def _write_unit(file: etree._Element, unit: Unit) -> None:
    row = etree.SubElement(
        file, _tag("unit"), {"id": unit.id, "type": f"kzsite:{unit.kind}", XML_SPACE: "preserve"}
    )
    told = {"translator": unit.note, "previous-source": unit.previous}
    told["version"] = "" if unit.version is None else str(unit.version)
    if any(told.values()):
        notes = etree.SubElement(row, _tag("notes"))
        for category, text in told.items():
            if text:
                etree.SubElement(notes, _tag("note"), {"category": category}).text = storable(text)
    data = _Data(row)
    segment = etree.SubElement(row, _tag("segment"), _OUT[unit.state])
    data.fill(etree.SubElement(segment, _tag("source")), unit.source)
    if unit.target or unit.state != "empty":
        data.fill(etree.SubElement(segment, _tag("target")), unit.target)
    data.close(segment)


class _Data:
    """The original data of a unit: each sign once, whichever text has it."""

    def __init__(self, row: etree._Element):
        self._element = etree.SubElement(row, _tag("originalData"))
        self._ids: dict[str, str] = {}

    def fill(self, element: etree._Element, text: str) -> None:
        element.text, last, number = "", None, 0
        for piece in pieces(text):
            if piece.kind == "text":
                if last is None:
                    element.text += piece.text
                else:
                    last.tail = (last.tail or "") + piece.text
            elif piece.kind == "character":
                last = etree.SubElement(element, _tag("cp"), {"hex": f"{ord(piece.text):04X}"})
            else:
                number += 1
                last = etree.SubElement(
                    element, _tag("ph"), {"id": str(number), "dataRef": self._reference(piece.text)}
                )

    def _reference(self, code: str) -> str:
        if code not in self._ids:
            self._ids[code] = f"d{len(self._ids) + 1}"
            etree.SubElement(self._element, _tag("data"), {"id": self._ids[code]}).text = code
        return self._ids[code]

    def close(self, segment: etree._Element) -> None:
        """The schema knows no empty originalData."""
        if not self._ids:
            segment.getparent().remove(self._element)


def read(root: etree._Element) -> Bundle:
    file = root.find(_tag("file"))
    if file is None:
        raise ExchangeError("it holds no file element")
    headline = file.find(f"{_tag('notes')}/{_tag('note')}[@category='headline']")
    return Bundle(
        number=number_of(file.get("original")),
        source_language=root.get("srcLang", ""),
        target_language=root.get("trgLang", ""),
        headline=headline.text or "" if headline is not None else "",
        units=tuple(map(_read_unit, file.iter(_tag("unit")))),
    )


def _read_unit(row: etree._Element) -> Unit:
    data = {item.get("id"): _text(item, {}) for item in row.iter(_tag("data"))}
    notes = row.findall(f"{_tag('notes')}/{_tag('note')}")
    ours = {note.get("category"): note.text or "" for note in notes}
    people = [note.text or "" for note in notes if note.get("category") not in ("version", "previous-source")]
    parts = [part for part in row if name_of(part) in ("segment", "ignorable")]
    source = "".join(_text(part.find(_tag("source")), data) for part in parts)
    target = "".join(_target_of(part, data) for part in parts)
    has_target = all(part.find(_tag("target")) is not None for part in parts if name_of(part) == "segment")
    return Unit(
        id=row.get("id", ""),
        source=source,
        target=target if has_target else "",
        state=_state([part for part in parts if name_of(part) == "segment"])
        if target and has_target
        else "empty",
        note="\n".join(filter(None, people)),
        kind=row.get("type", "kzsite:paragraph").removeprefix("kzsite:"),
        previous=ours.get("previous-source", ""),
        version=version_of(ours.get("version")),
    )


def _target_of(part: etree._Element, data: dict[str, str]) -> str:
    """Of what needs no translation the source may stand for the target."""
    target = part.find(_tag("target"))
    if target is None and name_of(part) == "ignorable":
        target = part.find(_tag("source"))
    return _text(target, data)


def _state(segments: list[etree._Element]) -> str:
    """That of the segment which needs most work."""
    states = {_state_of(segment) for segment in segments}
    return next(state for state in ("machine", "stale", "draft", "reviewed") if state in states)


def _state_of(segment: etree._Element) -> str:
    own = segment.get("subState", "").removeprefix("kzsite:")
    state = segment.get("state", "initial")
    if own in ("machine", "stale") and _OUT[own]["state"] == state:
        return own
    return "reviewed" if state in ("reviewed", "final") else "draft"


def _text(element: etree._Element | None, data: dict[str, str]) -> str:
    if element is None:
        return ""
    out = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name == "cp":
            out.append(_character(child.get("hex", "")))
        elif name == "pc":
            inner = _text(child, data)
            out += [data.get(child.get("dataRefStart"), ""), inner, data.get(child.get("dataRefEnd"), "")]
        elif name in ("ph", "sc", "ec"):
            out.append(data.get(child.get("dataRef"), ""))
        elif name == "mrk":
            out.append(_text(child, data))
        out.append(child.tail or "")
    return "".join(out)


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError) as error:
        raise ExchangeError(f"{code} is no character") from error


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
