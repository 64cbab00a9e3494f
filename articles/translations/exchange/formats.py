"""The exchange formats by name: XLIFF 1.2 and 2.1, PO, Markdown, JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from articles.translations.exchange import markdown, plain_json, po, xliff1, xliff2
from articles.translations.exchange.bundle import Bundle, ExchangeError
from articles.translations.exchange.safe_xml import MAX_BYTES, name_of, parse


@dataclass(frozen=True)
class Format:
    name: str
    ending: str
    media_type: str
    write: Callable[[Bundle], bytes]


FORMATS = {
    "xliff": Format("XLIFF 1.2", "xlf", "application/x-xliff+xml", xliff1.write),
    "xliff2": Format("XLIFF 2.1", "xliff", "application/xliff+xml", xliff2.write),
    "po": Format("PO", "po", "text/x-gettext-translation", po.write),
    "md": Format("Markdown", "md", "text/markdown", markdown.write),
    "json": Format("JSON", "json", "application/json", plain_json.write),
}
_VERSIONS = {xliff1.NAMESPACE: xliff1.read, xliff2.NAMESPACE: xliff2.read}


def write(bundle: Bundle, name: str) -> bytes:
    """The bundle in the format of this name, one of FORMATS."""
    return FORMATS[name].write(bundle)


def read(data: bytes) -> Bundle:
    """The bundle of a file in any of the formats, which its contents tell; raises ExchangeError with the reason."""
    if len(data) > MAX_BYTES:
        raise ExchangeError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _read_xml(data)
    if start == b"{":
        return plain_json.read(data)
    if data.lstrip(b"\xef\xbb\xbf").startswith(b"# Translation "):
        return markdown.read(data)
    return po.read(data)


def _read_xml(data: bytes) -> Bundle:
    root = parse(data)
    namespace = root.tag[1:].partition("}")[0]
    if name_of(root) != "xliff" or namespace not in _VERSIONS:
        raise ExchangeError("it is no XLIFF 1.2 or 2.x")
    return _VERSIONS[namespace](root)
