"""What the queues show: one row a thing that waits, with what can be said of it at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from articles.desk.checks import doubts_of_many, stops
from articles.ingest.reasons import told, told_basis, told_fault
from articles.links.reasons import all_told
from articles.models import Article, Capture, ImportItem, Link, TagSuggestion, TranslationTask, UnknownName
from articles.revisions.content import content_of_revision


@dataclass(frozen=True)
class Act:
    """A button of a row: its verb, word and key; `asks` names the field that goes with it."""

    verb: str
    word: str | Promise
    key: str
    asks: str = ""
    is_refusal: bool = False


@dataclass
class Row:
    """What a queue shows of one thing that waits."""

    number: int
    title: str
    language: str
    address: str
    words: str = ""
    words_language: str = ""
    assignee: Any = None
    acts: tuple[Act, ...] = field(default=())
    revision: int | None = None  # the text that is judged, where that is what is done here
    stops: Sequence[Any] = ()
    doubts: Sequence[Any] = ()


PUBLISH = Act("publish", gettext_lazy("Publish"), "a")
BACK = Act("back", gettext_lazy("Send back"), "r", asks="reason", is_refusal=True)
DAY = Act("day", gettext_lazy("Set the day"), "a", asks="day")
ACCEPT = Act("accept", gettext_lazy("Accept"), "a")
REJECT = Act("reject", gettext_lazy("Reject"), "r", is_refusal=True)
AGAIN = Act("again", gettext_lazy("Try to read it again"), "a")
SET_ASIDE = Act("aside", gettext_lazy("Set aside"), "r", asks="reason", is_refusal=True)
REFUSE = Act("refuse", gettext_lazy("Refuse: never ask again"), "r", is_refusal=True)


def _of_article(acts: tuple[Act, ...], tab: str = "text") -> Callable[[Article], Row]:
    def shown(article: Article) -> Row:
        address = f"{reverse('admin:articles_article_change', args=[article.pk])}?tab={tab}"
        begin, end = article.estimate_not_before, article.estimate_not_after
        words = [str(article.source or "–"), f"{begin or ''} … {end or ''}" if begin or end else ""]
        words.append(told_basis(article.estimate_basis) if tab == "source" else "")
        return Row(
            article.pk,
            article.headline,
            article.language,
            address,
            " · ".join(filter(None, words)),
            assignee=article.assignee,
            acts=acts,
        )

    return shown


def _of_failed(capture: Capture) -> Row:
    address = reverse("admin:articles_capture_change", args=[capture.pk])
    why = told_fault(capture.error_code, capture.error_message)[:200]
    return Row(capture.pk, capture.name, "", address, why, acts=(AGAIN, SET_ASIDE))


def _of_unsure(capture: Capture) -> Row:
    address = reverse("admin:articles_capture_change", args=[capture.pk])
    if capture.article is None:
        return Row(capture.pk, capture.name, "", address)
    return Row(capture.pk, capture.article.headline, capture.article.language, address, capture.name)


def _of_conflict(item: ImportItem) -> Row:
    address = reverse("admin:articles_capture_conflict", args=[item.capture_id])
    return Row(item.pk, item.article.headline, item.article.language, address, told(item.reason))


def _of_stale(task: TranslationTask) -> Row:
    address = reverse("admin:articles_translationtask_change", args=[task.pk])
    words = f"{task.language} · ◆ {task.stale}"
    return Row(task.pk, task.translation.headline, task.translation.language, address, words)


def _of_link(link: Link) -> Row:
    address = f"{reverse('admin:articles_link_review')}?link={link.pk}"
    words = f"{link.get_kind_display()} {link.to_article.headline} · {all_told(link.reasons)}"
    return Row(link.pk, link.from_article.headline, link.from_article.language, address, words)


def _of_tag(row: TagSuggestion) -> Row:
    address = f"{reverse('admin:articles_article_change', args=[row.article_id])}?tab=tags"
    headline, sentence = row.article.headline, row.sentence[:160]
    return Row(
        row.pk,
        f"{row.tag} ({row.tag.get_kind_display()})",
        "",
        address,
        headline if sentence in headline else f"{headline}: {sentence}",
        row.article.language,
        acts=(ACCEPT, REJECT),
    )


def _of_name(name: UnknownName) -> Row:
    address = reverse("admin:articles_unknownname_change", args=[name.pk])
    words = ngettext("%(count)s article", "%(count)s articles", name.article_count)
    words %= {"count": name.article_count}
    return Row(name.pk, name.text, name.language, address, words, acts=(REFUSE,))


def with_checks(rows: list[Row], articles: Sequence[Article]) -> list[Row]:
    """The rows of texts that wait to be published, with what is to be seen to first and which revision that is."""
    contents = {article.pk: content_of_revision(article.latest_revision) for article in articles}
    found = doubts_of_many(contents)
    for row, article in zip(rows, articles, strict=True):
        row.revision = article.latest_revision.number
        row.stops, row.doubts = stops(article, contents[article.pk]), found[article.pk]
    return rows


SHOWN: dict[str, Callable[[Any], Row]] = {
    "failed": _of_failed,
    "conflicts": _of_conflict,
    "unsure": _of_unsure,
    "review": _of_article((PUBLISH, BACK)),
    "drafts": _of_article((PUBLISH,), "revisions"),
    "stale": _of_stale,
    "links": _of_link,
    "tags": _of_tag,
    "names": _of_name,
    "dates": _of_article((DAY,), "source"),
    "undated": _of_article((DAY,), "source"),
}
