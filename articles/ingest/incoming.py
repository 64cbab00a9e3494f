"""Files as they come, and what reading each of them gave. Pure: runs in worker processes without Django."""

import hashlib
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.ingest.decode import decode
from articles.ingest.markdown_page import read_front_matter
from articles.ingest.read import READER_VERSION, Unreadable, read_page
from articles.ingest.record import Record

MAX_BYTES = 20_000_000  # a page is a few hundred kilobytes; what is larger is refused unread
READ_AHEAD = 4  # pages in flight for each worker: bounds the memory of a run
NO_PAGES = {"readme.md", "sources.json"}  # what lies beside pages to explain them


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as it came: its name as given, its bytes, and its address where it was fetched."""

    name: str
    data: bytes
    address: str = ""

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


def gather(paths: Iterable[str]) -> Iterator[Incoming | Refused]:
    """The files of the paths, folders in the order of their names, `-` for standard input; one at a time."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield _from_stdin()
        elif path.is_dir():
            yield from _from_folder(path)
        else:
            yield _from_file(path)


def read_incoming(incoming: Incoming) -> Reading:
    """Read one file; what is no page is a value, never an exception."""
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


def _from_stdin() -> Incoming | Refused:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return _too_large("-", len(data))
    return Incoming("-", data)


def _from_folder(folder: Path) -> Iterator[Incoming | Refused]:
    found = False
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or path.name.lower() in NO_PAGES or path.is_dir():
            continue
        found = True
        yield _from_file(path)
    if not found:
        yield Refused(str(folder), "no-pages", "the folder holds no file; name a folder or file with pages")


def _from_file(path: Path) -> Incoming | Refused:
    name = str(path)
    try:
        if not path.exists():
            return Refused(name, "not-found", "there is no such file; is the path right?")
        if not path.is_file():
            return Refused(name, "not-a-file", "neither a file nor a folder; name the page's file")
        if path.stat().st_size > MAX_BYTES:
            return _too_large(name, path.stat().st_size)
        return Incoming(name, path.read_bytes())
    except OSError as error:
        return Refused(
            name, "not-readable", f"the file cannot be read ({error.strerror}); mend its permissions"
        )


def _too_large(name: str, size: int) -> Refused:
    return Refused(
        name,
        "too-large",
        f"{size:,} bytes or more; a page has at most {MAX_BYTES:,}. Cut it into pages, or leave it out",
    )
