"""What waits for somebody, sorted by harm: each queue is a question to the tables, asked no further than people count."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.ingest.run import REFUSED, waiting_conflicts
from articles.models import (
    Article,
    Capture,
    ImportItem,
    Link,
    Quotation,
    TagSuggestion,
    TranslationTask,
    UnknownName,
)

MOST_COUNTED = 500  # more waits than anybody does today; the number then ends in "+"


@dataclass(frozen=True)
class Queue:
    """`article` is the path from a row to its article ("" for an article itself, None where a row has none);
    `counted` is the field whose values are counted where several rows are one thing to do.
    """

    name: str
    title: str | Promise
    words: str | Promise
    rows: Callable[[], QuerySet]
    right: str
    article: str | None = ""
    is_harm: bool = False
    counted: str = "pk"

    def waiting(self, *, language: str = "", assignee: int | None = None) -> QuerySet:
        """The rows in the order in which they are worked through."""
        rows = self.rows()
        if self.article is not None:
            prefix = f"{self.article}__" if self.article else ""
            if language:
                rows = rows.filter(**{f"{prefix}language": language})
            if assignee:
                rows = rows.filter(**{f"{prefix}assignee": assignee})
        return rows

    def first(self, field: str = "pk") -> list[int]:
        """A field of those that come first, for lists of the same rows: the queue's order leads to its index.

        They are asked for once: a list would look for them twice, to count its rows and to show them.
        """
        return list(self.waiting().values_list(field, flat=True)[:MOST_COUNTED])

    def count(self, **filters) -> int:
        """How many wait, at most MOST_COUNTED + 1."""
        return self.bounded(**filters).count()

    def bounded(self, **filters) -> QuerySet:
        """The values that are counted, no more of them than anybody counts.

        They keep their order, since it leads databases to the index of the queue.
        """
        rows = self.waiting(**filters).values(self.counted)
        if self.counted != "pk":
            rows = rows.order_by().distinct()
        return rows[: MOST_COUNTED + 1]


def count_all(queues: Iterable[Queue], **filters) -> list[int]:
    """How many wait in each queue, by one query for all."""
    bounded = [queue.bounded(**filters) for queue in queues]
    return counts_by(*counting(bounded)) if bounded else []


def counting(bounded: Iterable[QuerySet]) -> tuple[str, list]:
    """The query that counts the rows of each, with its values."""
    counted = [rows.query.sql_with_params() for rows in bounded]
    columns = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS q{n})" for n, (sql, _params) in enumerate(counted))
    return f"SELECT {columns}", [value for _sql, params in counted for value in params]


def counts_by(sql: str, values: list) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchone())


def newer_drafts() -> QuerySet[Article]:
    """Published articles with a text that readers do not see yet."""
    live = Article.objects.filter(live_revision__isnull=False)
    drafts = live.filter(~Q(latest_revision=F("live_revision")))
    # Asked for as published, SQLite goes through all of those where no draft waits: it has no figures of an empty index.
    return drafts.exclude(state__in={*Article.State.values} - {Article.State.PUBLISHED})


def estimated() -> QuerySet[Article]:
    """Articles of which only an estimate is known."""
    undated = Article.objects.filter(published_on__isnull=True)
    return undated.filter(Q(estimate_not_before__isnull=False) | Q(estimate_not_after__isnull=False))


def undated() -> QuerySet[Article]:
    return Article.objects.filter(
        published_on__isnull=True, estimate_not_before__isnull=True, estimate_not_after__isnull=True
    )


def _failed() -> QuerySet[Capture]:
    return Capture.objects.failed().exclude(error_code=REFUSED).without_bytes().order_by("-id")


def _conflicts() -> QuerySet[ImportItem]:
    return waiting_conflicts().select_related("article").order_by("-capture_id")


def _unsure() -> QuerySet[Capture]:
    return Capture.objects.with_unsure_lines().without_bytes().select_related("article")


def _in_review() -> QuerySet[Article]:
    rows = Article.objects.filter(state=Article.State.REVIEW)
    return rows.select_related("source", "assignee", "latest_revision").order_by("changed_at", "id")


def _stale() -> QuerySet[TranslationTask]:
    rows = TranslationTask.objects.filter(stale__gt=0, translation__isnull=False)
    return rows.select_related("translation", "original").order_by("-stale", "id")


def _links() -> QuerySet[Link]:
    return Link.objects.waiting().select_related("from_article", "to_article").order_by("-score", "id")


def _tags() -> QuerySet[TagSuggestion]:
    rows = TagSuggestion.objects.filter(state=TagSuggestion.State.SUGGESTED)
    return rows.select_related("article", "tag").order_by("-score", "id")


def _wanted() -> QuerySet[Quotation]:
    return Quotation.objects.filter(quoted__isnull=True).exclude(title_key="")


def _drafts() -> QuerySet[Article]:
    return _by_id(newer_drafts)().select_related("latest_revision")


def _by_id(rows: Callable[[], QuerySet]) -> Callable[[], QuerySet]:
    return lambda: rows().select_related("source", "assignee").order_by("-id")


ARTICLE, CHANGE = "articles.view_article", "articles.change_article"
QUEUES = {
    queue.name: queue
    for queue in (
        Queue("failed", _("Failed imports"), _("Nothing was made of them; the bytes are kept."), _failed,
              "articles.add_lineverdict", article=None, is_harm=True),
        Queue("conflicts", _("Conflicts"), _("A page changed where an editor had changed it too."), _conflicts,
              "articles.add_lineverdict", article="article", is_harm=True),
        Queue("unsure", _("Unsure lines"), _("Pages with lines whose role is a guess."), _unsure,
              "articles.add_lineverdict", article="article"),
        Queue("review", _("In review"), _("Sent by their authors to be published."), _in_review, ARTICLE),
        Queue("drafts", _("Newer drafts"), _("Published, with changes that readers do not see yet."),
              _drafts, CHANGE),
        Queue("stale", _("Stale paragraphs"), _("The original changed after they were translated."), _stale,
              CHANGE),
        Queue("links", _("Suggested links"), _("Not shown to readers until accepted."), _links,
              "articles.change_link", article="from_article"),
        Queue("tags", _("Suggested tags"), _("Names that were found in the texts."), _tags,
              "articles.change_tagsuggestion", article="article"),
        Queue("names", _("Unknown names"), _("They stand in several articles and belong to no tag."),
              UnknownName.objects.waiting, "articles.view_unknownname", article=None),
        Queue("dates", _("Doubtful dates"), _("Articles of which only an estimate is known."), _by_id(estimated), CHANGE),
        Queue("undated", _("Undated"), _("Articles of which no date is known at all."), _by_id(undated), CHANGE),
        Queue("wanted", _("Wanted articles"), _("Quoted by name, and not in the archive."), _wanted,
              "articles.change_quotation", article=None, counted="title_key"),
    )
}  # fmt: skip
