"""The conflict screen: nothing is decided for the editor, and nothing is lost by any choice."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from articles import pipeline
from articles.admin import conflict
from articles.desk.queues import newer_drafts
from articles.ingest.incoming import Incoming
from articles.models import AuditEntry, ImportItem, ImportRun, Revision
from articles.pipeline import ImportOptions
from articles.revisions.content import Content, content_of_revision
from tests.factories import make_tag

PAGE = """<!doctype html><html lang="en"><head><title>The dry port</title>
<link rel="canonical" href="https://example.org/dry-port"></head><body><article><h1>The dry port</h1>
<p>The nearest sea is {} kilometres away from the dry port, and yet it calls itself a port and counts ships.</p>
<p>On the morning of the first day four trains from the Chinese side stood in the yard and waited for cranes.</p>
<p>Nobody in the yard could say when the cranes would stop, because nobody had ever seen them stop{}.</p>
</article></body></html>"""


@pytest.fixture
def item(db) -> ImportItem:
    return waiting_conflict()


def waiting_conflict(slug: str = "dry-port", *, more: str = " at all") -> ImportItem:
    """A page whose new state changed a figure that an editor had changed too, and another paragraph besides."""
    article = import_page("first.html", "two thousand five hundred", "", slug=slug).article
    content = content_of_revision(article.latest_revision)
    edited = content.body.replace("two thousand five hundred", "2,500")
    pipeline.save_edit(article, Content(**{**content.__dict__, "body": edited}), user=None)
    item = import_page("second.html", "some two thousand six hundred", more, slug=slug)
    assert item.outcome == ImportItem.Outcome.CONFLICT, item.reason
    return item


def import_page(name: str, *words: str, end: str = "", slug: str = "dry-port") -> ImportItem:
    run = ImportRun.objects.create(command="test")
    text = (PAGE.format(*words) + end).replace("dry-port", slug)
    file = Incoming(name, text.encode(), f"https://example.org/{slug}")
    return list(pipeline.process_captures([file], run=run, options=ImportOptions()))[0]


def address(item) -> str:
    return reverse("admin:articles_capture_conflict", args=[item.capture_id])


def chosen(client, item, choice) -> dict[str, str]:
    rows = client.get(address(item)).context["rows"]
    return {row["place"].name: choice for row in rows if row["place"].is_conflict}


def choose(client, item, choice, **more):
    return client.post(address(item), {"base": newest(item).number, **chosen(client, item, choice), **more})


def newest(item) -> Revision:
    return item.article.revisions.first()


def test_base_ours_and_theirs_are_shown(editor, item):
    text = editor.get(address(item)).content.decode()
    assert "two thousand five hundred" in text
    assert "2,500" in text
    assert "some " in text


@pytest.mark.parametrize(
    ("choice", "present", "absent"),
    [
        ("ours", ["2,500"], ["six hundred"]),
        ("theirs", ["six hundred"], ["2,500"]),
        ("both", ["2,500", "six hundred"], []),
    ],
)
def test_the_choice_is_what_the_new_revision_says(choice, present, absent, editor, item):
    choose(editor, item, choice)
    revision = newest(item)
    assert (revision.cause, revision.capture) == (Revision.Cause.MERGE, item.capture)
    assert all(words in revision.body for words in present)
    assert not any(words in revision.body for words in absent)
    assert "ever seen them stop at all" in revision.body


def test_own_words_stand_where_the_editor_wrote_them(editor, item):
    shown = editor.get(address(item)).context
    name = next(row["place"].name for row in shown["rows"] if row["place"].is_conflict)
    words = "The sea is far.\r\n\r\nIt is a port all the same."
    choose(editor, item, "own", **{f"{name}-words": words})
    body = newest(item).body
    assert "The sea is far.\n\nIt is a port all the same.\n\nOn the morning" in body
    assert "2,500" not in body
    assert "ever seen them stop at all" in body


def test_own_words_that_could_not_be_saved_stay_in_their_field(editor, item):
    content = content_of_revision(newest(item))
    pipeline.save_edit(item.article, Content(**{**content.__dict__, "headline": "Dry"}), user=None)
    shown = editor.get(address(item)).context
    name = next(row["place"].name for row in shown["rows"] if row["place"].is_conflict)
    answer = editor.post(address(item), {"base": 2, name: "own", f"{name}-words": "The sea is far."})
    assert "The sea is far." in answer.content.decode()


def test_a_conflict_that_waits_is_told_before_publishing(editor, item):
    page = editor.get(reverse("admin:articles_article_change", args=[item.article_id]))
    assert "A new state of its page waits to be merged." in page.content.decode()


def test_a_decided_conflict_no_longer_waits(editor, item):
    queue = reverse("admin:articles_importitem_changelist") + "?waiting=conflict"
    assert editor.get(queue).context["cl"].result_count == 1
    choose(editor, item, "ours")
    assert editor.get(queue).context["cl"].result_count == 0
    answer = editor.get(address(item))
    assert answer.url == reverse("admin:articles_capture_change", args=[item.capture_id])
    item.refresh_from_db()
    assert item.outcome == "settled"


def test_the_next_conflict_follows_where_it_is_asked_for(editor, item):
    other = waiting_conflict("second-port")
    article = reverse("admin:articles_article_change", args=[other.article_id])
    answer = choose(editor, item, "ours", _next="1")
    assert answer.url == address(other)
    assert choose(editor, other, "ours", _next="1").url == f"{article}?tab=revisions"  # no other waits


def test_who_decided_a_conflict_and_how_is_written_down(editor, item):
    choose(editor, item, "both")
    entry = AuditEntry.objects.get(action="conflict.resolve")
    assert (entry.user.username, entry.summary) == ("editor", "second.html")
    assert set(entry.detail["choices"].values()) >= {"both"}


def test_of_two_who_decide_at_once_the_first_is_heard(editor, people, item, monkeypatch):
    """The other one has the places before them while the first one's answer is taken in."""
    waiting, other = conflict._waiting, people["chief"]
    body = {"base": newest(item).number, **chosen(other, item, "theirs")}

    def answered_meanwhile(number):
        found = waiting(number)
        monkeypatch.undo()
        choose(editor, item, "ours")
        return found

    monkeypatch.setattr(conflict, "_waiting", answered_meanwhile)
    answer = other.post(address(item), body)
    assert answer.url == reverse("admin:articles_capture_change", args=[item.capture_id])
    assert "2,500" in newest(item).body


