"""XLIFF 1.2: signs of markup are <ph>, which hold them as they are."""

from lxml import etree

from articles.translations.exchange.bundle import Bundle, ExchangeError, Unit, number_of, version_of
from articles.translations.exchange.codes import pieces, storable
from articles.translations.exchange.safe_xml import XML_SPACE, name_of, print_xml

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_OUT = {
    "empty": {"state": "new"},
    "machine": {"state": "needs-review-translation", "state-qualifier": "leveraged-mt"},
    "draft": {"state": "translated"},
    "reviewed": {"state": "final"},
    "stale": {"state": "needs-review-translation", "state-qualifier": "id-match"},
}
_CHARACTER = "x-character-"  # with its code, on the <ph> of a character that XML cannot hold


def write(bundle: Bundle) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
    file = etree.SubElement(
        root,
        _tag("file"),
        {
            "original": str(bundle.number),
            "source-language": bundle.source_language,
            "target-language": bundle.target_language,
            "datatype": "plaintext",
        },
    )
    note = etree.SubElement(etree.SubElement(file, _tag("header")), _tag("note"), {"from": "kzsite"})
    note.text = storable(bundle.headline)
    body = etree.SubElement(file, _tag("body"))
    for unit in bundle.units:
        _write_unit(body, unit)
    return print_xml(root)


def _write_unit(body: etree._Element, unit: Unit) -> None:
    approved = "yes" if unit.state == "reviewed" else "no"
    row = etree.SubElement(
        body,
        _tag("trans-unit"),
        {"id": unit.id, XML_SPACE: "preserve", "approved": approved, "restype": f"x-{unit.kind}"},
    )
    _fill(etree.SubElement(row, _tag("source")), unit.source)
    _fill(etree.SubElement(row, _tag("target"), _OUT[unit.state]), unit.target)
    if unit.note:
        etree.SubElement(row, _tag("note"), {"from": "translator"}).text = storable(unit.note)
    if unit.version is not None:
        etree.SubElement(row, _tag("note"), {"from": "kzsite-version"}).text = str(unit.version)
    if unit.previous:
        former = etree.SubElement(row, _tag("alt-trans"), {"alttranstype": "previous-version"})
        _fill(etree.SubElement(former, _tag("source")), unit.previous)
        _fill(etree.SubElement(former, _tag("target")), unit.target)


def _fill(element: etree._Element, text: str) -> None:
    element.text, last, number = "", None, 0
    for piece in pieces(text):
        if piece.kind == "text":
            if last is None:
                element.text += piece.text
            else:
                last.tail = (last.tail or "") + piece.text
            continue
        number += 1
        last = etree.SubElement(element, _tag("ph"), {"id": str(number)})
        if piece.kind == "character":
            last.set("ctype", f"{_CHARACTER}{ord(piece.text):04x}")
        else:
            last.text = piece.text


def read(root: etree._Element) -> Bundle:
    file = root.find(_tag("file"))
    if file is None:
        raise ExchangeError("it holds no file element")
    note = file.find(f"{_tag('header')}/{_tag('note')}")
    return Bundle(
        number=number_of(file.get("original")),
        source_language=file.get("source-language", ""),
        target_language=file.get("target-language", ""),
        headline=note.text or "" if note is not None else "",
        units=tuple(map(_read_unit, file.iter(_tag("trans-unit")))),
    )


def _read_unit(row: etree._Element) -> Unit:
    notes = [(note.get("from"), note.text or "") for note in row.findall(_tag("note"))]
    target, version = row.find(_tag("target")), dict(notes).get("kzsite-version")
    former = row.find(f"{_tag('alt-trans')}[@alttranstype='previous-version']/{_tag('source')}")
    source = row.find(_tag("source"))
    codes = _codes(source)
    text = _text(target, codes)
    return Unit(
        id=row.get("id", ""),
        source=_text(source, codes),
        target=text,
        state=_state(row, target, text),
        note="\n".join(text for who, text in notes if text and who != "kzsite-version"),
        kind=row.get("restype", "x-paragraph").removeprefix("x-"),
        previous=_text(former, {}),
        version=version_of(version),
    )


def _state(row: etree._Element, target: etree._Element | None, text: str) -> str:
    if target is None or not text:
        return "empty"
    state, qualifier = target.get("state", ""), target.get("state-qualifier", "")
    if state in ("final", "signed-off") or (row.get("approved") == "yes" and not state):
        return "reviewed"
    if state.startswith("needs-"):
        return {"leveraged-mt": "machine", "mt-suggestion": "machine", "id-match": "stale"}.get(
            qualifier, "draft"
        )
    return "draft"


def _codes(source: etree._Element | None) -> dict[str, str]:
    """What each code of the source says, for tools that write it back as an empty element."""
    if source is None:
        return {}
    return {element.get("id", ""): element.text or "" for element in source.iter(_tag("ph"))}


def _text(element: etree._Element | None, codes: dict[str, str]) -> str:
    if element is None:
        return ""
    out = [element.text or ""]
    for child in element:
        kind = child.get("ctype", "")
        if kind.startswith(_CHARACTER):
            out.append(chr(int(kind.removeprefix(_CHARACTER), 16)))
        elif name_of(child) in ("ph", "x") and not child.text:
            out.append(codes.get(child.get("id", ""), ""))
        elif name_of(child):
            out.append(_text(child, codes))
        out.append(child.tail or "")
    return "".join(out)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
