"""Names, redirects and feeds that would lead a fetch into a private network; 127.0.0.1 stands for the open internet here."""

import socket

import pytest

from articles.ingest import connect
from articles.ingest.fetch import Fetcher
from tests.ingest.test_feeds import RSS
from tests.ingest.test_fetch import HTML, PAGE, code, fetch, site  # noqa: F401 - a fixture

OPEN, INNER = "127.0.0.1", "127.0.0.2"


@pytest.fixture
def names(monkeypatch) -> dict[str, list[list[str]]]:
    """Host → its IP addresses, answer by answer; the last answer stays."""
    told: dict[str, list[list[str]]] = {}
    resolve = socket.getaddrinfo

    def answer(host, port, **options):
        if host not in told:
            return resolve(host, port, **options)
        ips = told[host].pop(0) if len(told[host]) > 1 else told[host][0]
        return [found for ip in ips for found in resolve(ip, port, **options)]

    monkeypatch.setattr(connect.socket, "getaddrinfo", answer)
    monkeypatch.setattr(connect, "is_public", lambda ip: ip == OPEN)
    return told


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(pause=lambda _: None)


def at(site, host: str, path: str = "/") -> str:  # noqa: F811
    return f"http://{host}:{site.address.rpartition(':')[2]}{path}"


def test_a_name_of_a_private_network_is_refused_also_where_one_of_its_addresses_is_open(site, fetcher, names):  # noqa: F811
    names |= {"inner.example": [[INNER]], "both.example": [[OPEN, INNER]]}
    assert code(fetcher, at(site, "inner.example")) == "private-address"
    assert code(fetcher, at(site, "both.example")) == "private-address"
    assert site.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_dialled(site, fetcher, names):  # noqa: F811
    """A name that is open when it is looked at and private a moment later: for robots.txt, and for the page."""
    names["turning.example"] = [[OPEN], [OPEN], [INNER]]
    site.answers["/"] = (200, HTML, PAGE)
    assert fetch(fetcher, at(site, "turning.example")).data == PAGE
    assert code(fetcher, at(site, "turning.example")) == "private-address"


def test_a_redirect_does_not_lead_into_a_private_network(site, fetcher, names):  # noqa: F811
    names |= {"news.example": [[OPEN]], "inner.example": [[INNER]]}
    for target in (
        at(site, "inner.example", "/secret"),
        f"http://{INNER}/secret",
        "http://[::1]/secret",
        "//2130706434/secret",
    ):
        site.answers["/"] = (302, {"Location": target}, b"")
        assert code(fetcher, at(site, "news.example")) == "private-address"
    assert "/secret" not in site.paths()


def test_a_feed_does_not_lead_into_a_private_network(site, fetcher, names):  # noqa: F811
    names |= {"news.example": [[OPEN]], "inner.example": [[INNER]]}
    feed = RSS.replace("https://wire.example/hint", at(site, "inner.example", "/secret"))
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    list(fetcher.feed(at(site, "news.example", "/feed")))
    assert site.paths() == ["/feed"]
