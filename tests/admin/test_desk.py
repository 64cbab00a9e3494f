"""The desk: assignment, notes, hours and notices; unsaved words that survive; queues."""

from datetime import date, timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import workflow
from articles.desk.queues import QUEUES
from articles.models import (
    Article,
    AuditEntry,
    Autosave,
    Capture,
    Notice,
    Revision,
    TagSuggestion,
    UnknownName,
)
from articles.templatetags.back_office import my_work
from tests.admin.conftest import act, address, take_in, user
from tests.factories import make_article, make_source, make_tag


def type_in(client, article, body, base=1):
    return client.post(
        reverse("admin:articles_article_typed", args=[article.pk]), {"body": body, "base": base}
    )


def work(client, queue, act, **fields):
    return client.post(reverse("admin:articles_article_work", args=[queue]), {"act": act, **fields})


def test_what_was_given_with_a_note_is_my_work_also_where_it_is_published(people):
    request = people["editor"].get(reverse("admin:index")).wsgi_request
    article = make_article("The dry port")
    article.assignee = request.user
    article.save()
    assert my_work({"request": request})["articles"] == []
    note = workflow.add_note(article, text="Look here.", user=request.user)
    assert my_work({"request": request})["articles"] == [article]
    note.resolved_at = timezone.now()
    note.save()
    assert my_work({"request": request})["articles"] == []


