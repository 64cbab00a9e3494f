"""Article: one text in one language. A translation is an article too."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.addresses import beginning_of
from articles.models.tag import TaggedArticle
from articles.text.normalise import plain_key

ARTICLE_LANGUAGES = [
    ("ja", "日本語"),
    ("en", "English"),
    ("ru", "Русский"),
    ("kk", "Қазақша"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("de", "Deutsch"),
    ("fr", "Français"),
]

# Moments that every time zone can express.
_EARLIEST, _LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 30, tzinfo=UTC)


class ArticleQuerySet(models.QuerySet):
    def published(self) -> "ArticleQuerySet":
        """What readers may see: the one place that says so."""
        return self.filter(state=Article.State.PUBLISHED)

    def originals(self) -> "ArticleQuerySet":
        return self.filter(translation_of__isnull=True)

    def in_language(self, code: str) -> "ArticleQuerySet":
        return self.filter(language=code)

    def tagged(self, tag) -> "ArticleQuerySet":
        return self.filter(tagged_items__tag=tag)

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-sorted_at", "-id")

    def for_list(self) -> "ArticleQuerySet":
        """Rows for a list: with source and tags, without what only the article's page shows."""
        return self.select_related("source").prefetch_related("tags")

    def for_reading(self) -> "ArticleQuerySet":
        """All that the article's page shows of the row itself."""
        return self.select_related(
            "source", "live_revision__rendered", "translation_of__source", "translated_revision"
        ).prefetch_related("tags")


