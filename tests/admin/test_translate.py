"""The workbench: nothing that was typed is lost, whoever else types, with script and without."""

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from lxml import html

from articles import pipeline
from articles.models import Article, AuditEntry, TranslationTask
from articles.revisions.content import content_of_revision
from tests.factories import make_article, make_task

pytestmark = pytest.mark.django_db

SOURCE = """貨物は三日待つ。運賃は2022年に四割上がった。

検問所は昼に一度だけ開き、番号札は前の日に売り切れる。
"""
TARGET = """Cargo waits for three days. In 2022 freight rates rose by 40 per cent.

The checkpoint opens once, at noon, and the tickets were sold out the day before.
"""


@pytest.fixture
def original(db):
    return make_article("国境の行列", SOURCE, language="ja")


@pytest.fixture
def task(original):
    return make_task(original, "en", headline="The queue", body=TARGET)


def bench(task: TranslationTask) -> str:
    return reverse("admin:articles_translationtask_change", args=[task.pk])


def pair_of(task: TranslationTask, anchor: str):
    return task.translation.pairs.get(source_anchor=anchor)


def send(client, task: TranslationTask, anchor: str, **values):
    """What the script sends of one paragraph."""
    pair = pair_of(task, anchor)
    address = reverse("admin:articles_translationtask_pair", args=[task.pk])
    return client.post(address, {"pair": pair.pk, "version": pair.version} | values)


def fields(client, task: TranslationTask) -> dict[str, str]:
    """The form as a browser without script would send it."""
    tree = html.fromstring(client.get(bench(task)).content.decode())
    form = tree.xpath("//form[@data-bench]")[0]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def edit_original(original: Article, body: str) -> None:
    original.refresh_from_db()
    content = replace(content_of_revision(original.latest_revision), body=body)
    pipeline.save_edit(original, content, user=None)
    pipeline.publish_articles([original])


def test_a_translation_begins_on_the_originals_page(editor, original):
    page = editor.get(reverse("admin:articles_article_change", args=[original.pk]) + "?tab=source")
    assert "Translate into Русский" in page.content.decode()
    start = reverse("admin:articles_translationtask_start")
    answer = editor.post(f"{start}?original={original.pk}", {"language": "ru"})
    task = TranslationTask.objects.get(original=original, language="ru")
    assert answer.headers["Location"] == bench(task)
    assert (task.empty, task.translation.state) == (3, "draft")
    assert AuditEntry.objects.filter(action="translation.start").exists()
    assert editor.post(f"{start}?original={original.pk}", {"language": "ru"}).headers["Location"] == bench(
        task
    )
    assert original.translations.count() == 1


def test_a_new_translation_takes_over_what_was_translated_elsewhere(editor, original, task):
    other = make_article("別の記事", SOURCE.split("\n\n")[0] + "\n\nほかの段落。\n", language="ja")
    start = reverse("admin:articles_translationtask_start")
    editor.post(start, {"original": other.pk, "language": "en"})
    pairs = Article.objects.get(translation_of=other).pairs
    assert pairs.get(source_anchor="p1").target_text == TARGET.split("\n\n")[0]
    assert pairs.get(source_anchor="p2").state == "empty"


def test_both_texts_stand_side_by_side_with_states_and_names(editor, task):
    text = editor.get(bench(task)).content.decode()
    assert "検問所は昼に" in text
    assert "The checkpoint opens once" in text
    assert "3 paragraphs: 3 draft." in text


def test_what_is_typed_is_saved_at_once_and_readers_see_nothing_of_it(editor, task):
    answer = send(
        editor, task, "p1", text="Another wording in 2022, by 40 per cent, after three days.", state=""
    )
    assert answer.status_code == 200
    assert answer.json()["version"] == pair_of(task, "p1").version
    assert pair_of(task, "p1").target_text.startswith("Another wording")
    assert "Another wording" not in editor.get(task.translation.get_absolute_url()).content.decode()


def test_saving_makes_a_revision_and_publishing_shows_it(editor, task):
    send(
        editor,
        task,
        "p1",
        text="Another wording in 2022, by 40 per cent, after three days.",
        state="reviewed",
    )
    editor.post(bench(task), {"action": "save"})
    translation = Article.objects.get(pk=task.translation_id)
    assert translation.latest_revision.cause == "translation"
    assert translation.latest_revision.body.startswith("Another wording")
    assert translation.has_draft
    editor.post(bench(task), {"action": "publish"})
    assert "Another wording" in editor.get(translation.get_absolute_url()).content.decode()


def test_the_second_of_two_is_told_and_sees_both(people, task):
    stale_version = pair_of(task, "p1").version
    send(people["editor"], task, "p1", text="The editor's words.")
    answer = send(people["root"], task, "p1", text="The other's words.", version=stale_version)
    assert answer.status_code == 409
    told = answer.json()
    assert (told["theirs"], told["by"]) == ("The editor's words.", "editor")
    again = send(people["root"], task, "p1", text="The other's words.", version=told["version"])
    assert again.status_code == 200


def test_a_save_that_arrives_twice_is_no_conflict(editor, task):
    version = pair_of(task, "p1").version
    assert send(editor, task, "p1", text="Once.", version=version).status_code == 200
    assert send(editor, task, "p1", text="Once.", version=version).status_code == 200


