"""Rows of a list: each text once, in the reader's language where it can be read in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Article
from articles.reading.interfaces import interface_tag, name_of
from articles.reading.versions import Version, in_interface_order, state_of, translations_of


@dataclass(frozen=True)
class Row:
    """`article` is what the headline leads to; `source` and dates are the original's."""

    article: Article
    original: Article
    versions: tuple[Version, ...]

    @property
    def since(self) -> int | None:
        """When readers could first read the text here, in seconds: what came later is new to who looked then."""
        moment = self.original.first_published_at
        return int(moment.timestamp()) if moment else None

    @property
    def said_language(self) -> str:
        """In words: the language of the text, and what it was translated from."""
        if self.article is self.original:
            return name_of(self.article.language)
        return _("from %(language)s") % {"language": name_of(self.original.language)}

    @property
    def state(self) -> str:
        return next(v.state for v in self.versions if v.article is self.article)

    @property
    def others(self) -> list[Version]:
        return [v for v in self.versions if v.article is not self.article]


def listable() -> QuerySet:
    """Originals that readers may see, ready for a list; translations hang on their rows."""
    return Article.objects.published().originals().select_related("source")


def rows_of(originals: Sequence[Article]) -> list[Row]:
    """One row for each original, with one query for the translations of all."""
    translations: dict[int, list[Article]] = {}
    for translation in sorted(translations_of(originals), key=in_interface_order):
        translations.setdefault(translation.translation_of_id, []).append(translation)
    return [_row(original, translations.get(original.pk, [])) for original in originals]


def _row(original: Article, translations: list[Article]) -> Row:
    wanted = interface_tag()
    shown = next((a for a in [original, *translations] if a.language == wanted), original)
    return row_of(original, translations, shown)


def row_of(original: Article, translations: list[Article], shown: Article) -> Row:
    """The row of a text with its translations, `shown` of them in front."""
    versions = tuple(Version(a.language, state_of(a), a) for a in [original, *translations])
    return Row(shown, original, versions)
