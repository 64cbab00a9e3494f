"""The review of a page: an editor's word on a line, accepting, refusing, and taking either back."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from articles import pipeline
from articles.admin import groups
from articles.ingest.incoming import Incoming
from articles.ingest.record import record_line
from articles.models import Article, AuditEntry, Capture, Comment, ImportRun, Revision
from articles.pipeline import ImportOptions
from articles.revisions.content import Content, content_of_revision
from tests.admin.conftest import PAGE, take_in
from tests.factories import make_source
from tests.ingest.test_several_articles import text_page

FERTILISER = "The order is not"


@pytest.fixture
def capture(db) -> Capture:
    take_in(("dry-port.txt", PAGE))
    return Capture.objects.get()


def review(client, capture, **posted):
    return client.post(reverse("admin:articles_capture_change", args=[capture.pk]), posted)


def line_of(beginning: str) -> int:
    return next(n for n, line in enumerate(PAGE.split("\n"), 1) if line.startswith(beginning))


def role_of(capture, line: int) -> str:
    capture.refresh_from_db()
    return next(entry[1] for entry in capture.ledger if entry[0] == line)


def body(capture) -> str:
    return Article.objects.get(pk=capture.article_id).latest_revision.body


def make_unsure(capture, line: int) -> None:
    """As if the reader had guessed the line's role."""
    for entry in capture.ledger:
        if entry[0] == line:
            entry[3] = 0.3
    capture.unsure_lines = 1
    capture.save()


def test_every_line_is_shown_escaped_with_its_role_rule_and_confidence(editor):
    take_in(("hostile.txt", PAGE.replace("Top > World", '<img src=x onerror="alert(1)">')))
    capture = Capture.objects.get()
    text = editor.get(reverse("admin:articles_capture_change", args=[capture.pk])).content.decode()
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text
    for _line, _role, rule, _sure in capture.ledger:
        assert rule.replace("'", "&#x27;") in text


def test_leaving_a_line_out_takes_it_from_the_article(editor, capture):
    line = line_of(FERTILISER)
    assert FERTILISER in body(capture)
    review(editor, capture, _read="1", **{f"line-{line}": "promotion"})
    assert role_of(capture, line) == "promotion"
    assert FERTILISER not in body(capture)
    assert capture.verdicts.get().decided_by.username == "editor"


def test_an_editors_words_stay_when_a_line_is_judged(editor, capture):
    article = capture.article
    content = content_of_revision(article.latest_revision)
    edited = content.body.replace("The nearest sea", "The closest sea")
    pipeline.save_edit(article, Content(**{**content.__dict__, "body": edited}), user=None)
    review(editor, capture, _read="1", **{f"line-{line_of(FERTILISER)}": "promotion"})
    assert "The closest sea" in body(capture)
    assert FERTILISER not in body(capture)
    assert article.revisions.first().cause == Revision.Cause.MERGE


def test_words_that_stay_against_the_page_are_told(editor, capture):
    content = content_of_revision(capture.article.latest_revision)
    edited = content.body.replace(FERTILISER, "That order is not")
    pipeline.save_edit(capture.article, Content(**{**content.__dict__, "body": edited}), user=None)
    answer = review(editor, capture, _read="1", **{f"line-{line_of(FERTILISER)}": "promotion"})
    assert "In 1 place an editor&#x27;s words stay" in editor.get(answer.url).content.decode()
    assert "That order is not" in body(capture)


def test_undo_gives_the_line_back(editor, capture):
    line, before = line_of(FERTILISER), body(capture)
    review(editor, capture, _read="1", **{f"line-{line}": "promotion"})
    review(editor, capture, _undo="1")
    assert role_of(capture, line) == "body"
    assert body(capture) == before
    assert not capture.verdicts.exists()


def test_undo_gives_back_the_word_that_was_there_before(editor, capture):
    line = line_of(FERTILISER)
    review(editor, capture, _read="1", **{f"line-{line}": "promotion"})
    review(editor, capture, _read="1", **{f"line-{line}": "heading"})
    review(editor, capture, _undo="1")
    assert role_of(capture, line) == "promotion"
    assert capture.verdicts.get().role == "promotion"


def test_a_verdict_outlives_reading_again(editor, capture):
    line = line_of(FERTILISER)
    review(editor, capture, _read="1", **{f"line-{line}": "promotion"})
    review(editor, capture, _read="1")
    assert role_of(capture, line) == "promotion"


