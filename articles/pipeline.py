"""The one place that chains the jobs.

    files ─ read_all ─ store_page ─┐
    an editor's text ─ save_edit ──┼─ refresh_articles: suggestions ─ links ─ rendered HTML ─ search entry ─ counts
    publish, withdraw ─────────────┘

A batch of files is one transaction with all that follows from it: killed at any moment, a run leaves whole articles
only, and the same command started again takes up where it stopped.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.ingest.incoming import File, Incoming, Known, Reading, Refused, parted, size_of
from articles.ingest.reasons import kept
from articles.ingest.record import Warning
from articles.ingest.run import REFUSED
from articles.ingest.store import store_failure, store_pages
from articles.ingest.workers import CHUNK_BYTES, CHUNK_PAGES, read_all
from articles.links.run import link_articles, link_waiting
from articles.listing.keep import list_articles
from articles.models import (
    Article,
    Capture,
    ContentVersion,
    ImportItem,
    ImportRun,
    Revision,
    Source,
    TagSuggestion,
)
from articles.rendering.body import BodyBlock
from articles.revisions.content import Content, with_revisions
from articles.revisions.render import leaning_on, render_articles
from articles.revisions.write import publish, withdraw, write_revision
from articles.search.index import index_articles
from articles.tagging.run import accept_all, suggest_for_all
from articles.translations.machine.engine import Engine
from articles.translations.machine.fill import Filled, fill_pairs
from articles.translations.run import follow_translations
from articles.translations.tie import tie_translations
from articles.translations.write import compose

log = logging.getLogger(__name__)

# Files of one transaction: enough to share the cost of queries, few enough for editors not to wait.
BATCH = 100
BATCH_BYTES = 2_000_000  # that close a batch earlier
SURE = 0.6  # a suggested tag of this score names what the article is about


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What an import does with every page it takes in."""

    publish: bool = False
    source: Source | None = None
    language: str | None = None
    workers: int = 0  # processes that read; none: the caller's own


def process_captures(
    files: Iterable[Incoming | Refused], *, run: ImportRun, options: ImportOptions, user=None
) -> Iterator[ImportItem]:
    """Take files into the archive; what became of each is an ImportItem of the run, in the order of the files."""
    position = run.items.count()
    for batch in _batches(read_all(_known_apart(files), workers=options.workers)):
        items = _take_whole(batch, run=run, position=position, options=options, user=user)
        yield from items
        position += len(items)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    if position:
        refresh_statistics()


def save_edit(
    article: Article,
    content: Content,
    *,
    user,
    note: str = "",
    is_note_public: bool = False,
    cause: str = "editor",
) -> Revision | None:
    """Freeze an editor's text; readers see it once it is published."""
    with transaction.atomic():
        revision = write_revision(
            article, content, cause=cause, user=user, note=note, is_note_public=is_note_public
        )
        refresh_articles([article])
    return revision


def save_translation(translation: Article, *, user, note: str = "") -> Revision | None:
    """Freeze what was translated paragraph by paragraph; readers see it once it is published."""
    with transaction.atomic():
        revision = compose(translation, user=user, note=note)
        refresh_articles([translation])
    return revision


def machine_translate(translation: Article, engine: Engine, *, user) -> Filled:
    """Let an engine translate the empty paragraphs, as a draft that names it; raises EngineError."""
    filled = fill_pairs(translation, engine, user=user)
    if filled.taken:
        with transaction.atomic():
            compose(translation, user=user, engine=engine.name)
            refresh_articles([translation])
    return filled


def publish_articles(articles: Iterable[Article]) -> None:
    """Let readers see the newest revision of each."""
    with transaction.atomic():
        articles = list(articles)
        publish(articles)
        refresh_articles(articles, also=leaning_on([article.pk for article in articles]))


def withdraw_articles(articles: Iterable[Article]) -> None:
    """Take articles from readers; nothing of them is deleted."""
    with transaction.atomic():
        articles = list(articles)
        withdraw(articles)
        refresh_articles(articles, also=leaning_on([article.pk for article in articles]))


