"""Remit: the languages and papers that a member of the staff is confined to; nothing set means all of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Remit(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="remit", verbose_name=_("by")
    )
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("none chosen: all languages")
    )
    sources = models.ManyToManyField(
        "articles.Source", blank=True, verbose_name=_("papers"), help_text=_("none chosen: all papers")
    )

    class Meta:
        verbose_name = _("remit")
        verbose_name_plural = _("remits")

    def __str__(self) -> str:
        return ", ".join(self.languages)
