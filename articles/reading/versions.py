"""The languages a text can be read in, and the state of each translation."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils.translation import pgettext_lazy

from articles.models import Article, TranslationPair, TranslationState
from articles.models.prepared import Prepared, asked_list, filled, size_for
from articles.reading.interfaces import INTERFACES, autonym

STATES = {
    "original": pgettext_lazy("version of an article", "original"),
    "reviewed": pgettext_lazy("version of an article", "reviewed"),
    "translated": pgettext_lazy("version of an article", "translation"),
    "machine": pgettext_lazy("version of an article", "machine, not reviewed"),
    "stale": pgettext_lazy("version of an article", "behind the original"),
    "none": pgettext_lazy("version of an article", "no translation"),
}


# What lists, feeds, links and switchers show of an article.
SHOWN = (
    *("headline", "slug", "language", "translation_of_id", "translator", "reviser", "engine", "sorted_at"),
    *("published_on", "published_at", "estimate_not_before", "estimate_not_after", "live_revision_id"),
    *("translated_revision_id", "first_published_at", "source_id", "subtitle", "authors", "changed_at"),
)


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
    """What readers must know of a version before they trust it; of an article that `shown` brought."""
    if article.translation_of_id is None:
        return "original"
    if article.live_state is None:  # not followed yet, as after an upgrade: the row itself must do
        return "machine" if article.engine and not article.reviser else "translated"
    return _OF_TASKS.get(article.live_state, "translated")


def shown() -> QuerySet:
    """Articles with what readers must know of a translation: `live_state`, and `is_partly_machine`.

    In no order and published or not, for prepared queries by number, which leave out in Python what `is_published` denies:
    asked for the published ones in their order, SQLite would go through all of them.
    """
    machine = TranslationPair.objects.filter(translation=OuterRef("pk"), live_state=TranslationState.MACHINE)
    return (
        Article.objects.order_by()
        .only("state", *SHOWN)
        .annotate(
            live_state=F("translation_task__live_state"),
            is_partly_machine=Case(
                When(translation_task__live_state=TranslationState.STALE, then=Exists(machine)), default=False
            ),
        )
    )


def versions_of(article: Article, family: Iterable[Article]) -> list[Version]:
    """All versions, the original first, then the interface languages, then others; absent ones are said.

    `family` holds published rows of `shown`: the article itself among them, and any others.
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


def version_of(member: Article, handed: Article, *, is_current: bool = False) -> Version:
    """The version that a row of `shown` is; `handed` is the row to hand on."""
    is_machine = bool(member.translation_of_id and member.is_partly_machine)
    return Version(member.language, state_of(member), handed, is_current, is_machine)


def _version(member: Article, current: Article) -> Version:
    is_current = member.pk == current.pk
    return version_of(member, current if is_current else member, is_current=is_current)


def changed_paragraphs(translation: Article) -> list[str]:
    """Numbers of the paragraphs whose original has changed since readers got this translation."""
    anchors = TranslationPair.objects.filter(
        translation=translation, is_live_stale=True, source_anchor__regex="^p[0-9]"
    )
    return [anchor[1:] for anchor in anchors.order_by("position").values_list("source_anchor", flat=True)]


def translations_of(originals: Iterable[Article]) -> list[Article]:
    """The published translations of these originals, without what only a page of their own shows."""
    numbers = [article.pk for article in originals]
    size = size_for(numbers)
    found = _translations(size)(**filled("original", numbers, size)) if numbers else []
    return [article for article in found if article.is_published]


def families_of(numbers: Collection[int]) -> list[Article]:
    """All that can be read of the originals with these numbers, they themselves and their translations."""
    size = size_for(numbers)
    found = _families(size)(**filled("original", numbers, size)) if numbers else []
    return [article for article in found if article.is_published]


@cache
def _translations(size: int) -> Prepared:
    wanted = Q(translation_of__pk__in=asked_list("original", size))
    return Prepared(lambda: shown().filter(wanted))


@cache
def _families(size: int) -> Prepared:
    numbers = asked_list("original", size)
    wanted = Q(pk__in=numbers) | Q(translation_of__pk__in=numbers)
    return Prepared(lambda: shown().filter(wanted))


def in_interface_order(article: Article) -> tuple[int, str]:
    """A sort key: the interface languages first, as they stand in every switcher."""
    tags = [interface.tag for interface in INTERFACES]
    return (tags.index(article.language) if article.language in tags else len(tags)), article.language


def _root(article: Article) -> int:
    return article.translation_of_id or article.pk
