"""Web archives, feeds and addresses as ways in, as an operator sees them."""

import errno
import os
from pathlib import Path

import pytest
from django.core.management import CommandError

from articles.ingest.gather import gather
from articles.ingest.run import judge_lines
from articles.models import Article, Capture, ImportRun
from tests.ingest.test_feeds import RSS
from tests.ingest.test_fetch import HTML, PAGE, site  # noqa: F401
from tests.ingest.test_warc import answer, record
from tests.management.test_import_articles import run_import

STORY = "<html><head><title>Поезда идут на запад</title></head><body><h1>Поезда идут на запад</h1>" + (
    "<p>Состав ушёл утром, и станция опустела до вечера; диспетчер записал время и номер.</p>" * 4
)


@pytest.mark.django_db
def test_a_web_archive_becomes_articles_with_address_charset_and_day(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(record(answer(STORY.encode("koi8-r"), "text/html; charset=koi8-r")))
    out, err, status = run_import(path)
    capture = Capture.objects.get()
    assert (capture.address, capture.encoding) == ("https://example.org/a", "koi8-r")
    assert capture.captured_on.isoformat() == "2024-05-07"
    assert capture.article.headline == "Поезда идут на запад"
    assert status == 0


@pytest.mark.django_db
def test_a_feed_file_becomes_articles_and_its_teasers_short_ones_that_say_so(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    out, err, status = run_import(path)
    teaser, article = Article.objects.order_by("headline")
    assert (article.headline, article.url) == ("Wagons & waiting", "https://wire.example/2024/wagons")
    assert (teaser.headline, teaser.url) == ("Only a hint", "https://wire.example/hint")
    assert "https://wire.example/hint: warning: only a teaser" in err
    assert status == 0
    run_import(path)
    assert Capture.objects.count() == 2


@pytest.mark.django_db
def test_an_entry_without_text_is_passed_over_and_the_run_says_so(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS.replace("Three days.</description>", "</description>"), encoding="utf-8")
    out, err, status = run_import(path)
    assert "1 created, 1 skipped" in err
    assert "https://wire.example/hint" in out
    assert status == 0


@pytest.mark.django_db
def test_a_teaser_gives_way_to_its_page_and_never_the_other_way(tmp_path):
    feed, page = tmp_path / "feed.xml", tmp_path / "hint.html"
    feed.write_text(RSS, encoding="utf-8")
    page.write_text(
        STORY.replace(
            "<head>", '<head><link rel="canonical" href="https://wire.example/hint"><meta charset="utf-8">'
        )
        .replace("Поезда идут на запад", "Only a hint")
        .replace("<html>", '<html lang="en">')
        .replace(
            "Состав ушёл утром, и станция опустела до вечера; диспетчер записал время и номер.",
            "The train left in the morning, and the station stood empty until the evening came.",
        ),
        encoding="utf-8",
    )
    run_import(feed)
    out, err, _ = run_import(page)
    assert "updated" in out
    article = Article.objects.get(url="https://wire.example/hint")
    assert "The train left" in article.latest_revision.body
    feed.write_text(
        RSS.replace("Three days.</description>", "Three days, said twice.</description>"), encoding="utf-8"
    )
    out, err, _ = run_import(feed)
    assert "more of this page" in out
    article.refresh_from_db()
    assert "said twice" not in article.latest_revision.body


@pytest.mark.django_db
def test_a_page_is_fetched_once_and_then_only_if_it_changed(site):  # noqa: F811
    address = f"{site.address}/a"
    site.answers["/a"] = (200, HTML | {"ETag": '"1"'}, STORY.encode())
    run_import("--url", address, "--allow-private", "--delay", "0")
    site.answers["/a"] = (304, {}, b"")
    out, err, status = run_import("--url", address, "--allow-private", "--delay", "0")
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert "1 skipped" in err
    site.answers["/a"] = (200, HTML | {"ETag": '"1"'}, STORY.encode())
    out, err, status = run_import("--url", address, "--allow-private", "--delay", "0", "--dry-run")
    assert "if-none-match" not in site.asked[-1][1]  # a dry run reads the page itself
    assert "1 read" in err
    changed = STORY.replace("утром", "ночью")
    site.answers["/a"] = (200, HTML | {"ETag": '"2"'}, changed.encode())
    out, err, status = run_import("--url", address, "--allow-private", "--delay", "0")
    assert "1 updated" in err
    article = Article.objects.get()
    assert article.url == address
    assert article.revisions.count() == 2
    run_import("--url", address, "--allow-private", "--delay", "0")
    assert site.asked[-1][1]["if-none-match"] == '"2"'
    assert ImportRun.objects.first().options["url"] == [address]


@pytest.mark.django_db
def test_a_feed_is_fetched_with_the_pages_it_hints_at(site):  # noqa: F811
    feed = RSS.replace("https://wire.example/hint", f"{site.address}/hint")
    site.answers["/feed"] = (200, {"Content-Type": "text/xml"}, feed.encode())
    site.answers["/hint"] = (200, HTML, PAGE)
    out, err, status = run_import("--feed", f"{site.address}/feed", "--allow-private", "--delay", "0")
    assert "2 created" in err
    assert status == 0


@pytest.mark.django_db
def test_what_cannot_be_fetched_is_named_with_its_code():
    out, err, status = run_import("--url", "http://127.0.0.1/", "ftp://example.org/", "--format", "json")
    assert "[private-address]" in err
    assert "[bad-address]" in err
    assert status == 1


def test_nothing_to_import_is_a_clear_error():
    with pytest.raises(CommandError, match="name a file or folder"):
        run_import()


@pytest.mark.django_db
def test_an_editors_verdict_reads_a_page_by_its_servers_charset_and_day(tmp_path):
    path = tmp_path / "a.warc"
    story = STORY.replace("<p>", "<p><time>3 часа назад</time></p><p>", 1)
    path.write_bytes(record(answer(story.encode("koi8-r"), "text/html; charset=koi8-r")))
    run_import(path)
    capture = Capture.objects.get()
    before = dict(capture.record)
    assert before["published"] == "2024-05-07"
    judge_lines(capture, {}, user=None)
    assert capture.record == before


def test_folders_are_read_in_order_and_one_that_cannot_be_is_named(tmp_path, monkeypatch):
    for name in ("b/x.txt", "b.txt", "a/c/y.txt", "a.b/z.txt", "a/README.md", ".hidden/q.txt", "shut/p.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "round").symlink_to(tmp_path)
    read = os.listdir

    def refuse(folder):
        if Path(folder).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    found = list(gather([str(tmp_path)]))
    names = [str(Path(file.name).relative_to(tmp_path)) for file in found]
    assert names == ["a/c/y.txt", "a.b/z.txt", "b/x.txt", "b.txt", "shut"]
    assert (found[-1].code, "mend its permissions" in found[-1].message) == ("not-readable", True)
