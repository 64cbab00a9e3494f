"""The five real pages beside the checkout are read whole. Nothing of them stands in this project."""

import json
import subprocess
import sys

import pytest

from articles.ingest.read import read_page
from articles.ingest.record import record_to_dict


def lines_of(folder, pattern):
    for path in sorted(folder.glob(pattern)):
        record = read_page(path.read_bytes(), name=path.name)
        yield json.dumps(
            {"file": str(path), "sha256": "", "error": None, **record_to_dict(record)}, ensure_ascii=False
        )


def test_the_real_pages_match_their_gold_records(shared, tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_text("\n".join(lines_of(shared / "seeds", "*.txt")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, shared / "tools" / "score-records", records],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1].startswith("score 1.000"), done.stdout[-2000:]


@pytest.mark.parametrize("form", ["text-main", "text-whole"])
def test_every_line_of_every_collected_page_is_accounted_for(shared, form):
    pages = sorted((shared / "pages" / form).glob("*.txt"))
    assert pages
    short = [path.name for path in pages if read_page(path.read_bytes(), name=path.name).coverage < 1]
    assert short == []