def test_names_in_what_was_merged_are_suggested_at_once(editor, db):
    item = waiting_conflict(more=" in Aktau")
    tag = make_tag("Aktau")
    choose(editor, item, "theirs")
    assert item.article.tag_suggestions.filter(tag=tag).exists()


def test_a_live_text_that_stays_is_no_draft_afterwards(editor, item):
    """All words of both sides stand in it: readers see it already, and nothing waits to be published."""
    content = content_of_revision(newest(item))
    same = content.body.replace("them stop", "them stop at all")
    pipeline.save_edit(item.article, Content(**{**content.__dict__, "body": same}), user=None)
    pipeline.publish_articles([item.article])
    choose(editor, item, "ours")
    assert not newer_drafts().exists()


def test_keeping_every_word_still_takes_the_page_in(editor, item):
    content = content_of_revision(newest(item))
    same = content.body.replace("them stop", "them stop at all")
    pipeline.save_edit(item.article, Content(**{**content.__dict__, "body": same}), user=None)
    choose(editor, item, "ours")
    revision = newest(item)
    assert (revision.body, revision.capture) == (same, item.capture)
    again = import_page("third.html", "some two thousand six hundred", " at all", end="<!-- later -->")
    assert again.outcome == ImportItem.Outcome.SKIPPED


def test_a_place_without_a_choice_saves_nothing(editor, item):
    base = newest(item).number
    answer = editor.post(address(item), {"base": base})
    assert "nothing is saved yet" in answer.content.decode()
    assert newest(item).number == base


def test_an_article_saved_meanwhile_is_shown_anew(editor, item):
    shown = editor.get(address(item)).context
    content = content_of_revision(newest(item))
    pipeline.save_edit(item.article, Content(**{**content.__dict__, "headline": "Dry"}), user=None)
    choices = {row["place"].name: "theirs" for row in shown["rows"] if row["place"].is_conflict}
    answer = editor.post(address(item), {"base": 2, **choices})
    assert "saved the article meanwhile" in answer.content.decode()
    assert "2,500" in newest(item).body


def test_conflicts_that_were_answered_before_there_was_a_word_for_it_are_settled_by_the_migration(
    editor, item
):
    choose(editor, item, "ours")
    ImportItem.objects.filter(pk=item.pk).update(outcome="conflict")
    import_module("articles.migrations.0017_desk_indexes").settle(apps, None)
    item.refresh_from_db()
    assert item.outcome == "settled"


def test_a_conflict_that_waits_is_left_by_the_migration(item):
    import_module("articles.migrations.0017_desk_indexes").settle(apps, None)
    item.refresh_from_db()
    assert item.outcome == "conflict"
