"""Clue and TitleKey: small indexes by which linking finds articles; derived, rebuilt at will."""

from django.db import models


class Clue(models.Model):
    """What two articles must share to tell of one event or to be kin: two actors in a month, an event, a rare name.

    A row without an article says that too many share it to mean anything.
    """

    key = models.BigIntegerField()
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="+")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    is_implied = models.BooleanField(default=False)  # the text names no day, the publication does

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