def test_whoever_is_given_an_article_is_told_and_finds_it_on_the_front_page(people, article, mailoutbox):
    chief = user("chief")
    chief.email = "chief@example.org"
    chief.save()
    act(people["editor"], article, "assign", assignee=chief.pk)
    article.refresh_from_db()
    assert article.assignee == chief
    front = people["chief"].get(reverse("admin:index")).content.decode()
    assert "1 notice" in front
    assert front.count("The dry port") == 2
    people["chief"].post(reverse("admin:articles_article_notices"))
    assert "1 notice" not in people["chief"].get(reverse("admin:index")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_notices_go_by_mail_to_whoever_has_an_address(people, article, mailoutbox):
    chief = user("chief")
    chief.email = "chief@example.org"
    chief.save()
    act(people["editor"], article, "assign", assignee=chief.pk)
    assert [mail.to for mail in mailoutbox] == [["chief@example.org"]]
    assert address(article).partition("?")[0] in mailoutbox[0].body


def test_an_article_is_given_only_to_whoever_may_change_it(people, article):
    assert act(people["editor"], article, "assign", assignee=user("reader").pk).status_code == 400
    assert act(people["editor"], article, "assign", assignee=user("elsewhere").pk).status_code == 400


def test_a_note_on_a_paragraph_is_shown_beside_the_text_until_it_is_settled(people, article):
    act(people["editor"], article, "note", anchor="p2", text="Who says so?")
    note = article.notes.get()
    assert "Who says so?" in people["chief"].get(address(article, "text")).content.decode()
    act(people["chief"], article, f"settle {note.pk}")
    assert "Who says so?" not in people["chief"].get(address(article, "text")).content.decode()
    note.refresh_from_db()
    assert note.resolved_by == user("chief")


def test_a_note_stands_on_a_paragraph_that_is_there(editor, article):
    act(editor, article, "note", anchor="p9", text="Nowhere")
    assert not article.notes.exists()


def test_hours_are_set_and_taken_back(editor, article):
    act(editor, article, "schedule", publish_at="2030-01-01T09:00", withdraw_at="2030-02-01T09:00")
    article.refresh_from_db()
    assert article.publish_at.isoformat() == "2030-01-01T00:00:00+00:00"
    act(editor, article, "schedule", publish_at="2030-02-01T09:00", withdraw_at="2030-01-01T09:00")
    article.refresh_from_db()
    assert article.publish_at.month == 1
    act(editor, article, "schedule", publish_at="", withdraw_at="")
    article.refresh_from_db()
    assert (article.publish_at, article.withdraw_at) == (None, None)


def test_the_log_tells_hours_by_the_clock_and_no_json(people, article):
    act(people["editor"], article, "schedule", publish_at="2030-01-01T09:00", withdraw_at="")
    entry = AuditEntry.objects.get(action="article.schedule")
    for name, number in (("article_history", article.pk), ("auditentry_change", entry.pk)):
        page = people["chief"].get(reverse(f"admin:articles_{name}", args=[number]))
        told = lxml.html.fromstring(page.content).text_content()
        assert "2030-01-01 09:00" in told
        assert "2030-01-01T" not in told
        assert "To be published at" in told


def test_hours_and_notes_that_cannot_be_are_shown_again_as_they_were_typed(editor, article):
    page = act(editor, article, "schedule", publish_at="2030-02-01T09:00", withdraw_at="2030-01-01T09:00")
    assert "This is before it is published." in page.content.decode()
    assert 'value="2030-02-01T09:00' in page.content.decode()
    page = act(editor, article, "note", anchor="p9", text="Words that took a while.")
    assert "Words that took a while." in page.content.decode()


def test_a_note_offers_paragraphs_by_their_own_words(editor):
    article = make_article("The dry port", "## Gates\n\nFirst words.\n")
    page = lxml.html.fromstring(editor.get(address(article)).content)
    assert "h1: Gates" in page.xpath("//select[@name='anchor']/option/text()")


def test_what_is_sent_back_is_its_authors_work_again(people, article):
    Revision.objects.filter(article=article).update(created_by=user("editor"))
    Article.objects.filter(pk=article.pk).update(state=Article.State.REVIEW)
    work(people["chief"], "review", f"back {article.pk}", **{f"reason-{article.pk}": "No source"})
    people["editor"].post(reverse("admin:articles_article_notices"))
    request = people["editor"].get(reverse("admin:index")).wsgi_request
    assert my_work({"request": request})["articles"] == [article]


def test_sending_back_needs_a_reason_and_tells_the_author(people, article):
    Revision.objects.filter(article=article).update(created_by=user("editor"))
    Article.objects.filter(pk=article.pk).update(state=Article.State.REVIEW)
    fields = {"base": 1, "headline": "The dry port", "body": "First words.\n\nSecond words.\n", "_back": "1"}
    assert "Say why" in people["chief"].post(address(article, "text"), fields).content.decode()
    people["chief"].post(address(article, "text"), fields | {"note": "No source"})
    article.refresh_from_db()
    assert article.state == Article.State.DRAFT
    notice = Notice.objects.get(user=user("editor"))
    assert (notice.kind, notice.words, notice.by) == ("sent_back", "No source", user("chief"))


STEPS = {  # step → the states that it leads on from
    "review": {"draft", "withdrawn"},
    "send_back": {"review"},
    "publish": {"draft", "review", "published", "withdrawn"},
    "withdraw": {"published"},
}


@pytest.mark.parametrize("state", Article.State.values)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_and_logged_only_from_where_it_leads_on(step, state, editor):
    article = make_article(source=make_source(), published_on=date(2024, 5, 7))  # nothing is doubtful
    Article.objects.filter(pk=article.pk).update(state=state)
    fields = {
        "base": 1,
        "headline": article.headline,
        "body": article.latest_revision.body,
        "note": "Look again.",
    }
    button = f"_{step.removeprefix('send_')}"
    editor.post(address(article, "text"), fields | {button: "1"})
    entries = AuditEntry.objects.filter(action=f"article.{step.replace('_', '-')}")
    if state in STEPS[step]:
        assert entries.count() == 1
    else:
        assert not entries.exists()
        assert Article.objects.get(pk=article.pk).state == state


def test_typed_words_are_kept_offered_again_and_never_published(people, article):
    type_in(people["editor"], article, "Unsaved words.")
    assert article.revisions.count() == 1
    assert "words here that are not saved" in people["editor"].get(address(article, "text")).content.decode()
    assert (
        "words here that are not saved" not in people["chief"].get(address(article, "text")).content.decode()
    )
    form = people["editor"].get(address(article, "text") + "&take=typed").context["form"]
    assert form["body"].value() == "Unsaved words."
    fields = {"base": 1, "headline": "The dry port", "body": "Unsaved words.", "_save": "1"}
    people["editor"].post(address(article, "text"), fields)
    assert not Autosave.objects.exists()
    assert article.revisions.first().body == "Unsaved words.\n"


def test_typed_words_over_an_older_revision_meet_the_newer_one_as_any_edit_does(people, article):
    type_in(people["editor"], article, "First words, mine.\n\nSecond words.\n")
    fields = {"base": 1, "headline": "The dry port", "body": "First words, theirs.\n\nSecond words.\n"}
    people["chief"].post(address(article, "text"), fields | {"_save": "1"})
    form = people["editor"].get(address(article, "text") + "&take=typed").context["form"]
    assert form["base"].value() == 1
    again = people["editor"].post(address(article, "text"), {**fields, "body": form["body"].value()})
    assert "Not saved" in again.content.decode()


def test_typed_words_that_are_thrown_away_lead_back_to_the_form(editor, article):
    type_in(editor, article, "Unsaved words.")
    kept_at = reverse("admin:articles_article_typed", args=[article.pk])
    page = editor.post(kept_at, {"forget": "1"}, follow=True)
    assert page.context["typed"] is None
    assert not Autosave.objects.exists()


def test_what_is_doubtful_in_typed_words_is_told_while_they_are_typed(editor, article):
    told = type_in(editor, article, "A «quotation that does not end.").json()["checks"]
    assert "do not pair up" in told
    assert "No paper is named" in told


def test_words_of_a_new_article_are_kept_and_offered_again_until_it_is_saved(people):
    kept_at, form_at = (reverse(f"admin:articles_article_{name}") for name in ("typed_anew", "add"))
    words = {"language": "ru", "headline": "New", "body": "Unsaved.", "base": 0}
    people["editor"].post(kept_at, words)
    assert "not saved" in people["editor"].get(form_at).content.decode()
    assert people["chief"].get(form_at).context["typed"] is None
    form = people["editor"].get(form_at, {"take": "typed"}).context["form"]
    assert (form["language"].value(), form["body"].value()) == ("ru", "Unsaved.")
    people["editor"].post(form_at, words | {"_save": "1"})
    assert Article.objects.get().latest_revision.body == "Unsaved.\n"
    assert not Autosave.objects.exists()


def test_a_doubt_that_nobody_saw_stops_publishing_once(editor, article):
    fields = {"base": 1, "headline": "The dry port", "body": "A «quotation.", "_publish": "1"}
    answer = editor.post(address(article, "text"), fields, follow=True)
    assert "not published yet" in answer.content.decode()
    article.refresh_from_db()
    assert (article.state, article.latest_revision.number) == (Article.State.DRAFT, 2)
    editor.post(address(article, "text"), fields | {"base": 2})
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED


def test_a_doubt_that_was_told_while_typing_is_no_news(editor, article):
    told = lxml.html.fromstring(type_in(editor, article, "A «quotation.").json()["checks"])
    fields = {"base": 1, "headline": "The dry port", "body": "A «quotation.", "_publish": "1"}
    editor.post(address(article, "text"), fields | {"seen": told.xpath("//input[@name='seen']/@value")})
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED


def test_others_are_told_who_is_writing(people, article):
    type_in(people["editor"], article, "Unsaved words.")
    told = people["chief"].get(reverse("admin:articles_article_typed", args=[article.pk])).json()
    assert told["others"] == ["editor"]
    assert told["latest"] == 1
    Autosave.objects.update(saved_at=timezone.now() - timedelta(hours=1))
    told = people["chief"].get(reverse("admin:articles_article_typed", args=[article.pk])).json()
    assert told["others"] == []


@pytest.mark.parametrize("base", ["", "x", "-1"])
def test_typed_words_without_their_revision_are_refused(base, editor, article):
    assert type_in(editor, article, "Words", base=base).status_code == 400


def test_a_queue_is_worked_through_row_by_row(people):
    first, second = (make_article(f"Text {number}", state=Article.State.REVIEW) for number in (1, 2))
    work(people["editor"], "review", f"publish {first.pk}")
    work(people["editor"], "review", f"back {second.pk}")
    second.refresh_from_db()
    assert second.state == Article.State.REVIEW
    work(people["editor"], "review", f"back {second.pk}", **{f"reason-{second.pk}": "No source"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (Article.State.PUBLISHED, Article.State.DRAFT)
    assert people["editor"].get(reverse("admin:articles_article_work", args=["review"])).context["rows"] == []


def test_what_is_doubtful_is_told_before_a_queue_publishes_and_only_the_text_that_was_shown(editor, article):
    Article.objects.filter(pk=article.pk).update(state=Article.State.REVIEW)
    queue = reverse("admin:articles_article_work", args=["review"])
    page = lxml.html.fromstring(editor.get(queue).content)
    assert "No paper is named." in page.xpath("//ul[@class='ks-seen']")[0].text_content()
    shown = page.xpath(f"//input[@name='revision-{article.pk}']/@value")
    fields = {"base": 1, "headline": "The dry port", "body": "Other words.\n", "_save": "1"}
    editor.post(address(article, "text"), fields)
    work(editor, "review", f"publish {article.pk}", **{f"revision-{article.pk}": shown})
    article.refresh_from_db()
    assert article.state == Article.State.REVIEW
    work(editor, "review", f"publish {article.pk}", **{f"revision-{article.pk}": "2"})
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED


def test_a_selection_with_something_doubtful_is_published_after_it_was_shown(editor, article):
    Article.objects.filter(pk=article.pk).update(source=None)
    posted = {"action": "publish", "_selected_action": [article.pk]}
    address = reverse("admin:articles_article_changelist")
    page = lxml.html.fromstring(editor.post(address, posted).content)
    assert "No paper is named." in page.xpath("//ul[@class='ks-seen']")[0].text_content()
    article.refresh_from_db()
    assert article.state == Article.State.DRAFT
    form = {field.get("name"): field.get("value") for field in page.xpath("//main//form//input")}
    editor.post(address, form)
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED


def test_a_doubtful_date_is_set_from_its_queue_also_in_front_of_readers(editor):
    article = make_article(published_on=None, estimate_not_after=date(2000, 1, 1))
    work(editor, "dates", f"day {article.pk}", **{f"day-{article.pk}": "1999-12-31"})
    article.refresh_from_db()
    assert article.published_on.isoformat() == "1999-12-31"
    assert article.estimate_not_after is None
    assert not article.has_draft


@pytest.mark.parametrize(
    ("day", "why"), [("0012-03-04", "The year 12 lies outside"), ("soon", "Give the day")]
)
def test_a_day_that_cannot_be_is_not_set_from_a_queue(day, why, editor):
    article = make_article(published_on=None, estimate_not_after=date(2000, 1, 1))
    path = reverse("admin:articles_article_work", args=["dates"])
    page = editor.post(
        path, {"act": f"day {article.pk}", f"day-{article.pk}": day}, follow=True
    ).content.decode()
    assert why in page
    article.refresh_from_db()
    assert article.published_on is None


def test_a_suggested_tag_is_accepted_from_its_queue_and_taken_back(editor, article):
    row = TagSuggestion.objects.create(article=article, tag=make_tag("Railway"), score=0.9)
    work(editor, "tags", f"accept {row.pk}")
    assert article.tags.count() == 1
    work(editor, "tags", f"suggest {row.pk}")
    assert article.tags.count() == 0


def test_a_page_that_cannot_be_read_is_set_aside_with_a_reason_and_taken_up_again(editor):
    take_in(("empty.txt", " "))
    page = Capture.objects.get()
    work(editor, "failed", f"aside {page.pk}")
    assert QUEUES["failed"].count() == 1
    work(editor, "failed", f"aside {page.pk}", **{f"reason-{page.pk}": "Nothing is in it"})
    page.refresh_from_db()
    assert (page.error_code, page.error_message) == ("refused", "Nothing is in it")
    assert QUEUES["failed"].count() == 0
    review = reverse("admin:articles_capture_change", args=[page.pk])
    editor.post(review, {"_take_back": "1"})
    page.refresh_from_db()
    assert page.error_code == "empty"
    work(editor, "failed", f"again {page.pk}")
    assert QUEUES["failed"].count() == 1


def test_an_unknown_name_is_refused_from_its_queue(people):
    name = UnknownName.objects.create(key="who", text="Who", article_count=2)
    assert work(people["translator"], "names", f"refuse {name.pk}").status_code == 403
    work(people["editor"], "names", f"refuse {name.pk}")
    assert QUEUES["names"].count() == 0


def test_the_front_page_shows_what_waits_in_the_first_queues(editor, article):
    Article.objects.filter(pk=article.pk).update(state=Article.State.REVIEW)
    front = editor.get(reverse("admin:index")).content.decode()
    assert "The dry port" in front
    assert "The dry port" not in editor.get(reverse("admin:index") + "?language=ru").content.decode()


def test_a_queue_takes_no_step_of_another_queue(editor, article):
    assert work(editor, "wanted", f"publish {article.pk}").status_code == 400
    assert work(editor, "review", "publish x").status_code == 400
    assert work(editor, "nothing", "publish 1").status_code == 404
