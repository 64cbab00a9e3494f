"""Fetching over HTTP, against a server of our own: polite, bounded, and not to be led into a private network."""

import gzip
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import pytest

from articles.ingest.connect import FetchError, get, is_public, web_address
from articles.ingest.fetch import DELAY, Fetcher, Known
from articles.ingest.incoming import Incoming, Refused
from articles.ingest.robots import read_robots
from tests.ingest.test_feeds import RSS, TEXT

PAGE = b"<html><head><title>Wagons</title></head><body><p>The wagons stood in the siding for three days.</p></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """What a server answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.release = threading.Event()

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, headers, body = site.answers.get(self.path, (404, {}, b"no such page"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if body == b"silence":
                site.release.wait()
            elif body == b"drip":
                while not site.release.wait(0.1):
                    with suppress(OSError):
                        self.wfile.write(b".")
            else:
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield site
    site.release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def fetcher(pauses):
    return Fetcher(allow_private=True, pause=pauses.append, about="https://archive.example/")


def fetch(fetcher, address) -> Incoming | Refused:
    (page,) = fetcher.pages([address])
    return page


def code(fetcher, address) -> str:
    page = fetch(fetcher, address)
    assert isinstance(page, Refused), page
    assert page.name == address
    return page.code


def test_a_page_comes_with_its_address_charset_day_and_validators(site, fetcher):
    site.answers["/a?b=c"] = (
        200,
        HTML | {"ETag": '"1"', "Last-Modified": "Tue, 07 May 2024 10:30:00 GMT"},
        PAGE,
    )
    page = fetch(fetcher, f"{site.address}/a?b=c#part")
    assert (page.data, page.address, page.encoding) == (PAGE, f"{site.address}/a?b=c", "utf-8")
    assert page.validators == {"etag": '"1"', "last_modified": "Tue, 07 May 2024 10:30:00 GMT"}
    assert page.captured_on
    asked = dict(site.asked)["/a?b=c"]
    assert asked["user-agent"].startswith("kzsite/")
    assert "https://archive.example/" in asked["user-agent"]


def test_a_packed_body_is_unpacked(site, fetcher):
    site.answers["/a"] = (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert fetch(fetcher, f"{site.address}/a").data == PAGE


def test_the_second_time_the_server_is_asked_whether_it_changed(site):
    site.answers["/a"] = (304, {}, b"")
    known = Known("0" * 64, etag='"1"', last_modified="Tue, 07 May 2024 10:30:00 GMT")
    fetcher = Fetcher(known={f"{site.address}/a": known}.get, allow_private=True, pause=lambda _: None)
    page = fetch(fetcher, f"{site.address}/a")
    assert (page.data, page.stated_sha256) == (b"", known.sha256)
    asked = dict(site.asked)["/a"]
    assert (asked["if-none-match"], asked["if-modified-since"]) == (known.etag, known.last_modified)


def test_redirects_are_followed_to_the_page(site, fetcher):
    site.answers["/a"] = (301, {"Location": "/b"}, b"")
    site.answers["/b"] = (302, {"Location": f"{site.address}/дала".encode().decode("latin-1")}, b"")
    site.answers["/%D0%B4%D0%B0%D0%BB%D0%B0"] = (200, HTML, PAGE)
    assert fetch(fetcher, f"{site.address}/a").address == f"{site.address}/%D0%B4%D0%B0%D0%BB%D0%B0"


def test_redirects_end(site, fetcher):
    site.answers["/a"] = (302, {"Location": "/a"}, b"")
    assert code(fetcher, f"{site.address}/a") == "redirects"
    assert len(site.paths()) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://user:secret@example.org/", "http://["])  # fmt: skip
def test_a_redirect_is_checked_like_an_address(site, fetcher, target):
    site.answers["/a"] = (302, {"Location": target}, b"")
    assert code(fetcher, f"{site.address}/a") == "bad-address"


def test_what_robots_txt_forbids_is_not_asked_for(site, fetcher):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /secret\n")
    site.answers["/a"] = (302, {"Location": "/secret/b"}, b"")
    assert code(fetcher, f"{site.address}/secret") == "robots"
    assert code(fetcher, f"{site.address}/a") == "robots"
    assert site.paths() == ["/a"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_site_that_fails_to_give_its_robots_txt_is_left_alone(site, fetcher):
    site.answers["/robots.txt"] = (503, {}, b"")
    assert code(fetcher, f"{site.address}/a") == "robots"


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (404, {}, b"", "http-404"),
        (500, {}, b"", "http-500"),
        (304, {}, b"", "http-304"),
        (200, {"Content-Type": "application/pdf"}, b"%PDF", "no-page"),
        (200, {"Content-Type": "text/xml"}, RSS.encode(), "no-page"),
        (200, HTML, RSS.encode(), "no-page"),  # a feed that calls itself a page
        (200, HTML | {"Content-Encoding": "br"}, b"\x0b", "bad-encoding"),
        (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(bytes(30_000_000)), "too-large"),
        (200, HTML, bytes(20_000_001), "too-large"),
        (200, HTML | {"Transfer-Encoding": "chunked"}, b"zz\r\n", "no-connection"),
    ],
)
def test_what_goes_wrong_has_a_code(site, fetcher, status, headers, body, expected):
    site.answers["/a"] = (status, headers, body)
    assert code(fetcher, f"{site.address}/a") == expected


def test_a_server_that_falls_silent_is_given_up(site):
    site.answers["/a"] = (200, HTML | {"Content-Length": "100"}, b"silence")
    fetcher = Fetcher(allow_private=True, pause=lambda _: None, seconds=0.5)
    assert code(fetcher, f"{site.address}/a") == "timeout"


def test_a_server_that_drips_is_given_up_like_a_silent_one(site):
    site.answers["/a"] = (200, HTML | {"Content-Length": "100"}, b"drip")
    fetcher = Fetcher(allow_private=True, pause=lambda _: None, seconds=0.5)
    assert code(fetcher, f"{site.address}/a") == "timeout"


def test_no_more_of_a_body_is_read_than_is_allowed(site):
    site.answers["/a"] = (200, HTML, PAGE)
    with pytest.raises(FetchError, match="larger than 20 bytes"):
        get(f"{site.address}/a", headers={}, allow_private=True, deadline=monotonic() + 5, limit=20)


def test_a_site_that_asks_for_a_day_between_two_requests_gets_half_a_minute(site, fetcher, pauses):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 86400\n")
    site.answers["/a"] = (200, HTML, PAGE)
    fetch(fetcher, f"{site.address}/a")
    fetch(fetcher, f"{site.address}/a")
    assert DELAY < pauses[-1] <= 30


def test_nobody_there_is_told(fetcher):
    assert code(fetcher, "http://127.0.0.1:1/") == "no-connection"


def test_requests_to_one_host_keep_their_distance(site, fetcher, pauses):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    site.answers["/a"] = (200, HTML, PAGE)
    fetch(fetcher, f"{site.address}/a")
    fetch(fetcher, f"{site.address}/a")
    assert DELAY < pauses[0] <= 7
    assert len(pauses) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1", "[fe80::1]", "224.0.0.1", "0.0.0.0"])  # fmt: skip
def test_a_private_network_is_not_entered(host, pauses):
    assert code(Fetcher(pause=pauses.append), f"http://{host}/") == "private-address"


@pytest.mark.parametrize("ip", ["100.64.0.1", "192.0.2.1", "198.18.0.1", "255.255.255.255", "ff02::1", "fc00::1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "::", "192.168.1.1", "::ffff:10.0.0.1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"])  # fmt: skip
def test_addresses_that_are_not_of_the_open_internet(ip):
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"],
)
def test_addresses_of_the_open_internet(ip):
    assert is_public(ip)


def test_an_address_has_one_spelling():
    assert (
        web_address(" HTTP://Дала.example:80/а б?q=ә#x ")
        == "http://xn--80aak3a.example/%D0%B0%20%D0%B1?q=%D3%99"
    )
    assert web_address("https://example.org") == "https://example.org/"


@pytest.mark.parametrize("text", ["", "words", "/etc/passwd", "javascript:alert(1)", "http://", "http://a:b@c/", "http://a:99999/", f"http://{'a' * 70}.example/"])  # fmt: skip
def test_what_is_no_web_address_is_refused(text):
    with pytest.raises(FetchError):
        web_address(text)


def test_a_feed_gives_its_pages_and_fetches_its_teasers(site, fetcher):
    feed = RSS.replace("https://wire.example/hint", f"{site.address}/hint")
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    site.answers["/hint"] = (200, HTML, PAGE)
    whole, teaser = fetcher.feed(f"{site.address}/feed")
    assert whole.address == f"{site.address}/2024/wagons"
    assert (teaser.address, teaser.data) == (f"{site.address}/hint", PAGE)


def test_a_teaser_whose_page_cannot_be_had_is_kept_and_that_is_told(site, fetcher):
    teaser = RSS.replace("https://wire.example/hint", f"{site.address}/gone").replace(
        "Three days.", TEXT[:400]
    )
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, teaser.encode())
    _whole, refused, kept = fetcher.feed(f"{site.address}/feed")
    assert (refused.name, refused.code) == (f"{site.address}/gone", "http-404")
    assert (kept.name, kept.is_teaser) == (f"{site.address}/gone", True)


def test_robots_txt_may_stand_elsewhere(site, fetcher):
    site.answers["/robots.txt"] = (301, {"Location": "/rules"}, b"")
    site.answers["/rules"] = (200, {}, b"User-agent: *\nDisallow: /a\n")
    site.answers["/a"] = (200, HTML, PAGE)
    assert code(fetcher, f"{site.address}/a") == "robots"


def test_a_feed_that_is_none_is_told(site, fetcher):
    site.answers["/feed"] = (200, HTML, PAGE)
    (refused,) = fetcher.feed(f"{site.address}/feed")
    assert refused.code == "bad-feed"


ROBOTS = b"""\xef\xbb\xbfUser-agent: Other
Disallow: /

User-agent: *
Disallow: /everyone

User-Agent: KZsite/9
User-agent: third
Disallow: /*?print=
Disallow: /a
Allow: /a/open   # but this
Disallow: /*.pdf$
Disallow: /whole$
Disallow: /x*b*a
Disallow:
Allow: /same
Disallow: /same
Disallow: /%D0%B4
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True), ("/everyone", True), ("/a", False), ("/abc", False), ("/a/open/x", True), ("/b?print=1", False), ("/b.pdf", False),
        ("/b.pdfx", True), ("/same", True), ("/%d0%b4/x", False), ("/b?x=1", True),
        ("/whole", False), ("/whole/part", True), ("/x1b2a3", False), ("/xab", True),
    ],
)  # fmt: skip
def test_robots_txt_is_read_as_its_standard_says(target, allowed):
    assert read_robots(ROBOTS, "kzsite").allows(target) is allowed


def test_a_group_for_all_holds_for_who_is_not_named():
    robots = read_robots(ROBOTS, "nobody")
    assert not robots.allows("/everyone/x")
    assert robots.allows("/a")
    assert read_robots(ROBOTS, "kzsite").delay == 2.5
    assert read_robots(b"", "kzsite").allows("/a")
