"""Revision: one frozen state of an article's text, its blocks, and its rendered form."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    class Cause(models.TextChoices):
        IMPORT = "import", _("import")
        EDITOR = "editor", _("editor")
        MERGE = "merge", _("merge")
        RESTORE = "restore", _("restore")
        TRANSLATION = "translation", _("translation")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by")
    )
    run = models.ForeignKey(
        "articles.ImportRun", models.SET_NULL, null=True, blank=True, related_name="revisions"
    )
    capture = models.ForeignKey(
        "articles.Capture", models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    published_at = models.DateTimeField(null=True, editable=False, help_text="when readers first saw it")
    note = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    is_note_public = models.BooleanField(_("show the note to readers"), default=False)

    headline = models.CharField(_("headline"), max_length=500)
    subtitle = models.TextField(_("subtitle"), blank=True)
    original_headline = models.CharField(_("original headline"), max_length=500, blank=True)
    body = models.TextField(_("text (Markdown)"), blank=True)
    plain = models.TextField(_("plain text"), blank=True, help_text=_("offsets of passages refer to it"))
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_numbers_from_one"),
            models.CheckConstraint(condition=~models.Q(headline=""), name="revision_has_headline"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}.{self.number}"


class Block(models.Model):
    """A paragraph, heading, quotation, figure or list of a revision; `anchor` is its identity through edits."""

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", _("paragraph")
        HEADING = "heading", _("heading")
        QUOTATION = "quotation", _("quotation")
        FIGURE = "figure", _("figure")
        LIST = "list", _("list")
        FOOTNOTE = "footnote", _("footnote")

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    anchor = models.CharField(max_length=12)
    begin = models.PositiveIntegerField(help_text="in characters of the revision's plain text")
    end = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField(null=True, blank=True, help_text="of the capture, from 1")
    last_line = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["revision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="block_position_once"),
            models.UniqueConstraint(fields=["revision", "anchor"], name="block_anchor_once"),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("begin")), name="block_span_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(first_line__isnull=True, last_line__isnull=True)
                | models.Q(last_line__gte=models.F("first_line"), first_line__gte=1),
                name="block_lines_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}#{self.anchor}"


class RenderedArticle(models.Model):
    """A revision's text as safe HTML, ready for a template; derived, and rebuilt at will."""

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="rendered")
    html = models.TextField()
    contents = models.JSONField(default=list, help_text="[anchor, heading] in order")
    minutes = models.PositiveIntegerField(default=0, help_text="to read it")

    def __str__(self) -> str:
        return str(self.revision_id)
