"""Writing what was read: the only file of this package that touches the database."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.text import slugify

from articles.ingest.decide import Intent, PageState, decide
from articles.ingest.incoming import Incoming, Reading
from articles.ingest.record import Record, Warning, record_from_dict, record_to_dict
from articles.ingest.state import (
    blocks_of_record,
    body_paragraphs,
    flat_comments,
    split_moment,
    state_of_record,
)
from articles.models import (
    Article,
    Capture,
    Comment,
    ImportRun,
    Reference,
    Revision,
    Source,
    SourceAlias,
    Tag,
)
from articles.rendering.body import parse_body
from articles.revisions.content import ATTRIBUTES, Content, attributes_of, content_of_revision
from articles.revisions.write import write_revision
from articles.text.normalise import plain_key
from articles.text.slugs import slug_of


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one file; outcome is one of ImportItem.Outcome."""

    outcome: str
    reason: str
    capture: Capture
    article: Article | None = None


def store_failure(incoming: Incoming, reading: Reading, *, run: ImportRun, user=None) -> Capture:
    """Keep a page that could not be read, with the reason; the same bytes are one capture."""
    code, message = reading.error
    capture, _ = Capture.objects.update_or_create(
        sha256=incoming.sha256,
        defaults={
            "content": incoming.data,
            "size": len(incoming.data),
            "name": incoming.name[-500:],
            "address": incoming.address,
            "received_by": user,
            "run": run,
            "state": Capture.State.FAILED,
            "error_code": code,
            "error_message": message,
            "reader_version": reading.reader_version,
        },
    )
    return capture


def store_page(
    incoming: Incoming,
    reading: Reading,
    *,
    run: ImportRun,
    user=None,
    source: Source | None = None,
    language: str | None = None,
) -> Stored:
    """Keep the capture and make of it what `decide` says; the caller holds the transaction."""
    record = reading.record
    capture = _store_capture(incoming, reading, run=run, user=user)
    named = str(reading.front_matter.get("source") or "")
    source = (
        source
        or Source.objects.filter(slug=named).first()
        or find_source(record, incoming.address, create=True)
    )
    theirs = state_of_record(record, name=stem_of(incoming.name), source=source.slug if source else None)
    if language:
        theirs.fields["language"] = language
    article = _known_article(theirs, incoming.address)
    intent = decide(_base_state(article), _our_state(article), theirs)
    if intent.action == "create":
        article = _create(intent, reading, capture, run=run, user=user)
    elif intent.action == "update":
        _update(article, intent, record, capture, run=run, user=user)
    capture.article = article
    capture.save(update_fields=["article"])
    if intent.action in ("create", "update"):
        _store_references(article, record)
        _store_comments(article, record)
    outcome = {"create": "created", "update": "updated", "skip": "skipped", "conflict": "conflict"}[
        intent.action
    ]
    return Stored(outcome, intent.reason, capture, article)


def find_source(record: Record, address: str, *, create: bool = False) -> Source | None:
    """The archive's source for a page: by the publisher it names, else by the host of its own address."""
    found = Source.objects.named(record.publisher)
    host = (urlsplit(record.url or address or "").hostname or "").removeprefix("www.")
    if found is None and host:
        found = Source.objects.named(host)
    if found is None and create and record.publisher:
        found = _create_source(record.publisher, record.language, host)
    return found


