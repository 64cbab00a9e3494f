"""Files as they come, and what reading each of them gave. Pure: runs in worker processes without Django."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from articles.ingest.decode import decode
from articles.ingest.markdown_page import read_front_matter
from articles.ingest.read import BY_ANOTHER, READER_VERSION, Unreadable, read_page
from articles.ingest.record import Record
from articles.ingest.record_shape import record_from_dict

MAX_BYTES = 20_000_000  # a page is a few hundred kilobytes; what is larger is refused unread


@dataclass(frozen=True)
class Incoming:
    """One file as it came: its name as given, its bytes, and its address where it was fetched.

    A `record` is a line of JSON that another archive's reader printed; `stated_sha256` is then the hash of its page.
    """

    name: str
    data: bytes
    address: str = ""
    kind: str = "page"  # or record
    stated_sha256: str = ""
    encoding: str = ""  # the charset that a server named
    captured_on: str = ""  # the ISO day on which the page was so, where it is known
    validators: Mapping[str, str] | None = None  # what to ask the server with the next time
    is_teaser: bool = False  # all that a feed carries of its page

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """A file that the archive holds already: it is told of, and not read."""

    incoming: Incoming

    @property
    def name(self) -> str:
        return self.incoming.name


@dataclass(frozen=True, slots=True)
class Refused:
    """A path that was not even read, and why. What holds nothing to read is passed over; it is no fault."""

    name: str
    code: str
    message: str
    is_fault: bool = True


File = Incoming | Known | Refused
Entry = TypeVar("Entry")


def size_of(file: File) -> int:
    """The bytes that it keeps in memory."""
    return (
        0 if isinstance(file, Refused) else len(file.incoming.data if isinstance(file, Known) else file.data)
    )


def parted(
    entries: Iterable[Entry], size: Callable[[Entry], int], *, most: int, largest: int
) -> Iterator[list[Entry]]:
    """The entries as lists of as many as `most`, closed earlier where they are `largest` bytes together."""
    some, total = [], 0
    for entry in entries:
        some.append(entry)
        total += size(entry)
        if len(some) >= most or total >= largest:
            yield some
            some, total = [], 0
    if some:
        yield some


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave: a record, or the code and message of what was wrong."""

    record: Record | None
    error: tuple[str, str] | None = None
    front_matter: dict[str, Any] = field(default_factory=dict)
    reader_version: str = READER_VERSION


def read_incoming(incoming: Incoming) -> Reading:
    """Read one file; what is no page is a value, never an exception."""
    if incoming.kind == "record":
        return _read_record(incoming)
    try:
        record = read_page(
            incoming.data,
            name=incoming.name,
            address=incoming.address or None,
            received_on=incoming.captured_on or None,
            declared=incoming.encoding or None,
        )
        decoded = decode(incoming.data, name=incoming.name, declared=incoming.encoding or None)
        front_matter = read_front_matter(decoded.text) if decoded.kind == "markdown" else {}
    except Unreadable as error:
        return Reading(None, error=(error.code, error.message))
    except Exception as error:  # a fault of the reader costs one page; the run's report names it
        return Reading(None, error=("reader-crashed", f"the reader failed at this page ({error!r})"))
    return Reading(record, front_matter=front_matter)


def _read_record(incoming: Incoming) -> Reading:
    try:
        data = json.loads(incoming.data)
        record = record_from_dict(data)
        front_matter = data.get("front_matter") or {}
        if not isinstance(front_matter, dict):
            raise ValueError("front_matter is no object")
        return Reading(record, front_matter=front_matter, reader_version=BY_ANOTHER)
    except (ValueError, RecursionError) as error:
        message = f"the record has not the shape of the page-record contract: {error}"
        return Reading(None, error=("no-record", message))
