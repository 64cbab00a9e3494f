"""Feeds: each entry that carries its text becomes a page of its own. Pure.

An entry that only hints at its text becomes a page that says so; the page itself can be fetched by its address, and then
takes the teaser's place. An entry without any text is passed over with its address.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from articles.ingest.feed_formats import BadFeed, Entry, read_feed
from articles.ingest.html.metadata import TEASER
from articles.ingest.incoming import MAX_BYTES, Incoming, Refused

MAX_ENTRIES = 10_000
LEAST_TEXT = 400  # characters, a Chinese or Japanese one counted as two: what is shorter is a teaser
CUT_TEXT = 1500  # what is shorter and ends as below is one, too
CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.|&#8230;|&hellip;)\]?|read more|continue reading|appeared first on|続きを読む|читать далее|阅读全文|толығырақ)"
    r".{0,80}$",
    re.I,
)
STARTS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>\[]*>\s*)*"
    rb"(?:<(?:rss|feed|(?:rdf:)?RDF)[\s>]|<!DOCTYPE\s+(?:rss|feed|(?:rdf:)?RDF)\s[^>\[]*\[)",  # with a subset of its own it is one too
    re.S,
)
JSON_STARTS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*\{[^{}\[\]]{0,2000}?\"https?://(?:www\.)?jsonfeed\.org/version/", re.S
)
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def is_feed(start: bytes) -> bool:
    """Whether bytes begin as a feed."""
    return bool(STARTS.match(start) or JSON_STARTS.match(start))


def feed_pages(path: Path) -> Iterator[Incoming | Refused]:
    """The pages of a feed's file."""
    if path.stat().st_size > MAX_BYTES:
        yield Refused(str(path), "too-large", f"a feed has at most {MAX_BYTES:,} bytes")
        return
    yield from pages_in(path.read_bytes(), name=str(path))


def pages_in(
    data: bytes, *, name: str, address: str = "", declared: str = ""
) -> Iterator[Incoming | Refused]:
    """The pages of a feed's bytes; `address` is where relative links begin, `declared` the charset a server named."""
    try:
        entries = read_feed(data, address=address, declared=declared)
    except BadFeed as error:
        yield Refused(name, "bad-feed", f"the feed was not taken: {error}")
        return
    if not entries:
        yield Refused(name, "bad-feed", "the feed holds no entry")
    for number, entry in enumerate(entries, 1):
        place = entry.link or f"{name}:{number}"
        if number > MAX_ENTRIES:
            yield Refused(name, "too-large", f"only its first {MAX_ENTRIES:,} entries were taken")
            return
        if not _text_of(entry.content):
            message = "the feed carries its headline only; fetch its page with --url"
            yield Refused(place, "no-text", message, is_fault=False)
            continue
        yield Incoming(
            place,
            page_of(entry).encode(),
            entry.link,
            encoding="utf-8",
            is_teaser=_is_teaser(entry.content),
        )


def page_of(entry: Entry) -> str:
    """An HTML page of an entry: the same entry gives the same bytes."""
    head = [f"<title>{escape(entry.title)}</title>"]
    if entry.link:
        head.append(f'<link rel="canonical" href="{escape(entry.link)}">')
    for name, value in (
        ("og:title", entry.title),
        ("og:site_name", entry.publisher),
        ("article:published_time", entry.published),
        ("article:modified_time", entry.updated),
        *(("author", author) for author in entry.authors),
    ):
        if value:
            head.append(f'<meta property="{name}" content="{escape(value)}">')
    if _is_teaser(entry.content):
        head.append(f'<meta name="{TEASER}" content="1">')
    body = [f"<h1>{escape(entry.title)}</h1>"] if entry.title else []
    if entry.authors:
        body.append(f'<p class="byline" rel="author">{escape(", ".join(entry.authors))}</p>')
    if entry.published:
        body.append(
            f'<p><time datetime="{escape(entry.published)}">{escape(entry.published[:10])}</time></p>'
        )
    language = f' lang="{escape(entry.language)}"' if entry.language else ""
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        + "\n".join(head)
        + "\n</head>\n<body>\n<article>\n"
        + "\n".join(body)
        + f"\n<div>\n{entry.content}\n</div>\n</article>\n</body>\n</html>\n"
    )


def _text_of(content: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", content).split())


def _is_teaser(content: str) -> bool:
    text = _text_of(content)
    length = len(text) + len(WIDE.findall(text))
    return length < LEAST_TEXT or (length < CUT_TEXT and CUT.search(text[-200:]) is not None)
