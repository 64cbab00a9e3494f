"""The languages a text can be read in, and the state of each translation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils.translation import pgettext_lazy

from articles.models import Article, TranslationPair, TranslationState
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
    is_partly_machine: bool = False

    @property
    def autonym(self) -> str:
        return autonym(self.language)

    @property
    def label(self) -> str:
        return str(STATES[self.state])

    @property
    def is_listed(self) -> bool:
        """Whether search engines are told of it: a machine's unreviewed text is not."""
        return self.article is not None and self.state != "machine" and not self.is_partly_machine


_OF_TASKS = {
    TranslationState.MACHINE: "machine",
    TranslationState.DRAFT: "translated",
    TranslationState.REVIEWED: "reviewed",
    TranslationState.STALE: "stale",
}


def state_of(article: Article) -> str:
    """What readers must know of a version before they trust it; of an article that `readable` brought."""
    if article.translation_of_id is None:
        return "original"
    if article.live_state is None:  # not followed yet, as after an upgrade: the row itself must do
        return "machine" if article.engine and not article.reviser else "translated"
    return _OF_TASKS.get(article.live_state, "translated")


def readable() -> QuerySet:
    """Published articles with what readers must know of a translation: `live_state`, and `is_partly_machine`."""
    machine = TranslationPair.objects.filter(translation=OuterRef("pk"), live_state=TranslationState.MACHINE)
    return Article.objects.published().annotate(
        live_state=F("translation_task__live_state"),
        is_partly_machine=Case(
            When(translation_task__live_state=TranslationState.STALE, then=Exists(machine)), default=False
        ),
    )


def versions_of(article: Article, family: Iterable[Article]) -> list[Version]:
    """All versions, the original first, then the interface languages, then others; absent ones are said.

    `family` holds rows of `readable`: the article itself among them, and any others.
    """
    root_id = article.translation_of_id or article.pk
    members = [member for member in family if _root(member) == root_id]
    by_language = {member.language: member for member in members}
    order = [member.language for member in members if member.pk == root_id]
    order += [i.tag for i in INTERFACES] + sorted(by_language)
    return [
        _version(by_language[language], article) if language in by_language else Version(language, "none")
        for language in dict.fromkeys(order)
    ]


def version_of(member: Article, shown: Article, *, is_current: bool = False) -> Version:
    """The version that a row of `readable` is; `shown` is the row to hand on."""
    is_machine = bool(member.translation_of_id and member.is_partly_machine)
    return Version(member.language, state_of(member), shown, is_current, is_machine)


def _version(member: Article, current: Article) -> Version:
    is_current = member.pk == current.pk
    return version_of(member, current if is_current else member, is_current=is_current)


def changed_paragraphs(translation: Article) -> list[str]:
    """Numbers of the paragraphs whose original has changed since readers got this translation."""
    anchors = TranslationPair.objects.filter(
        translation=translation, is_live_stale=True, source_anchor__regex="^p[0-9]"
    )
    return [anchor[1:] for anchor in anchors.order_by("position").values_list("source_anchor", flat=True)]


def family_of(numbers: Iterable[int]) -> Q:
    """Originals with these numbers and all their translations."""
    numbers = list(numbers)
    return Q(pk__in=numbers) | Q(translation_of__in=numbers)


def translations_of(originals: Iterable[Article]) -> QuerySet:
    """The published translations of these originals, without what only a page of their own shows."""
    return readable().filter(translation_of__in=[a.pk for a in originals])


def in_interface_order(article: Article) -> tuple[int, str]:
    """A sort key: the interface languages first, as they stand in every switcher."""
    tags = [interface.tag for interface in INTERFACES]
    return (tags.index(article.language) if article.language in tags else len(tags)), article.language


def _root(article: Article) -> int:
    return article.translation_of_id or article.pk
