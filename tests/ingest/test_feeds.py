"""Feeds as a way in: entries with their text become pages, teasers are told."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.archives import opener_of
from articles.ingest.feed_formats import BadFeed, read_feed
from articles.ingest.feeds import feed_pages, is_feed, pages_in
from articles.ingest.incoming import Incoming, Refused, read_incoming

TEXT = "".join(
    f"<p>The wagon number {n} stood in the siding for three days, and the shipper paid &amp; waited for it.</p>"
    for n in range(8)
)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand --><!-- twice -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Steppe Wire</title><link>https://wire.example/</link><language>en-gb</language>
<item><title>Wagons &amp; waiting</title><link>/2024/wagons</link><dc:creator>Anne Other</dc:creator>
<pubDate>Tue, 07 May 2024 10:30:00 +0600</pubDate><description>Three days in a siding.</description>
<content:encoded><![CDATA[{TEXT}]]></content:encoded></item>
<item><title>Only a hint</title><link>https://wire.example/hint</link><description>Three days.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="kk" xml:base="https://wire.example/kk/">
<title>Дала</title><author><name>Азамат Сериков</name></author>
<entry><title type="html">Вагондар &lt;b&gt;күтті&lt;/b&gt;</title><link rel="self" href="x.atom"/><link href="2024/vagon"/>
<published>2024-05-07T10:30:00+06:00</published><updated>2024-05-08T09:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{TEXT}</div></content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Steppe Wire",
        "language": "en",
        "items": [
            {
                "id": "https://wire.example/a",
                "title": "Wagons",
                "content_html": TEXT,
                "authors": [{"name": "Anne Other"}],
                "date_published": "2024-05-07T10:30:00Z",
            }
        ],
    }
)


def record_of(page: Incoming):
    return read_incoming(page).record


def test_an_entry_of_rss_becomes_a_page_and_a_teaser_one_that_says_so():
    page, teaser = pages_in(RSS.encode(), name="a.xml")
    record = record_of(page)
    assert page.address == "https://wire.example/2024/wagons"
    assert (record.title, record.authors, record.publisher) == (
        "Wagons & waiting",
        ("Anne Other",),
        "Steppe Wire",
    )
    assert record.published == "2024-05-07T10:30:00+06:00"
    assert record.url == page.address
    assert [b.text for b in record.blocks][-1].startswith("The wagon number 7")
    assert (teaser.address, teaser.is_teaser) == ("https://wire.example/hint", True)
    hint = record_of(teaser)
    assert (hint.title, [block.text for block in hint.blocks]) == ("Only a hint", ["Three days."])
    assert [warning.code for warning in hint.warnings if warning.code == "teaser"]


def test_an_entry_without_a_word_of_text_is_passed_over_with_its_address():
    _, bare = pages_in(RSS.replace("Three days.</description>", "</description>").encode(), name="a.xml")
    assert (bare.name, bare.code, bare.is_fault) == ("https://wire.example/hint", "no-text", False)


def test_an_entry_of_atom_keeps_its_markup_language_and_inherited_author():
    (page,) = pages_in(ATOM.encode(), name="a.xml")
    record = record_of(page)
    assert page.address == "https://wire.example/kk/2024/vagon"
    assert (record.title, record.authors) == ("Вагондар күтті", ("Азамат Сериков",))
    assert (record.published[:10], record.updated[:10]) == ("2024-05-07", "2024-05-08")
    assert b'<html lang="kk">' in page.data
    assert len([b for b in record.blocks if b.type == "paragraph"]) == 8


def test_an_entry_of_a_json_feed_becomes_a_page():
    (page,) = pages_in(JSON.encode(), name="a.json")
    record = record_of(page)
    assert (record.title, record.authors, record.published[:10]) == ("Wagons", ("Anne Other",), "2024-05-07")


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON])
def test_the_same_feed_gives_the_same_bytes(feed):
    assert list(pages_in(feed.encode(), name="a")) == list(pages_in(feed.encode(), name="a"))


DECLARING = RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]><rss')


@pytest.mark.parametrize(
    ("name", "text"), [("a.xml", RSS), ("feed", ATOM), ("a.json", JSON), ("b.xml", DECLARING)]
)
def test_feeds_are_known_by_how_they_begin(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert opener_of(path) is feed_pages
    assert isinstance(next(feed_pages(path)), Incoming)


@pytest.mark.parametrize("text", ["<html><p>rss", "{}", "words <rss>", '{"version": 1}', "<!-- a -->" * 60])
def test_other_files_are_no_feeds(text):
    assert not is_feed(text.encode())


def test_a_feed_in_another_encoding_is_read():
    russian = RSS.replace("UTF-8", "windows-1251").replace("Steppe Wire", "Степной вестник").encode("cp1251")
    assert read_feed(russian)[0].publisher == "Степной вестник"


def test_prefixes_and_entities_that_nobody_declared_cost_nothing():
    feed = RSS.replace(' xmlns:content="http://purl.org/rss/1.0/modules/content/"', "")
    feed = (
        feed.replace("<![CDATA[", "")
        .replace("]]>", "&bomb;")
        .replace("<rss", "<!DOCTYPE rss [<!ENTITY bomb 'a'>]><rss")
    )
    whole, teaser = read_feed(feed.encode())
    assert "The wagon number 7" in whole.content


def test_a_tag_with_a_name_that_html_lacks_costs_only_its_name():
    feed = ATOM.replace("<div xmlns=", "<div><Bå8>words</Bå8><B:å>more</B:å></div><div xmlns=")
    (entry,) = read_feed(feed.encode())
    assert "words" in entry.content
    assert "The wagon number 7" in entry.content


def test_entities_are_neither_swollen_nor_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    head = f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{bomb}<!ENTITY file SYSTEM 'file://{secret}'>]>"
    feed = f"{head}<rss><channel><item><title>&a11;&file;</title><description>{TEXT}</description></item></channel></rss>"
    (entry,) = read_feed(feed.encode())
    assert "secret" not in entry.title
    assert len(entry.title) < 100


@pytest.mark.parametrize(
    "data", [b"<rss", b"<html><p>a", b"{}", b'{"version": []}', b"\x89PNG\r\n\x1a\n", b""]
)
def test_what_is_no_feed_is_a_value(data):
    (refused,) = pages_in(data, name="a.xml")
    assert isinstance(refused, Refused)
    assert refused.code == "bad-feed"


@given(st.data())
def test_any_damage_gives_entries_or_says_that_it_is_no_feed(data):
    content = bytearray(data.draw(st.sampled_from([RSS, ATOM, JSON])).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=4))
        content = content or bytearray(b"x")
    with suppress(BadFeed):
        for entry in read_feed(bytes(content)):
            entry.content.encode()
