"""Note: what one editor says to another about a paragraph; Notice: what somebody should know."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteQuerySet(models.QuerySet):
    def open(self) -> "NoteQuerySet":
        return self.filter(resolved_at__isnull=True)


class Note(models.Model):
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="notes", verbose_name=_("article")
    )
    anchor = models.CharField(
        _("paragraph"), max_length=12, blank=True, help_text=_("empty: about the whole article")
    )
    text = models.TextField(_("note"), max_length=2000)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )
    resolved_at = models.DateTimeField(_("settled"), null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("gave it to you")
        REVIEW = "review", _("sent it to review")
        SENT_BACK = "sent_back", _("sent it back")
        PUBLISHED = "published", _("published it")
        WITHDRAWN = "withdrawn", _("withdrew it")
        NOTE = "note", _("wrote a note")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["user", "-created_at"],
                name="notice_unread",
                condition=models.Q(read_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"
