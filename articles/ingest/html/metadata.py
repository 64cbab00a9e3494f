"""Facts that a page's metadata states: JSON-LD, OpenGraph, other meta tags, microdata, `<time>`, links."""

import json
import re
from datetime import UTC, datetime

from articles.ingest.dates import find_dates, moment_of
from articles.ingest.page import Fact
from articles.text.addresses import host_of

ISO = re.compile(
    r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:T|\s|%20)+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{2,6}(?:Z|[+-]\d{4})?)?\s*$")
EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*$")

META = {
    "title": "og:title twitter:title dc.title dcterms.title citation_title sailthru.title parsely-title hdl title headline",
    "published": """article:published_time og:published_time article:published og:article:published_time datepublished
        citation_publication_date citation_date sailthru.date parsely-pub-date publish-date publishdate publish_date pubdate
        pub_date pdate published published_at published_time dc.date.issued dcterms.issued dcterms.created dc.date.created
        dc.date dcterms.date date datecreated cxenseparse:recs:publishtime cxenseparse:publishtime
        article_date_original og:datepublished date.release release_date created-date creation_date created rnews:datepublished
        og:release_date weibo:article:create_at bytedance:published_time article.published originalpublicationdate ptime
        uploaddate article:create_at publication_date lastpublished awa-publisheddate dcsext.articlefirstpublished""",
    "updated": """article:modified_time article:modified og:updated_time datemodified dcterms.modified dc.date.modified
        modified-date updated-date article_date_updated last-modified modified lastmod bytedance:updated_time""",
    "authors": """author article:author og:article:author dc.creator dcterms.creator citation_author sailthru.author parsely-author
        byl author.name article_author cxenseparse:author dc.contributor dcsext.author article.author authors creator
        byline article:author_name""",
    "publisher": "og:site_name og:site application-name dc.publisher dcterms.publisher publisher citation_journal_title cre",
    "section": "article:section og:article:section articlesection section parsely-section prism.section cxenseparse:section",
    "url": "og:url citation_public_url",
    "language": "og:locale content-language dc.language",
}
FIELDS = {name: (field, rank) for field, names in META.items() for rank, name in enumerate(names.split())}
ITEMPROPS = {
    "datepublished": "published",
    "datemodified": "updated",
    "headline": "title",
    "author": "authors",
}
ARTICLE_TYPES = re.compile(
    r"article|posting|report|review|recipe|story|liveblog|news|creativework|scholarly|opinion", re.I
)
TEASER = "kzsite:teaser"  # a meta tag of pages made of a feed's entry that holds no more than a hint
SURROGATE = re.compile("[\ud800-\udfff]")  # JSON may hold halves of characters; no database does
MAX_JSON = 2_000_000
MAX_FACTS = 300
MAX_VALUE = 1000  # characters; a longer one is no value but a page behind a tag that nobody closed


def read_facts(root, address: str | None) -> list[Fact]:
    """All facts, the most trustworthy of each field first: JSON-LD, then OpenGraph and other meta tags, then the rest."""
    ld, metas, rest = [], [], []
    for element in root.iter("meta", "script", "link", "time", "title"):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, metas, rest)
        elif tag == "script":
            if "ld+json" in element.get("type", "").lower() and element.text:
                ld.extend(_read_json_ld(element.text))
        elif tag == "link":
            rel = element.get("rel", "").lower().split()
            if "canonical" in rel and element.get("href", "").startswith("http"):
                metas.append((0, Fact("url", element.get("href").strip(), "canonical")))
        elif element.text and not any(fact.origin == "title" for fact in rest) and tag == "title":
            rest.append(Fact("page-title", _one_line("".join(element.itertext())), "title"))
    metas.sort(key=lambda item: item[0])
    facts = [fact for fact in (*ld, *(fact for _, fact in metas), *rest) if _is_sound(fact)]
    if address and not any(fact.field == "url" for fact in facts):
        facts.append(Fact("url", address, "address"))
    return facts


def _is_sound(fact: Fact) -> bool:
    return len(fact.value) <= MAX_VALUE and (fact.field != "url" or bool(host_of(fact.value)))


def is_teaser(root) -> bool:
    """Whether a page was made of a feed's teaser."""
    return any(meta.get("name") == TEASER for meta in root.iter("meta"))


def iso_date(value: str, language: str = "") -> str | None:
    """A date as metadata write it → ISO 8601, as exact as it is; None where there is no whole date in it."""
    value = value[:200]
    if match := ISO.match(value):
        year, month, day, hour, minute, second, zone = match.groups()
        return _iso(year, month, day, hour, minute, second, zone)
    if match := COMPACT.match(value):
        return _iso(*match.groups()[:3])
    if match := EPOCH.match(value):
        return datetime.fromtimestamp(int(match.group(1)), UTC).isoformat()
    for found in find_dates(value, language):
        if found.iso and len(found.iso) >= 10:
            return found.iso
    return None


