"""Who may do what beyond Django's own permissions; every view of the back office asks here."""

from django.core.exceptions import PermissionDenied

from articles.admin.groups import EDITORS


def may_publish(user) -> bool:
    """Whether this person decides what readers see: editors do, translators do not."""
    if user.is_superuser:
        return user.is_active
    return user.has_perm("articles.change_article") and user.groups.filter(name=EDITORS).exists()


def may_judge_pages(user) -> bool:
    """Whether this person's word on a captured line counts: reviewing, merging, refusing, importing."""
    return user.has_perm("articles.add_lineverdict") and user.has_perm("articles.change_article")


def require(allowed: object) -> None:
    """Refuse the request with 403 unless `allowed`."""
    if not allowed:
        raise PermissionDenied
