"""Job: slow work done in the background, with how far it has come; BulkChange: what a bulk change can be undone by."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIFELESS = timedelta(minutes=10)


class JobQuerySet(models.QuerySet):
    def dead(self) -> "JobQuerySet":
        """Jobs whose process must have gone: they run, and give no sign of life."""
        return self.filter(state=Job.State.RUNNING, moved_at__lt=timezone.now() - LIFELESS)


class Job(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    task = models.CharField(_("task"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0, help_text=_("0: unknown"))
    details = models.JSONField(default=dict, help_text="what the task was started with")
    words = models.CharField(_("why it failed"), max_length=500, blank=True)
    address = models.CharField(max_length=200, blank=True, help_text="where its result is shown")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    moved_at = models.DateTimeField(_("last sign of life"), auto_now=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    def advance(self, done: int, total: int | None = None) -> None:
        """Say how far the work has come; also a sign of life."""
        self.done, self.total = done, self.total if total is None else total
        self.save(update_fields=["done", "total", "moved_at"])


class BulkChange(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    what = models.JSONField(default=dict, help_text="field → new value")
    before = models.JSONField(
        default=dict, help_text="article → its state and newest revision before and after"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.pk)
