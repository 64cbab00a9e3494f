"""Link: two articles and why; Passage: the span of text that both hold."""

from django.conf import settings
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, FloatField, Value, When
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet):
    def accepted(self) -> "LinkQuerySet":
        """What readers may see."""
        return self.filter(state=Link.State.ACCEPTED)

    def waiting(self) -> "LinkQuerySet":
        return self.filter(state=Link.State.SUGGESTED)

    def by_value(self) -> "LinkQuerySet":
        """What a verdict is worth most for comes first.

        `value` is the score (how exact, how long, how sure) by what its kind tells readers, by how many of both
        articles they can see.
        """
        kinds = Case(
            *(When(kind=kind, then=Value(worth)) for kind, worth in _WORTH.items()), default=Value(0.1)
        )
        seen = [_seen("from_article"), _seen("to_article")]
        value = ExpressionWrapper(F("score") * kinds * sum(seen, Value(1.0)), output_field=FloatField())
        return self.annotate(value=value).order_by("-value", "pk")


# What a link of each kind tells readers: whose words these are comes first.
_WORTH = {"quotes": 1.0, "reuses": 0.9, "refers": 0.6, "event": 0.5, "related": 0.2}


def _seen(end: str) -> Case:
    return Case(When(**{f"{end}__state": "published"}, then=Value(0.5)), default=Value(0.0))


class Link(models.Model):
    class Kind(models.TextChoices):
        QUOTES = "quotes", _("quotes")
        REUSES = "reuses", _("reuses text of")
        REFERS = "refers", _("refers to")
        EVENT = "event", _("tells of the same event as")
        RELATED = "related", _("is related to")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    from_article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="links_from", verbose_name=_("from")
    )
    to_article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="links_to", verbose_name=_("to")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    score = models.FloatField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("verdict"), max_length=20, choices=State.choices, default=State.SUGGESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    put_off_at = models.DateTimeField(_("put off"), null=True, blank=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["from_article", "to_article", "kind"], name="link_once"),
            models.CheckConstraint(
                condition=~models.Q(from_article=models.F("to_article")), name="link_joins_two"
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=1), name="link_score_is_a_share"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind", "-score"], name="link_queue"),
            models.Index(fields=["state", "-score", "id"], name="link_best"),
            models.Index(
                fields=["decided_at"], name="link_decided", condition=models.Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_article_id} {self.get_kind_display()} {self.to_article_id}"

    @property
    def is_automatic(self) -> bool:
        """Accepted by the finder itself; nobody has judged it."""
        return self.state == self.State.ACCEPTED and self.decided_at is None


class Passage(models.Model):
    """A span of either article's revision, in characters of its plain text; one side may lack it."""

    class Relation(models.TextChoices):
        EQUAL = "equal", _("word for word")
        CHANGED = "changed", _("changed")
        INSERTED = "inserted", _("only in the later text")
        CUT = "cut", _("left out")

    link = models.ForeignKey(Link, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    relation = models.CharField(max_length=20, choices=Relation.choices)
    from_revision = models.ForeignKey("articles.Revision", models.CASCADE, null=True, related_name="+")
    from_begin = models.PositiveIntegerField(null=True)
    from_end = models.PositiveIntegerField(null=True)
    to_revision = models.ForeignKey("articles.Revision", models.CASCADE, null=True, related_name="+")
    to_begin = models.PositiveIntegerField(null=True)
    to_end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["link", "position"]
        constraints = [
            models.UniqueConstraint(fields=["link", "position"], name="passage_position_once"),
            models.CheckConstraint(
                condition=models.Q(from_begin__isnull=True)
                | models.Q(from_end__gt=models.F("from_begin"), from_revision__isnull=False),
                name="passage_from_span",
            ),
            models.CheckConstraint(
                condition=models.Q(to_begin__isnull=True)
                | models.Q(to_end__gt=models.F("to_begin"), to_revision__isnull=False),
                name="passage_to_span",
            ),
            models.CheckConstraint(
                condition=models.Q(from_begin__isnull=False) | models.Q(to_begin__isnull=False),
                name="passage_stands_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link_id}.{self.position} {self.relation}"
