"""Lists and the front page: a number of queries that does not grow with the archive."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.desk.queues import newer_drafts
from articles.models import Article, Link, NameSighting, TagSuggestion, UnknownName
from articles.templatetags.back_office import Waiting, work_waiting
from tests.admin.conftest import PAGE, take_in
from tests.factories import (
    make_article,
    make_comment,
    make_link,
    make_reference,
    make_source,
    make_tag,
    make_task,
)

NOUNS = [m._meta.model_name for m in admin.site._registry if m._meta.app_label == "articles"]
MOST = 20


def fill(count: int) -> None:
    for number in range(count):
        source, tag = make_source(), make_tag()
        article = make_article(f"A {number}", '> Words.\n> {title="B"}\n', source=source, tags=(tag,))
        other = make_article(f"B {number}", source=source)
        make_comment(article)
        make_reference(article, "C")
        make_link(article, other, state=Link.State.SUGGESTED)
        TagSuggestion.objects.create(article=article, tag=make_tag(), score=0.5)
        make_task(article, "kk")
        name = UnknownName.objects.create(key=f"{article.pk}", text="Nobody", article_count=2)
        NameSighting.objects.create(name=name, article=article, sentence="Nobody knows.")
    take_in(*((f"{n}.txt", PAGE.replace("dry port", f"dry port {n}")) for n in range(count)))


def queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def queues_of(client, query: str = "") -> dict[str, Waiting]:
    request = client.get(reverse("admin:index") + query).wsgi_request
    return {waiting.queue.name: waiting for waiting in work_waiting({"request": request})}


def test_a_list_asks_few_questions_however_long_it_is(people):
    lists = {noun: reverse(f"admin:articles_{noun}_changelist") for noun in NOUNS}
    fill(2)
    few = {noun: queries(people["root"], address) for noun, address in lists.items()}
    fill(4)
    assert {noun: queries(people["root"], address) for noun, address in lists.items()} == few
    assert {noun: count for noun, count in few.items() if count > MOST} == {}


def test_a_queue_that_tells_what_is_doubtful_asks_as_much_for_one_text_as_for_many(editor):
    address = reverse("admin:articles_article_work", args=["review"])
    asked = []
    for count in (2, 6):
        for _number in range(count):
            make_article(body="See [it](/articles/1/).\n", state=Article.State.REVIEW)
        asked.append(queries(editor, address))
    assert asked[0] == asked[1] <= MOST


def test_the_front_page_asks_few_questions_however_much_waits(editor):
    address = reverse("admin:index")
    fill(1)
    few = queries(editor, address)
    fill(3)
    assert queries(editor, address) == few <= MOST


def test_lists_leave_bytes_and_records_in_the_database(editor):
    fill(1)
    with CaptureQueriesContext(connection) as seen:
        editor.get(reverse("admin:articles_capture_changelist"))
    assert not any('"articles_capture"."content"' in query["sql"] for query in seen)


def test_each_queue_leads_to_a_list_with_as_many_rows(editor):
    fill(2)
    make_article("In review", state=Article.State.REVIEW)
    make_article("Old", published_on=None, estimate_not_after=date(2000, 1, 1))
    make_article("Older", published_on=None)
    take_in(("empty.txt", ""))
    queues = queues_of(editor)
    counts = {name: waiting.count for name, waiting in queues.items()}
    wanted = {"failed": "1", "review": "1", "dates": "1", "undated": "1", "links": "2", "wanted": "1"}
    assert wanted.items() <= counts.items()
    assert queues["wanted"].address == reverse("admin:articles_quotation_wanted")
    assert queues["stale"].address.endswith("/translationtask/?state=stale")
    for name, waiting in queues.items():
        context = editor.get(waiting.address).context
        assert str(len(context["cards" if name == "links" else "rows"])) == waiting.count


def test_queues_are_filtered_by_language_and_by_whose_work_it_is(people):
    mine = make_article("Mine", state=Article.State.REVIEW, language="ru")
    make_article("Not mine", state=Article.State.REVIEW)
    user = get_user_model().objects.get(username="editor")
    Article.objects.filter(pk=mine.pk).update(assignee=user)
    assert queues_of(people["editor"])["review"].count == "2"
    assert queues_of(people["editor"], "?assignee=me")["review"].count == "1"
    assert queues_of(people["editor"], "?language=ru")["review"].count == "1"
    waiting = queues_of(people["chief"], "?assignee=me")["review"]
    assert waiting.count == "0"


def test_a_translator_sees_no_queue_that_is_not_theirs(people):
    fill(1)
    queues = queues_of(people["translator"])
    assert "tags" not in queues
    assert "review" in queues


def test_every_page_carries_the_strict_policy(editor):
    for name in ("index", "articles_article_changelist", "articles_article_add", "articles_importrun_add"):
        policy = editor.get(reverse(f"admin:{name}")).headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has figures of empty indexes too")
def test_where_no_draft_waits_the_queue_does_not_go_through_what_is_published(db):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # makes the table of figures
        cursor.execute("DELETE FROM sqlite_stat1")
        # As an import leaves them in an archive of 100,000.
        cursor.execute(
            "INSERT INTO sqlite_stat1 VALUES ('articles_article', 'article_list', '41574 1001 17 1')"
        )
        cursor.execute("ANALYZE sqlite_master")
    assert "article_newer_draft" in newer_drafts().order_by("-id").explain()
