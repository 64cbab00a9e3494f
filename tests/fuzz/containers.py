"""The target `container`: web archives, feeds, robots.txt and records of any bytes; only values may come out."""

import gzip
import json
import random
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from articles.ingest.archives import opener_of, records_in
from articles.ingest.feed_formats import BadFeed, read_feed
from articles.ingest.feeds import feed_pages
from articles.ingest.incoming import Incoming, Refused, read_incoming
from articles.ingest.read import read_page
from articles.ingest.record import record_to_dict
from articles.ingest.robots import read_robots
from articles.ingest.warc import warc_pages
from tests.fuzz.hostile import hostile_text
from tests.fuzz.mutate import mutate
from tests.ingest.test_feeds import ATOM, JSON, RSS
from tests.ingest.test_fetch import ROBOTS
from tests.ingest.test_warc import PAGE, answer, chunked, record

SECONDS_A_MEGABYTE = 4.0  # taken apart and read
SECONDS_AT_LEAST = 1.0


def seeds() -> list[bytes]:
    """One of each kind, and some packed."""
    page = PAGE.encode()
    warc = record(answer(chunked(page), Transfer_Encoding="chunked")) + record(
        answer(gzip.compress(page), Content_Encoding="gzip")
    )
    line = json.dumps({"file": "a", "sha256": "0", "error": None} | record_to_dict(read_page(page, name="a")))
    kinds = [RSS.encode(), ATOM.encode(), JSON.encode(), warc, line.encode(), ROBOTS]
    return [*kinds, gzip.compress(warc) * 2, gzip.compress(warc[:400]) + gzip.compress(warc[400:])]


def make(rng: random.Random, others: list[bytes]) -> tuple[str, str, bytes]:
    """A broken container, or one around hostile text."""
    if rng.random() < 0.8:
        return "mutated container", "file", mutate(rng, rng.choice(others), others)
    shape, text = hostile_text(rng, rng.choice((100, 5000, 100_000)))
    data = text.encode("utf-8", "surrogatepass")
    whole = rng.choice(
        (
            lambda: record(answer(data)),
            lambda: gzip.compress(record(answer(data))),
            lambda: RSS.replace("Only a hint", text).encode("utf-8", "replace"),
            lambda: RSS.replace("Three days in a siding.", text).encode("utf-8", "replace"),
            lambda: ATOM.replace("</title>", f"{text}</title>", 1).encode("utf-8", "replace"),
            lambda: json.dumps(
                json.loads(JSON) | {"items": [{"content_html": text, "title": text}]}
            ).encode(),
            lambda: data,
        )
    )
    return f"container of {shape}", "file", whole()


def check(name: str, data: bytes) -> str | None:
    """What is wrong with what was taken out, or None; exceptions go through."""
    begin, unpacked = time.process_time(), len(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        opener_of(path)
        for opener in (warc_pages, feed_pages, records_in):
            for found in opener(path):
                if isinstance(found, Refused):
                    assert found.code
                    assert found.message
                elif isinstance(found, Incoming):
                    unpacked += len(found.data)
                    found.name.encode()
                    found.address.encode()
                    read_incoming(found)
    with suppress(BadFeed):
        read_feed(data)
    read_robots(data, "kzsite").allows("/a?b=c")
    spent, allowed = (
        time.process_time() - begin,
        SECONDS_AT_LEAST + SECONDS_A_MEGABYTE * unpacked / 1_000_000,
    )
    return f"slow: {spent:.2f} s for {len(data):,} bytes" if spent > allowed else None
