"""What was changed of an article after readers had it, when, and why."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from articles.models import Article, Revision
from articles.pipeline import publish_articles, save_edit
from articles.revisions.content import content_of_revision
from tests.factories import make_article, make_revision
from tests.reading.test_article import read, words

pytestmark = pytest.mark.django_db


def test_public_notes_are_the_log_of_corrections(client):
    article = make_article(body="Five trains wait.\n")
    mended = make_revision(article, "Six trains wait.\n", note="A figure mended.", is_note_public=True)
    make_revision(article, "y\n", note="Between us.", cause=Revision.Cause.EDITOR)
    make_revision(article, "z\n", note="Not yet out.", is_note_public=True)
    Article.objects.filter(pk=article.pk).update(live_revision=mended)
    page = read(client, article)
    assert "A figure mended." in words(page)
    assert "Between us." not in words(page)
    assert "Not yet out." not in words(page)
    what = page.xpath("//section[.//h2[@id='h-cor']]//small/a/@href")[0]
    told = html.fromstring(client.get(what).content)
    assert [e.text for e in told.xpath("//main//del")] == ["Five"]
    assert [e.text for e in told.xpath("//main//ins")] == ["Six"]
    assert "Not yet out." not in words(told)


def test_a_correction_stands_beside_what_readers_saw_and_not_beside_a_draft(client):
    article = make_article(body="Five trains wait.\n")
    publish_articles([article])
    for body, note in (("Six trains wait.\n", ""), ("Six trains wait here.\n", "A figure mended.")):
        content = replace(content_of_revision(article.latest_revision), body=body)
        save_edit(article, content, user=None, note=note, is_note_public=bool(note))
        article.refresh_from_db()
    publish_articles([article])
    told = html.fromstring(client.get(f"/en/corrections/{article.pk}/").content)
    assert "Five" in [e.text for e in told.xpath("//main//del")]


def test_nothing_is_corrected_before_there_are_readers(client):
    article = make_article(body="Five trains wait.\n", state="draft", first_published_at=None)
    content = replace(content_of_revision(article.latest_revision), body="Six trains wait.\n")
    save_edit(article, content, user=None, note="A figure mended.", is_note_public=True)
    article.refresh_from_db()
    publish_articles([article])
    assert "A figure mended." not in words(read(client, article))
    assert client.get(f"/en/corrections/{article.pk}/").status_code == 404


def test_an_article_without_corrections_has_no_page_of_them(client):
    assert client.get(f"/en/corrections/{make_article().pk}/").status_code == 404


def test_each_correction_tells_its_day_its_reason_and_its_words_the_newest_first(client):
    body = "One stays.\n\nFive trains wait.\n\nThree stays.\n"
    article = make_article("Old headline", body)
    first = make_revision(article, body.replace("Five", "Six"), note="A figure.", is_note_public=True)
    make_revision(article, body.replace("Five", "Seven"), note="Between us.")
    make_revision(article, body.replace("Five", "Eight"), note="", is_note_public=True)
    article.headline = "New headline"
    second = make_revision(article, body.replace("Five", "Six"), note="The headline.", is_note_public=True)
    third = make_revision(
        article, body.replace("Five", "Six"), note="A comma elsewhere.", is_note_public=True
    )
    swapped = "\n\n".join(reversed(body.replace("Five", "Six").strip().split("\n\n")))
    fourth = make_revision(article, swapped, note="The order.", is_note_public=True)
    for day, revision in enumerate((first, second, third, fourth), 1):
        at = datetime(2024, 6, day, 3, tzinfo=UTC)
        Revision.objects.filter(pk=revision.pk).update(created_at=at)
    Article.objects.filter(pk=article.pk).update(live_revision=fourth)
    page = read(client, article)
    (log,) = page.xpath("//ol[@class='log']")
    assert [words(item) for item in log] == [
        "4 June 2024 The order.",
        "3 June 2024 A comma elsewhere.",
        "2 June 2024 The headline.",
        "1 June 2024 A figure.",
    ]
    told = html.fromstring(client.get(f"/en/corrections/{article.pk}/").content)
    sections = [words(section) for section in told.xpath("//main//section")]
    assert sections[1:] == [
        "3 June 2024 A comma elsewhere. The text itself did not change.",
        "2 June 2024 The headline. Old headline New headline",
        "1 June 2024 A figure. Five Six trains wait.",
    ]
    assert "Moved within the text:" in sections[0]
    assert told.xpath("//head/meta[@name='robots']/@content") == ["noindex"]


def test_corrections_of_what_readers_no_longer_have_are_not_told(client):
    article = make_article(body="Five trains wait.\n")
    mended = make_revision(article, "Six trains wait.\n", note="A figure.", is_note_public=True)
    Article.objects.filter(pk=article.pk).update(live_revision=mended, state=Article.State.WITHDRAWN)
    assert client.get(f"/en/corrections/{article.pk}/").status_code == 404
