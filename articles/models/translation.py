"""TranslationTask: one text to be had in one language; TranslationPair: one of its paragraphs with its translation."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def text_hash(text: str) -> str:
    """What makes two paragraphs the same one for a translation: 32 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class TranslationState(models.TextChoices):
    """From what needs most work to what needs none, but for `stale`: right once, its original has changed since."""

    EMPTY = "empty", pgettext_lazy("paragraph", "empty")
    MACHINE = "machine", pgettext_lazy("paragraph", "machine")
    DRAFT = "draft", pgettext_lazy("paragraph", "draft")
    REVIEWED = "reviewed", pgettext_lazy("paragraph", "reviewed")
    STALE = "stale", pgettext_lazy("paragraph", "stale")


class TranslationTask(models.Model):
    """A translation that exists (`translation`) or was asked for, with counts of its pairs by state."""

    original = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="translation_tasks", verbose_name=_("original")
    )
    language = models.CharField(_("language"), max_length=16)
    translation = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="translation_task",
        verbose_name=_("translation"),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translation_tasks",
        verbose_name=_("translator"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=TranslationState.choices, default=TranslationState.EMPTY
    )
    live_state = models.CharField(
        max_length=10,
        choices=TranslationState.choices,
        blank=True,
        help_text="of the text that readers see; empty where they see none",
    )
    empty = models.PositiveIntegerField(default=0)
    machine = models.PositiveIntegerField(default=0)
    draft = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    source_revision = models.ForeignKey(
        "articles.Revision",
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="the original's, which the pairs follow",
    )
    target_revision = models.ForeignKey(
        "articles.Revision",
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="the translation's, which the pairs follow",
    )
    is_revised = models.BooleanField(default=False, help_text="its target revision names a reviser")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["original", "language"], name="translation_task_once"),
        ]
        indexes = [
            models.Index(fields=["language", "state"], name="translation_task_state"),
            models.Index(fields=["assignee", "due_on"], name="translation_task_assignee"),
            models.Index(
                fields=["-stale", "id"], name="translation_task_stale", condition=models.Q(stale__gt=0)
            ),
            models.Index(
                fields=["language"],
                name="translation_task_written",
                condition=models.Q(translation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_id} → {self.language}"


class TranslationPair(models.Model):
    """One paragraph as it was translated, and its translation: both in the Markdown of bodies.

    `source_anchor` is the original's block, or HEADLINE or SUBTITLE; empty where only the translation has the paragraph.
    One of the translation's blocks has the same anchor; `target_anchors` names all, or that of the pair it is joined to.
    """

    State = TranslationState
    HEADLINE, SUBTITLE = "headline", "subtitle"

    translation = models.ForeignKey("articles.Article", models.CASCADE, related_name="pairs")
    source_anchor = models.CharField(max_length=12, blank=True)
    position = models.PositiveIntegerField(help_text="in the translation's order")
    target_anchors = models.JSONField(default=list)
    source_text = models.TextField(blank=True, help_text="as it was translated, not as it is now")
    source_hash = models.CharField(max_length=32, blank=True, db_index=True)
    source_revision = models.ForeignKey(
        "articles.Revision", models.SET_NULL, null=True, related_name="+", help_text="that was translated"
    )
    target_text = models.TextField(blank=True, help_text="as the workbench has it, a revision or not yet")
    rival_text = models.TextField(blank=True, help_text="saved elsewhere while this was being worked on")
    state = models.CharField(max_length=10, choices=TranslationState.choices, default=TranslationState.EMPTY)
    state_before = models.CharField(
        max_length=10, choices=TranslationState.choices, blank=True, help_text="it went stale"
    )
    stale_since = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0, help_text="moves with every save of its text or state")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField(null=True)
    live_state = models.CharField(max_length=10, choices=TranslationState.choices, blank=True)
    live_source_hash = models.CharField(max_length=32, blank=True)
    is_live_stale = models.BooleanField(default=False)
    note = models.TextField(_("note"), blank=True)
    waived = models.JSONField(default=dict, help_text="finding of a check → its reason, by whom, when")

    class Meta:
        ordering = ["translation", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "source_anchor"],
                condition=~models.Q(source_anchor=""),
                name="translation_pair_once",
            ),
        ]
        indexes = [models.Index(fields=["translation", "position"], name="translation_pair_order")]

    def __str__(self) -> str:
        return f"{self.translation_id}#{self.source_anchor}"

    @property
    def is_joined(self) -> bool:
        """Its translation stands in the paragraph of another pair."""
        return (
            bool(self.source_anchor and self.target_anchors) and self.source_anchor not in self.target_anchors
        )
