"""Bulk work: seen before it is done, done to what is theirs only, and undone as a whole; restoring by field."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles import pipeline
from articles.models import Article, AuditEntry, BulkChange, ContentVersion, Remit, SearchDoc
from articles.revisions.content import Content, attributes_of, content_of_revision
from articles.search.find import find
from tests.factories import make_article, make_source, make_tag, make_translation


@pytest.fixture
def chief(people):
    return people["chief"]


def written(headline: str, *, publish: bool = False) -> Article:
    article = Article.objects.create(headline=headline, language="en")
    content = Content(headline=headline, body="Words.\n", attributes=attributes_of(article))
    pipeline.save_edit(article, content, user=None)
    if publish:
        pipeline.publish_articles([article])
    return article


@pytest.fixture
def two(db) -> list[Article]:
    return [written("One", publish=True), written("Two")]


def choose(client, articles):
    data = {"action": "change_many", "_selected_action": [article.pk for article in articles]}
    return client.post(reverse("admin:articles_article_changelist"), data, follow=True)


def change(client, button, **fields):
    return client.post(reverse("admin:articles_article_bulk"), {**fields, button: "1"}, follow=True)


def states(articles) -> list[tuple]:
    rows = [Article.objects.get(pk=article.pk) for article in articles]
    return [(row.state, row.section, row.has_draft, sorted(row.tags.slugs())) for row in rows]


def test_effects_are_shown_and_nothing_is_done_before_it_is_said(chief, two):
    choose(chief, two)
    tag, source = make_tag("Railway"), make_source(name_en="Railway Post")
    answer = change(chief, "_show", section="World", source=source.pk, add=[tag.pk], step="publish")
    text = answer.content.decode()
    assert "2 articles would change" in text
    for part in (
        "Section:  <ins>World</ins>",
        "<ins>Railway Post</ins>",
        "<ins>Railway</ins>",
        "<del>draft</del> <ins>published</ins>",
    ):
        assert part in text
    assert states(two) == [("published", "", False, []), ("draft", "", False, [])]


def test_what_is_doubtful_is_shown_as_it_would_be_before_many_are_published(chief, two):
    choose(chief, two)
    doubt = "No paper is named."
    assert doubt in change(chief, "_show", step="publish").content.decode()
    assert doubt not in change(chief, "_show", step="publish", source=make_source().pk).content.decode()
    assert doubt not in change(chief, "_show", section="World").content.decode()


def test_what_keeps_its_state_is_counted_before_it_is_done(chief, two):
    choose(chief, two)
    assert "1 article keeps its state" in change(chief, "_show", step="review").content.decode()
    assert "keeps its state" not in change(chief, "_show", section="World").content.decode()


def test_many_are_changed_at_once_and_brought_back_by_one_undo(chief, two):
    tag, source = make_tag("Railway"), make_source()
    before = states(two)
    choose(chief, two)
    change(chief, "_do", section="World", add=[tag.pk], source=source.pk, step="publish")
    assert states(two) == [("published", "World", False, [tag.slug])] * 2
    chief.post(reverse("admin:articles_article_bulk_undo", args=[BulkChange.objects.get().pk]))
    assert states(two) == before


def test_tags_are_taken_from_many_at_once_and_others_stay(chief, two):
    rail, port = make_tag("Railway"), make_tag("Port")
    choose(chief, two)
    change(chief, "_do", add=[rail.pk, port.pk])
    choose(chief, two)
    change(chief, "_do", drop=[rail.pk])
    assert [row[3] for row in states(two)] == [[port.slug]] * 2


def test_a_second_translation_into_a_language_stays_as_it_is_and_the_rest_is_changed(chief, two):
    original = make_article("門", language="ja")
    make_translation(original, "ru")
    kazakh = make_translation(original, "kk")
    choose(chief, [two[0], kazakh])
    page = change(chief, "_do", language="ru").content.decode()
    assert "its original has a translation in that language already" in page
    languages = [Article.objects.get(pk=article.pk).language for article in (two[0], kazakh)]
    assert languages == ["ru", "kk"]


def test_what_an_undo_took_back_readers_find_no_longer(chief, two, client):
    choose(chief, two)
    change(chief, "_do", step="publish")
    assert [hit.article.headline for hit in find("Two").hits] == ["Two"]
    before = ContentVersion.current()
    chief.post(reverse("admin:articles_article_bulk_undo", args=[BulkChange.objects.get().pk]))
    assert ContentVersion.current() > before  # or pages that are kept ready would go on showing it
    assert find("Two").hits == []
    assert not SearchDoc.objects.filter(article=two[1]).exists()
    assert client.get(two[1].get_absolute_url()).status_code == 404
    assert ">Two<" not in client.get("/en/articles/").content.decode()


def test_every_article_that_was_changed_in_bulk_has_its_entry_in_the_log(chief, two):
    choose(chief, two)
    change(chief, "_do", section="World")
    entries = AuditEntry.objects.filter(action="article.change")
    assert {entry.target_number for entry in entries} == {str(article.pk) for article in two}
    assert {entry.detail["bulk"] for entry in entries} == {BulkChange.objects.get().pk}


def test_undo_leaves_what_somebody_changed_since(chief, two):
    choose(chief, two)
    change(chief, "_do", section="World")
    later = Article.objects.get(pk=two[1].pk)
    content = content_of_revision(later.latest_revision)
    content.attributes["section"] = "Asia"
    pipeline.save_edit(later, content, user=None)
    answer = chief.post(
        reverse("admin:articles_article_bulk_undo", args=[BulkChange.objects.get().pk]), follow=True
    )
    assert "changed since" in answer.content.decode()
    assert [row[1] for row in states(two)] == ["", "Asia"]


def test_what_is_outside_ones_remit_is_left_out_and_nothing_is_moved_out_of_it(chief, two):
    user = get_user_model().objects.get(username="chief")
    Remit.objects.create(user=user, languages=["en"])
    foreign = make_article("Три", language="ru")
    answer = choose(chief, [*two, foreign])
    assert "1 left out" in answer.content.decode()
    assert change(chief, "_do", language="ru").status_code == 403
    change(chief, "_do", section="World")
    assert [row[1] for row in states([*two, foreign])] == ["World", "World", ""]


def test_one_field_of_an_old_revision_is_brought_back_alone(people, two):
    article = two[1]
    content = content_of_revision(article.latest_revision)
    content.attributes["section"] = "World"
    pipeline.save_edit(article, content, user=None)
    article.refresh_from_db()
    newer = content_of_revision(article.latest_revision)
    newer.attributes["section"] = "Asia"
    pipeline.save_edit(article, type(newer)(**{**newer.__dict__, "body": "New words.\n"}), user=None)
    address = reverse("admin:articles_article_change", args=[article.pk]) + "?tab=revisions"
    people["editor"].post(address, {"action": "restore 2", "field": ["section"]})
    newest = content_of_revision(article.revisions.first())
    assert (newest.attributes["section"], newest.body) == ("World", "New words.\n")
    assert article.revisions.first().note == "Brought back from revision 2: Section"
    assert people["editor"].post(address, {"action": "restore 2", "field": ["no"]}).status_code == 400
