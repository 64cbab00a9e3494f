"""The three feed formats, RSS, Atom and JSON Feed, read into entries of one shape. Pure."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from articles.ingest.decode import Unreadable, decode

_MAIL = re.compile(r"[^\s@]+@[^\s(]+(?:\s*\((.*)\))?")
NO_NAME = re.compile(r"[^A-Za-z0-9-]")  # what a tag of HTML may not hold
ROOTS = {"rss", "RDF", "feed"}
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `content` is HTML; `published` and `updated` are ISO, or empty."""

    title: str = ""
    link: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    language: str = ""
    publisher: str = ""


class BadFeed(ValueError):
    """Bytes that are no feed."""


def read_feed(data: bytes, *, address: str = "", declared: str = "") -> list[Entry]:
    """The entries of an RSS, Atom or JSON feed in their order. Raises BadFeed."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(data, address)
    return _read_xml(data, address, declared)


def _read_xml(data: bytes, address: str, declared: str) -> list[Entry]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        # Its own declaration counts for more than ours; where it has none or lies, the text is guessed as a page's is.
        text = decode(data, name="feed.txt", declared=declared or None).text
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, Unreadable, ValueError) as error:
        raise BadFeed(f"it is damaged ({error})") from error
    if root is None or _local(root) not in ROOTS:
        raise BadFeed("it is XML, but neither RSS nor Atom")
    if _local(root) == "feed":
        return [_atom_entry(item, root, address) for item in root if _local(item) == "entry"]
    channel = next((child for child in root if _local(child) == "channel"), root)
    items = [item for item in root.iter("{*}item") if _local(item.getparent()) in ("channel", "RDF")]
    return [_rss_entry(item, channel, address) for item in items]


def _rss_entry(item: Any, channel: Any, address: str) -> Entry:
    link = _text(item, "link") or (_text(item, "guid") if _is_permalink(item) else "")
    base = address or _text(channel, "link")
    content = _markup(_child(item, CONTENT, "content:encoded", f"{ATOM}content"))
    described = _markup(_child(item, "description"))
    creators = [child for child in item if child.tag in (f"{DC}creator", "dc:creator")]
    names = [_text_of(creator) for creator in creators] or [_mail_name(_text(item, "author"))]
    return Entry(
        title=_plain(_text(item, "title")),
        link=_address(link, base),
        content=max((content, described), key=len),
        authors=_authors(names),
        published=_moment(_text(item, "pubDate") or _text_of(_child(item, f"{DC}date", "dc:date"))),
        language=_language(_text(channel, "language") or _text_of(_child(channel, f"{DC}language"))),
        publisher=_plain(_text(channel, "title")),
    )


def _atom_entry(item: Any, feed: Any, address: str) -> Entry:
    base = _address(item.get(f"{XML}base") or feed.get(f"{XML}base") or "", address) or address
    links = [link for link in item if _local(link) == "link" and link.get("rel", "alternate") == "alternate"]
    links.sort(key=lambda link: "html" not in link.get("type", "html"))
    authors = [child for child in item if _local(child) == "author"] or [
        child for child in feed if _local(child) == "author"
    ]
    content = _atom_text(_child(item, "content"))
    return Entry(
        title=_plain(_atom_text(_child(item, "title"))),
        link=_address(links[0].get("href", "") if links else _text(item, "id"), base),
        content=max((content, _atom_text(_child(item, "summary"))), key=len),
        authors=_authors([_text(author, "name") for author in authors]),
        published=_moment(_text(item, "published") or _text(item, "issued")),
        updated=_moment(_text(item, "updated")),
        language=_language(item.get(f"{XML}lang") or feed.get(f"{XML}lang") or ""),
        publisher=_plain(_atom_text(_child(feed, "title"))),
    )


def _read_json(data: bytes, address: str) -> list[Entry]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadFeed(f"it is damaged ({error})") from error
    if not isinstance(feed, dict) or "jsonfeed.org/version" not in str(feed.get("version")):
        raise BadFeed("it is JSON, but no feed")
    items = feed.get("items")
    return (
        [_json_entry(item, feed, address) for item in items if isinstance(item, dict)]
        if isinstance(items, list)
        else []
    )


def _json_entry(item: dict, feed: dict, address: str) -> Entry:
    def value(key: str, of: dict = item) -> str:
        found = of.get(key)
        return found.strip().encode("utf-8", "replace").decode() if isinstance(found, str) else ""

    people = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author") or []
    people = [people] if isinstance(people, dict) else people if isinstance(people, list) else []
    text = "".join(f"<p>{escape(part)}</p>" for part in value("content_text").split("\n") if part.strip())
    return Entry(
        title=_plain(value("title")),
        link=_address(value("url") or value("id"), address or value("home_page_url", feed)),
        content=value("content_html") or text,
        authors=_authors([value("name", person) for person in people if isinstance(person, dict)]),
        published=_moment(value("date_published")),
        updated=_moment(value("date_modified")),
        language=_language(value("language") or value("language", feed)),
        publisher=_plain(value("title", feed)),
    )


def _local(element: Any) -> str:
    """The name without its namespace; a prefix that nobody declared stays."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _namespace(element: Any) -> str | None:
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else None


