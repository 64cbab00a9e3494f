"""The back office speaks the language of whoever looks, where rows hold English words of our own."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import override

from articles.admin.account import told_right
from articles.admin.groups import EDITORS, ensure_groups
from articles.ingest.reasons import told_basis
from articles.ingest.run import blockers_of_undo
from articles.models import Article, ImportRun
from tests.admin.conftest import PAGE, take_in
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def test_roles_and_rights_are_told(people):
    ensure_groups()
    address = reverse("admin:auth_group_changelist")
    assert "Редакторы" in people["root"].get(address, headers={"accept-language": "ru"}).content.decode()
    right = Permission.objects.get(codename="publish_article")
    with override("ru"):
        assert told_right(right) == "статья: публиковать и снимать"


def test_a_role_that_is_saved_keeps_its_rights(people):
    group = ensure_groups()[EDITORS]
    address = reverse("admin:auth_group_change", args=[group.pk])
    offered = people["root"].get(address).context["adminform"].form.fields["permissions"].queryset
    assert set(group.permissions.all()) <= set(offered)


def test_the_basis_of_an_estimate_is_told_part_by_part():
    with override("ru"):
        said = told_basis("the latest day in the text; the first comment")
    assert said == "последний день в тексте; первый комментарий"
    assert told_basis("A colleague says so.") == "A colleague says so."


def test_why_a_run_cannot_be_undone_is_told():
    take_in(("page.txt", PAGE))
    article = Article.objects.get()
    make_article("A translation", language="kk", translation_of=article)
    with override("ru"):
        assert f"статья {article.pk} переведена" in blockers_of_undo(ImportRun.objects.get())


def test_whether_readers_see_a_comment_is_told_in_words(people):
    make_comment(make_article("One"))
    address = reverse("admin:articles_comment_changelist")
    text = people["root"].get(address, headers={"accept-language": "ru"}).content.decode()
    assert "Видна читателям" in text
    assert 'alt="False"' not in text
    assert 'alt="Search"' not in text
