"""Comment: a reader's comment imported with its page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="comments", verbose_name=_("article")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    position = models.PositiveIntegerField(help_text=_("in reading order of the page"))
    depth = models.PositiveSmallIntegerField(default=0)
    author = models.CharField(_("author"), max_length=200, blank=True)
    written_on = models.DateField(_("written on"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"), null=True, blank=True)
    score = models.IntegerField(_("score"), null=True, blank=True)
    text = models.TextField(_("text"))
    first_line = models.PositiveIntegerField(_("first line"), null=True, blank=True)
    last_line = models.PositiveIntegerField(_("last line"), null=True, blank=True)
    quoted = models.JSONField(
        _("sentences it quotes"),
        default=list,
        blank=True,
        editable=False,
        help_text="objects with the block's anchor and the article's words; derived",
    )
    is_hidden = models.BooleanField(_("hidden"), default=False, help_text=_("kept, not shown to readers"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="comment_position_once"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="comment_no_reply_to_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(written_at__isnull=True) | models.Q(written_on__isnull=False),
                name="comment_moment_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"
