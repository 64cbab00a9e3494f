"""Pages inside other files: zip, tar and web archives, feeds, and JSON lines of records. Pure; nothing is written to disk.

Members are read one at a time under limits, so that an archive bomb costs no more than one page's memory.
"""

import json
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from articles.ingest.feeds import feed_pages, is_feed
from articles.ingest.incoming import MAX_BYTES, Incoming, Refused
from articles.ingest.state import web_address
from articles.ingest.warc import is_warc, warc_pages

MAX_MEMBERS = 50_000
MAX_UNPACKED = 4_000_000_000  # bytes of all members together
RECORD_ENDINGS = (".jsonl", ".ndjson")


def opener_of(path: Path):
    """The function that takes a file apart into pages, or None where the file is a page itself."""
    name = path.name.lower()
    if name.endswith(RECORD_ENDINGS):
        return records_in
    if name.endswith((".docx", ".xlsx", ".pptx", ".odt", ".epub", ".jar")):
        return None  # zip files by their bytes, pages by nothing
    if zipfile.is_zipfile(path):
        return zip_members
    if name.endswith((".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tbz2", ".txz")):
        return tar_members
    with path.open("rb") as file:
        start = file.read(4000)
    return warc_pages if is_warc(start) else feed_pages if is_feed(start) else None


def zip_members(path: Path) -> Iterator[Incoming | Refused]:
    """The pages in a zip file, in the order of their names."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
            if len(members) > MAX_MEMBERS:
                yield _refused(
                    path, f"it holds {len(members):,} files; at most {MAX_MEMBERS:,} are taken at a time"
                )
                return
            if any(m.flag_bits & 1 for m in members):
                yield _refused(path, "it is locked by a password; unlock it first")
                return
            yield from _taken(path, ((m.filename, m.file_size, lambda m=m: archive.open(m)) for m in members))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        yield _refused(path, f"it is damaged ({error}); pack it again")


def tar_members(path: Path) -> Iterator[Incoming | Refused]:
    """The pages in a tar file, compressed or not, in the order of the file; links and devices are left out."""
    try:
        with tarfile.open(path, "r|*") as archive:
            yield from _taken(
                path, ((m.name, m.size, lambda m=m: archive.extractfile(m)) for m in archive if m.isfile())
            )
    except (tarfile.TarError, OSError, EOFError) as error:
        yield _refused(path, f"it is damaged ({error}); pack it again")


def records_in(path: Path) -> Iterator[Incoming | Refused]:
    """The records of a file of JSON lines, as `import_articles --dry-run --format json` prints them."""
    with path.open("rb") as lines:
        number = 0
        while line := lines.readline(MAX_BYTES + 1):
            number += 1
            place = f"{path}:{number}"
            if len(line) > MAX_BYTES:
                yield Refused(place, "too-large", f"the line is longer than {MAX_BYTES:,} bytes")
                return
            if line.strip():
                yield _record(place, line)


def _record(place: str, line: bytes) -> Incoming | Refused:
    try:
        data = json.loads(line)
        name, sha256 = str(data.get("file") or place), str(data.get("sha256") or "")
        json.dumps(data, ensure_ascii=False).encode()  # halves of characters can be stored nowhere
    except (ValueError, AttributeError, RecursionError):
        return Refused(
            place, "no-record", "the line is no JSON object; it should be one of the page-record contract"
        )
    if data.get("error"):
        return Refused(place, "no-record", f"it says that {name} could not be read; import that page itself")
    address = web_address(str(data.get("address") or ""))
    return Incoming(name, line.strip(), address, kind="record", stated_sha256=sha256)


def _taken(path: Path, members: Iterator[tuple[str, int, object]]) -> Iterator[Incoming | Refused]:
    total = 0
    for count, (name, size, opened) in enumerate(members, 1):
        inner = f"{path}/{name}"
        if _is_aside(name):
            continue
        if count > MAX_MEMBERS or total > MAX_UNPACKED:
            yield _refused(
                path, f"it unpacks to more than {MAX_MEMBERS:,} files or {MAX_UNPACKED:,} bytes; part it"
            )
            return
        if size > MAX_BYTES:
            yield Refused(inner, "too-large", f"{size:,} bytes; a page has at most {MAX_BYTES:,}")
            continue
        with opened() as stream:
            data = stream.read()  # no more than it says: what is longer is damaged
        total += len(data)
        yield Incoming(inner, data)


def _is_aside(name: str) -> bool:
    """Hidden files, and what macOS packs beside every file."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in (".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _refused(path: Path, why: str) -> Refused:
    return Refused(str(path), "bad-archive", f"the archive was not taken: {why}")
