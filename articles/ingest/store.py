"""Writing what was read: the only part of this package that touches the database, with `beside.py` and `sources.py`.

Pages are stored in batches: new ones together in a fixed number of queries, a new state of a known page by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from articles.ingest.beside import store_beside
from articles.ingest.confidence import unsure_lines
from articles.ingest.decide import Intent, PageState, decide
from articles.ingest.incoming import Incoming, Reading
from articles.ingest.record import Record, record_to_dict
from articles.ingest.record_shape import record_from_dict
from articles.ingest.sources import SourceFinder
from articles.ingest.state import (
    blocks_of_record,
    body_paragraphs,
    fields_of_record,
    state_of_record,
    web_address,
)
from articles.models import Article, Capture, ImportRun, Revision, Source
from articles.models.rows import update_rows
from articles.rendering.body import BodyBlock, parse_body
from articles.revisions.content import ATTRIBUTES, Content, apply_content, attributes_of, content_of_revision
from articles.revisions.write import Draft, write_revision, write_revisions
from articles.tagging.queue import note_page_tags
from articles.text.normalise import plain_key
from articles.text.slugs import slug_of


@dataclass
class Page:
    """One page that was read, on its way into the archive."""

    incoming: Incoming
    reading: Reading
    fields: dict[str, Any]
    capture: Capture
    article: Article | None = None
    intent: Intent | None = None

    @property
    def record(self) -> Record:
        return self.reading.record

    @cached_property
    def blocks(self) -> list[BodyBlock]:
        return blocks_of_record(self.record)

    @property
    def outcome(self) -> str:
        return {"create": "created", "update": "updated", "skip": "skipped"}.get(
            self.intent.action, "conflict"
        )

    def identities(self) -> set[tuple]:
        """By what a later state of this page is known: its address, or its source, headline and day."""
        fields = self.fields
        found = {("url", url, fields["language"]) for url in (fields["url"], self.incoming.address) if url}
        if fields["source"] and fields["published_on"] and not fields["is_headline_proposed"]:
            key = plain_key(fields["headline"])[:500]
            found.add(("headline", fields["source"], key, fields["published_on"], fields["language"]))
        return found


def store_failure(incoming: Incoming, reading: Reading, *, run: ImportRun, user=None) -> Capture:
    """Keep a page that could not be read, with the reason; the same bytes are one capture."""
    code, message = reading.error
    row = _capture_row(incoming, reading, run=run, user=user)
    row |= {"state": Capture.State.FAILED, "error_code": code, "error_message": message}
    return Capture.objects.update_or_create(sha256=incoming.sha256, defaults=row)[0]


def store_pages(
    readings: Iterable[tuple[Incoming, Reading]],
    *,
    run: ImportRun,
    user=None,
    source: Source | None = None,
    language: str | None = None,
) -> list[Page]:
    """Keep the captures and make of each what `decide` says; the caller holds the transaction."""
    readings = list(readings)
    finder = SourceFinder(readings)
    pages = []
    for incoming, reading in readings:
        paper = source or finder.find(reading, incoming)
        fields = fields_of_record(
            reading.record, name=stem_of(incoming.name), source=paper.slug if paper else None
        )
        if language:
            fields["language"] = language
        fields["url"] = fields["url"] or web_address(incoming.address)
        row = _capture_row(incoming, reading, run=run, user=user)
        pages.append(Page(incoming, reading, fields, Capture(sha256=incoming.sha256, **row)))
    _save_captures(pages)
    for group in _parted(pages):
        _store_group(group, finder, run=run, user=user)
    return pages


def stem_of(name: str) -> str:
    """A file's name without folders and ending."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or name


def _capture_row(incoming: Incoming, reading: Reading, *, run: ImportRun, user) -> dict[str, Any]:
    row = {
        "content": incoming.data,
        "size": len(incoming.data),
        "name": incoming.name[-500:],
        "address": incoming.address,
        "encoding": incoming.encoding,
        "captured_on": incoming.captured_on or None,
        "validators": incoming.validators,
        "received_by": user,
        "run": run,
        "reader_version": reading.reader_version,
        "state": Capture.State.READ,
        "error_code": "",
        "error_message": "",
    }
    if reading.record:
        row["record"] = record_to_dict(reading.record)
        row["unsure_lines"] = len(unsure_lines(reading.record.ledger))
        row["ledger"] = [[e.line, e.role, e.rule, round(e.confidence, 3)] for e in reading.record.ledger]
        if reading.front_matter:
            row["record"]["front_matter"] = reading.front_matter
    return row


def _save_captures(pages: Sequence[Page]) -> None:
    """A page that failed once and is read now keeps its one capture."""
    hashes = [page.capture.sha256 for page in pages]
    held = Capture.objects.filter(sha256__in=hashes).values_list("sha256", "pk", "received_at")
    failed = {sha256: (pk, received_at) for sha256, pk, received_at in held}
    for page in pages:
        if page.capture.sha256 in failed:
            page.capture.pk, page.capture.received_at = failed[page.capture.sha256]
            page.capture.save()
    Capture.objects.bulk_create(page.capture for page in pages if page.capture.pk is None)


def _parted(pages: Sequence[Page]) -> Iterator[list[Page]]:
    """Groups in which no two pages are states of one article, so that each finds what the one before it made."""
    group: list[Page] = []
    taken: set[tuple] = set()
    for page in pages:
        identities = page.identities()
        if identities & taken:
            yield group
            group, taken = [], set()
        group.append(page)
        taken |= identities
    if group:
        yield group


