"""The site as a WSGI server sees it: Django behind the cache."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from kzsite.response_cache.application import ResponseCache


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    was_made: bool  # Django was asked

    @property
    def tag(self) -> str:
        return self.headers["ETag"]


class KnownVersion:
    """Stands for the database's number, which a test moves itself."""

    def __init__(self) -> None:
        self.number, self.is_up = 1, True

    def read(self) -> tuple[int, bool]:
        return self.number, self.is_up


class Site:
    """Answers requests through a cache of its own; `version` is the content's."""

    def __init__(self, **budgets) -> None:
        self.version = KnownVersion()
        self.made: list[dict] = []
        django = WSGIHandler()

        def counted(environ, start_response):
            self.made.append(environ)
            return django(environ, start_response)

        self.cache = ResponseCache(counted, self.version, **budgets)

    def ask(self, address: str, *, method: str = "GET", **headers: str) -> Answer:
        """`headers` by their WSGI names, e.g. HTTP_COOKIE."""
        path, _, query = address.partition("?")
        environ = RequestFactory().generic(method, "/").environ
        environ |= {
            "PATH_INFO": unquote_to_bytes(quote(path, safe="/%")).decode("latin-1"),
            "QUERY_STRING": quote(query, safe="=&%+"),
            "HTTP_HOST": "testserver",
            **headers,
        }
        said: list = []
        before = len(self.made)
        chunks = self.cache(environ, lambda status, headers, exc_info=None: said.append((status, headers)))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        status, pairs = said[-1]
        return Answer(int(status[:3]), dict(pairs), body, was_made=len(self.made) > before)


@contextmanager
def connections_stay() -> Iterator[None]:
    """A request closes the connections it finds; here these hold the test's own transaction (as Django's test client knows)."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _connections_stay():
    with connections_stay():
        yield


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def make_site():
    return Site
