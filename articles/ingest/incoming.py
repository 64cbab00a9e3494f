"""Files as they come, and what reading each of them gave. Pure: runs in worker processes without Django."""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from articles.ingest.decode import decode
from articles.ingest.markdown_page import read_front_matter
from articles.ingest.read import READER_VERSION, Unreadable, read_page
from articles.ingest.record import Record, record_from_dict

MAX_BYTES = 20_000_000  # a page is a few hundred kilobytes; what is larger is refused unread
READ_AHEAD = 4  # pages in flight for each worker: bounds the memory of a run


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as it came: its name as given, its bytes, and its address where it was fetched.

    A `record` is a line of JSON that another archive's reader printed; `stated_sha256` is then the hash of its page.
    """

    name: str
    data: bytes
    address: str = ""
    kind: str = "page"  # or record
    stated_sha256: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Refused:
    """A path that was not even read, and why."""

    name: str
    code: str
    message: str


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
        record = read_page(incoming.data, name=incoming.name, address=incoming.address or None)
        decoded = decode(incoming.data, name=incoming.name)
        front_matter = read_front_matter(decoded.text) if decoded.kind == "markdown" else {}
    except Unreadable as error:
        return Reading(None, error=(error.code, error.message))
    return Reading(record, front_matter=front_matter)


def read_all(incomings: Iterable[Incoming], *, workers: int = 1) -> Iterator[tuple[Incoming, Reading]]:
    """Read files in their order, in as many processes as asked for, never more than a few pages ahead."""
    if workers <= 1:
        for incoming in incomings:
            yield incoming, read_incoming(incoming)
        return
    waiting: deque[tuple[Incoming, Future[Reading]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        for incoming in incomings:
            waiting.append((incoming, pool.submit(read_incoming, incoming)))
            if len(waiting) >= workers * READ_AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()


def _read_record(incoming: Incoming) -> Reading:
    try:
        return Reading(record_from_dict(json.loads(incoming.data)))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        message = f"the record has not the shape of the page-record contract ({error!r})"
        return Reading(None, error=("no-record", message))
