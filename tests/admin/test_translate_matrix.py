"""The matrix of translations: what there is in which language, who does what by when, and work taken away."""

import io
import zipfile
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from articles.models import AuditEntry, TranslationTask
from articles.search.index import index_articles
from tests.factories import make_article, make_task

pytestmark = pytest.mark.django_db

HERE = "/admin/articles/translationtask/"


@pytest.fixture
def original(db):
    return make_article("国境の行列", "貨物は三日待つ。\n\n検問所は昼に開く。\n", language="ja")


@pytest.fixture
def task(original):
    return make_task(original, "en", headline="The queue", body="Cargo waits.\n\nThe checkpoint opens.\n")


def cells(client, query: str = "") -> dict[str, list[str]]:
    """Headline → the words of its cells."""
    tree = html.fromstring(client.get(HERE + query).content.decode())
    table = tree.xpath("//table[@class='ks-matrix']")[1]
    return {
        row.xpath("string(./th/a)"): [" ".join(td.text_content().split()) for td in row.xpath("./td")]
        for row in table.xpath("./tbody/tr[th]")
    }


def test_each_cell_tells_the_state_and_how_far_it_is(editor, task):
    row = cells(editor)["国境の行列"]
    assert row[0] == "original"
    assert row[1].startswith("draft 3/3")
    assert row[2].startswith("not begun")


def test_counts_by_language_and_state_add_up(editor, task):
    make_article("Another", language="en")
    tree = html.fromstring(editor.get(HERE).content.decode())
    rows = tree.xpath("//table[@class='ks-matrix'][1]/tbody/tr[th]")[:5]
    for row in rows:
        numbers = [int(td.text_content().split()[0]) for td in row.xpath("./td")]
        assert sum(numbers) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?language=en&state=draft", True),
        ("?language=en&state=none", False),
        ("?language=ru&state=none", True),
        ("?language=ja", False),
        ("?state=reviewed", False),
        ("?q=国境", True),
        ("?q=nowhere", False),
    ],
)
def test_filters_leave_what_they_say(query, found, editor, task):
    index_articles([task.original])
    assert ("国境の行列" in cells(editor, query)) == found


def test_editors_give_work_with_a_day_and_late_work_is_found(editor, people, original):
    translator = get_user_model().objects.get(username="translator")
    posted = {"cell": [f"{original.pk}:ru", f"{original.pk}:ja"], "assign": "1"}
    editor.post(HERE, posted | {"assign-assignee": translator.pk, "assign-due_on": "2020-01-31"})
    task = TranslationTask.objects.get()
    assert (task.language, task.assignee, task.due_on) == ("ru", translator, date(2020, 1, 31))
    assert "overdue" in cells(editor, "?state=late")["国境の行列"][2]
    assert "国境の行列" in cells(editor, f"?assignee={translator.pk}")
    assert AuditEntry.objects.get(action="translation.assign").detail["due_on"] == "2020-01-31"


def test_translators_take_work_for_themselves_and_give_none_to_others(people, original):
    translator = get_user_model().objects.get(username="translator")
    people["translator"].post(HERE, {"cell": f"{original.pk}:ru", "take": "1"})
    assert TranslationTask.objects.get().assignee == translator
    assert people["translator"].post(HERE, {"cell": f"{original.pk}:kk", "assign": "1"}).status_code == 403
    people["editor"].post(HERE, {"cell": f"{original.pk}:ru", "take": "1"})
    assert TranslationTask.objects.get().assignee == translator


def test_work_begins_in_its_cell(editor, original):
    answer = editor.post(HERE, {"start": f"{original.pk}:kk"})
    task = TranslationTask.objects.get(language="kk")
    assert answer.headers["Location"] == reverse("admin:articles_translationtask_change", args=[task.pk])


def test_one_translators_work_goes_out_and_comes_back(editor, task):
    task.assignee = get_user_model().objects.get(username="editor")
    task.save()
    answer = editor.post(f"{HERE}?assignee={task.assignee_id}", {"export_mine": "1", "format": "po"})
    (entry,) = zipfile.ZipFile(io.BytesIO(answer.content)).infolist()
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read(entry).decode()
    assert "Cargo waits." in text
    changed = SimpleUploadedFile("back.po", text.replace("Cargo waits.", "Freight is waiting.").encode())
    page = editor.post(HERE, {"import": "1", "file": changed}, follow=True)
    assert "taken 1," in page.content.decode()
    task.translation.refresh_from_db()
    assert "Freight is waiting." in task.translation.latest_revision.body
    assert task.translation.has_draft


def test_what_is_no_exchange_file_is_refused_with_its_reason(editor, task):
    file = SimpleUploadedFile("x.xlf", b"<!DOCTYPE x [<!ENTITY a 'b'>]><xliff>&a;</xliff>")
    page = editor.post(HERE, {"import": "1", "file": file}, follow=True)
    assert "it declares a document type" in page.content.decode()


def test_readers_of_drafts_look_and_change_nothing(people, original):
    assert "国境の行列" in cells(people["reader"])
    assert people["reader"].post(HERE, {"start": f"{original.pk}:kk"}).status_code == 403
    people["reader"].post(HERE, {"cell": f"{original.pk}:kk", "take": "1"})
    assert not TranslationTask.objects.exists()


def test_the_matrix_asks_as_much_for_one_text_as_for_many(editor, django_assert_num_queries, task):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    editor.get(HERE)
    with CaptureQueriesContext(connection) as few:
        editor.get(HERE)
    for number in range(20):
        make_task(make_article(f"Text {number}"), "ru")
    with CaptureQueriesContext(connection) as many:
        editor.get(HERE)
    assert len(many) == len(few)
