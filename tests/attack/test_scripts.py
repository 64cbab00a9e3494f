"""Hostile texts through every door: no page of the site runs any of them, and none even makes the policy complain."""

import io
import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from html import escape
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override
from lxml import html

from articles.models import Article, AuditEntry, ImportItem, Source, TagSuggestion
from articles.pipeline import publish_articles, save_edit
from articles.revisions.content import content_of_revision
from articles.search.index_names import index_names
from articles.search.query import LONGEST_QUERY
from tests.attack.payloads import payloads
from tests.factories import make_comment, make_link, make_reference, make_tag

PAYLOADS = payloads()
AT_ONCE = 24  # payloads of one page
PAGES_OF_A_KIND = 8  # opened of each view of readers; a view treats all rows alike
SCREENS_OF_A_KIND = 2  # of editors, for each set of filters
NOT_FOLLOWED = ("/admin/logout/", "/admin/jsi18n/", "/static/")

HARM = """() => {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) found.push(element.tagName + ' ' + attribute.name);
      if (['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcdoc'].includes(attribute.name)
          && /^[\\s\\x00-\\x20]*(javascript|data|vbscript):/i.test(attribute.value)) found.push(element.tagName + ' ' + attribute.value);
    }
    if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FRAMESET', 'PORTAL', 'MARQUEE'].includes(element.tagName)) found.push(element.tagName);
    if (element.tagName === 'STYLE') found.push('STYLE');
    if (element.tagName === 'SCRIPT' && !element.src && !/json/.test(element.type)) found.push('SCRIPT ' + element.textContent);
  }
  return found;
}"""
LISTEN = """
window.__found = [];
window.__ran = (number) => window.__found.push('ran ' + number);
document.addEventListener('securitypolicyviolation', (event) =>
  window.__found.push('policy ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""


def groups(texts: list[str]) -> list[list[str]]:
    return [texts[first : first + AT_ONCE] for first in range(0, len(texts), AT_ONCE)]


def one_line(text: str) -> str:
    return " ".join(text.split()) or "x"


def fill_by_import(folder) -> None:
    """The texts as pages, titles, by-lines, captions, comments, metadata, front matter, records, feeds, names of files."""
    for number, group in enumerate(groups(PAYLOADS)):
        first, second = one_line(group[0]), one_line(group[1])
        words = "The yard was quiet until the evening train came in from the west with its forty wagons."
        body = "\n\n".join(f"{words} {text}\n\n{text}" for text in group)
        (folder / f"{number}.txt").write_bytes(
            f"{first}\n\nBy {second}\n\n7 May 2024\n\n{body}\n\nComments\n\n{second}\n".encode(
                "utf-8", "replace"
            )
        )
        (folder / f"{number}.md").write_bytes(
            f"---\ntitle: {first}\nauthors: [{second}]\npublisher: {one_line(group[2])}\nsection: {one_line(group[3])}\n"
            f"url: {one_line(group[4])}\ntags: [{second}]\n---\n\n{body}\n".encode("utf-8", "replace")
        )
        (folder / f"{number}.html").write_bytes(page_of(group, words).encode("utf-8", "replace"))
        items = [
            {
                "id": str(n),
                "title": one_line(text),
                "url": text,
                "content_html": f"<p>{words}</p>{text}",
                "authors": [{"name": text}],
            }
            for n, text in enumerate(group)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": first, "items": items}
        (folder / f"{number}.json").write_text(json.dumps(feed))
        name = first.replace("/", "∕").replace("\x00", "")[:60]
        (folder / f"{name}.txt").write_text(f"A quiet page {number}\n\n7 May 2024\n\n{words}\n")
    with suppress(SystemExit):  # texts that are no page are named as such
        call_command("import_articles", str(folder), "--publish", stdout=io.StringIO(), stderr=io.StringIO())
    assert not ImportItem.objects.filter(reason__contains="-crashed").exists()


def page_of(group: list[str], words: str) -> str:
    metadata = "".join(f'<meta property="og:title" content="{escape(text)}">' for text in group[:2])
    linked = json.dumps(
        {"@type": "NewsArticle", "headline": group[0], "author": {"name": group[1]}, "url": group[2]}
    )
    figures = "".join(
        f'<figure><img src="{escape(text)}" alt="{escape(text)}"><figcaption>{escape(text)}</figcaption></figure>'
        f'<p>{words} <a href="{escape(text)}">{escape(text)}</a></p><blockquote cite="{escape(text)}">{escape(text)}</blockquote>'
        for text in group
    )
    return (
        f"<html><head><title>{escape(group[0])}</title>{metadata}<script type='application/ld+json'>{linked}</script></head>"
        f"<body><article><h1>{escape(group[0])}</h1><p class=byline>{escape(group[1])}</p>{figures}"
        f"{''.join(f'<p>{words}</p>{text}' for text in group)}</article></body></html>"
    )


def fill_by_editors(editor) -> None:
    """The texts as what editors and readers type: names, descriptions, aliases, notes, comments, references, reasons."""
    articles = list(Article.objects.filter(state=Article.State.PUBLISHED).order_by("pk"))
    for number, group in enumerate(groups(PAYLOADS)):
        article, other = articles[number], articles[-1 - number]
        text, second = group[0], group[1]
        tag = make_tag(
            one_line(text)[:90],
            name_ja=one_line(second)[:90],
            description_en="\n\n".join(group),
            description_ja=text,
        )
        tag.aliases.create(text=one_line(group[2])[:190])
        TagSuggestion.objects.create(article=other, tag=tag, score=0.5, sentence=text)
        Source.objects.filter(pk=article.source_id).update(name_en=one_line(second)[:190], description=text)
        for word in group:
            make_comment(article, word, author=one_line(word)[:90])
            make_reference(article, one_line(word)[:490], url=f"https://example.org/{quote(word)}")
        link = make_link(article, other)
        link.reasons = group[:3]
        link.save()
        content = content_of_revision(article.latest_revision)
        content = replace(content, subtitle=one_line(second), tags=(*content.tags, tag.slug))
        save_edit(article, content, user=editor, note=text[:400], is_note_public=True)
        AuditEntry.objects.record(
            user=editor, action="test.attack", target=article, summary=text[:400], text=text
        )
    publish_articles(articles)
    index_names()


@pytest.fixture
def archive(transactional_db, tmp_path, settings):
    settings.LANGUAGE_CODE = "en"
    folder = tmp_path / "pages"
    folder.mkdir()
    editor = get_user_model().objects.create_superuser("root", first_name=PAYLOADS[0][:100])
    fill_by_import(folder)
    fill_by_editors(editor)
    return editor


def view_of(address: str) -> str:
    """The name of what answers at an address; empty where nothing does."""
    with override("en"):
        try:
            return resolve(urlsplit(address).path).view_name
        except Resolver404:
            return ""


def walk(client: Client, beginnings: list[str], *, within: str) -> list[str]:
    """Addresses that the pages lead to, a few of each view. What two filters of a list show, one of them shows too."""
    waiting, seen, of_view, found = list(beginnings), set(beginnings), Counter(), []
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address, follow=True)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        found.append(address)
        for link in html.fromstring(answer.content).xpath("//a/@href"):
            target = urljoin(address, link)
            path, query = urlsplit(target).path, urlsplit(target).query
            target = f"{path}?{query}" if query else path
            if (
                urlsplit(link).netloc
                or urlsplit(link).scheme
                or target in seen
                or not path.startswith(within)
                or path.startswith(NOT_FOLLOWED)
                or (path.startswith("/admin/") and query.count("=") > 1)
            ):
                continue
            try:
                match = resolve(path)
            except Resolver404:
                continue
            view = (
                match.view_name,
                path.split("/")[1],
                tuple(sorted(part.split("=")[0] for part in query.split("&"))),
            )
            of_view[view] += 1
            if of_view[view] <= (PAGES_OF_A_KIND if path.startswith("/en/") else SCREENS_OF_A_KIND):
                seen.add(target)
                waiting.append(target)
    return found


def harm_on(chromium, live_server, addresses: list[str], session: str = "") -> dict[str, list[str]]:
    """What each page ran, what the policy had to stop, and what in its tree could run."""
    context = chromium.new_context(base_url=live_server.url)
    context.add_init_script(LISTEN)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    told: list[str] = []
    page.on("dialog", lambda dialog: (told.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "console", lambda message: told.append(message.text) if "Content Security" in message.text else None
    )
    harm = {}
    for address in addresses:
        told.clear()
        page.goto(address, wait_until="load")
        found = [*told, *page.evaluate("window.__found"), *page.evaluate(HARM)]
        if found:
            harm[address] = found
    context.close()
    return harm


HARMFUL = (
    "//@*[starts-with(name(), 'on')] | //iframe | //object | //embed | //base | //style | //marquee | //frameset"
    " | //script[not(@src) and not(contains(@type, 'json'))] | //@style | //@srcdoc"
)
SCHEMES = re.compile(r"[\s\x00-\x20]*(?:javascript|data|vbscript):", re.IGNORECASE)


def harm_in(content: bytes) -> list[str]:
    """What in a page's tree could run, as a parser without a browser sees it."""
    tree = html.fromstring(content)
    links = tree.xpath("//@href | //@src | //@action | //@formaction | //@data")
    return [str(found) for found in tree.xpath(HARMFUL)] + [link for link in links if SCHEMES.match(link)]


