"""Writing revisions: only where something changed, with anchors that survive edits elsewhere in the text.

Everything here takes many articles at once, and one is a list of one: an import of a thousand pages and an editor's
single change go the same way, in a fixed number of queries a batch.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from articles.models import Article, Block, Quotation, Revision, Source, Tag, TaggedArticle
from articles.models.rows import insert_rows, update_rows
from articles.rendering.anchors import assign_anchors
from articles.rendering.body import BodyBlock, parse_body, plain_text, print_body
from articles.revisions.content import Content, apply_content, content_of_revision, with_revisions
from articles.text.normalise import plain_key

BLOCK_FIELDS = ("position", "kind", "anchor", "begin", "end", "first_line", "last_line")


@dataclass(frozen=True)
class Draft:
    """A text to be frozen, and why. `blocks` are the body's with the capture's lines they came from, where known.

    `anchors` are those of the blocks where somebody knows better than the text does which paragraph is which.
    """

    article: Article
    content: Content
    cause: str
    blocks: Sequence[BodyBlock] | None = None
    anchors: Sequence[str] | None = None
    user: object = None
    run: object = None
    capture: object = None
    note: str = ""
    is_note_public: bool = False


def write_revisions(drafts: Sequence[Draft]) -> list[Revision | None]:
    """Freeze each content as its article's newest revision; None where nothing changed.

    Without blocks the body is parsed, and the blocks that stay keep their lines. Until an article is published its row
    follows its newest revision.
    """
    latest = Revision.objects.in_bulk({d.article.latest_revision_id for d in drafts} - {None})
    earlier = _earlier_blocks(drafts, latest)
    revisions: list[Revision | None] = []
    blocks: list[list[tuple]] = []
    for draft in drafts:
        last = latest.get(draft.article.latest_revision_id)
        parsed = list(draft.blocks) if draft.blocks is not None else parse_body(draft.content.body)
        content = replace(draft.content, body=print_body(parsed))
        if last is not None and content == content_of_revision(last):
            revisions.append(None)
            continue
        revision, rows = _freeze(draft, content, parsed, last, earlier[draft.article.pk])
        revisions.append(revision)
        blocks.append(rows)
    written = [revision for revision in revisions if revision is not None]
    Revision.objects.bulk_create(written)
    insert_rows(
        Block,
        ("revision", *BLOCK_FIELDS),
        [(revision.pk, *row) for revision, rows in zip(written, blocks, strict=True) for row in rows],
    )
    _follow([revision.article for revision in written], written)
    return revisions


def write_revision(article: Article, content: Content, *, cause: str, **details) -> Revision | None:
    """Freeze one content; `details` are those of Draft."""
    return write_revisions([Draft(article, content, cause, **details)])[0]


def publish(articles: Iterable[Article]) -> None:
    """Let readers see the newest revision of each."""
    articles = with_revisions(articles)
    now = timezone.now()
    behind = []
    for article in articles:
        if article.live_revision_id != article.latest_revision_id and article.live_revision_id is not None:
            behind.append(article)  # the row still holds the text that readers saw
        article.live_revision = article.latest_revision
        article.state = Article.State.PUBLISHED
        article.first_published_at = article.first_published_at or now
        article.changed_at = now
    _save_as([(article, article.live_revision) for article in behind])
    update_rows(
        Article,
        ("live_revision", "state", "first_published_at", "changed_at"),
        [(a.live_revision_id, a.state, a.first_published_at, a.changed_at, a.pk) for a in articles],
    )
    shown = Revision.objects.filter(pk__in=[a.live_revision_id for a in articles], published_at=None)
    shown.update(published_at=now)


def withdraw(articles: Iterable[Article]) -> None:
    """Take articles from readers; nothing of them is deleted."""
    for article in articles:
        article.state = Article.State.WITHDRAWN
        article.save(update_fields=["state", "changed_at"])


def _freeze(
    draft: Draft, content: Content, parsed: Sequence[BodyBlock], last: Revision | None, earlier: "_Earlier"
) -> tuple[Revision, list[tuple]]:
    """The revision, and the values of BLOCK_FIELDS for its blocks."""
    plain, spans = plain_text(parsed)
    revision = Revision(
        article=draft.article,
        number=last.number + 1 if last else 1,
        cause=draft.cause,
        created_by=draft.user,
        run=draft.run,
        capture=draft.capture,
        note=draft.note,
        is_note_public=draft.is_note_public,
        headline=content.headline,
        subtitle=content.subtitle,
        original_headline=content.original_headline,
        body=content.body,
        plain=plain,
        attributes=content.attributes,
        tags=list(content.tags),
    )
    previous = list(zip(parse_body(last.body), earlier.anchors, strict=True)) if last else []
    anchors = draft.anchors or assign_anchors(parsed, previous, used=earlier.used)
    rows = []
    for position, (block, anchor, (begin, end)) in enumerate(zip(parsed, anchors, spans, strict=True)):
        first_line, last_line = block.lines or earlier.lines.get(anchor, (None, None))
        rows.append((position, block.kind, anchor, begin, end, first_line, last_line))
    return revision, rows


class _Earlier:
    """What an article's blocks were before: anchors of the newest in order, all that were ever given, and lines.

    A number means one paragraph in an original and all its translations, so what one of them gave is given to all.
    """

    def __init__(self) -> None:
        self.anchors: list[str] = []
        self.used: set[str] = set()
        self.lines: dict[str, tuple[int | None, int | None]] = {}


def _earlier_blocks(drafts: Sequence[Draft], latest: dict[int, Revision]) -> dict[int, _Earlier]:
    earlier: dict[int, _Earlier] = defaultdict(_Earlier)
    if not latest:
        return earlier
    roots = {d.article.pk: d.article.translation_of_id or d.article.pk for d in drafts}
    used = _used_anchors(roots.values())
    for number, root in roots.items():
        earlier[number].used = used[root]
    for row in Block.objects.filter(revision__in=latest).order_by("revision", "position"):
        entry = earlier[latest[row.revision_id].article_id]
        entry.anchors.append(row.anchor)
        entry.lines[row.anchor] = (row.first_line, row.last_line)
    return earlier


def _used_anchors(roots: Iterable[int]) -> dict[int, set[str]]:
    """All anchors that were ever given in these originals and their translations."""
    used: dict[int, set[str]] = defaultdict(set)
    for field in ("revision__article", "revision__article__translation_of"):
        rows = Block.objects.filter(**{f"{field}__in": set(roots)}).values_list(field, "anchor").distinct()
        for root, anchor in rows:
            used[root].add(anchor)
    return used


def _follow(articles: Sequence[Article], revisions: Sequence[Revision]) -> None:
    """Point the articles at their new revisions; those that readers never saw take over the text as well."""
    for article, revision in zip(articles, revisions, strict=True):
        article.latest_revision = revision
    update_rows(Article, ("latest_revision",), [(a.latest_revision_id, a.pk) for a in articles])
    _save_as([(a, r) for a, r in zip(articles, revisions, strict=True) if a.live_revision_id is None])


def _save_as(pairs: Sequence[tuple[Article, Revision]]) -> None:
    """Make the rows say what the revisions say: columns, tags and quotations."""
    slugs = {revision.attributes.get("source") for _, revision in pairs} - {None}
    sources = Source.objects.by_slugs(slugs)
    for article, revision in pairs:
        before = dict(article.__dict__)
        apply_content(article, content_of_revision(revision), sources)
        if any(before.get(name) != value for name, value in article.__dict__.items() if name != "_state"):
            article.save()
    set_tags([(article, revision.tags) for article, revision in pairs])
    refresh_quotations(pairs)


def set_tags(
    wanted: Sequence[tuple[Article, Sequence[str]]], *, origin: str = TaggedArticle.Origin.EDITOR
) -> None:
    """Make each article carry exactly these known tags; tags that stay keep the origin they have."""
    tags = Tag.objects.by_slugs(slug for _, slugs in wanted for slug in slugs)
    wanted = [
        (article, [tags[slug].slug for slug in dict.fromkeys(slugs) if slug in tags])
        for article, slugs in wanted
    ]
    tags = {tag.slug: tag for tag in tags.values()}
    present: dict[int, dict[str, int]] = defaultdict(dict)
    for row in TaggedArticle.objects.filter(content_object__in=[a.pk for a, _ in wanted]).select_related(
        "tag"
    ):
        present[row.content_object_id][row.tag.slug] = row.pk
    gone = [pk for a, slugs in wanted for slug, pk in present[a.pk].items() if slug not in slugs]
    if gone:
        TaggedArticle.objects.filter(pk__in=gone).delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=tags[slug], origin=origin)
        for article, slugs in wanted
        for slug in dict.fromkeys(slugs)
        if slug not in present[article.pk]
    )


def refresh_quotations(pairs: Sequence[tuple[Article, Revision]]) -> None:
    """Make the Quotation rows of each article those of the revision; what an earlier row had found is kept.

    A row is known again by its title, and what an editor chose by its place in the text too.
    """
    numbers = [article.pk for article, _ in pairs]
    known: dict[tuple[int, str], tuple[int, bool]] = {}
    for row in Quotation.objects.filter(article__in=numbers).exclude(quoted=None).select_related("block"):
        if row.title_key:
            known[row.article_id, row.title_key] = row.quoted_id, row.is_chosen
        if row.is_chosen:
            known[row.article_id, f"#{row.block.anchor}"] = row.quoted_id, True
    Quotation.objects.filter(article__in=numbers).delete()
    quoting = {
        revision.pk: (article, revision) for article, revision in pairs if "\n> " in f"\n{revision.body}"
    }
    blocks = Block.objects.filter(revision__in=quoting, kind=Block.Kind.QUOTATION).order_by("position")
    parsed = {pk: parse_body(revision.body) for pk, (_, revision) in quoting.items()}
    rows = [(quoting[row.revision_id][0], row, parsed[row.revision_id][row.position]) for row in blocks]
    papers = Source.objects.by_spellings({block.publisher for _, _, block in rows if block.publisher})
    named = {block.article for _, _, block in rows if block.article}
    there = set(Article.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    quotations = []
    for article, row, block in rows:
        if block.article in there:
            meant = block.article, True
        else:
            keys = (f"#{row.anchor}", _key(block))
            meant = next(
                (known[article.pk, key] for key in keys if (article.pk, key) in known), (None, False)
            )
        quotations.append(_quotation(article, row, block, papers, meant))
    Quotation.objects.bulk_create(quotations)


def _key(block: BodyBlock) -> str:
    return plain_key((block.title or "")[:500])[:500]


def _quotation(
    article: Article, row: Block, block: BodyBlock, papers: dict[str, Source], meant: tuple[int | None, bool]
) -> Quotation:
    quoted, is_chosen = meant if meant[0] != article.pk else (None, False)
    return Quotation(
        block=row,
        article=article,
        title=(block.title or "")[:500],
        title_key=_key(block),
        publisher=(block.publisher or "")[:200],
        source=papers.get(block.publisher or ""),
        author=(block.author or "")[:200],
        date=_day(block.date),
        is_date_inferred=block.date_inferred,
        attribution=(block.attribution or "")[:500],
        is_truncated=block.truncated,
        quoted_id=quoted,
        is_chosen=is_chosen,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