@transaction.atomic
def refresh_articles(
    articles: Iterable[Article],
    parsed: Mapping[int, Sequence[BodyBlock]] = {},
    also: Collection[int] = (),
) -> None:
    """Make anew all that is derived from the articles, and what that changes in others.

    `parsed` holds by number the bodies of revisions that the caller has as blocks; `also` are articles to be rendered
    whatever changes, as when those that they name come before readers or go.
    """
    numbers = [article.pk for article in articles]
    if not numbers:
        return
    articles = with_revisions(Article.objects.filter(pk__in=numbers))  # as they stand in the database by now
    translations = follow_translations(articles)
    readings = suggest_for_all(articles)
    touched = {*translations, *link_articles(numbers, readings), *also} - set(numbers)
    render_articles([*articles, *Article.objects.filter(pk__in=touched)], parsed)
    index_articles(articles)
    ContentVersion.move()
    list_articles(numbers)


def link_archive() -> Iterator[list[int]]:
    """Link the articles that wait for it, and render what that changes; the numbers of each batch once it is whole."""
    return link_waiting(_render)


def _render(numbers: Iterable[int]) -> None:
    articles = Article.objects.filter(pk__in=numbers).select_related("live_revision", "latest_revision")
    render_articles(articles)
    ContentVersion.move()


def _known_apart(files: Iterable[Incoming | Refused]) -> Iterator[File]:
    """The files, those that the archive holds marked; it is asked for as many at once as a reader is handed."""
    for some in parted(files, size_of, most=CHUNK_PAGES, largest=CHUNK_BYTES):
        known = _known_hashes(some)
        for file in some:
            is_known = isinstance(file, Incoming) and not known.isdisjoint(_hashes(file))
            yield Known(file) if is_known else file


def _known_hashes(files: Iterable[File]) -> set[str]:
    incomings = (file for file in files if isinstance(file, Incoming))
    return set(_captures_of(incomings).values_list("sha256", flat=True))


def _captures_of(incomings: Iterable[Incoming]) -> QuerySet[Capture]:
    """The captures of these files that were read already, or that an editor refused."""
    hashes = {sha256 for incoming in incomings for sha256 in _hashes(incoming)}
    return Capture.objects.filter(Q(state=Capture.State.READ) | Q(error_code=REFUSED), sha256__in=hashes)


def _hashes(incoming: Incoming) -> set[str]:
    return {incoming.sha256, incoming.stated_sha256 or incoming.sha256}


def refresh_statistics() -> None:
    """SQLite chooses indexes by figures that it never takes by itself; PostgreSQL does.

    Taken of our tables by name: those in which its full-text index lies would be read from end to end, and have no figures.
    """
    if connection.vendor == "sqlite":
        models = apps.get_app_config("articles").get_models(include_auto_created=True)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            for model in models:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _batches(
    entries: Iterable[tuple[File, Reading | None]],
) -> Iterator[list[tuple[File, Reading | None]]]:
    return parted(entries, lambda entry: size_of(entry[0]), most=BATCH, largest=BATCH_BYTES)


def _take_whole(
    batch: Sequence[tuple[File, Reading | None]], *, position: int, **given: Any
) -> list[ImportItem]:
    """One transaction; where a page cannot be stored, each file is one, and the report names that page."""
    try:
        with transaction.atomic():
            return _take(batch, position=position, **given)
    except (OperationalError, InterfaceError):  # of the database, and no page's fault
        raise
    except Exception as error:
        fault = error
    if len(batch) > 1:
        apart = ([entry] for entry in batch)
        items = (_take_whole(one, position=n, **given) for n, one in enumerate(apart, position))
        return list(chain.from_iterable(items))
    file, reading = batch[0]
    if reading is None or reading.error:
        raise fault
    log.error("%s could not be stored", file.name, exc_info=fault)
    failed = Reading(None, error=("store-crashed", f"the page could not be stored ({fault!r})"))
    with transaction.atomic():
        return _take([(file, failed)], position=position, **given)


