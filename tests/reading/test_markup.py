"""Every element is closed where it was opened, and no id stands twice: what parsers forgive, readers' software may not."""

from collections import Counter
from html.parser import HTMLParser

import pytest

from articles.models import Link, Tag
from tests.factories import (
    make_article,
    make_comment,
    make_link,
    make_reference,
    make_source,
    make_tag,
    make_translation,
)

pytestmark = pytest.mark.django_db

VOID = {"meta", "link", "input", "br", "img", "option"}  # an option may stay open


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.ids.update(value for name, value in attrs if name == "id")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"{tag} has an attribute twice, line {self.getpos()[0]}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> in {self.open[-3:]}, line {self.getpos()[0]}")
        else:
            self.open.pop()


def faults(response) -> list[str]:
    outline = Outline()
    outline.feed(response.content.decode())
    return outline.faults + outline.open + [id_ for id_, count in outline.ids.items() if count > 1]


@pytest.fixture
def paths() -> list[str]:
    source = make_source("steppe", name_ja="草原通信", country="KZ", homepage="https://example.org/")
    tags = tuple(make_tag(kind=kind) for kind in Tag.Kind.values)
    article = make_article(
        "乾いた港――三日間", "本文。\n\n## 見出し\n\n- 一\n- 二\n", language="ja", source=source, tags=tags
    )
    make_translation(article, "en", headline="In English", engine="NMT", translator="")
    for kind in Link.Kind.values:
        make_link(make_article(tags=tags, source=source), article, kind)
    make_reference(article, "Named", url="https://example.org/")
    parent = None
    for depth in range(7):
        parent = make_comment(article, f"Depth {depth}.", parent=parent, depth=depth)
    make_comment(article, "Again at the top.")
    number = article.pk
    tail = ["", "articles/", f"articles/{number}/story/", f"parallel/{number}/", f"graph/{number}/"]
    tail += [f"cite/{number}/", "tags/", f"tags/{tags[0].slug}/", "sources/", "sources/steppe/", "timeline/"]
    tail += ["archive/2024/", "archive/2024/5/", "search/", "search/?q=zzzz&lang=ja", "about/", "nowhere/"]
    return [f"/{interface}/{path}" for path in tail for interface in ("ja", "en")]


def test_markup_is_whole_on_every_kind_of_page(client, paths):
    found = {path: faults(client.get(path)) for path in paths}
    assert {path: what for path, what in found.items() if what} == {}
