"""Clue and TitleKey: small indexes by which linking finds articles; derived, rebuilt at will."""

from collections.abc import Collection

from django.db import models

from articles.models.gram import among


class ClueQuerySet(models.QuerySet):
    """A batch of articles asks for thousands of keys, and needs no instances."""

    def of_keys(self, keys: Collection[int]) -> list[tuple]:
        """Key, article_id, first, last and is_implied of the rows of any of the keys, the oldest row of a key first."""
        columns = ("key", "article_id", "first", "last", "is_implied")
        return [
            row
            for chosen in among(sorted(keys))
            for row in self.extra(where=[f"key {chosen}"]).order_by("pk").values_list(*columns, named=True)
        ]


class Clue(models.Model):
    """What two articles must share to tell of one event or to be kin: two actors in a month, an event, a rare name.

    A row without an article says that too many share it to mean anything.
    """

    key = models.BigIntegerField()
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="+")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    is_implied = models.BooleanField(default=False)  # the text names no day, the publication does

    objects = ClueQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["key"], name="clue_key")]

    def __str__(self) -> str:
        return f"{self.key} in {self.article_id}"


class TitleKey(models.Model):
    """A form of a title, folded: an article's own, or one by which its page names another."""

    class Kind(models.TextChoices):
        HEADLINE = "headline"
        QUOTATION = "quotation"
        REFERENCE = "reference"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["key", "kind"], name="title_key_kind")]

    def __str__(self) -> str:
        return self.key
