"""A headline that no markup makes a heading, told by its being bold above the text."""

import pytest

from articles.ingest.read import read_page

TEXT = """<p>The ferry to Kuryk will sail three times a week from May, the port authority said, after two years of one sailing.</p>
<p>Lorry drivers had waited up to nine days for a place on board, and the melons that they carried did not wait.</p>"""


def record_of(title: str, above: str):
    page = f"<html><head><title>{title}</title></head><body><p><a href='/'>Home</a></p>{above}{TEXT}</body></html>"
    return read_page(page.encode(), name="a.html")


@pytest.mark.parametrize(
    "bold", ["<b>{}</b><br>", "<p><strong>{}</strong></p>", "<p><font><big>{}</big></font></p>"]
)
def test_a_bold_line_above_the_text_is_the_headline_where_the_title_names_the_site(bold):
    record = record_of("Mangystau Mail", bold.format("More ferry sailings to Kuryk port"))
    assert record.title == "More ferry sailings to Kuryk port"
    assert [block.text[:9] for block in record.blocks] == ["The ferry", "Lorry dri"]


def test_a_title_that_tells_of_the_text_stays_the_headline():
    record = record_of(
        "Ferry to Kuryk to sail three times a week", "<p><b>Port authority answers lorry drivers</b></p>"
    )
    assert record.title == "Ferry to Kuryk to sail three times a week"


def test_bold_names_and_words_of_other_things_are_no_headline():
    record = record_of(
        "Mangystau Mail", "<p><b>By Olga Renn</b></p><p><b>Subscribe to our free paper edition</b></p>"
    )
    assert record.title == "Mangystau Mail"
    assert record.authors == ("Olga Renn",)


def test_a_bold_line_is_the_headline_where_the_only_heading_links_home():
    record = record_of(
        "Mangystau Mail",
        "<h1><a href='/'>Mangystau Mail</a></h1><p><b>More ferry sailings to Kuryk port</b></p>",
    )
    assert record.title == "More ferry sailings to Kuryk port"
