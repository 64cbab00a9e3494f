"""Web archives: the pages in a WARC file, packed or not, one record at a time. Pure.

A damaged stretch is named once; reading goes on at the next record that is whole.
"""

import io
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from articles.ingest.http_body import PAGE_TYPES, BadBody, content_type, parse_fields, plain_body
from articles.ingest.incoming import MAX_BYTES, Incoming, Refused

GZIP = b"\x1f\x8b\x08"
MAX_HEAD = 64_000  # bytes of a record's or a response's header
MAX_RECORD = 4_000_000_000  # bytes; a record that states more is damaged
PIECE = 1_000_000
LEAST_PIECE = 4_000  # the next record may be near


def is_warc(start: bytes) -> bool:
    """Whether bytes begin as a web archive, packed or not."""
    if start.startswith(GZIP):
        try:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 10)
        except zlib.error:
            return False
    return start.startswith(b"WARC/")


def warc_pages(path: Path) -> Iterator[Incoming | Refused]:
    """The responses of a web archive that are pages, each with its address, charset and day."""
    with path.open("rb") as file:
        is_packed = file.read(3) == GZIP
        archive = _Packed(file) if is_packed else _Plain(file)
        is_lost = False
        while True:
            begin = archive.place()
            try:
                found = _next_page(archive)
                is_lost = False
            except _End:
                return
            except _Damaged as error:
                if not is_lost:
                    yield Refused(f"{path}:{begin}", "damaged", f"a record was left out: {error}")
                is_lost = True
                if not archive.find_next(begin):
                    return
                continue
            if found is not None:
                yield found


class _End(Exception):
    """No more records."""


class _Damaged(Exception):
    """Bytes that are no record."""


def _next_page(archive: "_Plain | _Packed") -> Incoming | Refused | None:
    """The next record's page, or None where it holds none."""
    stream = archive.stream
    try:
        fields = _record_fields(stream)
        length = fields.get("content-length", "")
        if not length.isdecimal() or len(length) > 12 or int(length) > MAX_RECORD:
            raise _Damaged("it does not say how long it is")
        if int(length) > archive.left():
            raise _Damaged("the file ends within it")  # told without reading so far, for each of thousands
        address = fields.get("warc-target-uri", "").strip("<>")
        if not _may_be_page(fields, address):
            _skip(stream, int(length))
            return None
        if int(length) > MAX_BYTES:
            _skip(stream, int(length))
            return Refused(address, "too-large", f"{int(length):,} bytes; a page has at most {MAX_BYTES:,}")
        block = stream.read(int(length))
    except (zlib.error, OSError, EOFError) as error:
        raise _Damaged(str(error) or "it is cut") from error
    if len(block) < int(length):
        raise _Damaged("the file ends within it")
    return _page_in(fields, address, block)


def _record_fields(stream: BinaryIO) -> dict[str, str]:
    line = b"\r\n"
    while line and not line.strip():
        line = stream.readline(MAX_HEAD)
    if not line:
        raise _End
    if not line.startswith(b"WARC/"):
        raise _Damaged("it does not begin as a record")
    head, size = [], 0
    while (line := stream.readline(MAX_HEAD)).strip():
        head.append(line)
        size += len(line)
        if size > MAX_HEAD:
            raise _Damaged("its header does not end")
        if line.startswith(b"WARC/"):
            raise _Damaged("another record begins in its header")
    return parse_fields(b"".join(head))


def _may_be_page(fields: dict[str, str], address: str) -> bool:
    if not address.startswith(("http://", "https://")) or address.endswith("/robots.txt"):
        return False
    kind, (media_type, _) = fields.get("warc-type"), content_type(fields.get("content-type", ""))
    return kind == "response" or (kind == "resource" and media_type in PAGE_TYPES)


def _page_in(fields: dict[str, str], address: str, block: bytes) -> Incoming | Refused | None:
    media_type, charset = content_type(fields.get("content-type", ""))
    if fields["warc-type"] == "response":
        status, head, body = _response_parts(block)
        answer = parse_fields(head)
        media_type, charset = content_type(answer.get("content-type", ""))
        if status != b"200" or (media_type or "text/html") not in PAGE_TYPES or not body.strip():
            return None  # redirects, errors, pictures, programs
        try:
            block = plain_body(answer, body)
        except BadBody as error:
            return Refused(address, error.code, f"{error.message}; the page was left out")
    return Incoming(address, block, address, encoding=charset, captured_on=_day(fields.get("warc-date", "")))


def _response_parts(block: bytes) -> tuple[bytes, bytes, bytes]:
    """The status, the header and the body of a stored HTTP response."""
    ends = [(block.find(mark, 0, MAX_HEAD), len(mark)) for mark in (b"\r\n\r\n", b"\n\n")]
    end, width = min(((place, width) for place, width in ends if place >= 0), default=(len(block), 0))
    line, _, head = block[:end].partition(b"\n")
    return (line.split(maxsplit=2)[1:2] or [b""])[0], head, block[end + width :]


def _day(stamp: str) -> str:
    try:
        return date.fromisoformat(stamp[:10]).isoformat()
    except ValueError:
        return ""


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0:
        piece = stream.read(min(length, PIECE))
        if not piece:
            raise EOFError("the file ends within it")
        length -= len(piece)


def _find(file: BinaryIO, wanted: bytes, begin: int) -> int:
    """Where the bytes stand next, from `begin`; -1 for nowhere."""
    file.seek(begin)
    tail, place, size = b"", begin, LEAST_PIECE
    while piece := file.read(size):
        size = min(2 * size, PIECE)
        found = (tail + piece).find(wanted)
        if found >= 0:
            return place - len(tail) + found
        place += len(piece)
        tail = (tail + piece)[1 - len(wanted) :]
    return -1


class _Plain:
    """Records one after another."""

    def __init__(self, file: BinaryIO) -> None:
        self.stream = file
        self.size = file.seek(0, io.SEEK_END)
        file.seek(0)

    def place(self) -> int:
        return self.stream.tell()

    def left(self) -> int:
        """How many bytes the record may have."""
        return self.size - self.stream.tell()

    def find_next(self, begin: int) -> bool:
        found = _find(self.stream, b"\nWARC/1.", begin)
        self.stream.seek(max(found, 0) + 1)
        return found >= 0


class _Packed:
    """Records in gzip members: as a rule each in one of its own, so that a damaged one hides no other."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        file.seek(0)
        self.members = _Members(file)
        self.stream = io.BufferedReader(self.members)

    def left(self) -> int:
        return MAX_RECORD  # only unpacking tells

    def place(self) -> int:
        return self.members.begin if self.members.unpacker else self.file.tell()

    def find_next(self, begin: int) -> bool:
        found = _find(self.file, GZIP, begin + 1)
        self.file.seek(max(found, 0))
        self.members = _Members(self.file)
        self.stream = io.BufferedReader(self.members)
        return found >= 0


class _Members(io.RawIOBase):
    """The bytes of gzip members, unpacked as they are asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.begin = file.tell()
        self.unpacker = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while True:
            if self.unpacker is None:
                self.begin = self.file.tell()
                self.unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            packed = self.unpacker.unconsumed_tail or self.file.read(65_536)
            if not packed:
                if self.file.tell() == self.begin:
                    return 0
                raise EOFError("the file ends within it")
            plain = self.unpacker.decompress(packed, len(buffer))
            if self.unpacker.eof:
                self.file.seek(-len(self.unpacker.unused_data), io.SEEK_CUR)
                self.unpacker = None
            if plain:
                buffer[: len(plain)] = plain
                return len(plain)
