"""The target `page`: bytes of any kind to a record, and what must hold of it."""

import json
import random
import time
from dataclasses import replace

from articles.ingest.read import Unreadable, read_page
from articles.ingest.record import record_to_dict
from articles.ingest.record_shape import record_from_dict
from articles.ingest.verdicts import lines_of
from tests.conftest import ROOT, SHARED
from tests.fuzz.hostile import hostile_text
from tests.fuzz.mutate import mutate

NAMES = ("page", "page.txt", "page.html", "page.md")
SECONDS_A_MEGABYTE = 2.0
SECONDS_AT_LEAST = 0.5


def seeds() -> list[bytes]:
    """The sample pages, and two hundred measured ones where they lie beside the checkout."""
    paths = [p for p in sorted((ROOT / "seeds").rglob("*.*")) if p.suffix in (".txt", ".html", ".md")]
    paths += sorted((ROOT / "tests/ingest/html/pages").glob("*.html"))
    for form in ("html", "text-whole"):
        paths += sorted((SHARED / "pages" / form).glob("*.*"))[:400:4]
    return [path.read_bytes() for path in paths]


def make(rng: random.Random, others: list[bytes]) -> tuple[str, str, bytes]:
    """What kind of input it is, its name, and its bytes."""
    name = rng.choice(NAMES)
    kind = rng.random()
    if kind < 0.1:
        return "random bytes", name, rng.randbytes(rng.choice((1, 40, 5000)))
    if kind < 0.75:
        return "mutated page", name, mutate(rng, rng.choice(others), others)
    size = rng.choice((50, 2000, 2000, 20_000, 20_000, 200_000, 1_000_000 if rng.random() < 0.3 else 100_000))
    shape, text = hostile_text(rng, size)
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.2:
        shape, data = f"mutated {shape}", mutate(rng, data, others)
    return shape, name, data


def check(name: str, data: bytes) -> str | None:
    """What is wrong with how the bytes were read, or None; other exceptions than Unreadable go through."""
    begin = time.process_time()
    try:
        record = read_page(data, name=name, address="https://example.org/a", received_on="2024-05-08")
    except Unreadable as error:
        return None if error.code and error.message else "Unreadable without code or message"
    spent = time.process_time() - begin
    allowed = SECONDS_AT_LEAST + SECONDS_A_MEGABYTE * len(data) / 1_000_000
    if spent > allowed:
        return f"slow: {spent:.2f} s for {len(data):,} bytes, {allowed:.2f} s allowed"
    if record.coverage != 1.0:
        return f"coverage {record.coverage:.4f}"
    numbers = [entry.line for entry in record.ledger]
    if len(set(numbers)) != len(numbers):
        return "a line stands twice in the ledger"
    if len(data) < 100_000:
        lines = lines_of(data, name=name, address="https://example.org/a")
        wanted = {number for number, line in enumerate(lines, 1) if line.strip()}
        if missing := sorted(wanted - set(numbers)):
            return f"lines {missing[:5]} are not in the ledger"
    printed = json.dumps(record_to_dict(record), ensure_ascii=False)
    printed.encode("utf-8")  # a lone surrogate can be stored nowhere
    if record_from_dict(json.loads(printed)) != replace(record, ledger=()):
        return "the record is another one after printing and reading"
    return None
