"""The files that a command line names, one at a time."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.ingest.archives import opener_of
from articles.ingest.incoming import MAX_BYTES, Incoming, Refused

NO_PAGES = {"readme.md", "sources.json"}  # what lies beside pages to explain them


def gather(paths: Iterable[str]) -> Iterator[Incoming | Refused]:
    """The pages of the paths: files, folders in the order of their names, archives, `-` for standard input."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield _from_stdin()
        elif path.is_dir():
            yield from _from_folder(path)
        else:
            yield from _from_file(path)


def _from_stdin() -> Incoming | Refused:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return _too_large("-", len(data))
    return Incoming("-", data)


def _from_folder(folder: Path) -> Iterator[Incoming | Refused]:
    pages = _pages_in(folder)
    yield next(pages, None) or Refused(
        str(folder), "no-pages", "the folder holds no file; name a folder or file with pages"
    )
    yield from pages


def _pages_in(folder: Path) -> Iterator[Incoming | Refused]:
    """One folder after the other, so that no more names are held than one of them has."""
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        yield _not_readable(folder, error)
        return
    for path in (folder / name for name in names):
        if path.is_dir():
            yield from () if path.is_symlink() else _pages_in(path)
        elif path.name.lower() not in NO_PAGES:
            yield from _from_file(path)


def _from_file(path: Path) -> Iterator[Incoming | Refused]:
    name = str(path)
    try:
        if not path.exists():
            yield Refused(name, "not-found", "there is no such file; is the path right?")
        elif not path.is_file():
            yield Refused(name, "not-a-file", "neither a file nor a folder; name the page's file")
        elif opener := opener_of(path):
            yield from opener(path)
        elif path.stat().st_size > MAX_BYTES:
            yield _too_large(name, path.stat().st_size)
        else:
            yield Incoming(name, path.read_bytes())
    except OSError as error:
        yield _not_readable(path, error)


def _not_readable(path: Path, error: OSError) -> Refused:
    return Refused(str(path), "not-readable", f"it cannot be read ({error.strerror}); mend its permissions")


def _too_large(name: str, size: int) -> Refused:
    return Refused(
        name,
        "too-large",
        f"{size:,} bytes or more; a page has at most {MAX_BYTES:,}. Cut it into pages, or leave it out",
    )
