"""What editors decide about a page that was taken in: its lines, its conflicts, whether it is wanted, undoing its run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.ingest.beside import store_beside
from articles.ingest.confidence import unsure_lines
from articles.ingest.conflicts import Place, lay_out, settle
from articles.ingest.decide import PageState
from articles.ingest.incoming import Incoming, Reading
from articles.ingest.merge import Conflict, merge_fields, merge_paragraphs
from articles.ingest.read import BY_ANOTHER, READER_VERSION
from articles.ingest.record import Record, record_to_dict
from articles.ingest.record_shape import record_from_dict
from articles.ingest.sources import SourceFinder
from articles.ingest.state import blocks_of_record, body_paragraphs, flat_comments, state_of_record
from articles.ingest.store import Page, stem_of
from articles.ingest.verdicts import read_with_verdicts
from articles.models import (
    Article,
    Block,
    Capture,
    ImportItem,
    ImportRun,
    LineVerdict,
    Link,
    Quotation,
    Revision,
    TagSuggestion,
)
from articles.rendering.body import parse_body
from articles.revisions.content import ATTRIBUTES, Content, content_of_revision
from articles.revisions.write import write_revision

REFUSED = "refused"  # the error code of a capture that an editor refused


@dataclass(frozen=True, slots=True)
class Judged:
    """What a new reading did: whether the article changed, and where it kept an editor's words against the page."""

    article: Article | None
    is_changed: bool = False
    kept: tuple[Conflict, ...] = ()
    is_superseded: bool = False  # a later state of the page was taken in: the article follows that one


def judge_lines(capture: Capture, verdicts: Mapping[int, str | None], *, user) -> Judged:
    """Keep an editor's word on lines (None takes it back), read the page by it, and let its article follow.

    What editors wrote stays, also where the page now says otherwise. The caller holds the transaction and refreshes.
    """
    if capture.reader_version == BY_ANOTHER:
        return Judged(capture.article)  # a record without its page: there is nothing to read
    for line, role in verdicts.items():
        if role is None:
            capture.verdicts.filter(line=line).delete()
        else:
            LineVerdict.objects.update_or_create(
                capture=capture, line=line, defaults={"role": role, "decided_by": user}
            )
    record = read_judged(capture, {})
    judged = _follow(capture.article, capture, record, user=user) if capture.article else Judged(None)
    kept = {key: value for key, value in (capture.record or {}).items() if key == "front_matter"}
    capture.record = record_to_dict(record) | kept
    capture.ledger = [[e.line, e.role, e.rule, round(e.confidence, 3)] for e in record.ledger]
    capture.unsure_lines = len(unsure_lines(record.ledger))
    capture.reader_version = READER_VERSION
    capture.save(update_fields=["record", "ledger", "unsure_lines", "reader_version"])
    return judged


def read_judged(capture: Capture, verdicts: Mapping[int, str | None]) -> Record:
    """The page's record by the words that editors gave on its lines, and by these besides; stores nothing."""
    spoken = dict(capture.verdicts.values_list("line", "role")) | verdicts
    return read_with_verdicts(
        bytes(capture.content),
        {line: role for line, role in spoken.items() if role is not None},
        name=capture.name,
        address=capture.address or None,
        received_on=capture.captured_on and capture.captured_on.isoformat(),
        declared=capture.encoding or None,
    )


def _follow(article: Article, capture: Capture, record: Record, *, user) -> Judged:
    last = article.revisions.filter(capture__isnull=False).order_by("-number").first()
    if last is not None and last.capture_id != capture.pk:
        return Judged(article, is_superseded=True)
    before = record_from_dict(capture.record)
    base, ours, theirs = state_of(capture, before), our_state(article), state_of(capture, record)
    fields, field_conflicts = merge_fields(base.fields, ours.fields, theirs.fields)
    body = merge_paragraphs(base.body, ours.body, theirs.body)
    merged = PageState(fields, body.paragraphs)
    if merged != ours:
        blocks = blocks_of_record(record)
        is_page_itself = merged.body == body_paragraphs(blocks)
        write_revision(
            article,
            _content(article, merged),
            cause=Revision.Cause.IMPORT if is_page_itself else Revision.Cause.MERGE,
            blocks=blocks if is_page_itself else None,
            user=user,
            capture=capture,
        )
    _forget(article, before, record)
    store_beside([_as_page(capture, record, theirs, article)])
    return Judged(article, is_changed=merged != ours, kept=(*field_conflicts, *body.conflicts))