def test_trying_shows_the_article_as_it_would_be_and_stores_nothing(editor, capture):
    line, before = line_of(FERTILISER), body(capture)
    shown = review(editor, capture, _try="1").content.decode()
    assert FERTILISER in shown
    tried = review(editor, capture, _try="1", **{f"line-{line}": "promotion"}).content.decode()
    assert "The nearest sea" in tried
    assert FERTILISER not in tried
    assert role_of(capture, line) == "body"
    assert body(capture) == before
    assert not capture.verdicts.exists()
    assert not AuditEntry.objects.exists()


def test_one_unsure_line_is_confirmed_by_itself(editor, capture):
    line = line_of(FERTILISER)
    make_unsure(capture, line)
    review(editor, capture, _read="1", **{f"line-{line}": "unsure"})
    assert not capture.verdicts.exists()
    make_unsure(capture, line)
    review(editor, capture, _read="1", **{f"line-{line}": "body"})
    assert capture.verdicts.get().role == "body"
    capture.refresh_from_db()
    assert capture.unsure_lines == 0


def test_a_long_page_opens_where_its_first_unsure_line_stands(editor):
    long = PAGE.replace("Copyright", "Nobody counts the wagons at night, they say.\n\n" * 450 + "Copyright")
    take_in(("long.txt", long))
    capture = Capture.objects.get()
    last = capture.ledger[-1][0]
    assert last > 800
    make_unsure(capture, last)
    text = editor.get(reverse("admin:articles_capture_change", args=[capture.pk])).content.decode()
    assert f'id="l{last}"' in text
    assert f'href="#l{last}"' in text
    assert f'href="?from=1#l{line_of("The dry port")}"' in text


def test_accepting_confirms_unsure_lines_and_sends_the_draft_to_review(editor, capture):
    line = line_of(FERTILISER)
    make_unsure(capture, line)
    waiting = reverse("admin:articles_importitem_changelist") + "?waiting=unsure"
    assert editor.get(waiting).context["cl"].result_count == 1
    review(editor, capture, _accept="1")
    assert editor.get(waiting).context["cl"].result_count == 0
    assert capture.verdicts.get(line=line).role == "body"
    capture.article.refresh_from_db()
    assert capture.article.state == Article.State.REVIEW
    review(editor, capture, _undo="1")
    capture.article.refresh_from_db()
    assert capture.article.state == Article.State.DRAFT


def test_accept_and_next_leads_to_the_next_page_with_unsure_lines(editor, capture):
    take_in(("other.txt", PAGE.replace("dry port", "wet port")))
    other = Capture.objects.exclude(pk=capture.pk).get()
    make_unsure(capture, line_of(FERTILISER))
    make_unsure(other, line_of(FERTILISER))
    answer = review(editor, capture, _accept_next="1")
    assert answer.url == reverse("admin:articles_capture_change", args=[other.pk])


def test_refusing_needs_a_reason_keeps_the_page_and_hides_the_article(editor, capture):
    review(editor, capture, _refuse="1", reason=" ")
    capture.refresh_from_db()
    assert capture.state == Capture.State.READ
    review(editor, capture, _refuse="1", reason="an advertisement")
    capture.refresh_from_db()
    assert (capture.error_code, capture.error_message) == ("refused", "an advertisement")
    assert bytes(capture.content) == PAGE.encode()
    capture.article.refresh_from_db()
    assert capture.article.state == Article.State.WITHDRAWN
    review(editor, capture, _take_back="1")
    capture.refresh_from_db()
    assert capture.state == Capture.State.READ


def test_a_page_that_is_refused_leaves_an_article_to_which_others_gave_words(editor):
    take_in(("dry-port.txt", PAGE), publish=True)
    capture = Capture.objects.get()
    content = content_of_revision(capture.article.latest_revision)
    edited = Content(**{**content.__dict__, "headline": "The dry port waits no longer"})
    pipeline.save_edit(capture.article, edited, user=None)
    review(editor, capture, _refuse="1", reason="not ours")
    capture.refresh_from_db()
    assert capture.error_code == "refused"
    assert Article.objects.get().state == Article.State.PUBLISHED