def test_without_script_one_form_saves_every_paragraph(editor, task):
    posted = fields(editor, task)
    pair = pair_of(task, "p2")
    posted |= {f"text-{pair.pk}": "The checkpoint opens at noon.", "action": f"review {pair.pk}"}
    answer = editor.post(bench(task), posted)
    assert answer.status_code == 302
    pair.refresh_from_db()
    assert (pair.target_text, pair.state) == ("The checkpoint opens at noon.", "reviewed")
    assert pair_of(task, "p1").state == "draft"


def test_without_script_the_second_of_two_sees_both_texts_and_can_keep_theirs(people, task):
    mine = fields(people["editor"], task)
    pair = pair_of(task, "p1")
    send(people["root"], task, "p1", text="Saved by root.")
    answer = people["editor"].post(bench(task), mine | {f"text-{pair.pk}": "Typed by me.", "action": "save"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Typed by me." in text
    assert "Saved by root." in text
    form = html.fromstring(text).xpath("//form[@data-bench]")[0]
    again = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    people["editor"].post(bench(task), again | {"action": f"type {pair.pk}"})
    pair.refresh_from_db()
    assert pair.target_text == "Typed by me."


def test_a_stale_paragraph_shows_what_changed_and_is_still_right_by_one_button(editor, original, task):
    edit_original(original, SOURCE.replace("2022", "2023"))
    text = editor.get(bench(task)).content.decode()
    assert "<del>2022</del><ins>2023</ins>" in text
    assert send(editor, task, "p1", action="keep").status_code == 200
    assert pair_of(task, "p1").state == "draft"
    task.refresh_from_db()
    assert task.stale == 0


def test_still_right_can_be_taken_back(editor, original, task):
    before = pair_of(task, "p1").source_revision_id
    edit_original(original, SOURCE.replace("2022", "2023"))
    send(editor, task, "p1", action="keep")
    send(editor, task, "p1", action="doubt", revision=before)
    assert pair_of(task, "p1").state == "stale"
    assert "<del>2022</del>" in editor.get(bench(task)).content.decode()


def test_a_wrong_number_is_pointed_at_in_both_texts_and_can_be_waived_with_a_reason(editor, task):
    answer = send(editor, task, "p1", text=TARGET.split("\n\n")[0].replace("2022", "2021"))
    doubts = html.fromstring(answer.json()["html"]).xpath("//ul[@class='ks-doubts']/li")
    assert any(li.xpath(".//mark/text()")[:1] == ["2022年"] or "2022" in li.text_content() for li in doubts)
    button = doubts[0].xpath(".//button[contains(@value,'waive')]/@value")[0]
    finding = button.split(" ", 2)[2]
    answer = send(editor, task, "p1", action="waive", finding=finding, reason="The paper says so.")
    assert "The paper says so." in answer.json()["html"]
    assert pair_of(task, "p1").waived[finding]["by"] == "editor"


def test_a_paragraph_can_be_translated_in_the_one_above_and_by_itself_again(editor, original):
    editor.post(reverse("admin:articles_translationtask_start"), {"original": original.pk, "language": "ru"})
    task = TranslationTask.objects.get(language="ru")
    send(editor, task, "p1", text="Груз ждёт.")
    send(editor, task, "p2", action="join")
    assert pair_of(task, "p2").is_joined
    assert "Translated in the paragraph above." in editor.get(bench(task)).content.decode()
    send(editor, task, "p2", action="part")
    assert pair_of(task, "p2").state == "empty"


def test_a_translator_sends_to_review_and_does_not_publish(people, original):
    people["translator"].post(
        reverse("admin:articles_translationtask_start"), {"original": original.pk, "language": "ru"}
    )
    task = TranslationTask.objects.get(language="ru")
    send(people["translator"], task, "p1", text="Груз ждёт.")
    assert people["translator"].post(bench(task), {"action": "publish"}).status_code == 403
    people["translator"].post(bench(task), {"action": "send"})
    assert Article.objects.get(pk=task.translation_id).state == "review"


def test_a_reader_of_drafts_sees_the_workbench_and_changes_nothing(people, task):
    tree = html.fromstring(people["reader"].get(bench(task)).content.decode())
    assert all(area.get("readonly") is not None for area in tree.xpath("//textarea[@data-text]"))
    assert send(people["reader"], task, "p1", text="x").status_code == 403


def test_who_revises_a_machines_words_is_named_as_reviser(editor, original):
    task = make_task(original, "en", headline="The queue", body=TARGET, engine="NMT", translator="")
    assert task.state == "machine"
    user = get_user_model().objects.get(username="editor")
    for pair in task.translation.pairs.all():
        send(editor, task, pair.source_anchor, text=pair.target_text, state="reviewed")
    editor.post(bench(task), {"action": "publish"})
    task.refresh_from_db()
    translation = Article.objects.get(pk=task.translation_id)
    assert (translation.engine, translation.reviser) == ("NMT", user.username)
    assert (task.state, task.live_state) == ("reviewed", "reviewed")


def test_the_workbench_asks_the_same_number_of_questions_for_a_long_text(
    editor, django_assert_max_num_queries
):
    body = "\n\n".join(f"段落{number}である。" for number in range(40))
    answers = "\n\n".join(f"Paragraph {number}." for number in range(40))
    task = make_task(make_article("長い", body, language="ja"), "en", headline="Long", body=answers)
    editor.get(bench(task))
    with django_assert_max_num_queries(30):
        editor.get(bench(task))
