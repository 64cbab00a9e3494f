"""Who may do what; every view of the back office asks here.

A role (`groups.py`) says what somebody may do, a remit (`models/remit.py`) in which languages and papers. Whoever may see
the back office's articles sees them all, drafts too; a remit confines what is changed.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from articles.models import Article, Remit


def editable_articles(user) -> QuerySet[Article]:
    """What this person may change: `may_edit` as a query, for lists and bulk work."""
    if not user.has_perm("articles.change_article"):
        return Article.objects.none()
    rows = Article.objects.all()
    remit = _remit(user)
    if remit is not None and remit.languages:
        rows = rows.filter(language__in=remit.languages)
    if remit is not None and remit.papers:
        rows = rows.filter(source__in=remit.papers)
    if not _edits_originals(user):
        rows = rows.filter(translation_of__isnull=False).exclude(state=Article.State.WITHDRAWN)
    return rows


def only_editable(user, rows: QuerySet, field: str = "article") -> QuerySet:
    """The rows whose article this person may change, for actions on a selection."""
    return rows.filter(**{f"{field}__in": editable_articles(user)})


def may_edit(user, article: Article | None = None) -> bool:
    """Whether this person may change the article's text and fields; without one, whether any article at all.

    Translators change translations only, and none that was withdrawn.
    """
    if not user.has_perm("articles.change_article"):
        return False
    if article is None:
        return True
    if not _is_within(user, article.language, article.source_id):
        return False
    is_open = article.translation_of_id is not None and article.state != Article.State.WITHDRAWN
    return is_open or _edits_originals(user)


def may_edit_any(user, articles: Iterable[Article]) -> bool:
    """Whether one of these articles is this person's to change: a link belongs to both its ends."""
    return any(may_edit(user, article) for article in articles)


def may_write(user, language: str, source_id: int | None = None) -> bool:
    """Whether this person may add an article in the language, of the paper where it is named."""
    return _edits_originals(user) and _is_within(user, language, source_id)


def may_translate(user, language: str, source_id: int | None = None) -> bool:
    """Whether this person may write translations into the language, of the paper where it is named."""
    return user.has_perm("articles.change_article") and _is_within(user, language, source_id)


def may_publish(user, article: Article | None = None) -> bool:
    """Whether this person decides what readers see: editors do, translators do not."""
    return user.has_perm("articles.publish_article") and may_edit(user, article)


def may_change_many(user) -> bool:
    """Whether this person may change a selection of articles at once; each article is asked for besides."""
    return user.has_perm("articles.bulk_article")


def may_judge_pages(user, article: Article | None = None) -> bool:
    """Whether this person's word on a captured page counts: reviewing, merging, refusing, importing."""
    return user.has_perm("articles.add_lineverdict") and may_edit(user, article)


def require(allowed: object) -> None:
    """Refuse the request with 403 unless `allowed`."""
    if not allowed:
        raise PermissionDenied


class _Confines:
    """A remit as read once for a request's user."""

    def __init__(self, remit: Remit) -> None:
        self.languages = set(remit.languages)
        self.papers = set(remit.sources.values_list("pk", flat=True))


def _remit(user) -> _Confines | None:
    if user.is_superuser:
        return None
    if not hasattr(user, "_confines"):
        remit = Remit.objects.filter(user=user).first()
        user._confines = _Confines(remit) if remit else None
    return user._confines


def _is_within(user, language: str, source_id: int | None) -> bool:
    remit = _remit(user)
    if remit is None:
        return True
    is_language = not remit.languages or language in remit.languages
    return is_language and (not remit.papers or source_id in remit.papers)


def _edits_originals(user) -> bool:
    return user.has_perm("articles.add_article")
