"""The languages a text can be read in, and the state of each translation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext_lazy

from articles.models import Article
from articles.reading.interfaces import INTERFACES, autonym

STATES = {
    "original": pgettext_lazy("version of an article", "original"),
    "reviewed": pgettext_lazy("version of an article", "reviewed"),
    "translated": pgettext_lazy("version of an article", "translation"),
    "machine": pgettext_lazy("version of an article", "machine, not reviewed"),
    "stale": pgettext_lazy("version of an article", "behind the original"),
    "none": pgettext_lazy("version of an article", "no translation"),
}


@dataclass(frozen=True)
class Version:
    """A text in one language; `article` is None where no translation can be read."""

    language: str
    state: str
    article: Article | None = None
    is_current: bool = False

    @property
    def autonym(self) -> str:
        return autonym(self.language)

    @property
    def label(self) -> str:
        return str(STATES[self.state])

    @property
    def is_listed(self) -> bool:
        """Whether search engines are told of it: a machine's unreviewed text is not."""
        return self.article is not None and self.state != "machine"


def state_of(article: Article, original: Article | None) -> str:
    """What readers must know of a version before they trust it."""
    if article.translation_of_id is None:
        return "original"
    if original and article.translated_revision_id not in (None, original.live_revision_id):
        return "stale"
    if article.engine and not article.reviser:
        return "machine"
    return "reviewed" if article.reviser else "translated"


def versions_of(article: Article, family: Iterable[Article]) -> list[Version]:
    """All versions, the original first, then the interface languages, then others; absent ones are said."""
    root_id = article.translation_of_id or article.pk
    by_language = {member.language: member for member in family if _root(member) == root_id}
    by_language[article.language] = article
    original = next((a for a in by_language.values() if a.pk == root_id), None)
    order = [original.language] if original else []
    order += [i.tag for i in INTERFACES] + sorted(by_language)
    versions = []
    for language in dict.fromkeys(order):
        member = by_language.get(language)
        state = state_of(member, original) if member else "none"
        versions.append(Version(language, state, member, is_current=member is article))
    return versions


def family_of(numbers: Iterable[int]) -> Q:
    """Originals with these numbers and all their translations."""
    numbers = list(numbers)
    return Q(pk__in=numbers) | Q(translation_of__in=numbers)


def translations_of(originals: Iterable[Article]) -> QuerySet:
    """The published translations of these originals, without what only a page of their own shows."""
    return Article.objects.published().filter(translation_of__in=[a.pk for a in originals])


def in_interface_order(article: Article) -> tuple[int, str]:
    """A sort key: the interface languages first, as they stand in every switcher."""
    tags = [interface.tag for interface in INTERFACES]
    return (tags.index(article.language) if article.language in tags else len(tags)), article.language


def _root(article: Article) -> int:
    return article.translation_of_id or article.pk
