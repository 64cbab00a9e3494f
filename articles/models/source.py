"""Source: a paper, agency, magazine or blog."""

from collections.abc import Iterable
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import beginning_of
from articles.models.names import NamedInLanguages, has_a_name
from articles.text.normalise import plain_key


def spelling_key(text: str) -> str:
    """The text folded for comparing, as much of it as is kept: ㍿ alone becomes four signs."""
    return plain_key(text)[:200]


class SourceQuerySet(models.QuerySet):
    def by_name(self, language: str) -> "SourceQuerySet":
        """Sorted by the name that readers of a language see first."""
        return self.order_by(f"name_{language.replace('-', '_')}", "slug")

    def by_slugs(self, slugs: Iterable[str]) -> "dict[str, Source]":
        """The source that each slug means today: of one that was renamed the former slug is a spelling. Unknown ones are left out."""
        wanted = set(slugs)
        found = {source.slug: source for source in self.filter(slug__in=wanted)} if wanted else {}
        return found | self.by_spellings(wanted - found.keys())

    def named(self, text: str | None) -> "Source | None":
        """The source that a page calls so, by any of its spellings; None where none or several are."""
        return self.by_spellings({text}).get(text) if text else None

    def by_spellings(self, texts: Iterable[str]) -> "dict[str, Source]":
        """The source that each text calls by any of its spellings; a text that calls none or several is left out."""
        keys = {text: spelling_key(text) for text in texts}
        called: dict[str, dict[int, Source]] = {}
        if keys:
            for alias in SourceAlias.objects.filter(key__in=set(keys.values()) - {""}).select_related(
                "source"
            ):
                called.setdefault(alias.key, {})[alias.source_id] = alias.source
        return {
            text: [*called[key].values()][0] for text, key in keys.items() if len(called.get(key, ())) == 1
        }


class Source(NamedInLanguages):
    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("newspaper")
        MAGAZINE = "magazine", _("magazine")
        AGENCY = "agency", _("news agency")
        BROADCASTER = "broadcaster", _("broadcaster")
        ONLINE = "online", _("online medium")
        BLOG = "blog", _("blog")
        GOVERNMENT = "government", _("government")
        OTHER = "other", _("other")

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters by ISO 3166, e.g. KZ")
    )
    language = models.CharField(_("language"), max_length=16, blank=True)
    homepage = models.URLField(_("home address"), max_length=500, blank=True)
    description = models.TextField(_("description"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="source_has_slug"),
            models.CheckConstraint(condition=has_a_name(), name="source_has_name"),
        ]

    def __str__(self) -> str:
        return self.local_name or self.slug

    def get_absolute_url(self) -> str:
        return f"{beginning_of('source_detail')}{quote(self.slug)}/"

    def clean(self) -> None:
        """Refuses a slug that another source had: what names that one by it would mean this one. Raises ValidationError."""
        super().clean()
        former = SourceAlias.objects.filter(text=self.slug, is_ambiguous=True).exclude(source=self.pk)
        if (alias := former.select_related("source").first()) is not None:
            words = _("%s had this address, and what names it so means it still.")
            raise ValidationError({"slug": words % alias.source})

    def keep_former(self, slug: str) -> None:
        """What names it by a slug that it had, addresses and revisions, means it still: the slug is among its spellings."""
        kept = {"text": slug, "is_ambiguous": True}
        SourceAlias.objects.get_or_create(source=self, key=spelling_key(slug), defaults=kept)


class SourceAlias(models.Model):
    """Another spelling under which pages name a source, or its host name."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="aliases", verbose_name=_("source"))
    text = models.CharField(_("spelling"), max_length=200)
    key = models.CharField(
        _("key"), max_length=200, editable=False, help_text=_("the spelling folded for comparing")
    )
    is_ambiguous = models.BooleanField(
        _("ambiguous"),
        default=False,
        help_text=_("an everyday word too: matched only where a source must stand"),
    )

    class Meta:
        verbose_name = _("source alias")
        verbose_name_plural = _("source aliases")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="source_alias_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="source_alias_not_empty"),
        ]
        indexes = [models.Index(fields=["key"], name="source_alias_key")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args, **kwargs) -> None:
        self.key = spelling_key(self.text)
        super().save(*args, **kwargs)
