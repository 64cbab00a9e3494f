"""Curation: a merge, rename, split … of tags, with what undoing it needs; and pairs that only look alike."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Curation(models.Model):
    class Action(models.TextChoices):
        MERGE = "merge", _("merge")
        RENAME = "rename", _("rename")
        SPLIT = "split", _("split")
        ALIAS = "alias", _("alias")
        KIND = "kind", _("change of kind")
        DELETE = "delete", _("deletion")
        EDIT = "edit", _("edit")
        TAGGING = "tagging", _("bulk tagging")

    at = models.DateTimeField(_("at"), auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=20, choices=Action.choices)
    tag = models.ForeignKey(
        "articles.Tag",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="curations",
        verbose_name=_("tag"),
    )
    summary = models.CharField(_("summary"), max_length=500)
    changes = models.JSONField(default=list, help_text="rows before and after: see tagging/ledger.py")
    articles = models.JSONField(_("articles"), default=list, help_text="numbers of those it changed")
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta:
        verbose_name = _("curation of tags")
        verbose_name_plural = _("curations of tags")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.summary


class KeptApart(models.Model):
    """Two tags that look like one and are not, as an editor said; `one` has the lower number."""

    one = models.ForeignKey("articles.Tag", models.CASCADE, related_name="+")
    other = models.ForeignKey("articles.Tag", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="kept_apart_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="kept_apart_lower_number_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
