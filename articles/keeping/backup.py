"""A copy of the database as it is, with the uploads, taken while the site runs; and the way back into an empty place."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from articles.keeping.folder import NotKept, new_folder, read_manifest, write_manifest
from articles.models import AuditEntry, ContentVersion

KIND = "kzsite backup"
FORMAT = 1
MADE = "backup.make"
FAILED = "backup.fail"
_DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_SETTING = re.compile(r"KZ_[A-Z_]+|DATABASE_URL|CACHE_URL")


def make_backup(folder: Path, *, user=None) -> None:
    """Copy database and uploads into a new folder. Raises NotKept."""
    new_folder(folder)
    AuditEntry.objects.record(
        user=user, action=MADE, summary=str(folder)
    )  # before the copy: the copy knows of it
    try:
        _DUMP[connection.vendor](folder / _DUMPS[connection.vendor])
        _copy_uploads("", folder / "media")
        names = sorted(name for name in os.environ if _SETTING.fullmatch(name))
        (folder / "settings.json").write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")
    except (OSError, NotKept, DatabaseError, sqlite3.Error) as error:
        AuditEntry.objects.record(user=user, action=FAILED, summary=f"{folder}: {error}")
        raise NotKept(f"the backup in {folder} is not whole: {error}") from error
    write_manifest(
        folder,
        {
            "kind": KIND,
            "format": FORMAT,
            "database": connection.vendor,
            "migration": _newest_migration(),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    )


def restore_backup(folder: Path) -> None:
    """Put a backup's database and uploads where there is nothing yet. Raises NotKept."""
    about = read_manifest(folder, kind=KIND, newest=FORMAT)
    if about["database"] != connection.vendor:
        raise NotKept(
            f"{folder} is a backup of {about['database']} and DATABASE_URL names {connection.vendor};"
            " to change the database, use export_archive and import_archive"
        )
    if connection.introspection.table_names():
        raise NotKept("the database is not empty; a backup goes into a new one (DATABASE_URL, KZ_DATA_DIR)")
    _LOAD[connection.vendor](folder / _DUMPS[connection.vendor])
    for path in sorted((folder / "media").rglob("*")):
        if path.is_file():
            name = str(path.relative_to(folder / "media"))
            if default_storage.exists(name):
                default_storage.delete(name)
            with path.open("rb") as file:
                default_storage.save(name, file)
    ContentVersion.move()


def _dump_sqlite(path: Path) -> None:
    """By SQLite's online backup: writers go on, and the copy is of one moment.

    In one step: in parts it would begin anew whenever somebody has written between two, and end on a quiet site only.
    """
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=60)) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _load_sqlite(path: Path) -> None:
    connection.close()
    with closing(sqlite3.connect(path)) as source:
        if (found := source.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise NotKept(f"{path} is damaged: {found}")
        with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as target:
            source.backup(target)


def _dump_postgresql(path: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={path}", f"--dbname={_database()}")


def _load_postgresql(path: Path) -> None:
    connection.close()
    _run(
        "pg_restore",
        "--no-owner",
        "--no-acl",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={_database()}",
        str(path),
    )


_DUMP = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}
_LOAD = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}


def _database() -> str:
    return connection.settings_dict["NAME"]


def _run(*command: str) -> None:
    """Run one of PostgreSQL's tools; the password goes by the environment, which other users cannot list."""
    given = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = os.environ | {name: str(given[key]) for name, key in named.items() if given.get(key)}
    if shutil.which(command[0]) is None:
        raise NotKept(f"{command[0]} is not installed; on Debian: apt-get install postgresql-client")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotKept(f"{command[0]}: {done.stderr.strip()}")


def _copy_uploads(folder: str, target: Path) -> None:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        target.mkdir(parents=True, exist_ok=True)
        with (
            default_storage.open(f"{folder}/{name}".lstrip("/")) as source,
            (target / name).open("wb") as copy,
        ):
            shutil.copyfileobj(source, copy)
    for name in folders:
        _copy_uploads(f"{folder}/{name}".lstrip("/"), target / name)


def _newest_migration() -> str:
    applied = MigrationRecorder(connection).migration_qs.filter(app="articles")
    return applied.order_by("-name").values_list("name", flat=True).first() or ""
