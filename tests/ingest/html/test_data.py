"""Pages whose article stands only in the data for their scripts."""

import json

import pytest

from articles.ingest.read import read_page

SENTENCE = "The train left in the morning and the station stood empty until the evening, as the book of the dispatcher says. "
PARAGRAPHS = [f"{SENTENCE}{number} wagons stayed behind." for number in (7, 9, 11, 13)]
HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
NEXT = {
    "props": {
        "pageProps": {
            "menu": [{"title": "Home"}],
            "article": {
                "title": "Wagons wait",
                "author": {"name": "Lena Marsh"},
                "publishedAt": "2024-05-07T10:30:00Z",
                "body": HTML,
            },
        }
    }
}
WORDPRESS = [
    {
        "title": {"rendered": "Wagons wait"},
        "date": "2024-05-07T10:30:00",
        "authors": ["Lena Marsh"],
        "content": {"rendered": HTML},
    }
]
LD = {
    "@type": "NewsArticle",
    "headline": "Wagons wait",
    "datePublished": "2024-05-07",
    "author": {"name": "Lena Marsh"},
    "articleBody": "\n".join(PARAGRAPHS),
}


def page(data, kind="application/json") -> bytes:
    return f'<html lang="en"><head><title>Wagons wait | The Gauge</title></head><body><div id="root">Loading</div><script type="{kind}">{json.dumps(data)}</script></body></html>'.encode()


@pytest.mark.parametrize(
    ("data", "kind"),
    [(NEXT, "application/json"), (WORDPRESS, "application/json"), (LD, "application/ld+json")],
)
def test_an_article_that_only_scripts_would_show_is_read(data, kind):
    record = read_page(page(data, kind), name="a.html")
    assert [block.text for block in record.blocks if block.type == "paragraph"] == PARAGRAPHS
    assert (record.title, record.published[:10], record.authors) == (
        "Wagons wait",
        "2024-05-07",
        ("Lena Marsh",),
    )
    assert record.coverage == 1.0


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"title": 3, "body": ["x"] * 500},
        {"title": "a", "body": "b" * 20},
        [[[[]]]] * 100,
        {"title": {"rendered": 7}, "content": {"rendered": None}},
    ],
)
def test_data_without_an_article_gives_nothing(data):
    record = read_page(page(data), name="a.html")
    assert "no-text" in {warning.code for warning in record.warnings}


def test_data_are_not_looked_at_where_the_page_shows_its_text():
    shown = page(NEXT).replace(
        b"Loading", f"<h1>Another headline</h1>{HTML.replace('train', 'bus')}".encode()
    )
    assert "train" not in " ".join(block.text for block in read_page(shown, name="a.html").blocks)
