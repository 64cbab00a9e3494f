"""Picture: an image for figures, without its metadata, in several widths."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    key = models.CharField(
        max_length=32, unique=True, editable=False, help_text="of the bytes; begins its files' names"
    )
    suffix = models.CharField(max_length=5, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False, help_text="in pixels")
    height = models.PositiveIntegerField(_("height"), editable=False, help_text="in pixels")
    widths = models.JSONField(default=list, editable=False, help_text="of all its files, ascending")
    name = models.CharField(_("name"), max_length=200)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def smallest(self) -> str:
        return f"/pictures/{self.file_name(self.widths[0])}"

    @property
    def markdown(self) -> str:
        """The figure as it stands in a text, the caption left open."""
        credit, alt = (text.replace("\\", "").replace('"', "”") for text in (self.credit, self.alt))
        return f'\n![@]({self.address}){{credit="{credit}" alt="{alt}"}}\n'

    def file_name(self, width: int) -> str:
        return f"{self.key}-{width}.{self.suffix}"

    @property
    def address(self) -> str:
        """The largest file's address, as a figure in a text names it."""
        return f"/pictures/{self.file_name(self.width)}"
