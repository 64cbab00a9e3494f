"""Autosave: what someone has typed and not saved, kept on the server; no revision, and never shown to readers."""

from django.conf import settings
from django.db import models


class Autosave(models.Model):
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        related_name="autosaves",
        help_text="none for one that is still to be added",
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    base = models.PositiveIntegerField(help_text="the number of the revision that was being edited")
    data = models.JSONField(default=dict, help_text="field → text as typed")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="autosave_once"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(article__isnull=True), name="autosave_of_new_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.user_id}"