def our_state(article: Article) -> PageState:
    """What editors made of the article until now."""
    content = content_of_revision(article.latest_revision)
    fields = {name: value for name, value in content.attributes.items() if name in ATTRIBUTES}
    for name in ("headline", "subtitle", "original_headline"):
        fields[name] = getattr(content, name)
    return PageState(fields, body_paragraphs(parse_body(content.body)))


def state_of(capture: Capture, record: Record) -> PageState:
    """What a reading of the capture says of its article."""
    page = _as_page(capture, record, PageState({}, ()), None)
    source = SourceFinder([(page.incoming, page.reading)]).find(page.reading, page.incoming)
    return state_of_record(record, name=stem_of(capture.name), source=source.slug if source else None)


def _as_page(capture: Capture, record: Record, state: PageState, article: Article | None) -> Page:
    front = (capture.record or {}).get("front_matter") or {}
    incoming = Incoming(capture.name, b"", capture.address)
    return Page(incoming, Reading(record, front_matter=front), state, capture, article)


def _content(article: Article, state: PageState) -> Content:
    latest = content_of_revision(article.latest_revision)
    attributes = {name: value for name, value in state.fields.items() if name in ATTRIBUTES}
    return replace(
        latest,
        headline=state.fields["headline"],
        subtitle=state.fields["subtitle"],
        original_headline=state.fields["original_headline"],
        body="\n\n".join(state.body),
        attributes={**latest.attributes, **attributes},
    )


def _forget(article: Article, before: Record, now: Record) -> None:
    """Take away the comments and references that the former reading found and this one does not."""
    gone = _comment_keys(before) - _comment_keys(now)
    for comment in article.comments.all() if gone else ():
        if (comment.author, comment.text) in gone:
            comment.replies.update(parent=None)
            comment.delete()
    lost = {(r.kind, r.title) for r in before.references} - {(r.kind, r.title) for r in now.references}
    for reference in article.references.filter(target__isnull=True) if lost else ():
        if (reference.kind, reference.title) in lost:
            reference.delete()


def _comment_keys(record: Record) -> set[tuple[str, str]]:
    return {((c.author or "")[:200], c.text) for _, _, _, c in flat_comments(record.comments)}


def refuse_capture(capture: Capture, reason: str) -> Article | None:
    """Mark a page as not wanted; returns the article that it alone made, which the caller withdraws."""
    article = capture.article
    if article is not None and article.revisions.exclude(capture=capture).exists():
        article = None
    capture.state, capture.error_code, capture.error_message = Capture.State.FAILED, REFUSED, reason
    capture.refused_state = article.state if article else ""
    capture.save(update_fields=["state", "error_code", "error_message", "refused_state"])
    return article


def take_back_refusal(capture: Capture) -> Article | None:
    """A refused page is again what it was when it was read; returns its article where that is again what it was, too.

    The caller holds the transaction and refreshes.
    """
    if capture.error_code != REFUSED or capture.record is None:
        return None
    article, before = capture.article, capture.refused_state
    capture.state, capture.error_code, capture.error_message = Capture.State.READ, "", ""
    capture.refused_state = ""
    capture.save(update_fields=["state", "error_code", "error_message", "refused_state"])
    if article is None or not before or article.state != Article.State.WITHDRAWN:
        return None
    article.state = before
    article.save(update_fields=["state", "changed_at"])
    return article


def waiting_conflicts() -> QuerySet[ImportItem]:
    """Files whose new state waits for an editor: no revision has taken it in."""
    return ImportItem.objects.filter(
        outcome=ImportItem.Outcome.CONFLICT, article__isnull=False, capture__revisions__isnull=True
    ).exclude(capture__error_code=REFUSED)


def states_in_conflict(capture: Capture) -> tuple[PageState, PageState, PageState]:
    """Base, ours and theirs of a capture whose new state waits."""
    ours = our_state(capture.article)
    last = (
        Revision.objects.filter(article=capture.article, capture__isnull=False)
        .select_related("capture")
        .order_by("-number")
        .first()
    )
    theirs = state_of(capture, record_from_dict(capture.record))
    if last is None or not last.capture.record:
        return ours, ours, theirs
    return state_of(last.capture, record_from_dict(last.capture.record)), ours, theirs