def test_taking_a_refusal_back_gives_readers_the_article_again(editor):
    take_in(("dry-port.txt", PAGE), publish=True)
    capture = Capture.objects.get()
    article = capture.article
    review(editor, capture, _refuse="1", reason="not ours")
    article.refresh_from_db()
    assert article.state == Article.State.WITHDRAWN
    review(editor, capture, _take_back="1")
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED
    assert editor.get(article.get_absolute_url(), follow=True).status_code == 200
    assert article.headline in editor.get("/en/search/", {"q": "fertiliser"}).content.decode()


def test_taking_a_refusal_back_leaves_what_editors_did_meanwhile(editor):
    take_in(("dry-port.txt", PAGE), publish=True)
    capture = Capture.objects.get()
    review(editor, capture, _refuse="1", reason="not ours")
    Article.objects.update(state=Article.State.REVIEW)
    review(editor, capture, _take_back="1")
    assert Article.objects.get().state == Article.State.REVIEW


def test_who_may_not_publish_takes_nothing_from_readers_and_gives_them_nothing_back(people):
    """An administrator took the right from the editors."""
    Group.objects.get(name=groups.EDITORS).permissions.remove(
        Permission.objects.get(codename="publish_article")
    )
    take_in(("dry-port.txt", PAGE), publish=True)
    capture = Capture.objects.get()
    assert review(people["editor"], capture, _refuse="1", reason="not ours").status_code == 403
    assert Article.objects.get().state == Article.State.PUBLISHED
    review(people["chief"], capture, _refuse="1", reason="not ours")
    assert review(people["editor"], capture, _take_back="1").status_code == 403
    assert Article.objects.get().state == Article.State.WITHDRAWN
    upload = {"text": PAGE.replace("dry port", "wet port"), "publish": "on"}
    answer = people["editor"].post(reverse("admin:articles_importrun_add"), upload)
    assert answer.status_code == 403
    assert Article.objects.count() == 1


def test_another_article_on_the_page_is_told_and_can_be_taken_as_a_page_of_its_own(editor):
    take_in(("two.txt", text_page(["green", "yellow"])))
    capture = Capture.objects.get()
    paper = make_source("steppe-wagons")
    Article.objects.update(source=paper)
    text = editor.get(reverse("admin:articles_capture_change", args=[capture.pk])).content.decode()
    part = re.search(r'name="_apart" value="([\d-]+)"', text)[1]
    answer = review(editor, capture, _apart=part)
    other = Capture.objects.exclude(pk=capture.pk).get()
    assert answer.url == reverse("admin:articles_capture_change", args=[other.pk])
    assert (other.article.headline, other.article.source) == ("The yellow wagon waits", paper)
    assert review(editor, capture, _apart="1-2").status_code == 400


def test_what_was_done_to_a_page_is_written_down(editor, capture):
    review(editor, capture, _read="1", **{f"line-{line_of(FERTILISER)}": "promotion"})
    review(editor, capture, _refuse="1", reason="an advertisement")
    review(editor, capture, _take_back="1")
    entries = AuditEntry.objects.order_by("pk").values_list("action", "user_name", "target_number")
    assert list(entries) == [
        (action, "editor", str(capture.pk)) for action in ("page.judge", "page.refuse", "page.take-back")
    ]
    assert "an advertisement" in AuditEntry.objects.get(action="page.refuse").summary


def test_lines_and_roles_that_do_not_exist_are_not_taken(editor, capture):
    review(editor, capture, _read="1", **{"line-9999": "body", f"line-{line_of(FERTILISER)}": "nonsense"})
    assert not capture.verdicts.exists()


def test_what_is_no_action_is_refused(editor, capture):
    assert review(editor, capture, _explode="1").status_code == 400
    assert review(editor, capture, _undo="1").status_code == 400


def test_a_failed_page_shows_why_and_can_be_tried_again(editor):
    take_in(("empty.txt", ""))
    capture = Capture.objects.get()
    text = editor.get(reverse("admin:articles_capture_change", args=[capture.pk])).content.decode()
    assert "It could not be read:" in text
    assert review(editor, capture, _retry="1").status_code == 302


