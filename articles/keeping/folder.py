"""A folder of kept files with the checksum of each, so that a damaged or cut copy is never taken for a whole one."""

import hashlib
import json
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


class NotKept(Exception):
    """The folder cannot be written or taken; the message says why and what to do."""


def new_folder(folder: Path) -> None:
    """Make it, or take it where it is empty. Raises NotKept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NotKept(f"{folder} is not empty; name a new folder")
    except OSError as error:
        raise NotKept(f"{folder} cannot be written: {error.strerror}") from error


def write_manifest(folder: Path, about: dict[str, Any]) -> None:
    """Written last: a folder without it was never finished."""
    files = {
        str(path.relative_to(folder)): sha256_of(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }
    text = json.dumps({**about, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path, *, kind: str, newest: int) -> dict[str, Any]:
    """The manifest of a whole, undamaged folder. Raises NotKept."""
    try:
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotKept(
            f"{folder} holds no {MANIFEST}: it is no {kind}, or one that was never finished"
        ) from error
    except (OSError, ValueError) as error:
        raise NotKept(f"{folder / MANIFEST} cannot be read: {error}") from error
    if about.get("kind") != kind:
        raise NotKept(f"{folder} holds a {about.get('kind')}, no {kind}")
    if about.get("format", 0) > newest:
        raise NotKept(f"{folder} was written by a newer kzsite; take that one to read it")
    for name, checksum in about["files"].items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise NotKept(f"{folder / MANIFEST} names {name}, which lies outside of it")
        if not path.is_file():
            raise NotKept(f"{path} is missing; take another copy")
        if sha256_of(path) != checksum:
            raise NotKept(f"{path} is damaged: its checksum is not the one of {MANIFEST}; take another copy")
    return about


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