def harm_in_articles() -> dict[int, list[str]]:
    """All of them, by their trees; a browser opens a few of each kind."""
    articles, client, harm = Article.objects.filter(state=Article.State.PUBLISHED), Client(), {}
    assert len(articles) > len(PAYLOADS)
    for article in articles:
        if found := harm_in(client.get(article.get_absolute_url(), follow=True).content):
            harm[article.pk] = found
    return harm


@pytest.mark.browser
def test_no_page_runs_what_an_import_an_editor_or_a_reader_brought(archive, client, chromium, live_server):
    assert harm_in_articles() == {}
    beginnings = ["/en/", "/en/articles/", "/en/tags/", "/en/sources/"]
    addresses = walk(Client(), beginnings, within="/")
    seen = {view_of(address) for address in addresses}
    assert {"article_detail", "tag_detail", "source_detail", "article_graph", "article_cite"} <= seen
    assert harm_on(chromium, live_server, addresses) == {}
    client.force_login(archive)
    addresses = walk(client, ["/admin/"], within="/admin/")
    seen = {view_of(address) for address in addresses}
    assert {f"admin:articles_{name}_change" for name in ("article", "capture", "tag")} <= seen
    assert harm_on(chromium, live_server, addresses, client.cookies["sessionid"].value) == {}


@pytest.mark.browser
def test_the_search_box_runs_nothing(transactional_db, chromium, live_server):
    assert len(PAYLOADS) >= 300
    typed = [""]
    for text in PAYLOADS:  # as many together as the box takes
        if len(typed[-1]) + len(text) > LONGEST_QUERY:
            typed.append("")
        typed[-1] += f"{text} "
    addresses = [f"/en/search/?{urlencode({'q': texts})}" for texts in typed]
    addresses += [
        f"/en/search/?{urlencode({'q': 'x', 'lang': group, 'tag': group}, doseq=True)}"
        for group in groups(PAYLOADS)
    ]
    assert harm_on(chromium, live_server, addresses) == {}
