"""An article that a page carries only as data for its scripts: JSON-LD with its text, the state of Next, Nuxt and the like."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree

from articles.ingest.html.dom import NOT_XML, parse
from articles.ingest.html.metadata import MAX_JSON, iso_date
from articles.ingest.page import Fact

LEAST = 300  # characters of a text that is an article's
MOST_VALUES = 50_000  # values of a page's data that are looked at
TEXTS = (
    "articleBody",
    "body",
    "bodyHtml",
    "body_html",
    "content",
    "contentHtml",
    "content_html",
    "html",
    "rendered",
    "text",
)
TITLES = ("headline", "title", "name")
DAYS = (
    "datePublished",
    "publishedAt",
    "published_at",
    "publishDate",
    "publish_date",
    "firstPublishedAt",
    "pubDate",
    "date",
)
PEOPLE = ("author", "authors", "byline")


def append_article(root: etree._Element) -> list[Fact]:
    """Write the longest text of the page's data into its tree, as its scripts would; the facts beside it."""
    things = (thing for data in _data_of(root) for thing in _things(data))
    found = max(
        ((len(text), thing, text) for thing in things if (text := _text(thing))),
        key=lambda one: one[0],
        default=None,
    )
    if found is None:
        return []
    _, thing, text = found
    title = next((value for name in TITLES if (value := _words(thing.get(name)))), "")
    body = text if "<" in text else "".join(f"<p>{part}</p>" for part in text.split("\n") if part.strip())
    tree = parse(f"<article>{body}</article>")
    article = tree.find(".//article") if tree is not None else None
    if article is None:
        return []
    if title:
        heading = etree.Element("h1")
        heading.text = title
        article.insert(0, heading)
    home = root.find("body")
    (root if home is None else home).append(article)
    days = (iso_date(value) for name in DAYS if isinstance(value := thing.get(name), str))
    people = [name for key in PEOPLE for name in _names(thing.get(key))]
    facts = [Fact("title", title, "data"), *(Fact("published", day, "data") for day in days if day)]
    return [fact for fact in (*facts, *(Fact("authors", name, "data") for name in people)) if fact.value]


def _data_of(root: etree._Element) -> Iterator[Any]:
    for script in root.iter("script"):
        kind, text = script.get("type", "").lower(), script.text or ""
        if kind.endswith(("json", "ld+json")) and LEAST <= len(text) <= MAX_JSON:
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def _things(data: Any) -> Iterator[dict]:
    pending, count = [data], 0
    while pending and count < MOST_VALUES:
        value = pending.pop()
        count += 1
        if isinstance(value, dict):
            yield value
            pending += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            pending += [inner for inner in value if isinstance(inner, dict | list)]


def _text(thing: dict) -> str:
    """The text of a thing that has a headline, too."""
    if not any(isinstance(thing.get(name), str | dict) for name in TITLES):
        return ""
    values = (_inner(thing.get(name)) for name in TEXTS)
    return next(
        (value for value in values if len(value) >= LEAST and " " in value or len(value) >= 2 * LEAST), ""
    )


def _inner(value: Any) -> str:
    """A text, also where it is wrapped as WordPress does: `{"rendered": …}`."""
    if isinstance(value, dict):
        value = value.get("rendered")
    return NOT_XML.sub(" ", value) if isinstance(value, str) else ""


def _words(value: Any) -> str:
    return " ".join(unescape(_inner(value)).split())[:500]


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value[:20]:
            yield from _names(item) if not isinstance(item, list) else ()
    elif isinstance(value, dict):
        yield _words(value.get("name"))
    elif isinstance(value, str):
        yield _words(value)