def test_a_comment_that_an_editor_says_is_text_leaves_the_comments(editor):
    page = PAGE.replace(
        "Copyright The Steppe Observer", "Comments\n\nivan 2024-03-13\nI was there and saw it.\n"
    )
    take_in(("comments.txt", page))
    capture = Capture.objects.get()
    lines = {entry[0]: entry[1] for entry in capture.ledger if entry[1].startswith("comment")}
    assert lines
    assert capture.article.comments.exists()
    review(editor, capture, _read="1", **{f"line-{line}": "footer" for line in lines})
    assert not capture.article.comments.exists()


def test_an_answer_outlives_the_comment_that_it_answers(editor):
    comments = (
        "Comments\n\nivan 2024-03-13\nI was there and saw it.\nanna 2024-03-14\nSo was I, all day long.\n"
    )
    take_in(("comments.txt", PAGE.replace("Copyright The Steppe Observer", comments)))
    capture = Capture.objects.get()
    ivan, anna = capture.article.comments.order_by("position")
    Comment.objects.filter(pk=anna.pk).update(parent=ivan)
    begin = next(entry[0] for entry in capture.ledger if entry[1].startswith("comment"))
    review(editor, capture, _read="1", **{f"line-{begin + at}": "footer" for at in range(2)})
    assert list(capture.article.comments.values_list("pk", "parent")) == [(anna.pk, None)]


def test_a_reference_that_an_editor_says_is_none_is_forgotten(editor):
    take_in(
        ("a.txt", PAGE.replace("Copyright The", "Related: The cranes stand still at night\n\nCopyright The"))
    )
    capture = Capture.objects.get()
    line = next(entry[0] for entry in capture.ledger if entry[1] in ("related", "reference"))
    assert capture.article.references.exists()
    review(editor, capture, _read="1", **{f"line-{line}": "promotion"})
    assert not capture.article.references.exists()


def test_what_front_matter_says_outlives_reading_again(editor):
    make_source("steppe-wagons")
    text = "---\ntitle: The dry port\nsource: steppe-wagons\n---\n\n" + PAGE.split("\n\n", 4)[4]
    take_in(("a.md", text))
    capture = Capture.objects.get()
    line = next(entry[0] for entry in capture.ledger if entry[1] == "body")
    for role in ("promotion", "body"):
        review(editor, capture, _read="1", **{f"line-{line}": role})
    capture.refresh_from_db()
    assert capture.record["front_matter"]["source"] == "steppe-wagons"
    assert capture.article.source.slug == "steppe-wagons"


def test_an_address_that_is_no_web_address_is_not_a_link(editor, capture):
    Capture.objects.filter(pk=capture.pk).update(address="javascript:alert(1)")
    text = editor.get(reverse("admin:articles_capture_change", args=[capture.pk])).content.decode()
    assert "javascript:alert(1)" in text
    assert 'href="javascript:' not in text


def test_an_older_state_of_a_page_does_not_pull_its_article_back(editor):
    page = '<!doctype html><html lang="en"><head><title>T</title><link rel="canonical" href="https://example.org/a"></head><body><article><h1>The port</h1><p>{}</p><p>{}</p></article></body></html>'
    long = (
        "The order is not the order of arrival, and wagons with fertiliser wait longest of all the freight."
    )
    take_in(("a.html", page.format(long, long.replace("order", "rank"))))
    take_in(("b.html", page.format(long, long.replace("order", "rank") + " It is late.")))
    older, newer = Capture.objects.order_by("pk")
    assert newer.article == older.article
    line, before = next(entry[0] for entry in older.ledger if entry[1] == "body"), body(newer)
    review(editor, older, _read="1", **{f"line-{line}": "promotion"})
    assert body(newer) == before
    assert "It is late." in before
    assert older.verdicts.count() == 1


def test_a_record_that_came_without_its_page_is_not_read_again(editor, capture):
    line = record_line(capture.record, name="elsewhere.txt", sha256="0" * 64)
    run = ImportRun.objects.create(command="test")
    file = Incoming("elsewhere.txt", line.encode(), kind="record", stated_sha256="0" * 64)
    list(pipeline.process_captures([file], run=run, options=ImportOptions(language="de")))
    other = Capture.objects.exclude(pk=capture.pk).get()
    before = body(other)
    text = editor.get(reverse("admin:articles_capture_change", args=[other.pk])).content.decode()
    assert "It came as a record that was read elsewhere" in text
    review(editor, other, _accept="1")
    assert body(other) == before
