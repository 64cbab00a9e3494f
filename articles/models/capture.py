"""Capture: a page's raw bytes as received, kept for ever, with what the reader made of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CaptureQuerySet(models.QuerySet):
    def failed(self) -> "CaptureQuerySet":
        return self.filter(state=Capture.State.FAILED)

    def latest_of_articles(self) -> "CaptureQuerySet":
        """The reading that each article follows: of its pages that were taken in, the newest."""
        last = (
            Capture.objects.filter(article=models.OuterRef("article"), state=Capture.State.READ)
            .filter(revisions__isnull=False)
            .order_by("-id")
        )
        return self.filter(pk=models.Subquery(last.values("pk")[:1]))

    def fetched(self, address: str) -> "Capture | None":
        """The newest capture of an address of which its server can be asked whether it changed."""
        found = self.filter(address=address, validators__isnull=False, state=Capture.State.READ)
        return found.only("sha256", "validators").order_by("-id").first()

    def with_unsure_lines(self) -> "CaptureQuerySet":
        """Pages on which an editor should look at lines, the most doubtful first; a page's older states are past that."""
        later = Capture.objects.filter(
            article=models.OuterRef("article"), pk__gt=models.OuterRef("pk"), state=Capture.State.READ
        )
        waiting = self.filter(
            models.Q(state=Capture.State.READ) & ~models.Exists(later),
            unsure_lines__gt=0,
            article__isnull=False,
        )
        return waiting.order_by("-unsure_lines", "-id")

    def without_bytes(self) -> "CaptureQuerySet":
        """For lists: the bytes, the record and the ledger stay in the database."""
        return self.defer("content", "record", "ledger")


class Capture(models.Model):
    class State(models.TextChoices):
        READ = "read", _("read")
        FAILED = "failed", _("failed")

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    content = models.BinaryField(_("bytes"))
    size = models.PositiveBigIntegerField(_("bytes"))
    name = models.CharField(_("name"), max_length=500)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    captured_on = models.DateField(
        _("captured on"),
        null=True,
        blank=True,
        help_text=_("the day on which the page was so, where it is known"),
    )
    validators = models.JSONField(
        _("validators"),
        null=True,
        blank=True,
        help_text=_("ETag and Last-Modified, to ask the server with again"),
    )
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("received by")
    )
    run = models.ForeignKey(
        "articles.ImportRun", models.PROTECT, null=True, related_name="captures", verbose_name=_("import run")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.READ)
    error_code = models.CharField(_("error"), max_length=50, blank=True)
    error_message = models.TextField(_("error message"), blank=True)
    refused_state = models.CharField(
        _("state before the refusal"),
        max_length=20,
        blank=True,
        help_text=_("of the article that was withdrawn with the page; taking the refusal back restores it"),
    )
    reader_version = models.CharField(_("reader"), max_length=50, blank=True)
    encoding = models.CharField(_("encoding"), max_length=30, blank=True)
    record = models.JSONField(_("record"), null=True, blank=True)
    ledger = models.JSONField(
        _("ledger"), default=list, blank=True, help_text=_("[line, role, rule, confidence] for each line")
    )
    unsure_lines = models.PositiveIntegerField(
        _("unsure lines"),
        default=0,
        help_text=_("lines whose role is a guess, and that no editor has judged"),
    )
    article = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="captures",
        verbose_name=_("article"),
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="failed") ^ models.Q(error_code=""), name="capture_failed_has_error"
            ),
            models.CheckConstraint(
                condition=models.Q(state="failed") | models.Q(record__isnull=False),
                name="capture_read_has_record",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="capture_state"),
            models.Index(
                fields=["-unsure_lines", "-id"],
                name="capture_unsure",
                condition=models.Q(unsure_lines__gt=0),
            ),
            models.Index(
                fields=["address"], name="capture_fetched", condition=models.Q(validators__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LineVerdict(models.Model):
    """An editor's word on what a line of a capture is; it outlives every new reading."""

    capture = models.ForeignKey(Capture, models.CASCADE, related_name="verdicts")
    line = models.PositiveIntegerField()
    role = models.CharField(max_length=40)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("line verdict")
        constraints = [
            models.UniqueConstraint(fields=["capture", "line"], name="one_verdict_a_line"),
            models.CheckConstraint(condition=models.Q(line__gte=1), name="lines_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.capture_id}:{self.line} {self.role}"
