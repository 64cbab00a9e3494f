"""Descriptions of tags and sources: Markdown in, safe HTML out."""

import pytest

from articles.rendering.prose import render_prose


def test_emphasis_lists_and_links():
    html = render_prose("The *pipeline* to [Novorossiysk](https://example.org/).\n\n- built 2001\n- 1,511 km")
    assert "<em>pipeline</em>" in html
    assert 'href="https://example.org/"' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_nothing_runs(text):
    html = render_prose(text)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
