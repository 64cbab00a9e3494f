"""What HTTP wraps around a page: header fields, chunks, compression, the declared charset. Pure."""

import zlib
from collections.abc import Mapping
from email.message import Message

from articles.ingest.incoming import MAX_BYTES

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/feed+json",
        "application/json",
    }
)


class BadBody(ValueError):
    """A body that cannot be unwrapped. `code`: too-large, bad-encoding."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def parse_fields(head: bytes) -> dict[str, str]:
    """Header fields by their names in small letters; folded lines are joined, the first of equal names holds."""
    fields: dict[str, str] = {}
    last = ""
    for line in head.decode("utf-8", "replace").splitlines():
        if line[:1] in (" ", "\t") and last:
            fields[last] += f" {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        last = name.strip().lower() if colon else ""
        if last:
            last = "" if last in fields else last
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def content_type(value: str) -> tuple[str, str]:
    """The media type and charset of a Content-Type field, each empty where it says none."""
    message = Message()
    message["content-type"] = value.replace("\r", " ").replace("\n", " ")
    charset = message.get_content_charset() or ""
    return (message.get_content_type() if "/" in value else "", charset[:40])


def plain_body(fields: Mapping[str, str], body: bytes) -> bytes:
    """The body without chunks and compression. Raises BadBody."""
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    for encoding in reversed(fields.get("content-encoding", "").lower().replace(" ", "").split(",")):
        if encoding in ("gzip", "x-gzip", "deflate"):
            body = _inflated(body)
        elif encoding not in ("", "identity", "utf-8", "none"):
            raise BadBody("bad-encoding", f"its body is packed as {encoding[:30]}, which is not known here")
    if len(body) > MAX_BYTES:
        raise BadBody("too-large", f"a page has at most {MAX_BYTES:,} bytes")
    return body


def _dechunked(body: bytes) -> bytes:
    """The chunks' bytes; a body that was kept without its chunks is taken as it is, a cut one as far as it goes."""
    parts, place = [], 0
    while True:
        end = body.find(b"\n", place, place + 100)
        try:
            size = int(body[place:end].split(b";")[0].strip(), 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(parts) if parts else body
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + size])
        place = end + 1 + size
        place += 2 if body[place : place + 2] == b"\r\n" else 1


def _inflated(body: bytes) -> bytes:
    """Gzip, zlib or bare deflate unpacked, by what the bytes are; bytes that were unpacked before are taken as they are."""
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        try:
            plain = unpacker.decompress(body, MAX_BYTES + 1)
        except zlib.error:
            continue
        if len(plain) > MAX_BYTES:
            raise BadBody("too-large", f"its body unpacks to more than {MAX_BYTES:,} bytes")
        if plain:
            return plain
    if body.lstrip()[:1] == b"<":
        return body
    raise BadBody("bad-encoding", "its compressed body is damaged")
