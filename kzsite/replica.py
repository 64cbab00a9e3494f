"""Readers' queries on a read replica, as long as it holds what readers may see by now.

A page is kept under the content version of the primary. Made from a replica that lags behind, it would be wrong and stay
wrong; so a request reads from the replica only where both tell the same version.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse

from articles.models import ContentVersion

REPLICA = "replica"
_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


class Router:
    """Writes, editors and everything that is no reader's request stay with the primary."""

    def db_for_read(self, model, **hints) -> str:
        return REPLICA if _reads_replica.get() else "default"

    def db_for_write(self, model, **hints) -> str:
        return "default"

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool:
        return db == "default"


class ReadersOnReplica:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_readers(request) or not _is_up_to_date():
            return self.get_response(request)
        token = _reads_replica.set(True)
        try:
            return self.get_response(request)
        finally:
            _reads_replica.reset(token)


def _is_readers(request: HttpRequest) -> bool:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method in ("GET", "HEAD") and not has_session and not request.path.startswith("/admin/")


def _is_up_to_date() -> bool:
    versions = ContentVersion.objects.filter(pk=1).values_list("number", flat=True)
    try:
        return versions.using(REPLICA).first() == versions.using("default").first()
    except DatabaseError:
        connections[REPLICA].close()
        return False
