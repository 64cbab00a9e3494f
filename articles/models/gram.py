"""Gram: the inverted index of text reuse, which article holds which run of letters where; derived, rebuilt at will."""

from collections.abc import Collection, Iterable

from django.db import connections, models

COMMON = 0  # stands for the article of a gram that so many hold that nobody asks which
_AT_ONCE = 5000  # grams of one statement


class GramQuerySet(models.QuerySet):
    def holding(self, grams: Collection[int]) -> list[tuple[int, int, int]]:
        """(gram, article, place) of the rows of any of the grams."""
        rows = []
        for literals in _literals(grams):
            rows += self._fetch(f"SELECT gram, article, place FROM {self._table} WHERE gram IN ({literals})")
        return rows

    def add(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Rows of (gram, article, place); what is there stays."""
        with connections[self.db].cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self._table} (gram, article, place) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                sorted(rows),
            )

    def remove(self, grams: Collection[int], article: int) -> None:
        """An article's rows of the grams."""
        with connections[self.db].cursor() as cursor:
            for literals in _literals(grams):
                cursor.execute(
                    f"DELETE FROM {self._table} WHERE gram IN ({literals}) AND article = %s", [article]
                )

    def make_common(self, grams: Collection[int]) -> None:
        """One row each instead of one for every article."""
        with connections[self.db].cursor() as cursor:
            for literals in _literals(grams):
                cursor.execute(f"DELETE FROM {self._table} WHERE gram IN ({literals})")
        self.add((gram, COMMON, 0) for gram in grams)

    def _fetch(self, statement: str) -> list[tuple[int, int, int]]:
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    @property
    def _table(self) -> str:
        return connections[self.db].ops.quote_name(self.model._meta.db_table)


class Gram(models.Model):
    """`gram` is the hash of a run of letters (links.shingles), `place` where it begins in the plain text.

    The article is a bare number: rows of one that was deleted name nothing and are passed over. On SQLite the table
    is its own index (WITHOUT ROWID, by the migration), which halves it.
    """

    pk = models.CompositePrimaryKey("gram", "article")
    gram = models.BigIntegerField()
    article = models.BigIntegerField()
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


def _literals(grams: Collection[int]) -> Iterable[str]:
    """The grams as numbers in statements: databases limit parameters, and these are our own integers."""
    ordered = sorted(grams)
    for first in range(0, len(ordered), _AT_ONCE):
        yield ",".join(map(str, map(int, ordered[first : first + _AT_ONCE])))
