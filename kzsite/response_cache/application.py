"""The WSGI application that answers from memory where it can.

A page is kept where Django says that it is public. What it was made from is its path and parameters alone: no other
part of the request reaches Django, so no header can change what the next reader sees.
"""

from collections.abc import Callable, Iterable

from kzsite.response_cache.asked import Asked, asked_of, bare_environ
from kzsite.response_cache.pages import Headers, Page, Pages
from kzsite.response_cache.version import Version
from kzsite.unavailable import RETRY_AFTER, WORDS

BUDGET = 48 << 20  # bytes of a process for pages by path
BUDGET_OF_QUERIES = (
    16 << 20
)  # and for those with parameters, so that no flood of queries drives the others out

_IN_304 = {"etag", "cache-control", "vary", "content-location", "expires"}  # RFC 9110, 15.4.5

StartResponse = Callable[..., object]


class ResponseCache:
    """Wraps Django's application; `version.read()` tells for which state of the content a page is right."""

    def __init__(
        self,
        application: Callable,
        version: Version,
        *,
        budget: int = BUDGET,
        budget_of_queries: int = BUDGET_OF_QUERIES,
    ) -> None:
        self.application, self.version = application, version
        self.pages, self.of_queries = Pages(budget), Pages(budget_of_queries)

    def __call__(self, environ: dict, start_response: StartResponse) -> Iterable[bytes]:
        asked = asked_of(environ)
        if asked is None:
            return self.application(environ, start_response)
        number, is_up = self.version.read()
        pages = self.of_queries if asked.query else self.pages
        key = asked.path, asked.query
        page = pages.get(key)
        if page is None or page.version != number:
            if not is_up:
                return _unavailable(start_response)
            made = self._make(environ, asked, number)
            if not isinstance(made, Page):
                status, headers, chunks = made
                start_response(status, headers)
                return chunks
            page = made
        if asked.encoding not in page.ready:
            page.form(asked.encoding)
            pages.put(key, page)
        return _answer(page, asked.encoding, environ, start_response)

    def _make(self, environ: dict, asked: Asked, number: int) -> Page | tuple[str, Headers, Iterable[bytes]]:
        """The page as Django makes it, or its answer untouched where that is not for keeping."""
        caught: list = []

        def catch(status: str, headers: Headers, exc_info=None) -> None:
            caught[:] = status, headers

        chunks = self.application(bare_environ(environ, asked), catch)
        status, headers = caught
        if not _is_for_keeping(status, headers):
            return status, headers, chunks
        try:
            return Page(headers, b"".join(chunks), number)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()


def _is_for_keeping(status: str, headers: Headers) -> bool:
    told = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200 ")
        and "public" in told.get("cache-control", "")
        and "set-cookie" not in told
        and "content-encoding" not in told
    )


def _answer(page: Page, encoding: str, environ: dict, start_response: StartResponse) -> Iterable[bytes]:
    tag, headers, body = page.form(encoding)
    condition = environ.get("HTTP_IF_NONE_MATCH")
    if condition and (condition == tag or _matches(condition, tag)):
        start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() in _IN_304])
        return []
    start_response("200 OK", list(headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _matches(condition: str, tag: str) -> bool:
    named = {part.strip().removeprefix("W/") for part in condition.split(",")}
    return tag in named or named == {"*"}


def _unavailable(start_response: StartResponse) -> Iterable[bytes]:
    body = WORDS.encode()
    start_response(
        "503 Service Unavailable",
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Retry-After", str(RETRY_AFTER)),
        ],
    )
    return [body]
