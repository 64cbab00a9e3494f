"""Tag: a topic, person, organisation, place, agreement or event, with names in five languages."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from anyascii import anyascii
from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.models.addresses import beginning_of
from articles.models.names import NAME_LANGUAGES, NamedInLanguages
from articles.text.romaji import romaji

_KANA = re.compile("[\u3041-\u30ff]")
_ONLY_KANA = re.compile(r"[\u3041-\u30ff\s・ー－-]+")


class TagQuerySet(models.QuerySet):
    def of_kind(self, kind: str) -> "TagQuerySet":
        return self.filter(kind=kind)

    def by_slugs(self, slugs: Iterable[str]) -> "dict[str, Tag]":
        """The tag that each slug means today, be it the slug of one that was renamed or merged; unknown ones are left out."""
        wanted = set(slugs)
        found = {tag.slug: tag for tag in self.filter(slug__in=wanted)} if wanted else {}
        if wanted - found.keys():
            moved = TagRedirect.objects.filter(slug__in=wanted - found.keys(), tag__isnull=False)
            found |= {redirect.slug: redirect.tag for redirect in moved.select_related("tag")}
        return found

    def used(self) -> "TagQuerySet":
        """Tags that readers can follow: at least one published article carries them."""
        return self.filter(article_count__gt=0)


class Tag(NamedInLanguages, TagBase):
    class Kind(models.TextChoices):
        TOPIC = "topic", _("topic")
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PLACE = "place", _("place")
        AGREEMENT = "agreement", _("agreement")
        EVENT = "event", _("event")

    # TagBase brings `name` (unique, the form that taggit's API knows) and `slug`.
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.TOPIC)
    gazetteer_id = models.CharField(
        _("gazetteer id"), max_length=100, blank=True, help_text=_("its id in the data files, e.g. tokayev")
    )
    reading_ja = models.CharField(
        _("Japanese reading"),
        max_length=200,
        blank=True,
        help_text=_(
            "in kana; puts a name in kanji in its place in lists, and into its address where nothing else can"
        ),
    )
    description_ja = models.TextField(_("Japanese description"), blank=True)
    description_en = models.TextField(_("English description"), blank=True)
    description_ru = models.TextField(_("Russian description"), blank=True)
    description_kk = models.TextField(_("Kazakh description"), blank=True)
    description_zh_hans = models.TextField(_("Chinese description"), blank=True)
    begins_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    homepage = models.URLField(_("homepage"), max_length=500, blank=True)
    is_linked = models.BooleanField(
        _("link it in texts"),
        default=False,
        help_text=_("where an article's text first names it, the name leads to its page"),
    )
    sources = models.ManyToManyField(
        "articles.Source",
        related_name="organisations",
        blank=True,
        verbose_name=_("sources"),
        help_text=_("papers or sites that are this organisation"),
    )
    parents = models.ManyToManyField(
        "self", symmetrical=False, related_name="children", blank=True, verbose_name=_("parents")
    )
    article_count = models.PositiveIntegerField(
        _("published articles"), default=0, editable=False, help_text=_("kept, not counted on each page view")
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="tag_has_slug"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("begins_on")),
                name="tag_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["gazetteer_id"], condition=~models.Q(gazetteer_id=""), name="tag_gazetteer_id_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "-article_count"], name="tag_kind_count")]

    def __str__(self) -> str:
        return self.local_name or self.name

    def slugify(self, tag: str, i: int | None = None) -> str:
        """An ASCII slug from the English name, else transliterated; never empty, never one that another tag had.

        A Japanese name is transliterated only from a reading: every general transliterator reads its kanji as Chinese.
        """
        slug = self.plain_slug(tag)
        return f"{slug}-{i}" if i is not None else free_slug(slug, own=self.pk)

    def plain_slug(self, name: str) -> str:
        """The slug before anybody asks whether it is free."""
        return slugify(anyascii(self._readable(name)))[:90] or f"tag-{self.gazetteer_id}".rstrip("-")

    def _readable(self, name: str) -> str:
        if self.name_en:
            return self.name_en
        if self.reading_ja:
            return romaji(self.reading_ja)
        others = self.name_ru or self.name_kk or self.name_zh_hans
        if others or not (self.name_ja or _KANA.search(name)):
            return others or name
        only = self.name_ja or name
        return romaji(only) if _ONLY_KANA.fullmatch(only) else ""

    def get_absolute_url(self) -> str:
        return f"{beginning_of('tag_detail')}{quote(self.slug)}/"

    @property
    def local_description(self) -> str:
        """In the reader's language only: an absent description is left out, not shown in another."""
        return getattr(self, f"description_{NAME_LANGUAGES.get(get_language() or 'ja', 'en')}")


