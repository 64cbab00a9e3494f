"""The databases of archives that are killed: a file of SQLite's in the archive's folder, or one of PostgreSQL's for each folder."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import psycopg


class Databases(Protocol):
    """What holds the archives; each is known by the folder of its pages."""

    url: str  # as DATABASE_URL; empty for SQLite in the folder
    schema: str  # the query that tells tables and columns

    def name(self, data: Path) -> str:
        """As the settings name it."""

    def rows(self, data: Path, query: str) -> list[tuple]:
        """The answer to a query, or nothing where a statement has none."""

    def create(self, data: Path) -> None:
        """An empty one."""

    def copy(self, data: Path, to: Path) -> None:
        """Make the database of one folder that of another, to which its files have been copied."""

    def drop(self, data: Path) -> None:
        """Remove what does not go with the folder."""

    def unpack(self, backup: Path) -> Path:
        """The folder to ask for what a backup holds."""


class Sqlite:
    url = ""
    schema = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"

    def name(self, data: Path) -> str:
        return f"{data}/kzsite.sqlite3"

    def rows(self, data: Path, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.name(data))) as database:
            rows = database.execute(query).fetchall()
            database.commit()
            return rows

    def create(self, data: Path) -> None:
        """Opening it does."""

    def copy(self, data: Path, to: Path) -> None:
        """The files are all of it."""

    def drop(self, data: Path) -> None:
        """The folder is all of it."""

    def unpack(self, backup: Path) -> Path:
        (backup / "database.sqlite3").rename(self.name(backup))
        return backup


class Postgresql:
    schema = "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"

    def __init__(self, url: str) -> None:
        self.url = url

    def name(self, data: Path) -> str:
        return "kz_killed_" + re.sub(r"\W", "_", data.name)

    def rows(self, data: Path, query: str) -> list[tuple]:
        with self._connect(self.name(data)) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    def copy(self, data: Path, to: Path) -> None:
        self._replace(to, f'TEMPLATE "{self.name(data)}"')

    def create(self, data: Path) -> None:
        self._replace(data, "")

    def drop(self, data: Path) -> None:
        with self._connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{self.name(data)}" WITH (FORCE)')

    def unpack(self, backup: Path) -> Path:
        into = backup.parent.with_name(f"{backup.parent.name}-{backup.name}")
        self.create(into)
        subprocess.run(
            [
                "pg_restore",
                "--no-owner",
                "-d",
                self._conninfo(self.name(into)),
                str(backup / "database.dump"),
            ],
            check=True,
        )
        return into

    def _replace(self, data: Path, how: str) -> None:
        self.drop(data)
        with self._connect() as connection:
            connection.execute(f'CREATE DATABASE "{self.name(data)}" {how}')

    def _connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self._conninfo(database), autocommit=True)

    def _conninfo(self, database: str) -> str:
        at = urlsplit(self.url)
        given = {
            "host": unquote(at.hostname or ""),
            "port": at.port,
            "user": at.username,
            "password": at.password,
        }
        return psycopg.conninfo.make_conninfo(
            dbname=database, **{key: value for key, value in given.items() if value}
        )
