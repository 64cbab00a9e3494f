"""Judging what machines suggested: links and tags; every verdict can be taken back."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from lxml import html

from articles.links.run import link_article, link_articles
from articles.models import (
    Article,
    AuditEntry,
    ContentVersion,
    Link,
    Passage,
    Quotation,
    Remit,
    TagSuggestion,
)
from tests.factories import make_article, make_link, make_reference, make_tag, make_translation


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


def test_whoever_may_edit_a_translation_judges_no_link_of_it(people):
    translation = make_translation(make_article("Port"), "ru")
    link = make_link(translation, make_article("Sea"), Link.Kind.RELATED, state=Link.State.SUGGESTED)
    assert judge(people["translator"], link, "accept").status_code == 403
    link.refresh_from_db()
    assert link.state == Link.State.SUGGESTED


def test_the_two_passages_stand_side_by_side_with_what_differs_marked(editor, link):
    text = editor.get(reverse("admin:articles_link_review")).content.decode()
    assert "at the <mark>dry</mark> port" in text
    assert 'at the <mark class="b">wet</mark> port' in text


def test_the_screen_says_who_took_what_from_where_and_what_was_cut_or_put_in(editor):
    story = make_article("Story", "One. Two. Next.\n\nThree.\n\nFour.\n", published_on=date(2024, 3, 1))
    taker = make_article("Taker", "Ours. Two.\n\nNew.\n\nFour.\n", published_on=date(2024, 3, 9))
    link = make_link(taker, story, state=Link.State.SUGGESTED)
    here, there = taker.live_revision.plain, story.live_revision.plain
    told = (
        ("Two.", "Two.", "equal"),
        ("", "Three.", "cut"),
        ("New.", "", "inserted"),
        ("Four.", "Four.", "equal"),
    )
    for position, (mine, theirs, relation) in reversed(list(enumerate(told))):
        spans = {}
        for end, article, text, words in (("from", taker, here, mine), ("to", story, there, theirs)):
            if words:
                begin = text.index(words)
                spans |= {f"{end}_begin": begin, f"{end}_end": begin + len(words)}
                spans[f"{end}_revision"] = article.live_revision
        Passage.objects.create(link=link, position=position, relation=relation, **spans)
    page = html.fromstring(editor.get(reverse(REVIEW)).content.decode())
    cells = [
        " ".join(" ".join(cell.itertext()).split()) for cell in page.xpath("//div[@class='ks-pair']/div")
    ]
    assert cells == [
        "Taker 2024-03-09 · paragraphs 1–3 · 8 days later",
        "Story 2024-03-01 · paragraphs 1–3 · earlier",
        *("Ours. Two.", "One. Two. Next."),
        *("left out", "Three."),
        *("New.", "not here"),
        *("Four.", "Four."),
    ]


REVIEW = "admin:articles_link_review"


def undo(client):
    return client.post(reverse("admin:articles_link_undo"))


def shown(client, **chosen) -> list[int]:
    return [card.link.pk for card in client.get(reverse(REVIEW), chosen).context["cards"]]


def make_suggestion(kind: str, score: float, *, state: str = "published") -> Link:
    link = make_link(make_article(), make_article(state=state), kind, state=Link.State.SUGGESTED)
    Link.objects.filter(pk=link.pk).update(score=score)
    return link


def test_the_queue_of_links_is_the_screen_on_which_they_are_judged_narrowed_as_it_was(editor, people, link):
    theirs = make_suggestion("event", 0.7)
    chief = get_user_model().objects.get(username="chief")
    Article.objects.filter(pk=theirs.from_article_id).update(assignee=chief, language="ru")
    queue = reverse("admin:articles_article_work", args=["links"])
    for given in ({"assignee": chief.pk}, {"language": "ru"}):
        answer = editor.get(queue, given, follow=True)
        assert [card.link for card in answer.context["cards"]] == [theirs]
    after = judge(editor, theirs, "later", language="ru", assignee=chief.pk)
    assert after.url == f"{reverse(REVIEW)}?language=ru&assignee={chief.pk}"


def test_the_list_tells_scores_as_shares_of_a_hundred(editor, link):
    Link.objects.filter(pk=link.pk).update(score=0.80499)
    text = editor.get(reverse("admin:articles_link_changelist")).content.decode()
    assert "80 %" in text
    assert "0.804" not in text


@pytest.mark.parametrize(("verdict", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_verdict_is_kept_with_who_gave_it_and_can_be_undone(verdict, state, editor, link):
    judge(editor, link, verdict)
    link.refresh_from_db()
    assert (link.state, link.decided_by.username) == (state, "editor")
    assert b"data-undo" in editor.get(reverse(REVIEW)).content
    undo(editor)
    link.refresh_from_db()
    assert (link.state, link.decided_by) == ("suggested", None)
    assert b"data-undo" not in editor.get(reverse(REVIEW)).content


def test_verdicts_are_undone_one_after_the_other_with_the_kinds_they_changed(editor, link):
    other = make_suggestion("reuses", 0.7)  # the finder would not find it
    judge(editor, link, "accept", kind="event")
    judge(editor, other, "reject")
    undo(editor), undo(editor)
    assert set(Link.objects.values_list("kind", "state")) == {
        ("related", "suggested"),
        ("reuses", "suggested"),
    }
    assert "nothing to take back" in editor.get(undo(editor).url).content.decode()


def test_a_link_that_the_finder_accepted_says_so_and_is_that_again_after_undo(editor, link):
    Link.objects.update(state=Link.State.ACCEPTED)
    assert "accepted automatically" in editor.get(reverse(REVIEW), {"link": link.pk}).content.decode()
    judge(editor, link, "reject")
    undo(editor)
    link.refresh_from_db()
    assert (link.state, link.decided_at) == ("accepted", None)
    judge(editor, link, "accept")
    assert "accepted automatically" not in editor.get(reverse(REVIEW), {"link": link.pk}).content.decode()


def test_undo_gives_a_verdict_back_to_whoever_had_given_it(people, link):
    judge(people["chief"], link, "accept")
    (given,) = Link.objects.values("state", "decided_by__username", "decided_at")
    judge(people["editor"], link, "reject")
    undo(people["editor"])
    assert Link.objects.values("state", "decided_by__username", "decided_at").get() == given


def test_nobody_judges_many_or_takes_back_beyond_a_remit(people):
    link = make_suggestion("event", 0.9)
    many = {"action": "accept", "_selected_action": [link.pk]}
    people["elsewhere"].post(reverse("admin:articles_link_changelist"), many)
    people["elsewhere"].post(reverse("admin:articles_link_bulk"), {"only": "event", "link": [link.pk]})
    assert judge(people["elsewhere"], link, "accept").status_code == 403
    assert not Link.objects.accepted().exists()
    judge(people["editor"], link, "accept")
    Remit.objects.create(user=get_user_model().objects.get(username="editor"), languages=["fr"])
    assert undo(people["editor"]).status_code == 403
    assert Link.objects.accepted().exists()


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_selection_in_the_list_is_judged_at_once(action, state, editor):
    chosen, other = make_suggestion("event", 0.9), make_suggestion("event", 0.9)
    data = {"action": action, "_selected_action": [chosen.pk]}
    editor.post(reverse("admin:articles_link_changelist"), data)
    assert set(Link.objects.values_list("pk", "state")) == {(chosen.pk, state), (other.pk, "suggested")}


def test_a_link_is_judged_beside_either_article_too_and_beside_no_other(editor, link):
    for article, verb, state in (
        (link.from_article, "reject", "rejected"),
        (link.to_article, "accept", "accepted"),
        (link.from_article, "suggest", "suggested"),
    ):
        beside = reverse("admin:articles_article_change", args=[article.pk]) + "?tab=links"
        assert f'value="{verb} {link.pk}"' in editor.get(beside).content.decode()
        editor.post(beside, {"action": f"{verb} {link.pk}"})
        assert Link.objects.get().state == state
    beside = reverse("admin:articles_article_change", args=[make_article().pk]) + "?tab=links"
    assert editor.post(beside, {"action": f"accept {link.pk}"}).status_code == 404


def test_of_very_many_the_surest_are_weighed(editor, monkeypatch):
    monkeypatch.setattr("articles.admin.link_review.WEIGHED", 2)
    make_suggestion("quotes", 0.4)
    sure, surer = make_suggestion("related", 0.8), make_suggestion("related", 0.9)
    assert shown(editor) == [surer.pk, sure.pk]


def test_what_is_worth_most_comes_first(editor):
    kin = make_suggestion("related", 0.95)
    unseen = make_suggestion("quotes", 0.9, state="draft")
    quoted = make_suggestion("quotes", 0.9)
    event = make_suggestion("event", 0.8)
    assert shown(editor) == [quoted.pk, unseen.pk, event.pk, kin.pk]
    assert shown(editor, kind="quotes", least="90") == [quoted.pk, unseen.pk]
    assert shown(editor, least="90") == [quoted.pk, unseen.pk, kin.pk]
    assert len(shown(editor, kind="no such kind", least="no share")) == 4


def test_what_is_put_off_goes_to_the_end_of_the_queue_and_stays_open(editor):
    first, second, third = (make_suggestion("quotes", score) for score in (0.9, 0.8, 0.7))
    judge(editor, first, "later")
    assert shown(editor) == [second.pk, third.pk, first.pk]
    judge(editor, second, "later")
    assert shown(editor) == [third.pk, first.pk, second.pk]
    undo(editor)
    assert shown(editor) == [second.pk, third.pk, first.pk]
    assert set(Link.objects.values_list("state", flat=True)) == {"suggested"}


def test_of_very_many_what_was_put_off_comes_behind_all_others(editor, monkeypatch):
    monkeypatch.setattr("articles.admin.link_review.WEIGHED", 2)
    first, second, third = (make_suggestion("quotes", score) for score in (0.9, 0.8, 0.7))
    judge(editor, second, "later"), judge(editor, first, "later")
    assert shown(editor) == [third.pk, second.pk, first.pk]


def test_the_screen_counts_and_each_card_knows_which_comes_next(editor):
    first, second, third = (make_suggestion("quotes", score) for score in (0.9, 0.8, 0.7))
    judge(editor, first, "accept")
    page = html.fromstring(editor.get(reverse(REVIEW)).content.decode())
    assert "2 wait. 1 judged today." in " ".join(page.text_content().split())
    cards = page.xpath("//*[@data-card]//input[@name='next']/@value")
    assert cards == [str(third.pk), str(second.pk)]  # after the last card the one before it


def test_after_a_verdict_the_queue_goes_on_as_it_was_chosen(editor, link):
    other = make_suggestion("related", 0.9)
    answer = judge(editor, link, "accept", only="related", least="60", next=other.pk)
    assert answer.url == f"{reverse(REVIEW)}?kind=related&least=60#link-{other.pk}"


def test_many_are_accepted_at_once_after_a_preview_and_undone_together(editor):
    doubtful, good = make_suggestion("event", 0.85), make_suggestion("event", 0.95)
    judge(editor, make_suggestion("event", 0.9), "reject")
    make_suggestion("event", 0.5), make_suggestion("related", 0.99)
    address = reverse("admin:articles_link_bulk")
    preview = editor.get(address, {"kind": "event", "least": "80"})
    page = html.fromstring(preview.content.decode())
    ticked = page.xpath("//input[@name='link'][@checked]/@value")
    assert ticked == [str(good.pk), str(doubtful.pk)]
    assert page.xpath("//li//span[@class='help']/text()") == ["named", "named"]  # the reasons of both
    assert not editor.get(address, {"least": "80"}).context["links"]
    assert not Link.objects.accepted().exists()
    editor.post(address, {"only": "event", "least": "80", "link": [good.pk]})
    assert [link.pk for link in Link.objects.accepted()] == [good.pk]
    undo(editor)
    assert not Link.objects.accepted().exists()


def test_only_what_the_preview_chose_is_accepted(editor):
    low = make_suggestion("event", 0.5)
    editor.post(reverse("admin:articles_link_bulk"), {"only": "event", "least": "80", "link": [low.pk]})
    assert not Link.objects.accepted().exists()


@pytest.mark.parametrize(
    "take_back",
    [lambda client, _link: (undo(client), undo(client)), lambda client, link: judge(client, link, "suggest")],
)
def test_a_quotation_leads_to_its_article_while_the_link_is_accepted(take_back, editor):
    def is_led() -> bool:
        return 'class="go"' in editor.get(f"/en/articles/{digest.pk}/story/").content.decode()

    story = make_article("Four days at the border")
    digest = make_article("A digest", '> Words of another paper.\n> {title="Four days at the border"}\n')
    link_article(digest)
    link = Link.objects.get()
    judge(editor, link, "accept")
    judge(editor, make_link(digest, story, Link.Kind.EVENT), "reject")
    assert (Quotation.objects.get().quoted, is_led()) == (story, True)
    take_back(editor, link)
    assert (Quotation.objects.get().quoted, is_led()) == (None, False)


def test_a_reference_leads_to_its_article_while_the_link_is_accepted(editor):
    story = make_article("Four days at the border: a report")
    reference = make_reference(make_article("A digest"), "Four days at the border")
    link_articles([story.pk, reference.article_id])
    for act, target in ((judge, story), (lambda client, *_: undo(client), None)):
        act(editor, Link.objects.get(), "accept")
        reference.refresh_from_db()
        assert reference.target == target


def test_verdicts_stand_in_the_audit_log_and_readers_get_new_pages(editor, link):
    before = ContentVersion.current()
    judge(editor, link, "accept")
    assert ContentVersion.current() > before
    undo(editor)
    log = AuditEntry.objects.filter(target_kind="link", target_number=str(link.pk))
    assert [(e.action, e.user_name) for e in log.order_by("pk")] == [
        ("link.accept", "editor"),
        ("link.undo", "editor"),
    ]


def test_reasons_are_told_in_the_editors_language(editor, link):
    Link.objects.update(
        reasons=[{"code": "event", "names": [{"en": "The long strike", "ru": "Долгая забастовка"}]}]
    )
    assert "The long strike" in editor.get(reverse(REVIEW)).content.decode()
    assert (
        "Долгая забастовка" in editor.get(reverse(REVIEW), headers={"accept-language": "ru"}).content.decode()
    )


def test_the_kind_may_be_changed_with_the_verdict(editor, link):
    judge(editor, link, "accept", kind="event")
    link.refresh_from_db()
    assert (link.kind, link.state) == ("event", "accepted")
    assert AuditEntry.objects.get(action="link.accept").detail == {"before": "suggested", "kind": "event"}


def test_a_kind_that_the_two_have_already_is_refused(editor, link):
    make_link(link.from_article, link.to_article, Link.Kind.EVENT)
    answer = judge(editor, link, "accept", kind="event")
    assert "already" in editor.get(answer.url).content.decode()
    link.refresh_from_db()
    assert (link.kind, link.state) == ("related", "suggested")


def test_what_is_no_verdict_is_refused(editor, link):
    assert judge(editor, link, "explode").status_code == 400
    assert judge(editor, link, "accept", kind="explodes").status_code == 400


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


def test_an_event_is_judged_by_the_sentences_that_name_its_days(editor):
    one = make_article("A column", "It begins elsewhere.\n\nThe gates were shut in June 2021, for a while.\n")
    other = make_article("A report", "A lead of its own.\n\nOn 5 June 2021 nobody came.\n")
    link = make_link(one, other, Link.Kind.EVENT, state=Link.State.SUGGESTED)
    why = {"code": "event", "names": [{"en": "The strike"}], "first": "2021-06-03", "last": "2021-06-20"}
    Link.objects.filter(pk=link.pk).update(reasons=[why])
    (card,) = editor.get(reverse(REVIEW)).context["cards"]
    assert "gates were shut in June 2021" in card.sides[0].lead
    assert card.sides[1].lead == "On 5 June 2021 nobody came."
