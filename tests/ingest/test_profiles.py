"""A profile refines how one source's pages are read, and says so in the ledger."""

import pytest

from articles.ingest.page import Page
from articles.ingest.profile import known_profiles, read_profile, roles_by_profile
from articles.ingest.read import read_page
from articles.ingest.text_page import text_page
from tests.conftest import ROOT

WEEKLY = """
name = "Weekly"
hosts = ["weekly.example"]
lines = ["This week in Weekly"]
publisher = "The Weekly"

[[rules]]
starts = "Our puzzle:"
role = "promotion"

[[rules]]
line = "This week in Weekly"
until = "In all bookshops"
role = "advertisement"
"""
PAGE = "A headline of some length\n\nWords.\n\nOur puzzle: seven across\n\nThis week in Weekly\nOne\n\nTwo\nIn all bookshops\nAfter"


def test_rules_give_roles_and_name_the_profile():
    texts = [line for line in PAGE.split("\n") if line]
    told = roles_by_profile(read_profile(WEEKLY), texts)
    given = {texts[at]: role for at, role in told.items()}
    assert given["Our puzzle: seven across"][:2] == ("promotion", "profile Weekly: Our puzzle:")
    assert [given[text][0] for text in ("This week in Weekly", "One", "Two")] == ["advertisement"] * 3
    assert not given.keys() & {"Words.", "In all bookshops", "After"}


@pytest.mark.parametrize(
    ("address", "text", "fits"),
    [
        ("https://www.weekly.example/1", "Words.", True),
        ("https://notweekly.example/1", "Words.", False),
        (None, "Words.\nThis week in Weekly", True),
        (None, "Words.", False),
    ],
)
def test_a_page_is_known_by_its_host_or_by_a_line(address, text, fits):
    page = Page("text", text_page(text).lines, address=address)
    assert read_profile(WEEKLY).fits(page) is fits


@pytest.mark.parametrize(
    "text",
    [
        'name = "a"\nhosts = ["b"]\n[[rules]]\nline = "c"\nrole = "nothing"',
        'name = "a"\nhosts = ["b"]\n[[rules]]\nrole = "promotion"',
        'name = "a"',
    ],
)
def test_a_faulty_profile_is_refused(text):
    with pytest.raises(ValueError, match="role|line|hosts"):
        read_profile(text)


def test_a_known_source_is_named_though_its_page_does_not_name_itself():
    assert known_profiles()
    record = read_page((ROOT / "seeds" / "01-one-way-out.txt").read_bytes(), name="one.txt")
    assert record.publisher == "大陸週報"
    assert any(entry.rule.startswith("profile 大陸週報") for entry in record.ledger)
    assert record.coverage == 1.0
