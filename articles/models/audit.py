"""AuditEntry: what someone did, when, to what; written once, never changed or deleted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditQuerySet(models.QuerySet):
    def record(
        self, *, user, action: str, target: models.Model | None = None, summary: str = "", **detail
    ) -> "AuditEntry":
        """Write down an act such as `tag.merge` or `article.publish`; `detail` must be JSON."""
        return self.create(
            user=user if user and user.pk else None,
            user_name=user.get_username() if user and user.pk else "",
            action=action,
            target_kind=target._meta.model_name if target is not None else "",
            target_number=str(target.pk) if target is not None else "",
            target_name=str(target)[:300] if target is not None else "",
            summary=summary[:500],
            detail=detail,
        )

    def update(self, **values) -> int:
        raise TypeError("the audit log is only ever added to")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("the audit log is only ever added to")


class AuditEntry(models.Model):
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    user_name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("outlives the account"))
    action = models.CharField(_("action"), max_length=60)
    target_kind = models.CharField(_("kind"), max_length=60, blank=True)
    target_number = models.CharField(_("number"), max_length=40, blank=True)
    target_name = models.CharField(_("what"), max_length=300, blank=True)
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    detail = models.JSONField(_("details"), default=dict, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["target_kind", "target_number", "-at"], name="audit_target"),
            models.Index(fields=["action", "-at"], name="audit_action"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user_name} {self.action} {self.target_name}"

    def save(self, *args, **kwargs) -> None:
        if self.pk and not kwargs.get("force_insert"):
            raise TypeError("the audit log is only ever added to")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        raise TypeError("the audit log is only ever added to")
