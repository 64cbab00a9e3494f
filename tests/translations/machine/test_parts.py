"""Markdown through a machine that knows none: markup stays in place, whatever the machine does to the words."""

import pytest
from hypothesis import given

from articles.rendering.body import parse_body, print_body
from articles.translations.machine.parts import parts_of, put_together
from tests.translations.exchange.test_formats import texts

PARAGRAPHS = [
    "**Three** [roads](https://a.example/x_(1)) cross the {草原|そうげん} & more < less.[^1]",
    "## A heading with *stress*",
    '> First words.\n>\n> Second words.\n> {title="A title" publisher="Paper" date=2024-10-29}',
    "- one\n- two `code`",
    "1. one\n2. two",
    '![A **caption**](/a.jpg){alt="A ship" credit="Ministry"}',
    "A line\nand its second.",
    "[^1]: A footnote.",
]


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_a_machine_that_changes_nothing_changes_nothing(text):
    parts = parts_of(text, is_block=True)
    assert put_together(text, [part.translated(part.xml) for part in parts], is_block=True) == text


def test_only_words_are_translated():
    text = '> First **words**.\n> {title="A title" publisher="Paper" date=2024-10-29}'
    parts = parts_of(text, is_block=True)
    answers = [
        part.translated(part.xml.replace("First", "Erste").replace("title", "Titel")) for part in parts
    ]
    assert put_together(text, answers, is_block=True) == (
        '> Erste **words**.\n> {title="A Titel" publisher="Paper" date=2024-10-29}'
    )


@given(text=texts)
def test_any_paragraph_goes_through(text):
    canonical = print_body(parse_body(text)).rstrip("\n")
    parts = parts_of(canonical, is_block=True)
    answers = [part.translated(part.xml) for part in parts]
    assert None not in answers
    assert [" ".join(a.split()) for a in answers] == [" ".join(part.source.split()) for part in parts]


def test_lost_or_doubled_markup_is_noticed():
    (part,) = parts_of("**Three** roads", is_block=True)
    assert part.translated("Drei Straßen") is None
    assert part.translated('<x id="1"/><x id="1"/>Drei<x id="2"/>') is None
    assert part.translated('<x id="1"/>Drei<x id="2"/> Straßen') == "**Drei** Straßen"


def test_a_machine_that_answers_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        put_together("Words.", [" "], is_block=True)