def _take(
    batch: Sequence[tuple[File, Reading | None]],
    *,
    run: ImportRun,
    position: int,
    options: ImportOptions,
    user,
) -> list[ImportItem]:
    """One transaction's files: each gets its item, the pages that could be read are stored together."""
    items, pages, there = [], [], []
    seen = _known_hashes(file for file, _ in batch)
    for offset, (file, reading) in enumerate(batch):
        item = ImportItem(run=run, position=position + offset, name=file.name[-500:])
        items.append(item)
        if isinstance(file, Refused):
            item.outcome = ImportItem.Outcome.FAILED if file.is_fault else ImportItem.Outcome.SKIPPED
            item.reason = kept({"code": file.code, "message": file.message})
        elif isinstance(file, Known):
            there.append((item, file.incoming))
        elif reading.error:
            code, message = reading.error
            item.capture = store_failure(file, reading, run=run, user=user)
            item.outcome = ImportItem.Outcome.FAILED
            item.reason = kept({"code": code, "message": message})
        elif _hashes(file) & seen:
            there.append((item, file))
        else:
            seen.add(file.sha256)
            pages.append((file, reading, item))
    _store(pages, run=run, options=options, user=user)
    _mark_known(there)
    return ImportItem.objects.bulk_create(items)


def _mark_known(entries: Sequence[tuple[ImportItem, Incoming]]) -> None:
    """Say of items which captures they are, once more; none of them was read."""
    captures = _captures_of(file for _, file in entries).select_related("article") if entries else ()
    by_hash = {capture.sha256: capture for capture in captures}
    for item, file in entries:
        capture = next(by_hash[sha256] for sha256 in _hashes(file) if sha256 in by_hash)
        item.outcome = ImportItem.Outcome.SKIPPED
        item.capture, item.article = capture, capture.article
        is_refused = capture.error_code == REFUSED
        item.reason = kept(
            {"code": "refused"} if is_refused else {"code": "known", "article": capture.article_id}
        )


def _store(
    entries: Sequence[tuple[Incoming, Reading, ImportItem]], *, run: ImportRun, options: ImportOptions, user
) -> None:
    if not entries:
        return
    readings = [(incoming, reading) for incoming, reading, _ in entries]
    pages = store_pages(readings, run=run, user=user, source=options.source, language=options.language)
    changed = [page for page in pages if page.outcome in ("created", "updated")]
    if options.publish:
        publish([page.article for page in changed])
    parsed = {page.article.latest_revision_id: page.blocks for page in pages if page.outcome == "created"}
    untied = tie_translations(
        {page.article: str(page.reading.front_matter.get("translation_of") or "") for page in changed}
    )
    for page, (_, _, item) in zip(pages, entries, strict=True):
        item.capture, item.article = page.capture, page.article
        item.outcome, item.reason = page.outcome, kept(page.intent.reason)
        warnings = [
            *page.record.warnings,
            *(Warning(*problem) for problem in untied.get(page.article.pk, ())),
        ]
        item.warnings = [_plain_warning(warning) for warning in warnings]
    known = [page.article.pk for page in changed if options.publish and page.outcome == "updated"]
    refresh_articles([page.article for page in changed], parsed, also=leaning_on(known) if known else ())


def _plain_warning(warning: Warning) -> dict:
    return {"code": warning.code, "message": warning.message, "lines": warning.lines and list(warning.lines)}


def accept_sure_suggestions(articles: Iterable[Article], *, user, at_least: float = SURE) -> None:
    """Take the suggested tags of this score or more, as an editor would at a glance."""
    numbers = [article.pk for article in articles]
    sure = TagSuggestion.objects.filter(
        article__in=numbers, state=TagSuggestion.State.SUGGESTED, score__gte=at_least
    )
    with transaction.atomic():
        accept_all(sure.select_related("tag"), user=user)
        refresh_articles(Article.objects.filter(pk__in=numbers))
