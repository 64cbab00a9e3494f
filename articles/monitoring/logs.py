"""One JSON object a line: when, how grave, which request, what; and one line for every request that Django answers.

What readers search for is theirs: a line holds the path, never the query.
"""

import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")
_log = logging.getLogger("kzsite.requests")


class RequestId(logging.Filter):
    """Gives every record of a request its number."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get()
        return True


class JsonLines(logging.Formatter):
    """A record as a JSON object; line breaks in messages cannot forge a second one."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": getattr(record, "request_id", ""),
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            told["trace"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps({key: value for key, value in told.items() if value != ""}, ensure_ascii=False)


class RequestLog:
    """Numbers a request, takes a proxy's number where there is a proxy, and tells of it when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _number_of(request)
        token = _request_id.set(number)
        begin = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = number
            told = {
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "ms": round((time.perf_counter() - begin) * 1000, 1),
            }
            user = getattr(request, "_cached_user", None)  # asked for by the page itself, or not at all
            if user is not None and user.pk:
                told["user"] = user.pk
            _log.info("%s %s", request.method, request.path, extra={"told": told})
            return response
        finally:
            _request_id.reset(token)


def _number_of(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "")
    if settings.SECURE_PROXY_SSL_HEADER and _GIVEN.fullmatch(given):
        return given
    return uuid.uuid4().hex
