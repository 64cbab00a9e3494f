"""Uploading pages, the report of a run, and undoing one while nothing depends on it."""

import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import pipeline
from articles.models import Article, AuditEntry, Capture, ImportItem, ImportRun, Job, Quotation, TagSuggestion
from articles.revisions.content import Content, content_of_revision
from tests.admin.conftest import PAGE, take_in
from tests.factories import make_article, make_link, make_tag

OTHER = PAGE.replace("dry port", "wet port").replace("12 March", "13 March")


def upload(client, *files, **fields):
    return client.post(reverse("admin:articles_importrun_add"), {"files": list(files), **fields})


def undo(client, run):
    return client.post(reverse("admin:articles_importrun_undo", args=[run.pk]), follow=True)


@pytest.fixture
def run(db) -> ImportRun:
    return take_in(("dry-port.txt", PAGE))


def test_several_files_become_one_run_and_its_report_names_each(editor):
    files = [SimpleUploadedFile("a.txt", PAGE.encode()), SimpleUploadedFile("b.png", b"\x89PNG\r\n\x1a\n000")]
    answer = upload(editor, *files)
    run = ImportRun.objects.get()
    assert answer.url == reverse("admin:articles_importrun_change", args=[run.pk])
    assert run.started_by.username == "editor"
    assert AuditEntry.objects.get(action="import.upload").target_number == str(run.pk)
    assert [(i.name, i.outcome) for i in run.items.all()] == [("a.txt", "created"), ("b.png", "failed")]
    report = editor.get(answer.url).content.decode()
    assert "a.txt" in report
    assert "b.png" in report


def test_a_pasted_text_is_a_page_under_the_name_it_is_given(editor):
    upload(editor, text=PAGE.replace("\n", "\r\n"), name="pasted.txt")
    capture = Capture.objects.get()
    assert (capture.name, bytes(capture.content)) == ("pasted.txt", PAGE.encode())


def test_an_archive_of_pages_is_taken_apart(editor):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", PAGE)
        archive.writestr("two.txt", OTHER)
    upload(editor, SimpleUploadedFile("pages.zip", packed.getvalue()))
    assert ImportItem.objects.filter(outcome="created").count() == 2
    assert not any(name.startswith("/") for name in Capture.objects.values_list("name", flat=True))


def test_a_run_that_is_still_read_says_how_far_it_is_and_cannot_be_undone(editor):
    upload(editor, SimpleUploadedFile("a.txt", PAGE.encode()))
    Job.objects.update(state=Job.State.RUNNING, done=1)
    run = ImportRun.objects.get()
    report = editor.get(reverse("admin:articles_importrun_change", args=[run.pk])).content.decode()
    assert "1 file is taken in." in report
    assert "Undo this run" not in report
    assert "it is still running" in undo(editor, run).content.decode()
    assert Article.objects.exists()


def test_nothing_of_an_upload_stays_beside_the_archive(editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload(editor, SimpleUploadedFile("a.txt", PAGE.encode()), text=OTHER)
    assert ImportItem.objects.filter(outcome="created").count() == 2
    assert list((tmp_path / "uploads").iterdir()) == []


def test_nothing_chosen_is_said(editor):
    answer = upload(editor)
    assert "Choose files, or paste a text." in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_the_same_bytes_twice_are_one_page(editor):
    upload(editor, SimpleUploadedFile("a.txt", PAGE.encode()))
    upload(editor, SimpleUploadedFile("a.txt", PAGE.encode()))
    assert Capture.objects.count() == 1
    assert ImportItem.objects.order_by("-id").first().outcome == ImportItem.Outcome.SKIPPED


def test_undoing_takes_out_what_the_run_brought_and_the_report_stays(editor, run):
    page = undo(editor, run).content.decode()
    assert (Article.objects.count(), Capture.objects.count()) == (0, 0)
    assert ImportItem.objects.get().outcome == ImportItem.Outcome.CREATED
    assert "This run was undone" in page
    entry = AuditEntry.objects.get(action="import.undo")
    assert (entry.user_name, entry.target_number) == ("editor", str(run.pk))
    assert "it is undone already" in undo(editor, run).content.decode()


def test_a_page_can_be_imported_again_after_its_run_was_undone(editor, run):
    undo(editor, run)
    take_in(("dry-port.txt", PAGE))
    assert Article.objects.count() == 1


def publish(article):
    pipeline.publish_articles([article])


def edit(article):
    content = content_of_revision(article.latest_revision)
    pipeline.save_edit(article, Content(**{**content.__dict__, "headline": "New"}), user=None)


def translate(article):
    Article.objects.create(headline="港", language="ja", translation_of=article)


def quote(article):
    other = make_article(headline="What others say")
    block = other.latest_revision.blocks.first()
    Quotation.objects.create(article=other, block=block, quoted=article)


def judge_tag(article):
    TagSuggestion.objects.create(article=article, tag=make_tag("Khorgos"), score=0.5, state="rejected")


def judge(link):
    link.decided_by = get_user_model().objects.first()
    link.save()


def judge_link_from(article):
    judge(make_link(article, make_article()))


def judge_link_to(article):
    judge(make_link(make_article(), article))


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (publish, "was published"),
        (edit, "was edited"),
        (translate, "is translated"),
        (quote, "is quoted by another article"),
        (judge_tag, "has tags that an editor judged"),
        (judge_link_from, "has a link that an editor judged"),
        (judge_link_to, "has a link that an editor judged"),
    ],
)
def test_a_run_that_something_depends_on_is_not_undone_and_the_reason_is_said(what, why, editor, run):
    article = Article.objects.get()
    what(article)
    page = undo(editor, run).content.decode()
    assert why in page
    assert Article.objects.filter(pk=article.pk).exists()


def test_a_run_that_changed_older_articles_is_not_undone(editor):
    page = '<!doctype html><html lang="en"><head><title>T</title><link rel="canonical" href="https://example.org/a"></head><body><article><h1>The port</h1><p>{}</p></article></body></html>'
    long = (
        "The order is not the order of arrival, and wagons with fertiliser wait longest of all the freight. "
    )
    take_in(("a.html", page.format(long * 3)))
    later = take_in(("b.html", page.format(long * 4)))
    assert later.items.get().outcome == ImportItem.Outcome.UPDATED
    assert "changed articles that were there before" in undo(editor, later).content.decode()


def test_what_became_of_each_file_is_told_in_a_sentence(editor):
    take_in(("page.txt", PAGE))
    run = take_in(("page.txt", PAGE), ("empty.txt", ""), ("other.txt", PAGE.replace("dry port", "wet port")))
    text = editor.get(reverse("admin:articles_importrun_change", args=[run.pk])).content.decode()
    for said in ("the same bytes are in the archive already as article", "the file is empty", "a new page"):
        assert said in text
    shown = editor.get(reverse("admin:articles_importitem_changelist")).content.decode()
    assert "the file is empty" in shown
    assert "{&quot;" not in text + shown


def test_a_reason_of_an_older_run_is_told_as_it_is(editor):
    run = take_in(("page.txt", PAGE))
    run.items.update(reason="the page has a new state")
    text = editor.get(reverse("admin:articles_importrun_change", args=[run.pk])).content.decode()
    assert "the page has a new state" in text
