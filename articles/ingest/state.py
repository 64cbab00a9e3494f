"""A record as the state of an article: attributes by name and the body's blocks as Markdown. Pure."""

from datetime import date, datetime
from typing import Any

from articles.ingest.decide import PageState
from articles.ingest.record import Comment, Record
from articles.rendering.body import BodyBlock, body_from_record, print_body

MAX_HEADLINE = 500


def blocks_of_record(record: Record) -> list[BodyBlock]:
    return body_from_record(record.blocks)


def state_of_record(record: Record, *, name: str, source: str | None) -> PageState:
    """What the record says of its article; see `fields_of_record`."""
    return PageState(
        fields_of_record(record, name=name, source=source), body_paragraphs(blocks_of_record(record))
    )


def fields_of_record(record: Record, *, name: str, source: str | None) -> dict[str, Any]:
    """The article's attributes. `source` is the slug of the archive's source; a page without any headline is called
    by its proposed one, or by its file's name."""
    published_on, published_at = split_moment(record.published)
    updated_on, updated_at = split_moment(record.updated)
    estimate = record.published_estimate
    return {
        "headline": (record.title or record.proposed_title or name)[:MAX_HEADLINE],
        "is_headline_proposed": record.title is None,
        "subtitle": record.subtitle or "",
        "original_headline": (record.original_title or "")[:MAX_HEADLINE],
        "language": record.language,
        "section": (record.section or "")[:200],
        "authors": list(record.authors),
        "source": source,
        "published_on": published_on,
        "published_at": published_at,
        "updated_on": updated_on,
        "updated_at": updated_at,
        "estimate_not_before": estimate.not_before if estimate else None,
        "estimate_not_after": estimate.not_after if estimate else None,
        "estimate_basis": estimate.basis[:500] if estimate else "",
        "url": web_address(record.url),
        "source_url": web_address(record.source_url),
    }


def body_paragraphs(blocks: list[BodyBlock]) -> tuple[str, ...]:
    """Each block printed alone: what a merge compares."""
    return tuple(print_body([block]).rstrip("\n") for block in blocks)


def split_moment(text: str | None) -> tuple[str | None, str | None]:
    """('2024-04-09', '2024-04-09T17:41:00+09:00') or ('2025-12-15', None); (None, None) for what is no date.

    A clock without a zone is no moment in time: only its day is kept.
    """
    if not text:
        return None, None
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat(), None
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None, None
    return moment.date().isoformat(), moment.isoformat() if moment.tzinfo else None


def web_address(text: str | None) -> str:
    """Only what a reader may be sent to: http and https."""
    return text if text and text.startswith(("http://", "https://")) and len(text) <= 2000 else ""


def flat_comments(comments: tuple[Comment, ...], depth: int = 0, parent: int | None = None, start: int = 0):
    """Comments in reading order as (position, depth, position of the parent or None, comment)."""
    position = start
    for comment in comments:
        own = position
        yield own, depth, parent, comment
        position += 1
        for entry in flat_comments(comment.replies, depth + 1, own, position):
            yield entry
            position = entry[0] + 1
