"""What stops publishing, and what is only said to be doubtful."""

import pytest

from articles.desk import workflow
from articles.desk.checks import doubts, stops
from articles.models import Article
from articles.revisions.content import Content
from tests.admin.conftest import user
from tests.factories import make_article, make_translation


def said(article, body: str, **attributes) -> str:
    content = Content(headline="The dry port", body=body, attributes=attributes)
    return "\n".join(map(str, doubts(article, content)))


def test_an_empty_text_is_not_published(people, article):
    assert [str(one) for one in stops(article, Content(headline="The dry port", body=" \n"))] == [
        "The text is empty."
    ]
    empty = make_article("Nothing yet", "", state=Article.State.DRAFT)
    with pytest.raises(workflow.Refused, match="The text is empty"):
        workflow.publish(empty, user=user("chief"))
    empty.refresh_from_db()
    assert empty.state == Article.State.DRAFT


def test_a_note_that_is_not_settled_is_doubtful_until_it_is(people, article):
    note = workflow.add_note(article, user=user("editor"), text="Who says so?")
    assert "A note is not settled." in said(article, "Words.\n")
    workflow.settle_note(note, user=user("chief"))
    assert "A note is not settled." not in said(article, "Words.\n")


def test_a_way_to_an_article_that_readers_cannot_see_is_doubtful(article):
    seen, draft = make_article("Seen"), make_article("Unseen", state=Article.State.DRAFT)
    linked = f"To [one](/articles/{seen.pk}/) and [another](/articles/{draft.pk}/).\n"
    assert f"Leads to articles that readers cannot see: {draft.pk}." in said(article, linked)
    quoting = f'> Words.\n> {{title="Unseen" article={draft.pk}}}\n'
    assert f"Leads to articles that readers cannot see: {draft.pk}." in said(article, quoting)
    make_translation(seen, "ru")
    assert "cannot see" not in said(article, f"To [one](/articles/{seen.pk}/).\n")


@pytest.mark.parametrize(("alt", "is_doubtful"), [("", True), ("Cranes over a train", False)])
def test_a_picture_from_elsewhere_without_words_is_doubtful(alt, is_doubtful, article):
    body = f'![A dry quay](https://example.org/a.jpg){{credit="Ministry" alt="{alt}"}}\n'
    assert ("A picture has no alternative text." in said(article, body)) == is_doubtful


@pytest.mark.parametrize(
    ("body", "pair"),
    [
        ("Er sagte „Guten Tag“ und ging.", ""),
        ("Er sagte „Guten Tag und ging.", "„ “"),
        ("“Good day”, he said; „Guten Tag“, said she.", ""),
        ("“Good day, he said.", "“ ”"),
        ("「門は東にある。", "「 」"),
    ],
)
def test_marks_that_do_not_pair_up_are_doubtful(body, pair, article):
    told = said(article, f"{body}\n")
    assert ("do not pair up" in told) == bool(pair)
    assert pair in told
