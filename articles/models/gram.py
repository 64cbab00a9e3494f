"""Gram: the inverted index of text reuse, which article holds which run of letters where; derived, rebuilt at will."""

from collections.abc import Iterator, Sequence

import numpy as np
from django.db import connections, models
from numpy.typing import NDArray

COMMON = 0  # stands for the article of a gram that so many hold that nobody asks which
LEAST, MOST = -(1 << 31), 1 << 31  # the grams are from the first up to the second
_AT_ONCE = 5000  # numbers of one statement
_ROWS = (
    100  # of one statement of SQLite: it takes them in two thirds of the time that as many of one row need
)
_COLUMNS = {"gram": "int", "article": "int", "place": "int", "before": "bigint", "behind": "bigint"}
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)  # BEFORE is a word of SQL

Columns = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]


class GramQuerySet(models.QuerySet):
    """Columns in, columns out: a batch of articles has tens of thousands of rows here."""

    def holding(self, grams: Sequence[int]) -> Columns:
        """The columns of the rows of any of the grams, which are in order."""
        rows = []
        for chosen in among(grams):
            rows += self._run(f"SELECT {_NAMES} FROM {self._table} WHERE gram {chosen}")
        return _columns(rows)

    def between(self, first: int, behind: int) -> Columns:
        """The columns of all rows of the grams from one up to another, in order of the grams."""
        return _columns(
            self._run(
                f"SELECT {_NAMES} FROM {self._table} WHERE gram >= {int(first)} AND gram < {int(behind)} ORDER BY gram"
            )
        )

    def common(self, grams: Sequence[int]) -> list[int]:
        """Which of the grams are common."""
        rows = []
        for chosen in among(grams):
            rows += self._run(f"SELECT gram FROM {self._table} WHERE gram {chosen} AND article = {COMMON}")
        return [gram for (gram,) in rows]

    def add(self, columns: Columns) -> None:
        """Rows by columns, in order of the grams; what is there stays."""
        into = f"INSERT INTO {self._table} ({_NAMES})"
        with connections[self.db].cursor() as cursor:
            if connections[self.db].vendor == "postgresql":
                arrays = ", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())
                cursor.execute(
                    f"{into} SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING",
                    [column.tolist() for column in columns],
                )
            else:
                row = f"({', '.join(['%s'] * len(_COLUMNS))})"
                rows = np.column_stack(columns)
                whole = len(rows) - len(rows) % _ROWS
                for some, size in ((rows[:whole], _ROWS), (rows[whole:], 1)):
                    values = some.reshape(-1, size * len(_COLUMNS)).tolist()
                    cursor.executemany(
                        f"{into} VALUES {', '.join([row] * size)} ON CONFLICT DO NOTHING", values
                    )

    def remove(self, grams: NDArray[np.int32], articles: NDArray[np.int32]) -> None:
        """The rows of these grams, each in the article beside it."""
        with connections[self.db].cursor() as cursor:
            rows = zip(grams.tolist(), articles.tolist(), strict=True)
            cursor.executemany(f"DELETE FROM {self._table} WHERE gram = %s AND article = %s", rows)

    def make_common(self, grams: NDArray[np.int32]) -> None:
        """One row each instead of one for every article."""
        for chosen in among(grams.tolist()):
            self._run(f"DELETE FROM {self._table} WHERE gram {chosen}")
        nothing = np.zeros_like(grams)
        self.add((grams, nothing + COMMON, nothing, nothing, nothing))

    def _run(self, statement: str) -> list[tuple]:
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @property
    def _table(self) -> str:
        return connections[self.db].ops.quote_name(self.model._meta.db_table)


class Gram(models.Model):
    """`gram` is the hash of a run of letters (links.shingles), `place` where it begins in the plain text.

    The article is a bare number: rows of one that was deleted name nothing and are passed over. On SQLite the table
    is its own index (WITHOUT ROWID, by the migration), which halves it.
    """

    pk = models.CompositePrimaryKey("gram", "article")
    gram = models.IntegerField()
    article = models.IntegerField()
    place = models.PositiveIntegerField()
    before = models.BigIntegerField()  # sketches of the letters around it
    behind = models.BigIntegerField()

    objects = GramQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.gram} in {self.article} at {self.place}"


class LinkedArticle(models.Model):
    """Which text of an article was last compared with the archive, and by which finder; no row is waiting work."""

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="+")
    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="+")
    finder = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.article_id} as of {self.revision_id}"


def among(numbers: Sequence[int]) -> Iterator[str]:
    """Conditions of bounded length; numbers stand in them: databases limit parameters, and these are our own."""
    for first in range(0, len(numbers), _AT_ONCE):
        yield f"IN ({','.join(map(str, map(int, numbers[first : first + _AT_ONCE])))})"


def _columns(rows: Sequence[tuple]) -> Columns:
    columns = np.array(rows, np.int64).reshape(-1, len(_COLUMNS)).T
    grams, articles, places, before, behind = map(np.ascontiguousarray, columns)
    return grams.astype(np.int32), articles.astype(np.int32), places.astype(np.int32), before, behind
