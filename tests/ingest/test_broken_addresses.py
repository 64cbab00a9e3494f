"""Pages whose addresses no browser could open, in every place that holds one, and a page that cannot be stored at all."""

import json

import pytest
from django.core.management import call_command

from articles.ingest import store
from articles.models import Article, Capture, ImportItem

pytestmark = pytest.mark.django_db
NONE = "http://[bad"
LINES = [
    f"Wagon {n} left the northern yard, and the dispatcher wrote it into the old book." for n in range(4)
]
DATA = {"@type": "NewsArticle", "url": NONE, "publisher": {"name": "//[x", "url": NONE}, "isBasedOn": NONE}
HEAD = {
    "canonical": f'<link rel="canonical" href="{NONE}"><meta property="og:url" content="{NONE}">',
    "data": f'<script type="application/ld+json">{json.dumps(DATA)}</script>',
    "link": "",
}


def html(name: str) -> str:
    words = "".join(f"<p>{name}: {line}</p>" for line in LINES)
    link = f'<p>More is <a href="{NONE}/x">there</a>, and <a href="http://[::1:80/">there</a>.</p>'
    return (
        f"<head><title>Of {name}</title>{HEAD[name]}</head><h1>Of {name}</h1><p>7 May 2024</p>{words}{link}"
    )


PAGES = {f"{name}.html": html(name) for name in HEAD} | {
    "dump.txt": "\n\n".join(["Of a dump", "7 May 2024", f"{NONE}/x", *LINES, f"Source: {NONE}/y"]),
    "front.md": f"---\ntitle: Of front matter\nurl: {NONE}\npublisher: //[x\n---\n\n{LINES[0]} [See]({NONE}).\n",
    "feed.xml": f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{NONE}"><entry><title>Of a feed</title>'
    f'<link href="{NONE}"/><id>{NONE}</id><content type="html">{LINES[1]}</content></entry></feed>',
}


def test_addresses_that_are_none_stop_no_import_no_link_and_no_page(tmp_path, client):
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    call_command("import_articles", str(tmp_path), publish=True, verbosity=0)
    call_command("link_articles", all=True, verbosity=0)
    assert Article.objects.count() == len(PAGES)
    for article in Article.objects.all():
        answer = client.get(f"/en/articles/{article.pk}/", follow=True)
        assert answer.status_code == 200
        assert b'canonical" href="http://[' not in answer.content


def test_a_page_that_cannot_be_stored_costs_itself_only(tmp_path, monkeypatch, caplog):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Of wagon {number}\n\n7 May 2024\n\n{LINES[number]}\n")
    fields_of_record = store.fields_of_record

    def fails_at_one(record, **given):
        if given["name"] == "1":
            raise RuntimeError("of ours")
        return fields_of_record(record, **given)

    with monkeypatch.context() as patch:
        patch.setattr(store, "fields_of_record", fails_at_one)
        with pytest.raises(SystemExit):
            call_command("import_articles", str(tmp_path), verbosity=0)
    outcomes = ImportItem.objects.order_by("position").values_list("outcome", flat=True)
    assert list(outcomes) == ["created", "failed", "created"]
    capture = Capture.objects.get(state=Capture.State.FAILED)
    assert capture.name.endswith("1.txt")
    assert capture.error_code == "store-crashed"
    assert "could not be stored" in caplog.text
    call_command("import_articles", str(tmp_path), verbosity=0)
    assert Article.objects.count() == 3