class Article(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    slug = models.SlugField(
        _("slug"), max_length=100, blank=True, help_text=_("ends the address; may be empty")
    )
    language = models.CharField(_("language"), max_length=16)
    headline = models.CharField(_("headline"), max_length=500)
    is_headline_proposed = models.BooleanField(
        _("headline proposed"), default=False, help_text=_("the page shows none; made from its text")
    )
    subtitle = models.TextField(_("subtitle"), blank=True)
    original_headline = models.CharField(_("original headline"), max_length=500, blank=True)
    source = models.ForeignKey(
        "articles.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("source"),
    )
    authors = models.JSONField(_("authors"), default=list, blank=True)
    section = models.CharField(_("section"), max_length=200, blank=True)

    # The day as printed, and the moment where the page gives a clock: the precision is which of them is there.
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_on = models.DateField(_("updated on"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), null=True, blank=True)
    estimate_not_before = models.DateField(_("not before"), null=True, blank=True)
    estimate_not_after = models.DateField(_("not after"), null=True, blank=True)
    estimate_basis = models.CharField(_("basis of the estimate"), max_length=500, blank=True)
    sorted_at = models.DateTimeField(_("sorted at"), editable=False)

    url = models.URLField(_("own address"), max_length=2000, blank=True)
    source_url = models.URLField(_("address it was translated from"), max_length=2000, blank=True)
    title_key = models.CharField(max_length=500, editable=False, db_index=True, default="")

    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    translated_revision = models.ForeignKey(
        "articles.Revision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("translated revision"),
    )
    translator = models.CharField(_("translator"), max_length=200, blank=True)
    reviser = models.CharField(_("reviser"), max_length=200, blank=True)
    engine = models.CharField(
        _("engine"), max_length=100, blank=True, help_text=_("the machine that made it, if one did")
    )

    live_revision = models.OneToOneField(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    latest_revision = models.OneToOneField(
        "articles.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_articles",
        verbose_name=_("assigned to"),
    )
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True)
    withdraw_at = models.DateTimeField(_("to be withdrawn at"), null=True, blank=True)

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    first_published_at = models.DateTimeField(
        _("first published here"), null=True, blank=True, editable=False
    )

    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("tags"))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-sorted_at", "-id"]
        permissions = [
            ("publish_article", "Can publish and withdraw articles"),
            ("bulk_article", "Can change many articles at once"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(headline=""), name="article_has_headline"),
            models.CheckConstraint(condition=~models.Q(language=""), name="article_has_language"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(published_on__isnull=False),
                name="article_moment_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(updated_at__isnull=True) | models.Q(updated_on__isnull=False),
                name="article_update_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(estimate_not_after__isnull=True)
                | models.Q(estimate_not_before__isnull=True)
                | models.Q(estimate_not_after__gte=models.F("estimate_not_before")),
                name="article_estimate_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(translation_of__isnull=True) | ~models.Q(translation_of=models.F("id")),
                name="article_no_translation_of_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(live_revision__isnull=False),
                name="article_published_has_text",
            ),
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                condition=models.Q(translation_of__isnull=False),
                name="article_one_translation_a_language",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-sorted_at", "-id"], name="article_list"),
            models.Index(fields=["source", "state", "-sorted_at", "-id"], name="article_source_list"),
            models.Index(fields=["language", "state", "-sorted_at", "-id"], name="article_language_list"),
            models.Index(fields=["url"], name="article_url"),
            models.Index(fields=["source_url"], name="article_source_url"),
            models.Index(
                fields=["original_headline"],
                condition=~models.Q(original_headline=""),
                name="article_original_headline",
            ),
            models.Index(  # the queues of the back office: what waits, in the order in which it is worked through
                fields=["changed_at", "id"], name="article_review", condition=models.Q(state="review")
            ),
            models.Index(  # searched by their headlines, which stand in no index of readers
                fields=["-id"], name="article_unpublished", condition=~models.Q(state="published")
            ),
            models.Index(
                fields=["assignee", "-changed_at"],
                name="article_mine",
                condition=models.Q(assignee__isnull=False),
            ),
            # The matrix of translations counts originals by language; beginning so, it is taken before the plain one.
            models.Index(fields=["translation_of", "language", "state"], name="article_original"),
            models.Index(
                fields=["-id"],
                name="article_newer_draft",
                condition=models.Q(live_revision__isnull=False)
                & ~models.Q(latest_revision=models.F("live_revision")),
            ),
            models.Index(
                fields=["-id"], name="article_undated", condition=models.Q(published_on__isnull=True)
            ),
            models.Index(fields=["-id"], name="article_by_machine", condition=~models.Q(engine="")),
            models.Index(
                fields=["publish_at"],
                name="article_publish_at",
                condition=models.Q(publish_at__isnull=False),
            ),
            models.Index(
                fields=["withdraw_at"],
                name="article_withdraw_at",
                condition=models.Q(withdraw_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args, **kwargs) -> None:
        self.fill_derived()
        super().save(*args, **kwargs)

    def get_absolute_url(self, interface: str | None = None) -> str:
        """Under the interface that is active, or another."""
        beginning = beginning_of("article_detail", interface)
        return f"{beginning}{self.pk}/{self.slug}/" if self.slug else f"{beginning}{self.pk}/"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def has_draft(self) -> bool:
        """True where editors hold a newer text than readers see."""
        return self.live_revision_id is not None and self.latest_revision_id != self.live_revision_id

    @property
    def published(self) -> date | datetime | None:
        """The publication as exact as the page is: a moment, a day, or nothing."""
        return self.published_at or self.published_on

    def fill_derived(self) -> None:
        """Set the columns that follow from others; `save` does it, a bulk insert has to ask for it."""
        self.sorted_at = self._order_moment()
        self.title_key = plain_key(self.headline)[:500]

    def _order_moment(self) -> datetime:
        """Where it stands in lists: the publication, else the estimate, else the day it came to us."""
        moment = self.published_at
        day = self.published_on or self.estimate_not_after or self.estimate_not_before
        if moment is None and day:
            moment = timezone.make_aware(datetime(day.year, day.month, day.day))
        if moment is None:
            return self.created_at or timezone.now()
        return min(max(moment, _EARLIEST), _LATEST)
