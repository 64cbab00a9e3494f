"""Web archives as a way in: what a crawler kept becomes pages, damage costs only what is damaged."""

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.archives import opener_of
from articles.ingest.incoming import Incoming, Refused, read_incoming
from articles.ingest.warc import LEAST_PIECE, warc_pages

PAGE = "<html><head><title>Поезда идут на запад</title></head><body><h1>Поезда идут на запад</h1><p>Состав ушёл утром.</p></body></html>"


def record(body: bytes, *, kind="response", address="https://example.org/a", date="2024-05-07T10:00:00Z", stated=None) -> bytes:  # fmt: skip
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\n"
    head += (
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {stated or len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, content_type="text/html; charset=utf-8", status="200 OK", **fields) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(body: bytes, size: int = 50) -> bytes:
    pieces = [body[begin : begin + size] for begin in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.fixture
def write(tmp_path):
    def write_records(*records: bytes, packed=False) -> list[Incoming | Refused]:
        path = tmp_path / ("a.warc.gz" if packed else "a.warc")
        path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
        assert opener_of(path) is warc_pages
        return list(warc_pages(path))

    return write_records


@pytest.mark.parametrize("packed", [False, True])
def test_responses_become_pages_with_their_address_and_day(write, packed):
    info = record(b"software: crawler\r\n", kind="warcinfo", address="urn:x")
    request = record(b"GET / HTTP/1.1\r\n\r\n", kind="request")
    page = record(answer(PAGE.encode()))
    other = record(answer(b"Words.", "text/plain"), address="https://example.org/b.txt")
    (first, second) = write(info, request, page, other, packed=packed)
    assert first == Incoming(
        "https://example.org/a",
        PAGE.encode(),
        "https://example.org/a",
        encoding="utf-8",
        captured_on="2024-05-07",
    )
    assert (second.name, second.data) == ("https://example.org/b.txt", b"Words.")


def test_what_is_no_page_is_left_out(write):
    wanted = record(answer(PAGE.encode()), address="https://example.org/wanted")
    found = write(
        record(answer(b"\x89PNG", "image/png")),
        record(answer(b"gone", status="404 Not Found")),
        record(answer(b"", status="301 Moved", Location="/b")),
        record(answer(b"User-agent: *", "text/plain"), address="https://example.org/robots.txt"),
        wanted,
    )
    assert [page.name for page in found] == ["https://example.org/wanted"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunked(PAGE.encode()), {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE.encode()), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE.encode()), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE.encode(), wbits=-15), {"Content_Encoding": "deflate"}),
        (chunked(gzip.compress(PAGE.encode())), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        # Some crawlers keep the fields and unwrap the body.
        (PAGE.encode(), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    ],
)
def test_chunks_and_compression_are_taken_off(write, body, fields):
    (page,) = write(record(answer(body, **fields)))
    assert page.data == PAGE.encode()


def test_the_charset_of_the_answer_is_how_the_page_is_read(write):
    (page,) = write(record(answer(PAGE.encode("koi8-r"), "text/html; charset=KOI8-R")))
    assert read_incoming(page).record.title == "Поезда идут на запад"


@pytest.mark.parametrize("packed", [False, True])
def test_a_damaged_record_is_named_and_the_others_are_taken(write, packed):
    first = record(answer(PAGE.encode()), address="https://example.org/1")
    bad = record(answer(PAGE.encode()), address="https://example.org/2").replace(b"WARC/1.0", b"XXXX/1.0")
    last = record(answer(PAGE.encode()), address="https://example.org/3")
    found = write(first, bad, last, packed=packed)
    assert [page.name for page in found if isinstance(page, Incoming)] == [
        "https://example.org/1",
        "https://example.org/3",
    ]
    (refused,) = [page for page in found if isinstance(page, Refused)]
    assert refused.code == "damaged"


def test_a_damaged_member_hides_no_other(tmp_path):
    members = [
        gzip.compress(record(answer(PAGE.encode()), address=f"https://example.org/{n}")) for n in "123"
    ]
    members[1] = members[1][:40] + bytes(60) + members[1][100:]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))
    found = list(warc_pages(path))
    assert [page.name for page in found if isinstance(page, Incoming)] == [
        "https://example.org/1",
        "https://example.org/3",
    ]
    assert len(found) == 3


def test_a_bomb_is_refused_by_its_address(write):
    (refused,) = write(record(answer(gzip.compress(bytes(60_000_000)), Content_Encoding="gzip")), packed=True)
    assert (refused.name, refused.code) == ("https://example.org/a", "too-large")


def test_an_encoding_nobody_knows_is_named(write):
    (refused,) = write(record(answer(b"\x0b\x02\x80", Content_Encoding="br")))
    assert (refused.name, refused.code) == ("https://example.org/a", "bad-encoding")


class Counted(io.BytesIO):
    """A file that counts the bytes that are asked of it."""

    asked = 0

    def open(self, mode: str) -> "Counted":
        return self

    def read(self, size: int = -1) -> bytes:
        data = super().read(size)
        self.asked += len(data)
        return data

    def readline(self, size: int = -1) -> bytes:
        line = super().readline(size)
        self.asked += len(line)
        return line


@pytest.mark.parametrize(
    "start",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: 9000000\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 9000000\r\n\r\n",
    ],
)
def test_beginnings_that_lead_nowhere_are_not_read_over_and_over(start):
    """Each is looked for the next beginning from; that reads a piece of the file."""
    file = Counted(start * 300)
    assert [found.code for found in warc_pages(file)] == ["damaged"]
    assert file.asked < 300 * (LEAST_PIECE + 3 * len(start))


@given(st.data(), st.booleans())
def test_any_damage_is_a_value_and_never_an_error(tmp_path_factory, data, packed):
    whole = [record(answer(chunked(PAGE.encode()), Transfer_Encoding="chunked")) for _ in range(3)]
    content = bytearray(b"".join(gzip.compress(one) if packed else one for one in whole))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(5, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("warc") / "a.warc"
    path.write_bytes(content[: data.draw(st.integers(5, len(content)))])
    found = list(warc_pages(path))
    assert len(found) <= 6
