"""Writing a revision: only where something changed, with anchors that survive edits elsewhere in the text."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone

from articles.models import Article, Block, Quotation, Revision, Source, Tag, TaggedArticle
from articles.rendering.anchors import assign_anchors
from articles.rendering.body import BodyBlock, parse_body, plain_text, print_body
from articles.revisions.content import Content, apply_content, content_of_revision


def write_revision(
    article: Article,
    content: Content,
    *,
    cause: str,
    blocks: Sequence[BodyBlock] | None = None,
    user=None,
    run=None,
    capture=None,
    note: str = "",
    is_note_public: bool = False,
) -> Revision | None:
    """Freeze the content as the article's newest revision, or do nothing and return None where nothing changed.

    `blocks` are the body's blocks with the capture's lines they came from; without them the body is parsed and the
    blocks that stay keep their lines. Until an article is published its row follows its newest revision.
    """
    latest = article.latest_revision
    blocks = list(blocks) if blocks is not None else parse_body(content.body)
    body = print_body(blocks)
    content = Content(**{**content.__dict__, "body": body})
    if latest is not None and content == content_of_revision(latest):
        return None
    number = (article.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    plain, spans = plain_text(blocks)
    revision = Revision.objects.create(
        article=article,
        number=number,
        cause=cause,
        created_by=user,
        run=run,
        capture=capture,
        note=note,
        is_note_public=is_note_public,
        headline=content.headline,
        subtitle=content.subtitle,
        original_headline=content.original_headline,
        body=body,
        plain=plain,
        attributes=content.attributes,
        tags=list(content.tags),
    )
    _write_blocks(revision, blocks, spans, latest)
    article.latest_revision = revision
    if article.live_revision_id is None:
        apply_content(article, content)
    article.save()
    if article.live_revision_id is None:
        set_tags(article, content.tags)
        refresh_quotations(article)
    return revision


def publish(article: Article) -> None:
    """Let readers see the newest revision."""
    article.live_revision = article.latest_revision
    article.state = Article.State.PUBLISHED
    article.first_published_at = article.first_published_at or timezone.now()
    content = content_of_revision(article.live_revision)
    apply_content(article, content)
    article.save()
    set_tags(article, content.tags)
    refresh_quotations(article)


def withdraw(article: Article) -> None:
    """Take the article from readers; nothing of it is deleted."""
    article.state = Article.State.WITHDRAWN
    article.save()


def set_tags(article: Article, slugs: Sequence[str], *, origin: str = TaggedArticle.Origin.EDITOR) -> None:
    """Make the article carry exactly these known tags; tags that stay keep the origin they have."""
    wanted = {tag.slug: tag for tag in Tag.objects.filter(slug__in=slugs)}
    article.tagged_items.exclude(tag__in=wanted.values()).delete()
    present = set(article.tagged_items.values_list("tag__slug", flat=True))
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=tag, origin=origin)
        for slug, tag in wanted.items()
        if slug not in present
    )


def refresh_quotations(article: Article) -> None:
    """Make the Quotation rows those of the revision that readers see, else of the newest."""
    revision = article.live_revision or article.latest_revision
    known = {
        q.title_key: q.quoted for q in article.quotations.select_related("quoted") if q.title_key and q.quoted
    }
    article.quotations.all().delete()
    rows = {block.position: block for block in revision.blocks.all()}
    for position, block in enumerate(parse_body(revision.body)):
        if block.kind == "quotation":
            _quotation(article, rows[position], block, known)


def _quotation(article: Article, row: Block, block: BodyBlock, known: dict[str, Article]) -> None:
    quotation = Quotation(
        block=row,
        article=article,
        title=(block.title or "")[:500],
        publisher=(block.publisher or "")[:200],
        source=Source.objects.named(block.publisher),
        author=(block.author or "")[:200],
        date=_day(block.date),
        is_date_inferred=block.date_inferred,
        attribution=(block.attribution or "")[:500],
        is_truncated=block.truncated,
    )
    if block.article and block.article != article.pk:
        quotation.quoted = Article.objects.filter(pk=block.article).first()
    quotation.save()
    if quotation.quoted is None and quotation.title_key in known:
        quotation.quoted = known[quotation.title_key]
        quotation.save(update_fields=["quoted"])


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _write_blocks(
    revision: Revision, blocks: Sequence[BodyBlock], spans: Sequence[tuple[int, int]], latest: Revision | None
) -> None:
    old_rows = list(latest.blocks.all()) if latest else []
    previous = (
        list(zip(parse_body(latest.body), (row.anchor for row in old_rows), strict=True)) if latest else []
    )
    used = (
        Block.objects.filter(revision__article=revision.article_id)
        .values_list("anchor", flat=True)
        .distinct()
    )
    anchors = assign_anchors(blocks, previous, used=set(used))
    lines_at = {row.anchor: (row.first_line, row.last_line) for row in old_rows}
    rows = []
    for position, (block, anchor, (begin, end)) in enumerate(zip(blocks, anchors, spans, strict=True)):
        first, last = block.lines or lines_at.get(anchor, (None, None))
        rows.append(
            Block(
                revision=revision,
                position=position,
                kind=block.kind,
                anchor=anchor,
                begin=begin,
                end=end,
                first_line=first,
                last_line=last,
            )
        )
    Block.objects.bulk_create(rows)