def places_in_conflict(capture: Capture) -> list[Place]:
    return lay_out(*states_in_conflict(capture))


def resolve_conflict(
    capture: Capture, choices: Mapping[str, str], words: Mapping[str, str], *, user, note: str = ""
) -> Revision:
    """Make the revision that the choices and own words say; also where all stays, so that the page is taken in.

    The caller holds the transaction and refreshes.
    """
    article = capture.article
    state = settle(*states_in_conflict(capture), choices, words)
    conflicts = capture.items.filter(outcome=ImportItem.Outcome.CONFLICT)
    conflicts.update(
        outcome=ImportItem.Outcome.SETTLED
    )  # else the queue would walk through all that ever were
    revision = write_revision(
        article, _content(article, state), cause=Revision.Cause.MERGE, user=user, capture=capture, note=note
    )
    return revision or _same_again(article, capture, user=user, note=note)


def _same_again(article: Article, capture: Capture, *, user, note: str) -> Revision:
    """The newest revision once more, now on record as the answer to this capture."""
    old = article.latest_revision
    blocks = list(old.blocks.all())
    is_live = article.live_revision_id == old.pk
    revision = Revision.objects.get(pk=old.pk)
    revision.pk, revision._state.adding = None, True
    revision.number = article.revisions.order_by("-number").values_list("number", flat=True)[0] + 1
    revision.cause, revision.created_by, revision.run = Revision.Cause.MERGE, user, None
    revision.capture, revision.note, revision.is_note_public = capture, note, False
    revision.save()
    for block in blocks:
        block.pk, block._state.adding, block.revision = None, True, revision
    Block.objects.bulk_create(blocks)
    article.latest_revision = revision
    if is_live:
        article.live_revision = revision
    article.save()
    return revision


def blockers_of_undo(run: ImportRun) -> list[str]:
    """Why this run cannot be undone, the first articles of each reason named; nothing where it can."""
    created = _created(run)
    reasons = []
    if run.options.get("undone"):
        reasons.append(_("it is undone already"))
    if run.revisions.exclude(article__in=created).exists():
        reasons.append(_("it changed articles that were there before"))
    for depending, words in _dependencies(run, created):
        numbers = created.filter(pk__in=depending).values_list("pk", flat=True)[:3]
        reasons += [words % number for number in numbers]
    return reasons


def undo_run(run: ImportRun) -> int:
    """Take out the articles and captures that the run brought; returns how many articles. Only without blockers."""
    numbers = list(_created(run).values_list("pk", flat=True))
    captures = list(run.captures.values_list("pk", flat=True))
    Article.objects.filter(pk__in=numbers).update(
        live_revision=None, latest_revision=None, translation_of=None, translated_revision=None
    )
    Article.objects.filter(pk__in=numbers).delete()
    Capture.objects.filter(pk__in=captures, revisions__isnull=True, article__isnull=True).delete()
    run.options = {**run.options, "undone": True}
    run.save(update_fields=["options"])
    return len(numbers)


def _created(run: ImportRun) -> QuerySet[Article]:
    items = run.items.filter(outcome=ImportItem.Outcome.CREATED, article__isnull=False)
    return Article.objects.filter(pk__in=items.values("article")).order_by("pk")


def _dependencies(run: ImportRun, created: QuerySet[Article]) -> list[tuple[QuerySet, str]]:
    """Numbers of articles that something else needs by now, and what is said of each."""
    links = Link.objects.filter(decided_by__isnull=False)
    tags = TagSuggestion.objects.exclude(state=TagSuggestion.State.SUGGESTED)
    edited = Revision.objects.filter(article__in=created).exclude(run=run)
    translations = Article.objects.filter(translation_of__in=created).exclude(pk__in=created)
    quoting = Quotation.objects.filter(quoted__in=created).exclude(article__in=created)
    return [
        (created.filter(first_published_at__isnull=False).values("pk"), _("article %d was published")),
        (edited.values("article"), _("article %d was edited or imported again")),
        (
            links.filter(from_article__in=created).values("from_article"),
            _("article %d has a link that an editor judged"),
        ),
        (
            links.filter(to_article__in=created).values("to_article"),
            _("article %d has a link that an editor judged"),
        ),
        (tags.filter(article__in=created).values("article"), _("article %d has tags that an editor judged")),
        (translations.values("translation_of"), _("article %d is translated")),
        (quoting.values("quoted"), _("article %d is quoted by another article")),
    ]
