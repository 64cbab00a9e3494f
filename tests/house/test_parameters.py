"""A parameter that a page reads but the cache does not know would work in tests and be lost on the site."""

import re
from pathlib import Path

from articles.reading.responses import PARAMETERS
from articles.reading.search_page import FILTERS

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"\b(?:GET|parameters)(?:\.get|\.getlist|\.__getitem__)?[(\[]\s*[\"']([a-z_]+)[\"']")
FIELDS = re.compile(r"<(?:input|select|button)[^>]*\bname=\"([a-z_]+)\"")


def test_every_parameter_of_a_readers_page_is_known_to_the_cache():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "articles/reading").rglob("*.py"))
    read = set(READ.findall(code))
    assert {"before", "format", "q"} <= read
    assert (read | set(FILTERS)) - PARAMETERS == set()


def test_every_field_of_a_readers_form_is_known_to_the_cache():
    pages = [*(ROOT / "templates/articles").glob("*.html"), *(ROOT / "templates/parts").glob("*.html")]
    fields = {name for page in pages for name in FIELDS.findall(page.read_text("utf-8"))}
    assert "q" in fields
    assert fields - {"theme", "face", "size"} - PARAMETERS == set()  # those three stay in the browser
