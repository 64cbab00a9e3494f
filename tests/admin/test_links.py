"""Judging what machines suggested: links and tags; every verdict can be taken back."""

import pytest
from django.urls import reverse

from articles.models import Link, Passage, TagSuggestion
from tests.factories import make_article, make_link, make_tag


@pytest.fixture
def link(db) -> Link:
    """Two articles that share a passage but for one word, suggested by hand as the finder would."""
    left = make_article("Left", "Freight waits at the dry port for three long days.\n")
    right = make_article("Right", "Freight waits at the wet port for three long days.\n")
    link = make_link(left, right, Link.Kind.RELATED, state=Link.State.SUGGESTED)
    spans = {"from_begin": 0, "from_end": 50, "to_begin": 0, "to_end": 50}
    revisions = {"from_revision": left.latest_revision, "to_revision": right.latest_revision}
    Passage.objects.create(link=link, position=0, relation="changed", **spans, **revisions)
    return link


def judge(client, link, verdict, **more):
    return client.post(reverse("admin:articles_link_judge", args=[link.pk]), {"verdict": verdict, **more})


def test_the_two_passages_stand_side_by_side_with_what_differs_marked(editor, link):
    text = editor.get(reverse("admin:articles_link_review")).content.decode()
    assert "at the <mark>dry</mark> port" in text
    assert 'at the <mark class="b">wet</mark> port' in text


@pytest.mark.parametrize(("verdict", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_verdict_is_kept_with_who_gave_it_and_can_be_taken_back(verdict, state, editor, link):
    judge(editor, link, verdict)
    link.refresh_from_db()
    assert (link.state, link.decided_by.username) == (state, "editor")
    assert b"data-undo" in editor.get(reverse("admin:articles_link_review")).content
    judge(editor, link, "suggest")
    link.refresh_from_db()
    assert (link.state, link.decided_by) == ("suggested", None)


def test_the_kind_may_be_changed_with_the_verdict(editor, link):
    judge(editor, link, "accept", kind="event")
    link.refresh_from_db()
    assert (link.kind, link.state) == ("event", "accepted")


def test_a_kind_that_the_two_have_already_is_refused(editor, link):
    make_link(link.from_article, link.to_article, Link.Kind.EVENT)
    answer = judge(editor, link, "accept", kind="event")
    assert "already" in editor.get(answer.url).content.decode()
    link.refresh_from_db()
    assert (link.kind, link.state) == ("related", "suggested")


def test_what_is_no_verdict_is_refused(editor, link):
    assert judge(editor, link, "explode").status_code == 400


@pytest.fixture
def suggestion(db) -> TagSuggestion:
    return TagSuggestion.objects.create(article=make_article(), tag=make_tag("Railway"), score=0.5)


def decide(client, suggestion, verb):
    address = reverse("admin:articles_article_change", args=[suggestion.article_id])
    client.post(f"{address}?tab=tags", {"action": f"{verb} {suggestion.pk}"})


def test_accepting_a_suggested_tag_tags_the_article_and_taking_it_back_untags_it(editor, suggestion):
    decide(editor, suggestion, "accept")
    suggestion.refresh_from_db()
    assert suggestion.state == TagSuggestion.State.ACCEPTED
    assert suggestion.tag in suggestion.article.tags.all()
    decide(editor, suggestion, "suggest")
    assert suggestion.tag not in suggestion.article.tags.all()


def test_a_rejected_tag_stays_rejected(editor, suggestion):
    decide(editor, suggestion, "reject")
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by.username) == ("rejected", "editor")
    assert suggestion.tag not in suggestion.article.tags.all()


def test_many_suggestions_are_judged_at_once_from_the_list(editor, suggestion):
    other = TagSuggestion.objects.create(article=suggestion.article, tag=make_tag("Port"), score=0.4)
    data = {"action": "accept", "_selected_action": [suggestion.pk, other.pk]}
    editor.post(reverse("admin:articles_tagsuggestion_changelist"), data)
    assert set(suggestion.article.tags.all()) == {suggestion.tag, other.tag}