def stem_of(name: str) -> str:
    """A file's name without folders and ending."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or name


def _create_source(publisher: str, language: str, host: str) -> Source:
    name = publisher[:200]
    field = "name_" + {"ja": "ja", "ru": "ru", "kk": "kk", "zh-Hans": "zh_hans"}.get(language, "en")
    slug = slug_of(name, language) or slugify(host.replace(".", "-")) or "source"
    taken = set(Source.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 2
    unique = slug
    while unique in taken:
        unique, number = f"{slug}-{number}", number + 1
    source = Source.objects.create(slug=unique, language=language, **{field: name})
    for spelling in filter(None, {name, host}):
        SourceAlias.objects.create(source=source, text=spelling)
    return source


def _store_capture(incoming: Incoming, reading: Reading, *, run: ImportRun, user) -> Capture:
    record = reading.record
    stored = record_to_dict(record)
    if reading.front_matter:
        stored["front_matter"] = reading.front_matter
    capture, _ = Capture.objects.update_or_create(
        sha256=incoming.sha256,
        defaults={
            "content": incoming.data,
            "size": len(incoming.data),
            "name": incoming.name[-500:],
            "address": incoming.address,
            "received_by": user,
            "run": run,
            "state": Capture.State.READ,
            "error_code": "",
            "error_message": "",
            "reader_version": reading.reader_version,
            "record": stored,
            "ledger": [[e.line, e.role, e.rule, round(e.confidence, 3)] for e in record.ledger],
        },
    )
    return capture


def _known_article(state: PageState, address: str) -> Article | None:
    """The article that an earlier state of this page became: same address, or same source, headline and day."""
    known = Article.objects.select_related("latest_revision", "source")
    for url in filter(None, (state.fields["url"], address)):
        found = known.filter(url=url, language=state.fields["language"]).first()
        if found:
            return found
    if state.fields["source"] and state.fields["published_on"] and not state.fields["is_headline_proposed"]:
        return known.filter(
            title_key=plain_key(state.fields["headline"])[:500],
            source__slug=state.fields["source"],
            published_on=state.fields["published_on"],
            language=state.fields["language"],
        ).first()
    return None


def _our_state(article: Article | None) -> PageState | None:
    if article is None:
        return None
    content = content_of_revision(article.latest_revision)
    fields = {name: value for name, value in content.attributes.items() if name in ATTRIBUTES}
    for name in ("headline", "subtitle", "original_headline"):
        fields[name] = getattr(content, name)
    return PageState(fields, body_paragraphs(parse_body(content.body)))


def _base_state(article: Article | None) -> PageState | None:
    """What the last import that was taken in gave."""
    if article is None:
        return None
    last = Revision.objects.filter(article=article, capture__isnull=False).order_by("-number").first()
    if last is None or not last.capture.record:
        return None
    record = record_from_dict(last.capture.record)
    source = find_source(record, last.capture.address)
    return state_of_record(record, name=stem_of(last.capture.name), source=source.slug if source else None)


def _content(fields: dict[str, Any], body: str, tags: tuple[str, ...]) -> Content:
    attributes = {name: value for name, value in fields.items() if name in ATTRIBUTES}
    return Content(
        headline=fields["headline"],
        subtitle=fields["subtitle"],
        original_headline=fields["original_headline"],
        body=body,
        attributes=attributes,
        tags=tags,
    )


def _create(intent: Intent, reading: Reading, capture: Capture, *, run: ImportRun, user) -> Article:
    fields = dict(intent.state.fields)
    front = reading.front_matter
    for name in ("translator", "reviser", "engine"):
        fields[name] = str(front.get(name) or "")
    article = Article(
        headline=fields["headline"],
        language=fields["language"],
        slug=slug_of(fields["headline"], fields["language"]),
    )
    article.save()
    attributes = attributes_of(article) | {name: fields[name] for name in fields if name in ATTRIBUTES}
    tags = Tag.objects.filter(gazetteer_id__in=front.get("tags") or ()).values_list("slug", flat=True)
    content = _content(fields | attributes, "", tuple(sorted(tags)))
    write_revision(
        article,
        content,
        cause=Revision.Cause.IMPORT,
        blocks=blocks_of_record(reading.record),
        user=user,
        run=run,
        capture=capture,
    )
    return article


def _update(
    article: Article, intent: Intent, record: Record, capture: Capture, *, run: ImportRun, user
) -> None:
    latest = content_of_revision(article.latest_revision)
    fields = {**latest.attributes, **intent.state.fields}
    body = "\n\n".join(intent.state.body)
    theirs = blocks_of_record(record)
    is_page_itself = intent.state.body == body_paragraphs(theirs)
    write_revision(
        article,
        _content(fields, body, latest.tags),
        cause=Revision.Cause.IMPORT if is_page_itself else Revision.Cause.MERGE,
        blocks=theirs if is_page_itself else None,
        user=user,
        run=run,
        capture=capture,
    )


def _store_references(article: Article, record: Record) -> None:
    """Add what the page names anew; what is there stays as editors left it."""
    known = set(article.references.values_list("kind", "title_key"))
    position = article.references.count()
    for reference in record.references:
        row = Reference(
            article=article,
            position=position,
            kind=reference.kind,
            title=reference.title[:1000],
            url=(reference.url or "")[:2000],
        )
        if (row.kind, plain_key(row.title)[:500]) not in known:
            row.save()
            position += 1


def _store_comments(article: Article, record: Record) -> None:
    """Add comments that are new on the page; those known stay, also where the page lost them."""
    known = {(c.author, c.text): c for c in article.comments.all()}
    offset = max((c.position for c in known.values()), default=-1) + 1
    rows: dict[int, Comment] = {}
    for position, depth, parent, comment in flat_comments(record.comments):
        row = known.get((comment.author or "", comment.text))
        if row is None:
            written_on, written_at = split_moment(comment.date)
            row = Comment(
                article=article,
                parent=rows[parent] if parent is not None else None,
                position=offset,
                depth=depth,
                author=(comment.author or "")[:200],
                written_on=written_on,
                written_at=written_at,
                score=comment.score,
                text=comment.text,
                first_line=comment.lines[0],
                last_line=comment.lines[1],
            )
            row.save()
            offset += 1
        rows[position] = row


def tie_translation(stored: Stored, reading: Reading) -> list[Warning]:
    """Tie a page that says what it translates to its original, and waiting translations to a new original."""
    if stored.outcome not in ("created", "updated"):
        return []
    article, front = stored.article, reading.front_matter
    warnings = []
    named = str(front.get("translation_of") or "")
    original = _original_of(article, named)
    if original is not None:
        warnings += _tie(article, original)
    elif named:
        warnings.append(Warning("no-original", f"its original, {named}, is not in the archive yet"))
    if article.url:
        for waiting in Article.objects.filter(source_url=article.url, translation_of=None).exclude(
            pk=article.pk
        ):
            warnings += _tie(waiting, article)
    return warnings


def _original_of(article: Article, named: str) -> Article | None:
    if named:
        capture = (
            Capture.objects.filter(Q(name=named) | Q(name__endswith=f"/{named}"), article__isnull=False)
            .select_related("article")
            .order_by("-id")
            .first()
        )
        return capture and capture.article
    if article.source_url:
        return Article.objects.filter(url=article.source_url).exclude(pk=article.pk).first()
    return None


def _tie(article: Article, original: Article) -> list[Warning]:
    original = original.translation_of or original
    if original.pk == article.pk or original.language == article.language:
        return [
            Warning("no-original", f"article {original.pk} is in the same language; not tied as its original")
        ]
    if original.translations.filter(language=article.language).exclude(pk=article.pk).exists():
        return [
            Warning("second-translation", f"article {original.pk} has a translation in this language already")
        ]
    article.translation_of = original
    article.translated_revision = original.live_revision or original.latest_revision
    article.save()
    return []
