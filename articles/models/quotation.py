"""Quotation and Reference: what an article's page says of other articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text.normalise import plain_key


class Quotation(models.Model):
    """Words the author marked and attributed: a quotation block's attributes, and the article they come from."""

    block = models.OneToOneField("articles.Block", models.CASCADE, related_name="quotation")
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="quotations", verbose_name=_("in the article")
    )
    title = models.CharField(_("quoted title"), max_length=500, blank=True)
    title_key = models.CharField(max_length=500, blank=True, db_index=True, editable=False)
    publisher = models.CharField(_("paper as written"), max_length=200, blank=True)
    source = models.ForeignKey(
        "articles.Source",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="quotations",
        verbose_name=_("paper"),
    )
    author = models.CharField(_("author"), max_length=200, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    is_date_inferred = models.BooleanField(_("year inferred"), default=False)
    attribution = models.CharField(_("closing words"), max_length=500, blank=True)
    is_truncated = models.BooleanField(_("shortened by the quoting page"), default=False)
    quoted = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="quoted_in",
        verbose_name=_("quoted article"),
    )
    is_chosen = models.BooleanField(default=False, editable=False, help_text="an editor said what is quoted")

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["article", "block__position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quoted__isnull=True) | ~models.Q(quoted=models.F("article")),
                name="quotation_of_another",
            )
        ]
        indexes = [
            models.Index(
                fields=["title_key", "article"],
                name="quotation_wanted",
                condition=models.Q(quoted__isnull=True) & ~models.Q(title_key=""),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.attribution or str(self.block)

    def save(self, *args, **kwargs) -> None:
        self.title_key = plain_key(self.title)[:500]
        super().save(*args, **kwargs)

    @property
    def chosen_id(self) -> int | None:
        """The article that an editor named; None where nobody did, or where it is gone."""
        return self.quoted_id if self.is_chosen else None


class Reference(models.Model):
    """An article that the page names beside its text: cited, related, next or previous."""

    class Kind(models.TextChoices):
        REFERENCE = "reference", _("reference")
        RELATED = "related", _("related")
        NEXT = "next", _("next")
        PREVIOUS = "previous", _("previous")
        TEXT = "text", _("address in the text")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="references", verbose_name=_("article")
    )
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=1000)
    title_key = models.CharField(max_length=500, blank=True, db_index=True, editable=False)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    target = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="referred_in",
        verbose_name=_("in the archive"),
    )
    is_chosen = models.BooleanField(default=False, editable=False, help_text="an editor said what is meant")

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="reference_position_once"),
            models.CheckConstraint(
                condition=models.Q(target__isnull=True) | ~models.Q(target=models.F("article")),
                name="reference_to_another",
            ),
        ]
        indexes = [models.Index(fields=["url"], name="reference_url")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.title_key = plain_key(self.title)[:500]
        super().save(*args, **kwargs)

    @property
    def chosen_id(self) -> int | None:
        """The article that an editor named; None where nobody did, or where it is gone."""
        return self.target_id if self.is_chosen else None
