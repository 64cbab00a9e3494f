"""Gram: the inverted index of text reuse, which article holds which run of letters where; derived, rebuilt at will."""

from collections.abc import Iterator, Sequence

from django.db import connections, models

COMMON = 0  # stands for the article of a gram that so many hold that nobody asks which
_AT_ONCE = 5000  # numbers of one statement


class GramQuerySet(models.QuerySet):
    """Columns in, columns out: a batch of articles has tens of thousands of rows here."""

    def holding(self, grams: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
        """The columns gram, article and place of the rows of any of the grams, which are in order."""
        rows = []
        for chosen in among(grams):
            rows += self._run(f"SELECT gram, article, place FROM {self._table} WHERE gram {chosen}")
        return tuple(map(list, zip(*rows, strict=True))) if rows else ([], [], [])

    def add(self, grams: Sequence[int], articles: Sequence[int], places: Sequence[int]) -> None:
        """Rows by columns; what is there stays."""
        into = f"INSERT INTO {self._table} (gram, article, place)"
        rows = sorted(zip(grams, articles, places, strict=True))
        with connections[self.db].cursor() as cursor:
            if connections[self.db].vendor == "postgresql":
                columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
                cursor.execute(
                    f"{into} SELECT * FROM unnest(%s::int[], %s::int[], %s::int[]) ON CONFLICT DO NOTHING",
                    columns,
                )
            else:
                cursor.executemany(f"{into} VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", rows)

    def remove(self, grams: Sequence[int], article: int) -> None:
        """An article's rows of the grams."""
        for chosen in among(grams):
            self._run(f"DELETE FROM {self._table} WHERE gram {chosen} AND article = {int(article)}")

    def make_common(self, grams: Sequence[int]) -> None:
        """One row each instead of one for every article."""
        for chosen in among(grams):
            self._run(f"DELETE FROM {self._table} WHERE gram {chosen}")
        self.add(grams, [COMMON] * len(grams), [0] * len(grams))

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
