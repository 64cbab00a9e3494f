"""Pages and feeds fetched over HTTP: politely, within limits, never from a private network unless that is allowed. Pure."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from articles.ingest.connect import Answer, FetchError, get, web_address
from articles.ingest.feeds import is_feed, pages_in
from articles.ingest.http_body import FEED_TYPES, PAGE_TYPES, BadBody, content_type, plain_body
from articles.ingest.incoming import MAX_BYTES, Incoming, Refused
from articles.ingest.robots import MAX_BYTES as MAX_ROBOTS
from articles.ingest.robots import Robots, read_robots

AGENT = "kzsite"
TOTAL_SECONDS = 30.0  # for one request, from its connection to its last byte
MAX_REDIRECTS = 5
DELAY = 1.0  # seconds between requests to one host; more where its robots.txt asks for it, …
MAX_DELAY = 30.0  # … up to this
REDIRECTS = (301, 302, 303, 307, 308)
LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive has of an address already: its bytes' hash, and what to ask the server with."""

    sha256: str
    etag: str = ""
    last_modified: str = ""


@dataclass
class Fetcher:
    """Fetches for one run. `known` says what the archive has of an address; `about` is where the agent is explained."""

    known: Callable[[str], Known | None] = lambda _: None
    about: str = ""
    allow_private: bool = False
    delay: float = DELAY
    pause: Callable[[float], None] = time.sleep
    seconds: float = TOTAL_SECONDS
    _robots: dict[str, Robots] = field(default_factory=dict)
    _asked_at: dict[str, float] = field(default_factory=dict)

    def pages(self, addresses: Iterable[str]) -> Iterator[Incoming | Refused]:
        """The page of each address; what is not modified since the archive took it comes as known, without its bytes."""
        for address in addresses:
            yield self._told(address, self._page)

    def feed(self, address: str) -> Iterator[Incoming | Refused]:
        """The pages of a feed's entries; where it carries no more than a hint, the page that it points to, if that can be had."""
        answer = self._told(address, self._feed)
        if isinstance(answer, Refused):
            yield answer
            return
        for entry in pages_in(answer.data, name=address, address=answer.address, declared=answer.encoding):
            is_hint = entry.code == "no-text" if isinstance(entry, Refused) else entry.is_teaser
            if is_hint and entry.name.startswith(("http://", "https://")):
                page = self._told(entry.name, self._page)
                yield page
                if isinstance(page, Incoming):
                    continue
            yield entry

    def _told(self, address: str, fetch: Callable[[str], Incoming]) -> Incoming | Refused:
        try:
            return fetch(address)
        except (FetchError, BadBody) as error:
            return Refused(address, error.code, f"not fetched: {error.message}")

    def _page(self, address: str) -> Incoming:
        final, answer, known = self._follow(address, known=self.known)
        if answer.status == 304 and known:
            return Incoming(address, b"", final, stated_sha256=known.sha256)
        incoming = self._incoming(address, final, answer)
        if is_feed(incoming.data[:4000]):
            raise FetchError("no-page", "it is a feed; fetch it with --feed")
        media_type, _ = content_type(answer.fields.get("content-type", ""))
        if (media_type or "text/html") not in PAGE_TYPES:
            raise FetchError("no-page", f"it is {media_type}, no page")
        return incoming

    def _feed(self, address: str) -> Incoming:
        # Always whole: a run that was killed has not yet taken all that it held.
        final, answer, _ = self._follow(address, known=lambda _: None)
        return self._incoming(address, final, answer)

    def _incoming(self, address: str, final: str, answer: Answer) -> Incoming:
        if answer.status != 200:
            raise FetchError(f"http-{answer.status}", f"the server answered {answer.status}")
        _, charset = content_type(answer.fields.get("content-type", ""))
        validators = {
            name: answer.fields[header]
            for name, header in (("etag", "etag"), ("last_modified", "last-modified"))
            if 0 < len(answer.fields.get(header, "")) <= LONGEST_VALIDATOR
        }
        return Incoming(
            address,
            _body(answer),
            final,
            encoding=charset,
            captured_on=datetime.now(UTC).date().isoformat(),
            validators=validators or None,
        )

    def _follow(self, address: str, *, known: Callable) -> tuple[str, Answer, Known | None]:
        """The address at which redirects end, its answer, and what is known of it."""
        address = web_address(address)
        for _ in range(MAX_REDIRECTS + 1):
            self._check_robots(address)
            had = known(address)
            answer = self._ask(address, _conditions(had))
            target = _target(address, answer)
            if not target:
                return address, answer, had
            address = target
        raise FetchError("redirects", f"it leads on more than {MAX_REDIRECTS} times")

    def _check_robots(self, address: str) -> None:
        host = _host(address)
        if host not in self._robots:
            self._robots[host] = self._read_robots(host)
        parts = urlsplit(address)
        if not self._robots[host].allows(f"{parts.path}?{parts.query}" if parts.query else parts.path):
            raise FetchError("robots", "the site's robots.txt asks not to fetch it")

    def _read_robots(self, host: str) -> Robots:
        """No robots.txt allows all; one that the server fails to give allows nothing (RFC 9309)."""
        address = f"{host}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(address, {})
            if target := _target(address, answer):
                address = target
                continue
            if answer.status == 200:
                return read_robots(_body(answer)[:MAX_ROBOTS], AGENT)
            return Robots(rules=(("/", False),)) if answer.status >= 500 else Robots()
        return Robots()

    def _ask(self, address: str, headers: Mapping[str, str]) -> Answer:
        host = _host(address)
        wait = min(max(self.delay, self._robots[host].delay if host in self._robots else 0.0), MAX_DELAY)
        left = self._asked_at.get(host, -wait) + wait - time.monotonic()
        if left > 0:
            self.pause(left)
        try:
            return get(
                address,
                headers={
                    "User-Agent": f"{AGENT}/0.1 (+{self.about})" if self.about else f"{AGENT}/0.1",
                    "Accept": ", ".join(sorted(PAGE_TYPES | FEED_TYPES)) + ", */*;q=0.1",
                    "Accept-Encoding": "gzip, deflate",
                    **headers,
                },
                allow_private=self.allow_private,
                deadline=time.monotonic() + self.seconds,
                limit=MAX_BYTES,
            )
        finally:
            self._asked_at[host] = time.monotonic()


def _conditions(known: Known | None) -> dict[str, str]:
    fields = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    return {name: value for name, value in fields.items() if value}


def _target(address: str, answer: Answer) -> str:
    """Where an answer leads on to, or nothing. Raises FetchError where that is no web address."""
    target = answer.fields.get("location", "")
    if answer.status not in REDIRECTS or not target:
        return ""
    try:
        return web_address(urljoin(address, target.encode("latin-1").decode("utf-8")))
    except ValueError as error:
        raise FetchError("bad-address", f"it leads on to what is no address ({error})") from error


def _body(answer: Answer) -> bytes:
    return plain_body(
        {name: value for name, value in answer.fields.items() if name != "transfer-encoding"}, answer.body
    )


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