def _iso(year, month, day, hour=None, minute=None, second=None, zone=None) -> str | None:
    if not ("1800" <= year <= "2199" and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    text = f"{year}-{int(month):02d}-{int(day):02d}"
    if not moment_of(text):
        return None
    if text == "1970-01-01" and hour is not None:  # the zero of computers' clocks: nobody gave a date
        return None
    if hour is None or int(hour) > 23 or int(minute) > 59:
        return text
    zone = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}.get(zone, zone or "")
    if zone and ":" not in zone:
        zone = zone[:3] + ":" + zone[3:]
    moment = f"{text}T{int(hour):02d}:{minute}:{second or '00'}{zone}"
    return moment if moment_of(moment) else text


def _read_meta(element, metas: list, rest: list) -> None:
    key = (
        element.get("property")
        or element.get("name")
        or element.get("itemprop")
        or element.get("http-equiv")
        or ""
    ).lower()
    field, rank = FIELDS.get(key.strip(), (None, 0))
    if field is None:
        return
    value = _one_line(element.get("content") or element.get("value") or "")
    if not value:
        return
    if field in ("published", "updated"):
        value = iso_date(value)
    elif field == "language":
        value = value.split(",")[0].replace("_", "-")
    elif field == "publisher" and value.startswith("http"):
        return
    if value:
        metas.append(
            (rank, Fact(field, value, "opengraph" if key.startswith(("og:", "article:")) else "meta"))
        )


def _read_json_ld(text: str) -> list[Fact]:
    if len(text) > MAX_JSON:
        return []
    text = re.sub(
        r"^\s*(?:<!--|//<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$",
        "",
        text.strip(),
    )
    try:
        data = json.loads(text.rstrip(" ;\n\t"), strict=False)
    except (ValueError, RecursionError):
        return []
    things: list[dict] = []
    _gather(data, things, 0)
    by_id = {
        thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and ("name" in thing)
    }
    things = [thing for thing in things if ARTICLE_TYPES.search(_types(thing))]
    things.sort(key=lambda thing: "headline" not in thing)
    facts: list[Fact] = []
    for thing in things[:1]:
        facts.extend(_article_facts(thing, by_id))
    return facts


def _gather(data, things: list[dict], depth: int) -> None:
    if depth > 6 or len(things) > 200:
        return
    if isinstance(data, list):
        for item in data:
            _gather(item, things, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            things.append(data)
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            if isinstance(data.get(key), (list, dict)):
                _gather(data[key], things, depth + 1)


def _types(thing: dict) -> str:
    types = thing.get("@type")
    return " ".join(map(str, types)) if isinstance(types, list) else str(types)


def _article_facts(thing: dict, by_id: dict) -> list[Fact]:
    found = []

    def add(field: str, value) -> None:
        if isinstance(value, str) and (value := _one_line(value)):
            found.append(Fact(field, value, "json-ld"))

    add("title", thing.get("headline") or thing.get("name"))
    for key, field in (("datePublished", "published"), ("dateModified", "updated")):
        if isinstance(thing.get(key), str):
            add(field, iso_date(thing[key]))
    for author in _people(thing.get("author") or thing.get("creator"), by_id, 0):
        add("authors", author)
    publisher = _people(thing.get("publisher"), by_id, 0)
    add("publisher", publisher[0] if publisher else None)
    section = thing.get("articleSection")
    add("section", section[0] if isinstance(section, list) and section else section)
    language = thing.get("inLanguage")
    add("language", language if isinstance(language, str) else None)
    return found


def _people(value, by_id: dict, depth: int) -> list[str]:
    if depth > 3:
        return []
    if isinstance(value, list):
        return [name for item in value[:20] for name in _people(item, by_id, depth + 1)]
    if isinstance(value, dict):
        if not value.get("name") and isinstance(value.get("@id"), str):
            value = by_id.get(value["@id"], value)
        return _people(value.get("name"), by_id, depth + 1)
    return [value] if isinstance(value, str) and value.strip() else []


def _one_line(text: str) -> str:
    from html import unescape

    if "&" in text:
        text = unescape(text)
    return re.sub(r"\s+", " ", SURROGATE.sub("\ufffd", text)).strip()


def site_words(url: str) -> str:
    """The host's telling part: `www.example.co.jp` → `example`; nothing where the address is none."""
    parts = [part for part in host_of(url).split(".") if part not in ("www", "m", "amp")]
    while len(parts) > 1 and len(parts[-1]) <= 3:
        parts.pop()
    return parts[-1] if parts else ""