def free_slug(slug: str, *, own: int | None = None) -> str:
    """The slug, with a number where a tag has it or ever had it; a tag may take up again what was its own."""
    taken = set(Tag.objects.filter(slug__startswith=slug).exclude(pk=own).values_list("slug", flat=True))
    gone = TagRedirect.objects.filter(slug__startswith=slug)
    if own is not None:
        gone = gone.exclude(tag=own)
    taken |= set(gone.values_list("slug", flat=True))
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


class TagAlias(models.Model):
    """Another form of a tag's name, with its language and the rule by which it is matched."""

    class Rule(models.TextChoices):
        PLAIN = "plain", _("always")
        AMBIGUOUS = "ambiguous", _("only in context")
        MISSPELLING = "misspelling", _("misspelling")
        FORMER = "former", _("former name")

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases", verbose_name=_("tag"))
    text = models.CharField(_("form"), max_length=200)
    language = models.CharField(_("language"), max_length=16, blank=True)
    rule = models.CharField(_("rule"), max_length=20, choices=Rule.choices, default=Rule.PLAIN)
    not_before = models.CharField(_("not before"), max_length=500, blank=True)
    not_after = models.CharField(_("not after"), max_length=500, blank=True)
    need_near = models.CharField(_("needs nearby"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("tag alias")
        verbose_name_plural = _("tag aliases")
        ordering = ["language", "text"]
        constraints = [
            models.UniqueConstraint(fields=["tag", "language", "text"], name="tag_alias_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="tag_alias_not_empty"),
        ]
        indexes = [models.Index(fields=["text"], name="tag_alias_text")]

    def __str__(self) -> str:
        return self.text


class TagRedirect(models.Model):
    """A slug that a tag had before it was renamed, merged or deleted; it is never given to another tag.

    `gazetteer_id` keeps the id of a tag that is no longer there, so that importing the same file does not bring it back.
    """

    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    tag = models.ForeignKey(
        Tag, models.SET_NULL, null=True, blank=True, related_name="redirects", verbose_name=_("tag")
    )
    gazetteer_id = models.CharField(_("gazetteer id"), max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.slug


class TaggedArticle(ItemBase):
    """An article carries a tag because an editor, the page itself or an accepted suggestion says so."""

    class Origin(models.TextChoices):
        EDITOR = "editor", _("editor")
        PAGE = "page", _("the page")
        SUGGESTION = "suggestion", _("accepted suggestion")

    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_items")
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.EDITOR)

    natural_key_fields = ["content_object", "tag"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_once")]


class TagSuggestion(models.Model):
    """A tag that the recogniser proposes for an article; a rejected one is never made again."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="tag_suggestions", verbose_name=_("article")
    )
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="suggestions", verbose_name=_("tag"))
    score = models.FloatField(_("score"))
    count = models.PositiveIntegerField(_("occurrences"), default=1)
    sentence = models.TextField(_("the sentence that caused it"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.SUGGESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("tag suggestion")
        verbose_name_plural = _("tag suggestions")
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(fields=["article", "tag"], name="suggested_once"),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=1), name="tag_score_is_a_share"
            ),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="tag_suggestion_queue")]

    def __str__(self) -> str:
        return f"{self.tag} → {self.article_id}"
