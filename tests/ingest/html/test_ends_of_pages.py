"""What stands at a page's two ends: headlines without a title, the site's name beside them, signatures below the text."""

import re

import pytest

from articles.ingest.read import read_page

TEXT = """<p>The ferry to the salt island sails at six in the morning and comes back when the wind allows it.</p>
<p>Nobody on the quay has seen a timetable since the harbour master retired, and nobody has missed it.</p>"""
TEXTS = ["The ferry", "Nobody on"]


def record_of(body: str, head: str = ""):
    return read_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), name="a.html")


def beginnings(record):
    return [block.text[:9] for block in record.blocks]


@pytest.mark.parametrize(
    "heading",
    ["<h2>The ferry sails at six</h2>", "<h2><a href='/2012/09/ferry/'>The ferry sails at six</a></h2>"],
)
def test_without_a_title_the_heading_above_the_text_is_the_headline(heading):
    record = record_of(f"<div><a href='/'>Travels</a></div>{heading}<div>{TEXT}</div>")
    assert record.title == "The ferry sails at six"
    assert beginnings(record) == TEXTS


def test_of_two_headings_that_a_title_joins_the_second_is_the_headline():
    record = record_of(
        f"<h1>The Quay</h1><ul><li><a href='/1'>Issue</a></li></ul><div><h3>The ferry sails at six</h3>{TEXT}</div>",
        "<title>The Quay - The ferry sails at six</title>",
    )
    assert record.title == "The ferry sails at six"
    assert beginnings(record) == TEXTS


def test_the_part_of_a_title_that_links_home_is_the_publisher():
    record = record_of(
        f"<p><a href='/'>The Quay</a></p><h1>The ferry sails at six</h1>{TEXT}",
        "<title>The ferry sails at six | The Quay</title>",
    )
    assert (record.title, record.publisher) == ("The ferry sails at six", "The Quay")


@pytest.mark.parametrize("name", ["<p>Marta Kohl</p>", "<p align='right'><b>Ербол Касымов</b></p>"])
def test_a_name_alone_below_the_text_signs_it(name):
    record = record_of(f"<h1>The ferry sails at six</h1><div>{TEXT}{name}</div>")
    assert record.authors == (re.sub("<[^>]+>", "", name),)
    assert beginnings(record) == TEXTS


def test_a_name_that_is_a_by_line_already_is_not_looked_for_below():
    record = record_of(
        f"<h1>The ferry sails at six</h1><p>By Olga Renn</p><div>{TEXT}<p>Salt Island</p></div>"
    )
    assert record.authors == ("Olga Renn",)


def test_a_number_and_day_below_the_text_are_no_text():
    record = record_of(f"<h1>Паром</h1><div>{TEXT}<p>№ 13 от 30 марта 2011 г.</p></div>")
    assert record.published == "2011-03-30"
    assert beginnings(record) == TEXTS


def test_an_initial_keeps_its_dot():
    page = f"<h1>The ferry sails at six</h1><p>By Zhanna K., 9 February 2018</p>{TEXT}"
    assert record_of(page).authors == ("Zhanna K.",)
    dump = "The ferry sails at six\nBy Zhanna K.\n9 February 2018\n" + TEXT.replace("<p>", "").replace(
        "</p>", ""
    )
    assert read_page(dump.encode(), name="a.txt").authors == ("Zhanna K.",)


def test_text_goes_on_below_a_box():
    box = "<div class='box'><p>Read also</p><p><a href='/a'>The lighthouse of sand</a></p></div>"
    last = "<p>In winter the washing freezes on the deck.</p>"
    record = record_of(
        f"<h1>The ferry sails at six</h1><div>{TEXT}<p>{'So it is, and so it was. ' * 9}</p>{box}{last}</div>"
    )
    assert beginnings(record) == [*TEXTS, "So it is,", "In winter"]


@pytest.mark.parametrize(
    "day", ["<p>2009/04/12 (日) 21:33</p>", "<time datetime='2009-04-12T21:33:00'>四月</time>"]
)
def test_a_clock_on_a_japanese_page_is_japans(day):
    record = record_of(
        f"<h1>港の渡し船、朝六時に出る</h1>{day}<p>塩の島への渡し船は朝六時に出て、風が許せば戻ってくる。時刻表は誰も見たことがない。</p>"
        "<p>港の主が辞めてから三年になるが、困ったと言う人には会わなかった。</p>"
    )
    assert record.published == "2009-04-12T21:33:00+09:00"


def test_a_name_between_headline_and_day_wrote_the_page():
    record = record_of(
        "<h1>港の渡し船、朝六時に出る</h1><p>牧野 晴子</p><p>2017年11月6日 5時00分</p>"
        "<p>塩の島への渡し船は朝六時に出て、風が許せば戻ってくる。時刻表は誰も見たことがない。</p>",
        "<meta property='og:site_name' content='東湾新聞'>",
    )
    assert record.authors == ("牧野 晴子",)
