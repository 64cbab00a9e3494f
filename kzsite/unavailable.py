"""What is answered while the database or the pictures' storage is away, locked or full: a plain 503 that asks to come back, one line to whoever runs a command."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views import defaults

from articles.desk.pictures import StorageAway

RETRY_AFTER = 30  # seconds
WORDS = "The archive does not answer just now. Please try again in a minute.\n"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's page for an error of ours, but for one that passes by itself."""
    if passes(sys.exc_info()[1]):
        return HttpResponse(
            WORDS,
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"},
        )
    return defaults.server_error(request)


def line(error: BaseException) -> str:
    """What a command says instead of a traceback."""
    way_out = (
        "say 'manage.py migrate' first" if "no such table" in str(error) else "then run the command again"
    )
    return f"{str(error).strip()}. What was stored is whole: see to the database and the disk, {way_out}"


def passes(error: BaseException | None) -> bool:
    """Whether it is the state of the database, the disk or the storage, and no fault of ours."""
    is_full = isinstance(error, OSError) and error.errno in _FULL
    return is_full or isinstance(error, (OperationalError, InterfaceError, StorageAway))
