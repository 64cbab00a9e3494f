"""Pages made to break a reader: each gives a Page, quickly, with every line accounted for."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.assemble import assemble
from articles.ingest.classify import classify
from articles.ingest.html.page import html_page
from articles.ingest.roles import ROLES

TAGS = [
    "div",
    "p",
    "span",
    "b",
    "a",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "br",
    "ruby",
    "rt",
    "form",
    "section",
    "article",
    "nav",
    "aside",
    "footer",
    "time",
    "dl",
    "dt",
    "dd",
    "x-card",
]
WORDS = "The last words stand here."

HOSTILE = {
    "deep blocks": "<div>" * 100_000 + WORDS,
    "deep inline": "<b><i>" * 50_000 + WORDS,
    "deep tables": "<table><tr><td>" * 30_000 + WORDS,
    "unclosed items": "<ul><li>" * 30_000 + WORDS,
    "null bytes": "<p>The last\0 words\0 stand here.",
    "entities": "<!DOCTYPE html [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;</p>"
    + f"<p>{WORDS}",
    "entity rows": "&amp;" * 200_000 + f"<p>{WORDS}",
    "huge line": "word " * 300_000 + f"<p>{WORDS}",
    "huge attribute": '<p class="' + "x " * 3_000_000 + f'">{WORDS}</p>',
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{WORDS}</p>",
    "long name of a tag": "<" + "a" * 400_000 + f"<p>{WORDS}",
    "brackets": "< " * 100_000 + f"<p>{WORDS}",
    "closing tags": "</div>" * 100_000 + f"<p>{WORDS}",
    "lone surrogate": "<p>The last words stand here.\ud800</p>",
    "broken json": f"<script type='application/ld+json'>{'[' * 20_000}</script><p>{WORDS}",
}


def record_of(text):
    page = html_page(text)
    return assemble(page, classify(page))


def words_of(page):
    return "".join(line.text for line in page.lines).replace(" ", "")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_keeps_the_words_after_it(name):
    page = html_page(HOSTILE[name])
    assert WORDS.replace(" ", "") in words_of(page)
    assert all(line.hint.role in ROLES for line in page.lines)


def test_an_empty_page_has_no_lines():
    assert html_page("").lines == ()
    assert html_page("<html><body></body></html>").lines == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TAGS), st.text(max_size=30), st.booleans()), max_size=25))
def test_any_text_in_any_tags_is_accounted_for(parts):
    body = "".join(
        f"<{tag}>{text.replace('<', '&lt;')}{f'</{tag}>' if closed else ''}" for tag, text, closed in parts
    )
    page = f"<html><body><p>There is always a first sentence here, so the page is not empty.</p>{body}</body></html>"
    assert record_of(page).coverage == 1.0


def test_spliced_and_truncated_pages_are_accounted_for():
    chooser = random.Random(7)
    source = "".join(f"<{tag} class='a'>some words, and more words.</{tag}>" for tag in TAGS) * 4
    for _ in range(40):
        begin, end = sorted(chooser.sample(range(len(source)), 2))
        assert record_of(f"<html>{source[begin:]}{source[:end]}").coverage == 1.0


def test_a_title_that_nobody_closed_does_not_swallow_the_page():
    page = html_page(f"<html><head><title>Steppe</head><body><p>{WORDS}</p></body></html>")
    assert WORDS.replace(" ", "") in words_of(page)


def test_half_a_character_in_metadata_is_kept_out_of_the_record():
    about = '{"@type": "NewsArticle", "headline": "Steppe \\ud800", "author": "Anne \\udfff"}'
    page = html_page(f"<script type='application/ld+json'>{about}</script><p>{WORDS}</p>")
    assert all(fact.value.isprintable() for fact in page.facts)


def test_a_broken_address_in_the_metadata_is_no_fault_of_the_page():
    page = html_page(
        f"<html><head><title>Steppe - Site</title><link rel='canonical' href='http://[steppe'></head><body><p>{WORDS}</p></body></html>"
    )
    assert WORDS.replace(" ", "") in words_of(page)


def test_control_characters_in_a_page_too_deep_for_the_parser_are_no_fault_of_the_reader():
    page = f"<html><body><p>{WORDS}</p>\f&#12;\f{'</p><div>' * 600}words</body></html>"
    assert record_of(page).coverage == 1.0
