"""The five interface languages, and how languages are named to a reader."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy


class Interface(NamedTuple):
    """`code` stands in addresses (zh-hans), `tag` in lang attributes (zh-Hans), `name` is in its own language."""

    code: str
    tag: str
    name: str


@lru_cache(maxsize=64)
def to_tag(code: str) -> str:
    """The BCP 47 spelling of a code from an address: zh-hans → zh-Hans."""
    head, _, script = code.partition("-")
    return f"{head}-{script.title()}" if script else head


INTERFACES = [Interface(code, to_tag(code), name) for code, name in settings.LANGUAGES]
_CODES = {interface.tag: interface.code for interface in INTERFACES}

_AUTONYMS = {i.tag: i.name for i in INTERFACES} | {
    "zh-Hant": "繁體中文",
    "de": "Deutsch",
    "fr": "Français",
}
_NAMES = {
    "ja": pgettext_lazy("language", "Japanese"),
    "en": pgettext_lazy("language", "English"),
    "ru": pgettext_lazy("language", "Russian"),
    "kk": pgettext_lazy("language", "Kazakh"),
    "zh-Hans": pgettext_lazy("language", "Chinese"),
    "zh-Hant": pgettext_lazy("language", "Chinese (traditional)"),
    "de": pgettext_lazy("language", "German"),
    "fr": pgettext_lazy("language", "French"),
    "ko": pgettext_lazy("language", "Korean"),
    "tr": pgettext_lazy("language", "Turkish"),
    "ky": pgettext_lazy("language", "Kyrgyz"),
    "uz": pgettext_lazy("language", "Uzbek"),
    "uk": pgettext_lazy("language", "Ukrainian"),
}


def interface_tag() -> str:
    """The BCP 47 tag of the interface language that is active."""
    return to_tag(get_language() or settings.LANGUAGE_CODE)


def interface_for(language: str) -> str:
    """The interface under which a text in `language` stands canonically."""
    return _CODES.get(language, "en")


def name_of(language: str) -> str:
    """A language's name in the reader's language; its tag where we know none."""
    return str(_NAMES.get(language, language))


def autonym(language: str) -> str:
    """A language's name in itself."""
    return _AUTONYMS.get(language, name_of(language))
