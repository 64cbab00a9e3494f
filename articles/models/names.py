"""Names in the five interface languages, shared by tags and sources."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Interface language → the field's ending. An absent name falls back in this order, the nearest script first.
NAME_LANGUAGES = {"ja": "ja", "en": "en", "ru": "ru", "kk": "kk", "zh-hans": "zh_hans"}
FALLBACKS = {
    "ja": ("ja", "en", "ru", "zh_hans", "kk"),
    "en": ("en", "ru", "ja", "kk", "zh_hans"),
    "ru": ("ru", "en", "kk", "ja", "zh_hans"),
    "kk": ("kk", "ru", "en", "ja", "zh_hans"),
    "zh-hans": ("zh_hans", "en", "ja", "ru", "kk"),
}
LANGUAGE_OF_FIELD = {"ja": "ja", "en": "en", "ru": "ru", "kk": "kk", "zh_hans": "zh-Hans"}


class NamedInLanguages(models.Model):
    """A noun with a name in each interface language; at least one is set."""

    name_ja = models.CharField(_("Japanese name"), max_length=200, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    name_ru = models.CharField(_("Russian name"), max_length=200, blank=True)
    name_kk = models.CharField(_("Kazakh name"), max_length=200, blank=True)
    name_zh_hans = models.CharField(_("Chinese name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def name_in(self, language: str | None = None) -> tuple[str, str]:
        """The name for readers of an interface language and the BCP 47 language that it is in."""
        for ending in FALLBACKS.get(language or get_language() or "ja", FALLBACKS["en"]):
            name = getattr(self, f"name_{ending}")
            if name:
                return name, LANGUAGE_OF_FIELD[ending]
        return "", "und"

    @property
    def local_name(self) -> str:
        return self.name_in()[0]

    @property
    def local_name_language(self) -> str:
        return self.name_in()[1]

    def all_names(self) -> list[tuple[str, str]]:
        """(BCP 47 language, name) for every language that has one, in the order of the interface languages."""
        pairs = ((LANGUAGE_OF_FIELD[e], getattr(self, f"name_{e}")) for e in NAME_LANGUAGES.values())
        return [(language, name) for language, name in pairs if name]


def has_a_name() -> models.Q:
    """For a check constraint: one of the five names is not empty."""
    condition = models.Q()
    for ending in NAME_LANGUAGES.values():
        condition |= ~models.Q(**{f"name_{ending}": ""})
    return condition