def _store_group(pages: Sequence[Page], finder: SourceFinder, *, run: ImportRun, user) -> None:
    known = _known_articles(pages)
    for page in pages:
        page.article = next((known[i] for i in page.identities() if i in known), None)
        page.intent = _intent(page, finder)
    _create([page for page in pages if page.intent.action == "create"], finder, run=run, user=user)
    for page in pages:
        if page.intent.action == "update":
            _update(page, run=run, user=user)
        page.capture.article = page.article
    update_rows(Capture, ("article",), [(page.capture.article_id, page.capture.pk) for page in pages])
    store_beside([page for page in pages if page.intent.action in ("create", "update")])


def _known_articles(pages: Sequence[Page]) -> dict[tuple, Article]:
    """The archive's articles by the identities of the pages."""
    identities = {identity for page in pages for identity in page.identities()}
    urls = {identity[1] for identity in identities if identity[0] == "url"}
    keys = {identity[2] for identity in identities if identity[0] == "headline"}
    articles = Article.objects.select_related("latest_revision", "source")
    found = {}
    for article in articles.filter(url__in=urls) if urls else ():
        found["url", article.url, article.language] = article
    for article in articles.filter(title_key__in=keys, source__isnull=False) if keys else ():
        day = article.published_on.isoformat() if article.published_on else None
        found["headline", article.source.slug, article.title_key, day, article.language] = article
    return found


def _intent(page: Page, finder: SourceFinder) -> Intent:
    if page.article is None:
        return decide(None, None, PageState(page.fields, ()))
    theirs = PageState(page.fields, body_paragraphs(page.blocks))
    last = _last_import(page.article)
    if page.record.is_teaser and not (last and record_from_dict(last.capture.record).is_teaser):
        return Intent("skip", {"code": "teaser"})
    return decide(_base_state(last, finder), _our_state(page.article), theirs)


def _our_state(article: Article) -> PageState:
    content = content_of_revision(article.latest_revision)
    fields = {name: value for name, value in content.attributes.items() if name in ATTRIBUTES}
    for name in ("headline", "subtitle", "original_headline"):
        fields[name] = getattr(content, name)
    return PageState(fields, body_paragraphs(parse_body(content.body)))


def _last_import(article: Article) -> Revision | None:
    """The newest revision that an import made, if its reading is known."""
    last = Revision.objects.filter(article=article, capture__isnull=False).order_by("-number").first()
    return last if last is not None and last.capture.record else None


def _base_state(last: Revision | None, finder: SourceFinder) -> PageState | None:
    """What the last import that was taken in gave."""
    if last is None:
        return None
    record = record_from_dict(last.capture.record)
    source = finder.named(record, last.capture.address)
    return state_of_record(record, name=stem_of(last.capture.name), source=source.slug if source else None)


def _create(pages: Sequence[Page], finder: SourceFinder, *, run: ImportRun, user) -> None:
    if not pages:
        return
    contents = []
    for page in pages:
        front, fields = page.reading.front_matter, dict(page.fields)
        fields |= {name: str(front.get(name) or "")[:100] for name in ("translator", "reviser", "engine")}
        page.article = Article(slug=slug_of(fields["headline"], fields["language"]))
        contents.append(_content(fields, ()))
        apply_content(page.article, contents[-1], finder.by_slug)
        page.article.fill_derived()
    Article.objects.bulk_create(page.article for page in pages)
    known = _own_tags(pages)
    write_revisions(
        [
            Draft(
                page.article,
                replace(content, tags=known.get(page.article.pk, ())),
                Revision.Cause.IMPORT,
                blocks=page.blocks,
                user=user,
                run=run,
                capture=page.capture,
            )
            for page, content in zip(pages, contents, strict=True)
        ]
    )


def _own_tags(pages: Sequence[Page]) -> dict[int, tuple[str, ...]]:
    """The slugs of the tags that the pages give themselves and the archive knows, by article; the others wait."""
    given = {page.article: page.reading.front_matter.get("tags") for page in pages}
    lists = {a: [tags] if isinstance(tags, str) else tags for a, tags in given.items() if tags}
    known = note_page_tags(lists) if lists else {}
    return {number: tuple(sorted({tag.slug for tag in tags})) for number, tags in known.items()}


def _update(page: Page, *, run: ImportRun, user) -> None:
    latest = content_of_revision(page.article.latest_revision)
    content = _content({**latest.attributes, **page.intent.state.fields}, latest.tags)
    is_page_itself = page.intent.state.body == body_paragraphs(page.blocks)
    write_revision(
        page.article,
        Content(**{**content.__dict__, "body": "\n\n".join(page.intent.state.body)}),
        cause=Revision.Cause.IMPORT if is_page_itself else Revision.Cause.MERGE,
        blocks=page.blocks if is_page_itself else None,
        user=user,
        run=run,
        capture=page.capture,
    )


def _content(fields: dict[str, Any], tags: tuple[str, ...]) -> Content:
    return Content(
        headline=fields["headline"],
        subtitle=fields["subtitle"],
        original_headline=fields["original_headline"],
        body="",
        attributes=attributes_of(Article()) | {name: fields[name] for name in fields if name in ATTRIBUTES},
        tags=tags,
    )
