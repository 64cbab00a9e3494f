"""What an editor says of the article that a quotation or a reference means holds; what was found may be found otherwise."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles import pipeline
from articles.links.run import link_article, link_articles
from articles.models import Link, Quotation, Reference
from articles.revisions.content import content_of_revision
from tests.factories import make_article, make_reference

WORDS = (
    "The wagons stood three days before the gate and were counted anew each night. "
    "Whoever owned the grain paid for the firewood himself, says a ledger that nobody was meant to see."
)


def codes(link: Link) -> set[str]:
    return {why["code"] for why in link.reasons}


def say(client, row: Quotation | Reference, number: int | None) -> None:
    name = type(row)._meta.model_name
    page = client.get(reverse(f"admin:articles_{name}_change", args=[row.pk]))
    fields = page.context["adminform"].form.initial | {"quoted" if name == "quotation" else "target": number}
    data = {key: "" if value is None else value for key, value in fields.items()}
    assert client.post(page.request["PATH_INFO"], data).status_code == 302


@pytest.fixture
def digest(db):
    return make_article("A digest", f"Ours.\n\n> {WORDS}\n")


def test_a_quotation_that_its_text_ties_is_no_editors_word(digest):
    story = make_article("Story", f"{WORDS}\n\nMore of it.\n")
    link_articles([digest.pk, story.pk])
    assert Quotation.objects.get().quoted == story
    link_articles([digest.pk, story.pk])
    assert "by editor" not in codes(Link.objects.get())


def test_what_an_editor_says_is_quoted_counts_more_than_a_headline(editor):
    digest = make_article("A digest", '> A word or two.\n> {title="Four days at the border"}\n')
    same, meant = make_article("Four days at the border"), make_article("Quite another headline")
    say(editor, Quotation.objects.get(), meant.pk)
    link_articles([digest.pk, same.pk, meant.pk])
    link = Link.objects.get(kind=Link.Kind.QUOTES)
    assert (link.to_article, link.state, Quotation.objects.get().quoted) == (
        meant,
        Link.State.ACCEPTED,
        meant,
    )
    assert "by editor" in codes(link)


def test_an_editors_word_on_a_quotation_without_a_title_outlives_the_next_revision(editor, digest):
    meant = make_article("Quite another text")
    say(editor, Quotation.objects.get(), meant.pk)
    content = content_of_revision(digest.latest_revision)
    pipeline.save_edit(digest, replace(content, body=f"Put before.\n\n{content.body}"), user=None)
    pipeline.publish_articles([digest])
    quotation = Quotation.objects.get()
    assert quotation.block.revision_id == digest.latest_revision_id
    assert (quotation.quoted, quotation.is_chosen) == (meant, True)


def test_what_an_editor_takes_out_is_not_found_again(editor):
    digest = make_article("A digest", '> A word or two.\n> {title="Four days" publisher="Post"}\n')
    story = make_article("Four days")
    link_article(digest)
    judge = reverse("admin:articles_link_judge", args=[Link.objects.get().pk])
    editor.post(judge, {"verdict": "accept"})
    assert Quotation.objects.get().quoted == story
    say(editor, Quotation.objects.get(), None)
    link_articles([digest.pk, story.pk])
    assert Quotation.objects.get().quoted is None
    assert Link.objects.get().state == Link.State.REJECTED


def test_a_link_stays_where_another_quotation_names_the_same_article(editor):
    twice = '> One word.\n> {title="Four days"}\n\n> Another.\n> {title="Four days"}\n'
    digest, story = make_article("A digest", twice), make_article("Four days")
    link_article(digest)
    editor.post(reverse("admin:articles_link_judge", args=[Link.objects.get().pk]), {"verdict": "accept"})
    first, second = Quotation.objects.all()
    say(editor, first, None)
    second.refresh_from_db()
    assert (second.quoted, Link.objects.get().state) == (story, Link.State.ACCEPTED)


def test_what_an_editor_says_a_reference_means_counts_more_than_its_address(editor):
    article = make_article("A report")
    there = make_article("There", url="https://example.org/there")
    meant = make_article("Meant")
    reference = make_reference(article, "There", url="https://example.org/there")
    say(editor, reference, meant.pk)
    link_articles([article.pk, there.pk, meant.pk])
    link = Link.objects.get(kind=Link.Kind.REFERS)
    assert (link.to_article, codes(link) & {"by editor"}) == (meant, {"by editor"})
    reference.refresh_from_db()
    assert reference.target == meant


def test_words_that_an_editor_says_are_anothers_make_their_text_no_quotation_of_it(editor, digest):
    story, meant = make_article("Story", f"{WORDS}\n\nMore of it.\n"), make_article("Quite another text")
    say(editor, Quotation.objects.get(), meant.pk)
    link_articles([digest.pk, story.pk, meant.pk])
    kinds = dict(Link.objects.filter(from_article=digest).values_list("to_article", "kind"))
    assert kinds == {meant.pk: Link.Kind.QUOTES, story.pk: Link.Kind.REUSES}


@pytest.mark.parametrize("verdict", ["reject", "suggest"])
def test_a_verdict_against_the_link_takes_back_the_word_too(verdict, editor, digest):
    meant = make_article("Quite another text")
    say(editor, Quotation.objects.get(), meant.pk)
    link = Link.objects.get(kind=Link.Kind.QUOTES)
    assert Quotation.objects.get().is_chosen
    editor.post(reverse("admin:articles_link_judge", args=[link.pk]), {"verdict": verdict})
    quotation = Quotation.objects.get()
    assert (quotation.quoted, quotation.is_chosen) == (None, False)


def test_a_number_in_the_text_is_an_editors_word_too(editor):
    meant, same = make_article("Quite another text"), make_article("Four days at the border")
    body = f'> A word or two.\n> {{title="Four days at the border" article={meant.pk}}}\n'
    digest = make_article("A digest")
    content = content_of_revision(digest.latest_revision)
    pipeline.save_edit(digest, replace(content, body=body), user=None)
    pipeline.publish_articles([digest])
    link_articles([digest.pk, meant.pk, same.pk])
    link = Link.objects.get(kind=Link.Kind.QUOTES)
    assert (link.to_article, Quotation.objects.get().quoted) == (meant, meant)


def test_where_the_article_that_an_editor_named_is_gone_the_quotation_is_looked_for_again(editor):
    digest = make_article("A digest", '> A word or two.\n> {title="Four days at the border"}\n')
    gone, same = make_article("Soon gone"), make_article("Four days at the border")
    say(editor, Quotation.objects.get(), gone.pk)
    Quotation.objects.update(quoted=None)  # as the database does when the article goes
    link_articles([digest.pk, same.pk])
    assert Link.objects.get(kind=Link.Kind.QUOTES).to_article == same
