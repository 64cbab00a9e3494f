"""Gram: the inverted index of text reuse, which article holds which run of letters where; derived, rebuilt at will."""

from collections.abc import Collection, Iterable, Iterator

from django.db import connections, models

# Rows kept of one gram. The index of a gram that boilerplate repeats without end stays this short, so a look-up costs
# the same in any archive; the few beyond links.match.COMMON keep a gram common after some articles are deleted.
KEPT = 40
_AT_ONCE = 5000  # grams of one statement


class GramQuerySet(models.QuerySet):
    def holding(self, grams: Collection[int]) -> Iterator[tuple[int, int, int]]:
        """(gram, article, place) of the rows of any of the grams, from the index alone."""
        wanted = sorted(grams)
        with connections[self.db].cursor() as cursor:
            for first in range(0, len(wanted), _AT_ONCE):
                # Numbers as literals: databases limit parameters, and these are our own integers.
                literals = ",".join(map(str, map(int, wanted[first : first + _AT_ONCE])))
                cursor.execute(
                    f"SELECT gram, article_id, place FROM {self._table} WHERE gram IN ({literals})"
                )
                yield from cursor

    def add(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Rows of (gram, article, place), in the order of the index."""
        with connections[self.db].cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self._table} (gram, article_id, place) VALUES (%s, %s, %s)", sorted(rows)
            )

    @property
    def _table(self) -> str:
        return connections[self.db].ops.quote_name(self.model._meta.db_table)


class Gram(models.Model):
    """`gram` is the hash of a run of letters (links.shingles), `place` how many letters of the text stand before it."""

    gram = models.BigIntegerField()
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()

    objects = GramQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["gram", "article", "place"], name="gram_holders")]

    def __str__(self) -> str:
        return f"{self.gram} in {self.article_id} at {self.place}"


class LinkedArticle(models.Model):
    """Which text of an article was last compared with the archive, and by which finder; no row is waiting work."""

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="+")
    revision = models.ForeignKey("articles.Revision", models.CASCADE, related_name="+")
    finder = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.article_id} as of {self.revision_id}"
