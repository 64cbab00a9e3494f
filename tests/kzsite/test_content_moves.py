"""Whatever an editor or a command changes of what readers see moves the content version."""

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from articles import pipeline
from articles.models import Article, ContentVersion, Link, Source, Tag, TagSuggestion
from articles.revisions.content import content_of_revision
from tests.factories import make_article, make_comment, make_link, make_source, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def moves():
    """Whether what is done inside has moved the version."""

    def moved(act, *arguments, **named) -> bool:
        before = ContentVersion.current()
        act(*arguments, **named)
        return ContentVersion.current() > before

    return moved


@pytest.fixture
def office(client):
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


def whole_form(client, address: str, **changes) -> None:
    """Send an admin form back as it came, but for the changes."""
    form = client.get(address).context["adminform"].form
    inlines = client.get(address).context["inline_admin_formsets"]
    data = {name: form[name].value() for name in form.fields}
    for inline in inlines:
        management = inline.formset.management_form
        data |= {f"{management.prefix}-{name}": management[name].value() for name in management.fields}
        for row in inline.formset.forms:
            data |= {row[name].html_name: row[name].value() for name in row.fields}
    data = {name: value for name, value in data.items() if value is not None} | changes
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context and answer.context["errors"]


def test_publishing_changing_and_withdrawing(moves):
    article = make_article(state=Article.State.DRAFT)
    assert moves(pipeline.publish_articles, [article])
    content = replace(content_of_revision(article.latest_revision), headline="Another")
    assert moves(pipeline.save_edit, article, content, user=None)
    assert moves(pipeline.withdraw_articles, [Article.objects.get(pk=article.pk)])


def test_another_kind_for_a_link_that_readers_see_is_told_also_where_it_is_put_off(moves, office):
    link = make_link(make_article(), make_article(), Link.Kind.RELATED)
    judge = reverse("admin:articles_link_judge", args=[link.pk])
    assert moves(office.post, judge, {"verdict": "later", "kind": Link.Kind.QUOTES})
    link.refresh_from_db()
    assert (link.kind, link.state) == (Link.Kind.QUOTES, Link.State.ACCEPTED)


def test_judging_links_and_tags(moves, office):
    older, newer = make_article(), make_article()
    link = make_link(newer, older, state=Link.State.SUGGESTED)
    tag = make_tag()
    suggestion = TagSuggestion.objects.create(article=older, tag=tag, score=0.9)
    for verdict in ("accept", "reject", "suggest"):
        address = reverse("admin:articles_link_judge", args=[link.pk])
        assert moves(office.post, address, {"verdict": verdict}), verdict
    for action in ("accept", "reject"):
        address = reverse("admin:articles_tagsuggestion_changelist")
        data = {"action": action, "_selected_action": [suggestion.pk]}
        assert moves(office.post, address, data), action


def test_hiding_a_comment(moves, office):
    comment = make_comment(make_article())
    address = reverse("admin:articles_comment_changelist")
    for action in ("hide", "show"):
        assert moves(office.post, address, {"action": action, "_selected_action": [comment.pk]}), action


def test_changing_and_deleting_sources(moves, office):
    source, other = make_source(), make_source()
    change = reverse("admin:articles_source_change", args=[source.pk])
    assert moves(whole_form, office, change, name_ja="草原")
    delete = reverse("admin:articles_source_delete", args=[source.pk])
    assert moves(office.post, delete, {"post": "yes"})
    data = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    assert moves(office.post, reverse("admin:articles_source_changelist"), data)
    assert not Source.objects.filter(pk__in=[source.pk, other.pk]).exists()


def test_changing_and_deleting_tags(moves, office):
    tag = make_tag()
    change = reverse("admin:articles_tag_change", args=[tag.pk])
    assert moves(whole_form, office, change, name_ja="草原")
    assert moves(office.post, reverse("admin:articles_tag_curate", args=[tag.pk, "delete"]), {"_do": "1"})
    assert not Tag.objects.filter(pk=tag.pk).exists()


def test_commands_that_make_things_anew(moves, tmp_path):
    make_article()
    assert moves(call_command, "rebuild")
    assert moves(call_command, "link_articles", "--all")
    tags = tmp_path / "tags.json"
    tags.write_text("[]")
    assert moves(call_command, "tags", "import", str(tags))


def test_looking_moves_nothing(moves, office):
    article = make_article(source=make_source(), tags=(make_tag(),))
    for path in (
        article.get_absolute_url(),
        "/en/search/?q=x",
        reverse("admin:articles_article_change", args=[article.pk]),
    ):
        assert not moves(office.get, path), path
    assert (Source.objects.count(), Tag.objects.count()) == (1, 1)
