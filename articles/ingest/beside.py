"""Storing what stands beside a page's text: references and comments."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.ingest.state import flat_comments, split_moment
from articles.models import Article, Comment, Reference
from articles.text.normalise import plain_key

if TYPE_CHECKING:
    from articles.ingest.store import Page


def store_beside(pages: Sequence["Page"]) -> None:
    """Add the references and comments that are new on the pages; those known stay as editors left them."""
    _store_references([page for page in pages if page.record.references])
    _store_comments([page for page in pages if page.record.comments])


def _store_references(pages: Sequence["Page"]) -> None:
    if not pages:
        return
    known: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for article, kind, key in Reference.objects.filter(article__in=[p.article for p in pages]).values_list(
        "article", "kind", "title_key"
    ):
        known[article].add((kind, key))
    rows = []
    for page in pages:
        there = known[page.article.pk]
        for reference in page.record.references:
            key = plain_key(reference.title[:1000])[:500]
            if (reference.kind, key) in there:
                continue
            row = Reference(
                article=page.article,
                position=len(there),
                kind=reference.kind,
                title=reference.title[:1000],
                title_key=key,
                url=(reference.url or "")[:2000],
            )
            rows.append(row)
            there.add((reference.kind, key))
    Reference.objects.bulk_create(rows)


def _store_comments(pages: Sequence["Page"]) -> None:
    for page in pages:
        known = {(row.author, row.text): row for row in page.article.comments.all()}
        place = max((row.position for row in known.values()), default=-1) + 1
        rows: dict[int, Comment] = {}
        levels: dict[int, list[Comment]] = defaultdict(list)
        for position, depth, parent, comment in flat_comments(page.record.comments):
            rows[position] = known.get((comment.author or "", comment.text)) or _comment_row(
                page.article, comment, place=place, depth=depth
            )
            if rows[position].pk is None:
                rows[position].parent = rows[parent] if parent is not None else None
                levels[depth].append(rows[position])
                place += 1
        for depth in sorted(levels):  # a reply needs its parent's number
            Comment.objects.bulk_create(levels[depth])


def _comment_row(article: Article, comment, *, place: int, depth: int) -> Comment:
    written_on, written_at = split_moment(comment.date)
    return Comment(
        article=article,
        position=place,
        depth=depth,
        author=(comment.author or "")[:200],
        written_on=written_on,
        written_at=written_at,
        score=comment.score,
        text=comment.text,
        first_line=comment.lines[0],
        last_line=comment.lines[1],
    )
