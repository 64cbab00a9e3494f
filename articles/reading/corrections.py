"""The corrections of an article: what was changed, when, and why, as its editors made public."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article, Revision
from articles.reading.article_page import get_published, public_notes
from articles.reading.responses import reader_page
from articles.revisions.changes import DiffRow, paragraph_rows


@dataclass(frozen=True)
class Correction:
    """A public revision beside the state that readers saw before it."""

    revision: Revision
    headline_before: str
    rows: list[DiffRow]


@reader_page
def article_corrections(request: HttpRequest, number: int) -> HttpResponse:
    article = get_published(number)
    corrections = corrections_of(article)
    if not corrections:
        raise Http404
    return render(
        request, "articles/article_corrections.html", {"article": article, "corrections": corrections}
    )


def corrections_of(article: Article) -> list[Correction]:
    """Newest first; revisions after the live one are drafts and not shown."""
    corrections = []
    for revision in public_notes(article.revisions, article.live_revision.number).order_by("-number"):
        before = _seen_before(article, revision)
        if before is not None:
            rows = [row for row in paragraph_rows(before.body, revision.body) if not row.same]
            headline = before.headline if before.headline != revision.headline else ""
            corrections.append(Correction(revision, headline, rows))
    return corrections


def _seen_before(article: Article, revision: Revision) -> Revision | None:
    """What readers saw, or the correction told before this one; the newest one where nobody wrote down what was shown."""
    earlier = article.revisions.filter(number__lt=revision.number).order_by("-number")
    told = Q(is_note_public=True) & ~Q(note="")
    return earlier.filter(Q(published_at__isnull=False) | told).first() or earlier.first()
