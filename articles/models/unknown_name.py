"""UnknownName: a name that stands in articles and belongs to no tag; it waits until an editor says what it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnknownNameQuerySet(models.QuerySet):
    def waiting(self) -> "UnknownNameQuerySet":
        """Undecided names that more than one article has, or that a page itself gives as its tag."""
        return self.filter(state=UnknownName.State.WAITING).filter(
            models.Q(article_count__gt=1) | models.Q(is_page_tag=True, article_count__gt=0)
        )


class UnknownName(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        TAGGED = "tagged", _("belongs to a tag")
        REFUSED = "refused", _("refused")

    key = models.CharField(max_length=120, unique=True, help_text="one for all its inflected forms")
    text = models.CharField(_("name"), max_length=120, help_text=_("as it was first printed"))
    language = models.CharField(_("language"), max_length=16, blank=True)
    is_page_tag = models.BooleanField(_("a tag of a page"), default=False)
    article_count = models.PositiveIntegerField(_("articles"), default=0)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    tag = models.ForeignKey(
        "articles.Tag", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("tag")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = UnknownNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("unknown name")
        verbose_name_plural = _("unknown names")
        ordering = ["-article_count", "id"]
        indexes = [models.Index(fields=["state", "-article_count"], name="unknown_name_queue")]

    def __str__(self) -> str:
        return self.text


class NameSighting(models.Model):
    """An article that has an unknown name, how often, and the sentence in which it first stands."""

    name = models.ForeignKey(UnknownName, models.CASCADE, related_name="sightings")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="unknown_names")
    count = models.PositiveIntegerField(default=1)
    sentence = models.TextField(blank=True)
    is_page_tag = models.BooleanField(default=False, help_text="the page itself gives it as its tag")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "name"], name="name_sighted_once")]

    def __str__(self) -> str:
        return f"{self.name_id} in {self.article_id}"


class LinkedNames(models.Model):
    """Where a revision's text names tags that editors want linked; derived."""

    revision = models.OneToOneField(
        "articles.Revision", models.CASCADE, primary_key=True, related_name="linked_names"
    )
    places = models.JSONField(
        default=list, help_text="[begin, end, tag's number] in its plain text, in order"
    )

    def __str__(self) -> str:
        return str(self.revision_id)
