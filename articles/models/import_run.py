"""ImportRun: who imported what, when, and what became of every file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("started by")
    )
    command = models.CharField(_("command"), max_length=500, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True)
                | models.Q(finished_at__gte=models.F("started_at")),
                name="run_finishes_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.started_at:%Y-%m-%d %H:%M})"


class ImportItem(models.Model):
    """What became of one file of a run."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        SKIPPED = "skipped", _("skipped")
        CONFLICT = "conflict", _("conflict")
        SETTLED = "settled", _("conflict, settled by an editor")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="items", verbose_name=_("run"))
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=500)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    reason = models.TextField(_("reason"), blank=True)
    capture = models.ForeignKey(
        "articles.Capture", models.SET_NULL, null=True, related_name="items", verbose_name=_("capture")
    )
    article = models.ForeignKey(
        "articles.Article", models.SET_NULL, null=True, related_name="import_items", verbose_name=_("article")
    )
    warnings = models.JSONField(_("warnings"), default=list, blank=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="run_position_once")]
        indexes = [
            models.Index(fields=["-capture"], name="import_conflict", condition=models.Q(outcome="conflict"))
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.outcome}"
