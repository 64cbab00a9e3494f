"""Pages of our own in the shapes of real ones: pages/NAME.txt is read as pages/NAME.json says. A fixed fault adds a pair."""

import json
from pathlib import Path

import pytest

from articles.ingest.read import read_page

PAGES = Path(__file__).parent / "pages"
FIELDS = (
    "language",
    "title",
    "proposed_title",
    "subtitle",
    "original_title",
    "section",
    "publisher",
    "published",
    "source_url",
)
QUOTED = ("title", "publisher", "author", "date", "date_inferred", "truncated")


def comment_dict(comment) -> dict:
    return {
        "author": comment.author,
        "date": comment.date,
        "score": comment.score,
        "text": comment.text,
        "replies": [comment_dict(reply) for reply in comment.replies],
    }


@pytest.fixture(params=sorted(path.stem for path in PAGES.glob("*.txt")))
def case(request):
    path = PAGES / f"{request.param}.txt"
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return read_page(path.read_bytes(), name=path.name), expected


def test_fields_are_found(case):
    record, expected = case
    found = {field: getattr(record, field) for field in FIELDS if field in expected}
    assert found == {field: expected[field] for field in FIELDS if field in expected}
    assert list(record.authors) == expected.get("authors", [])


def test_blocks_stand_in_reading_order_with_their_lines(case):
    record, expected = case
    assert [[block.type, *block.lines] for block in record.blocks] == expected["blocks"]


def test_quotations_say_whence_they_come(case):
    record, expected = case
    quoted = [{key: getattr(b, key) for key in QUOTED} for b in record.blocks if b.type == "quotation"]
    assert quoted == expected.get("quotations", [])


def test_references_and_comments_are_kept(case):
    record, expected = case
    assert [[one.kind, one.title] for one in record.references] == expected.get("references", [])
    assert [comment_dict(comment) for comment in record.comments] == expected.get("comments", [])


def test_every_line_is_in_one_place_and_what_is_dropped_is_known(case):
    record, expected = case
    assert record.coverage == 1.0
    dropped = {n for one in record.dropped for n in range(one.lines[0], one.lines[1] + 1)}
    wanted = {n for first, last in expected.get("dropped", []) for n in range(first, last + 1)}
    if "dropped" in expected:
        lines = {entry.line for entry in record.ledger}
        assert dropped & lines == wanted & lines


def test_warnings_are_given(case):
    record, expected = case
    codes = {warning.code for warning in record.warnings}
    assert codes >= set(expected.get("warnings", []))
    assert ("no-title" in codes) == (record.title is None)


def test_a_wrapped_paragraph_is_one_line_again():
    record = read_page((PAGES / "wire.txt").read_bytes(), name="wire.txt")
    assert "on Tuesday, after a meeting that ran" in record.blocks[0].text
    assert "\n" not in record.blocks[0].text


def test_a_text_of_scraps_is_doubted():
    scraps = "A first sentence that is long enough to be one, and ends.\n\n" + "\n\n".join(
        f"scrap {n},"
        if n % 4
        else "Another whole sentence stands here among the scraps, long enough to weigh more than they do."
        * 2
        for n in range(20)
    )
    record = read_page(scraps.encode(), name="scraps.txt")
    assert "low-confidence" in {warning.code for warning in record.warnings}


def test_a_plain_page_is_not_doubted():
    record = read_page((PAGES / "wire.txt").read_bytes(), name="wire.txt")
    assert "low-confidence" not in {warning.code for warning in record.warnings}


def test_a_comment_with_a_month_for_its_day_bounds_nothing():
    text = "港に貨車が並んだ。荷主は運賃の差よりも到着の日が読めることを選んだという。" * 6
    page = f"{text}\n\nコメント\n\n  • 名前\n  • 2005年10月\n\n    そのとおりだと思う。\n"
    record = read_page(page.encode(), name="a.txt")
    assert [comment.date for comment in record.comments] == ["2005-10"]
    assert record.published_estimate is None
