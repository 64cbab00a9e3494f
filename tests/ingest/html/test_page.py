"""What a reader of HTML pages may rely on, told on pages of our own."""

from pathlib import Path

import pytest

from articles.ingest.html.page import html_page
from articles.ingest.read import read_page
from articles.ingest.roles import ROLES

PAGES = Path(__file__).parent / "pages"


def record_of(name):
    return read_page((PAGES / f"{name}.html").read_bytes(), name=f"{name}.html")


def page_of(name):
    return html_page((PAGES / f"{name}.html").read_text(encoding="utf-8"))


def text_of(record):
    return "\n".join(block.text for block in record.blocks)


def roles_of(page):
    return {line.text: line.hint.role for line in page.lines}


@pytest.fixture(scope="module")
def modern():
    return record_of("modern")


def test_metadata_tell_headline_authors_days_and_paper(modern):
    assert modern.title == "Grain trains wait at the border as harvest peaks"
    assert modern.authors == ("Dana Ospanova", "Peter Lowe")
    assert modern.published == "2025-09-14T08:30:00+05:00"
    assert modern.updated == "2025-09-15T10:00:00+05:00"
    assert modern.publisher == "The Steppe Courier"
    assert modern.url == "https://courier.example/2025/09/grain-trains"


def test_the_article_is_kept_whole(modern):
    text = text_of(modern)
    for words in (
        "Forty trains loaded",
        "eighteen million tonnes",
        "fall by a tenth",
        "so few wheels",
        "Night shifts",
    ):
        assert words in text
    assert [block.text for block in modern.blocks if block.type == "heading"] == ["What the railway promises"]


def test_what_stands_around_the_article_is_dropped_with_its_reason():
    roles = roles_of(page_of("modern"))
    assert roles["Why flour mills close earlier this year"] == "promotion"
    assert roles["Economy"] == "navigation"
    assert roles["© 2025 The Steppe Courier. All rights reserved."] == "footer"
    assert (
        roles["Sign up for our newsletter and get the best stories every morning in your inbox."]
        == "promotion"
    )


def test_the_deck_is_the_subtitle(modern):
    assert modern.subtitle.startswith("Storage fills up")


def test_a_figures_words_are_no_paragraph(modern):
    figures = [block for block in modern.blocks if block.type == "figure"]
    assert "Wagons at the siding" in figures[0].text


def test_paragraphs_parted_by_line_breaks_in_a_layout_of_tables_are_read():
    record = record_of("table_blog")
    assert record.title == "口岸小镇的一天"
    assert record.authors == ("林草",)
    assert record.published.startswith("2005-06-18")
    paragraphs = [block.text for block in record.blocks]
    assert len(paragraphs) == 4
    assert paragraphs[0].startswith("清早六点")
    assert "集市上的马" not in text_of(record)


def test_a_japanese_page_keeps_its_article_and_drops_rankings_and_related_boxes():
    record = record_of("japanese")
    assert record.language == "ja"
    assert record.title == "中央アジアの鉄道、貨物量が過去最多に"
    assert record.published == "2025-03-04T17:20:00+09:00"
    assert "台車を替える設備" in text_of(record)
    assert "水鳥" not in text_of(record)
    reasons = {item.reason for item in record.dropped}
    assert {"ranking", "promotion", "footer"} <= reasons


def test_a_reading_stands_in_brackets_behind_its_characters():
    assert any("草原（そうげん）の駅" in line.text for line in page_of("japanese").lines)


def test_comments_are_a_tree_with_author_and_day():
    record = record_of("comments")
    assert [comment.author for comment in record.comments] == ["Aigul", "Tom"]
    reply = record.comments[0].replies[0]
    assert reply.author == "The author"
    assert reply.date.startswith("2021-05-03")
    assert reply.text == "Then his bread was well earned."
    assert "bread was well earned" not in text_of(record)


def test_hidden_elements_are_no_lines():
    text = "\n".join(line.text for line in page_of("parts").lines)
    for words in ("hidden from", "So is this", "never seen", "Scripts are off", "mould for later"):
        assert words not in text


def test_a_data_table_has_its_cells_parted_by_tabs():
    roles = roles_of(page_of("parts"))
    assert roles["Year\tTonnes"] == "list"
    assert roles["2024\t25 million"] == "list"


def test_line_breaks_and_rows_of_preformatted_text_are_lines():
    texts = [line.text for line in page_of("parts").lines]
    assert "One line" in texts
    assert "  second row" in texts


def test_unclosed_and_crossed_tags_lose_nothing():
    record = record_of("broken")
    text = text_of(record)
    assert record.title == "The well that never froze"
    assert "The oldest man in the street remembered a bucket" in text
    assert "that the water is not to be drunk" in text


def test_a_page_whose_text_waits_for_scripts_is_read_all_the_same():
    hidden = "<p>" + "The text is there, but the page shows it only when its scripts have run. " * 5 + "</p>"
    page = html_page(f"<html><body><div style='display: none'>{hidden}</div></body></html>")
    assert any(line.hint.role == "body" for line in page.lines)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_every_line_has_a_role_and_is_accounted_for(name):
    page = page_of(name)
    assert page.lines
    assert all(line.hint.role in ROLES for line in page.lines)
    assert record_of(name).coverage == 1.0
