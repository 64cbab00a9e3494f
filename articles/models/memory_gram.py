"""MemoryGram: the index of the translation memory, the rarest runs of letters of each pair's source; derived."""

from django.db import models


class MemoryGram(models.Model):
    """`gram` is a hash (translations.memory); texts that are near one another share some of theirs."""

    pk = models.CompositePrimaryKey("gram", "pair_id")
    gram = models.BigIntegerField()
    pair = models.ForeignKey("articles.TranslationPair", models.CASCADE, related_name="memory_grams")

    def __str__(self) -> str:
        return f"{self.gram} in {self.pair_id}"
