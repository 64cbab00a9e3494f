"""Pages kept in memory, with the bytes of each encoding made when first asked for."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b
from threading import Lock

import brotli

_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
    "identity": lambda body: body,
}
_OURS = {"content-length", "content-encoding", "etag", "vary"}
_OVERHEAD = 4000  # bytes of a page beside its bodies: headers, keys, objects

Headers = list[tuple[str, str]]


class Page:
    """An answer of Django's with status 200, and its ready forms."""

    __slots__ = ("_headers", "_tag", "_whole", "ready", "version")

    def __init__(self, headers: Headers, body: bytes, version: int) -> None:
        self.version = version
        self._headers = [pair for pair in headers if pair[0].lower() not in _OURS]
        self._whole = body
        self._tag = blake2b(body, digest_size=12).hexdigest()
        self.ready: dict[str, tuple[str, Headers, bytes]] = {}

    def form(self, encoding: str) -> tuple[str, Headers, bytes]:
        """(strong entity tag, headers, body); each encoding is another representation and has its own tag."""
        made = self.ready.get(encoding)
        if made is None:
            body = _COMPRESS[encoding](self._whole)
            tag = f'"{self._tag}"' if encoding == "identity" else f'"{self._tag}-{encoding}"'
            headers = [*self._headers, ("Content-Length", str(len(body))), ("ETag", tag)]
            headers.append(("Vary", "Accept-Encoding"))
            if encoding != "identity":
                headers.append(("Content-Encoding", encoding))
            made = self.ready[encoding] = tag, headers, body
        return made

    @property
    def size(self) -> int:
        packed = sum(len(body) for name, (_, _, body) in self.ready.items() if name != "identity")
        return _OVERHEAD + len(self._whole) + packed


class Pages:
    """At most `budget` bytes of pages; the one not asked for longest goes first."""

    def __init__(self, budget: int) -> None:
        self.budget, self.size = budget, 0
        self._pages: OrderedDict[Hashable, tuple[Page, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Page | None:
        with self._lock:
            found = self._pages.get(key)
            if found is None:
                return None
            self._pages.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, page: Page) -> None:
        """Keep a page, or count it anew after it has got another form."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page, page.size
            self.size += page.size
            while self.size > self.budget:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        _, size = self._pages.pop(key, (None, 0))
        self.size -= size
