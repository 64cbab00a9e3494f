"""A page that holds several articles gives the first, and tells where the others stand."""

import pytest

from articles.ingest.read import read_page
from articles.ingest.verdicts import lines_of

POST = "The %s wagon stood in the siding for three days, and nobody at the station could say why it had been left there. "


def text_page(words: list[str]) -> str:
    posts = (
        f"The {word} wagon waits\nBy Lena Marsh, {day} May 2024\n\n" + "\n\n".join([POST % word * 2] * 3)
        for day, word in enumerate(words, 3)
    )
    return "\n\n".join(posts)


def html_page(words: list[str]) -> str:
    posts = "".join(
        f'<div class="post"><h2>The {word} wagon waits</h2><p>By Lena Marsh, {day} May 2024</p>{f"<p>{POST % word * 2}</p>" * 2}</div>'
        for day, word in enumerate(words, 3)
    )
    return f"<html><head><title>Siding diary</title></head><body><h1>Siding diary</h1><div id=main>{posts}</div></body></html>"


def stamped_page(words: list[str]) -> str:
    posts = "".join(
        f"<h3>The {word} wagon waits</h3><p>2024-05-0{day} 10:30</p><p>{POST % word * 2}</p><p>{POST % word}</p>"
        for day, word in enumerate(words, 3)
    )
    return f"<html><head><title>Siding diary</title></head><body><div id=main>{posts}</div></body></html>"


@pytest.mark.parametrize(
    ("name", "page"), [("a.txt", text_page), ("a.html", html_page), ("b.html", stamped_page)]
)
def test_the_first_article_is_taken_and_each_other_told_of(name, page):
    words = ["green", "yellow", "copper"]
    data = page(words).encode()
    record = read_page(data, name=name)
    text = "\n".join(block.text for block in record.blocks)
    assert "green" in text
    assert "yellow" not in text
    assert "copper" not in text
    lines = lines_of(data, name=name)
    told = [one.lines for one in record.warnings if one.code == "several-articles"]
    assert len(told) == 2
    for word, (first, last) in zip(words[1:], told, strict=True):
        assert POST.strip() % word in "\n".join(lines[first - 1 : last])
    assert record.coverage == 1.0


def test_a_page_of_one_article_tells_of_no_other():
    for name, page in (("a.txt", text_page), ("a.html", html_page)):
        record = read_page(page(["green"]).encode(), name=name)
        assert "several-articles" not in {one.code for one in record.warnings}
