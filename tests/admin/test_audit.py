"""The audit log: what was done, by whom, only ever added to."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles.admin.acts import told_act
from articles.models import AuditEntry
from tests.admin.conftest import act, user
from tests.factories import make_source


def test_the_audit_log_is_searched_and_exported_by_chiefs(people, article):
    act(people["editor"], article, "assign", assignee=user("chief").pk)
    AuditEntry.objects.record(user=None, action="article.publish", summary="=HYPERLINK(1)")
    listed = reverse("admin:articles_auditentry_changelist")
    text = people["chief"].get(listed, {"q": "article.assign"}).content.decode()
    assert "1 audit entry" in text
    lines = b"".join(
        people["chief"].get(reverse("admin:articles_auditentry_export", args=["jsonl"])).streaming_content
    )
    entries = [json.loads(line) for line in lines.decode().splitlines()]
    assert {"article.assign", "article.publish"} <= {entry["action"] for entry in entries}
    table = b"".join(
        people["chief"].get(reverse("admin:articles_auditentry_export", args=["csv"])).streaming_content
    )
    assert "'=HYPERLINK(1)" in table.decode()


def test_an_export_holds_what_was_searched_for_and_is_logged_itself(people):
    for action in ("article.publish", "article.withdraw"):
        AuditEntry.objects.record(user=None, action=action)
    path = reverse("admin:articles_auditentry_export", args=["jsonl"])
    lines = b"".join(people["chief"].get(path, {"q": "article.withdraw"}).streaming_content).decode()
    told = {json.loads(line)["action"] for line in lines.splitlines()}
    assert told - {"audit.export"} == {"article.withdraw"}
    entry = AuditEntry.objects.get(action="audit.export")
    assert (entry.user, entry.summary) == (user("chief"), "q=article.withdraw")


def test_every_act_of_the_log_has_words(settings):
    sources = "".join(path.read_text() for path in (settings.BASE_DIR / "articles").rglob("*.py"))
    codes = set(re.findall(r'action="([a-z]+\.[a-z_-]+)"|"(page\.[a-z-]+)"', sources))
    assert len(codes) > 25
    assert [code for pair in codes for code in pair if code and told_act(code) == code] == []
    assert told_act("article.publish") == "article: published"
    assert told_act("nothing.known") == "nothing.known"


@pytest.mark.django_db(transaction=True)
def test_the_audit_log_is_only_ever_added_to_even_by_sql():
    AuditEntry.objects.record(user=None, action="article.publish")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_auditentry SET summary = 'never'")
    entry = AuditEntry.objects.get()
    entry.summary = "never"
    for forbidden in (AuditEntry.objects.all().delete, entry.delete, entry.save):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises(TypeError):
        AuditEntry.objects.update(summary="never")


def test_an_account_may_go_and_its_name_stays_in_the_log(db):
    person = get_user_model().objects.create_user("gone")
    AuditEntry.objects.record(user=person, action="article.publish")
    person.delete()
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.user_name) == (None, "gone")


def test_what_djangos_own_forms_change_stands_in_the_log(editor):
    source = make_source(name_en="Railway Post")
    editor.post(reverse("admin:articles_source_delete", args=[source.pk]), {"post": "yes"})
    assert AuditEntry.objects.filter(action="source.delete", target_name__contains="Railway").exists()
