"""Records of our samples with values exchanged for odd ones and for each other's: every one is stored, or refused with a reason of its shape."""

import copy
import random

import pytest

from articles.ingest.gather import gather
from articles.ingest.incoming import Incoming, read_incoming
from articles.ingest.record import record_line, record_to_dict
from articles.models import Capture, ImportItem, ImportRun
from articles.pipeline import ImportOptions, process_captures
from tests.conftest import ROOT

RECORDS = 30
SAMPLES = sorted(path for path in (ROOT / "seeds").iterdir() if path.is_file())[:6]
TEXTS = [
    "", " ", "x" * 3000, "ﷺ" * 400, "http://[bad", "//[", "\u202e\u2066abc", "9999-12-31", "0001-01-01", "2024-02-30", "\n\n",
]  # fmt: skip
ODD = [*TEXTS, None, "a\x00b", 5, 2**70, True, [], {}, [[1]]]


def places(value: object, path: tuple = ()) -> list[tuple[tuple, object]]:
    """Every place of a record with what it holds."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in items for found in (((*path, key), inner), *places(inner, (*path, key)))]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_a_record_of_any_values_is_stored_or_refused(seed, tmp_path):
    rnd = random.Random(seed)
    samples = [record_to_dict(read_incoming(Incoming(p.name, p.read_bytes())).record) for p in SAMPLES]
    titles = [sample["title"] for sample in samples]
    lines = []
    for number in range(RECORDS):
        record = copy.deepcopy(rnd.choice(samples))
        path, held = rnd.choice(places(record))
        while rnd.random() < 0.9 and not isinstance(held, str):  # most others are refused at once
            path, held = rnd.choice(places(record))
        holder = record
        for key in path[:-1]:
            holder = holder[key]
        odd = titles if path[-1] == "title" else TEXTS if isinstance(held, str) else ODD
        holder[path[-1]] = rnd.choice(odd)
        lines.append(record_line(record, name=str(number), sha256=f"{rnd.getrandbits(256):064x}"))
    (tmp_path / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = ImportRun.objects.create()
    items = list(process_captures(gather([str(tmp_path)]), run=run, options=ImportOptions(publish=True)))
    assert len(items) == RECORDS
    assert set(Capture.objects.filter(state="failed").values_list("error_code", flat=True)) <= {"no-record"}
    assert any(item.outcome != ImportItem.Outcome.FAILED for item in items)