def _child(element: Any, *names: str) -> Any | None:
    """The first child of one of the names: in full, or in no namespace or the feed's own."""
    home = _namespace(element)
    return next(
        (
            child
            for name in names
            for child in element
            if isinstance(child.tag, str)
            and (child.tag == name or (_local(child) == name and _namespace(child) in (None, home)))
        ),
        None,
    )


def _text(element: Any, name: str) -> str:
    return _text_of(_child(element, name))


def _text_of(element: Any | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _markup(element: Any | None) -> str:
    """An element that holds escaped HTML, or, against the rules, the markup itself."""
    if element is None:
        return ""
    return _inner(element) if len(element) else _text_of(element)


def _atom_text(element: Any | None) -> str:
    """HTML of an Atom text: escaped, as markup, or plain."""
    if element is None:
        return ""
    if element.get("type", "text") in ("html", "text/html"):
        return _text_of(element)
    if len(element):
        return _inner(element)
    plain = _text_of(element)
    return "".join(f"<p>{escape(part)}</p>" for part in plain.split("\n") if part.strip())


def _inner(element: Any) -> str:
    parts = [escape(element.text or "")]
    for child in element:
        if not isinstance(child.tag, str):  # an entity that nobody declared
            parts.append(f"{child.text or ''}{escape(child.tail or '')}")
            continue
        for node in child.iter("*"):
            name = NO_NAME.sub("-", _local(node))
            node.tag = name if name[:1].isalpha() else "span"
        etree.cleanup_namespaces(child)
        parts.append(etree.tostring(child, method="html", encoding="unicode"))
    return "".join(parts).strip()


def _plain(text: str) -> str:
    """A title without the markup that some feeds put into it, in one line."""
    if "<" in text or "&" in text:
        text = _words(text)
    return " ".join(text.split())


def _words(markup: str) -> str:
    if not markup.strip():
        return ""
    root = etree.fromstring(
        f"<div>{markup}</div>".encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8")
    )
    return "".join(root.itertext()) if root is not None else ""


def _authors(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split())[:200] for name in names if name.strip()))


def _mail_name(author: str) -> str:
    """RSS writes `address (name)`; the address is nobody's name."""
    match = _MAIL.fullmatch(author)
    return author if match is None else match[1] or ""


def _moment(value: str) -> str:
    """A feed's date as ISO 8601, or nothing where it is none."""
    value = value.strip()[:100]
    try:
        return (
            datetime.fromisoformat(value).isoformat()
            if value[4:5] == "-"
            else parsedate_to_datetime(value).isoformat()
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _language(value: str) -> str:
    return value if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}", value) else ""


def _is_permalink(item: Any) -> bool:
    guid = _child(item, "guid")
    return guid is not None and guid.get("isPermaLink", "true").lower() == "true"


def _address(link: str, base: str) -> str:
    """A web address, whole; nothing where it is none."""
    try:
        whole = urljoin(base, link.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname else ""
    except ValueError:
        return ""
