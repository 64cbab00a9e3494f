"""The back office speaks the language of whoever looks, where rows hold English words of our own."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import ngettext, override

from articles import pipeline
from articles.admin.account import told_right
from articles.admin.groups import EDITORS, ensure_groups
from articles.ingest.reasons import told_basis
from articles.ingest.run import blockers_of_undo
from articles.models import Article, BulkChange, ImportRun, Job
from articles.revisions.content import content_of_revision
from tests.admin.conftest import PAGE, take_in
from tests.factories import make_article, make_comment, make_source, make_tag

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


def test_a_mark_of_yes_or_no_is_named_in_the_editors_language(people):
    revision = make_article("One").latest_revision
    address = reverse("admin:articles_revision_change", args=[revision.pk])
    text = people["root"].get(address, headers={"accept-language": "ru"}).content.decode()
    assert 'alt="нет"' in text
    assert 'alt="False"' not in text


def test_a_revision_shows_its_fields_and_tags_by_name_and_no_json(people):
    article, tag, source = (
        make_article("One"),
        make_tag("Railway"),
        make_source("steppe", name_en="Steppe Post"),
    )
    content = content_of_revision(article.latest_revision)
    content.attributes["source"] = source.slug
    revision = pipeline.save_edit(article, replace(content, tags=(tag.slug,)), user=None)
    text = people["root"].get(reverse("admin:articles_revision_change", args=[revision.pk])).content.decode()
    assert "Paper: Steppe Post" in text
    assert "Railway" in text
    assert "&quot;" not in text


def test_djangos_kazakh_says_one_form_of_a_number_at_a_time():
    with override("kk"):
        for count in (1, 5):
            said = ngettext("%(total_count)s selected", "All %(total_count)s selected", count)
            assert "one:" not in said
            assert "other:" not in said


def test_the_basis_of_an_estimate_is_told_in_its_form_and_kept_as_it_was(people):
    article = make_article("One", published_on=None, estimate_not_after=date(2000, 1, 1))
    content = content_of_revision(article.latest_revision)
    content.attributes["estimate_basis"] = "the first comment"
    pipeline.save_edit(article, content, user=None)
    address = reverse("admin:articles_article_change", args=[article.pk]) + "?tab=source"
    russian = {"accept-language": "ru"}
    page = people["editor"].get(address, headers=russian)
    assert "первый комментарий" in str(page.context["form"]["estimate_basis"])
    fields = {"base": 2, "language": "en", "slug": article.slug, "section": "World"}
    fields |= {"estimate_basis": "первый комментарий; a colleague"}
    people["editor"].post(address, fields, headers=russian)
    article.refresh_from_db()
    assert article.latest_revision.attributes["estimate_basis"] == "the first comment; a colleague"


def test_a_job_speaks_the_language_of_whoever_started_it(people):
    article = make_article("One", state=Article.State.DRAFT)
    bulk = BulkChange.objects.create(
        user=get_user_model().objects.get(username="chief"),
        what={"attributes": {"section": "World"}},
        before={str(article.pk): {"revision": 1, "new": 5, "state": "draft", "now": "draft"}},
    )
    address = reverse("admin:articles_article_bulk_undo", args=[bulk.pk])
    russian = {"accept-language": "ru"}
    text = people["chief"].get(reverse("admin:articles_article_bulk"), headers=russian).content.decode()
    assert "Рубрика:" in text
    assert "<ins>World</ins>" in text
    with override("ru"):
        job = Job.objects.get(
            pk=people["chief"].post(address, headers=russian).url.rstrip("/").split("/")[-2]
        )
    assert job.details["language"] == "ru"
    page = people["chief"].get(reverse("admin:articles_job_change", args=[job.pk])).content.decode()
    assert "изменена с тех пор" in page
    assert f'href="{reverse("admin:articles_article_change", args=[article.pk])}"' in page
