"""The article's form: what is saved, who gets it past the draft, and that nobody's words are lost."""

import lxml.html
import pytest
from django.urls import reverse

from articles import pipeline
from articles.desk.checks import doubts
from articles.models import Article, AuditEntry, Revision
from articles.revisions.content import Content, attributes_of, content_of_revision
from tests.factories import make_article, make_comment, make_source, make_tag

BODY = "The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n"


@pytest.fixture
def article(db) -> Article:
    article = Article.objects.create(headline="The dry port", language="en")
    content = Content(headline="The dry port", body=BODY, attributes=attributes_of(article))
    pipeline.save_edit(article, content, user=None)
    return article


def address(article, tab="text") -> str:
    return reverse("admin:articles_article_change", args=[article.pk]) + f"?tab={tab}"


def post(client, article, tab="text", *, button="_save", base=None, **fields):
    article.refresh_from_db()
    initial = {"headline": article.latest_revision.headline, "body": article.latest_revision.body}
    data = {"base": base or article.latest_revision.number, button: "1", **initial, **fields}
    return client.post(address(article, tab), data)


def source_fields(article) -> dict:
    return {"language": article.language, "slug": article.slug}


def test_saving_makes_a_revision_with_the_note_and_who_wrote_it(editor, article):
    post(editor, article, body=BODY.replace("first", "very first"), note="more exact", is_note_public="on")
    revision = article.revisions.first()
    assert revision.body.startswith("The very first paragraph.")
    assert (revision.note, revision.is_note_public, revision.created_by.username) == (
        "more exact",
        True,
        "editor",
    )
    assert revision.cause == Revision.Cause.EDITOR


def test_saving_what_did_not_change_makes_no_revision(editor, article):
    post(editor, article, body=BODY.replace("\n", "\r\n"))
    assert article.revisions.count() == 1


def test_a_published_text_stays_until_the_draft_is_published(editor, article):
    post(editor, article, button="_publish")
    post(editor, article, headline="Another headline")
    article.refresh_from_db()
    assert (article.headline, article.has_draft) == ("The dry port", True)
    post(editor, article, button="_publish")
    article.refresh_from_db()
    assert (article.headline, article.has_draft) == ("Another headline", False)


def test_a_draft_goes_to_review_and_may_be_sent_back(people, article):
    post(people["editor"], article, button="_review")
    article.refresh_from_db()
    assert article.state == Article.State.REVIEW
    post(people["chief"], article, button="_back", note="who says so?")
    article.refresh_from_db()
    assert article.state == Article.State.DRAFT


def test_every_step_is_logged_with_its_reason(editor, article):
    post(editor, article, button="_review")
    post(editor, article, button="_back", note="who says so?")
    address = reverse("admin:articles_article_changelist")
    editor.post(address, {"action": "publish", "_selected_action": [article.pk], "_seen": "1"})
    log = AuditEntry.objects.order_by("pk").values_list("action", "summary", "user_name")
    assert list(log) == [
        ("article.review", "", "editor"),
        ("article.send-back", "who says so?", "editor"),
        ("article.publish", "", "editor"),
    ]


def test_a_withdrawn_article_is_no_longer_published_and_nothing_is_deleted(editor, article):
    post(editor, article, button="_publish")
    post(editor, article, button="_withdraw")
    article.refresh_from_db()
    assert (article.state, article.revisions.count()) == (Article.State.WITHDRAWN, 1)


def test_a_translator_who_asks_to_publish_saves_nothing(people, article):
    answer = post(people["translator"], article, button="_publish", body="Mine.")
    assert answer.status_code == 403
    article.refresh_from_db()
    assert (article.state, article.revisions.count()) == (Article.State.DRAFT, 1)


def test_when_two_change_one_paragraph_both_texts_are_shown_and_none_is_overwritten(people, article):
    post(people["root"], article, body=BODY.replace("second", "root's"))
    answer = post(people["editor"], article, base=1, body=BODY.replace("second", "editor's"))
    text = answer.content.decode()
    assert "Not saved" in text
    assert "editor&#x27;s paragraph" in text
    assert "root&#x27;s paragraph" in text
    assert article.revisions.count() == 2
    again = answer.context["form"].initial
    post(people["editor"], article, base=again["base"], body=again["body"])
    assert article.revisions.first().body == BODY.replace("second", "editor's")
    assert article.revisions.get(number=2).body == BODY.replace("second", "root's")


def test_when_two_change_one_field_both_texts_are_shown(people, article):
    post(people["root"], article, subtitle="What root saw")
    answer = post(people["editor"], article, base=1, subtitle="What the editor saw")
    shown = lxml.html.fromstring(answer.content).get_element_by_id("h-collision").getparent().text_content()
    assert "root" in shown
    assert answer.context["form"].initial["subtitle"] == "What the editor saw"
    (row,) = answer.context["collision"]["fields"]
    assert "".join(new for _op, _old, new in row["parts"]) == "What root saw"
    assert "".join(old for _op, old, _new in row["parts"]) == "What the editor saw"


def test_when_two_change_different_paragraphs_the_form_offers_both(people, article):
    post(people["root"], article, body=BODY.replace("first", "root's"))
    answer = post(people["editor"], article, base=1, body=BODY.replace("third", "editor's"))
    both = BODY.replace("first", "root's").replace("third", "editor's")
    assert answer.context["form"].initial["body"] == both
    assert article.revisions.count() == 2


def test_when_two_change_different_fields_both_are_saved(people, article):
    post(people["root"], article, headline="The headline of root")
    post(people["editor"], article, base=1, headline="The dry port", body=BODY.replace("third", "editor's"))
    newest = content_of_revision(article.revisions.first())
    assert newest.headline == "The headline of root"
    assert "editor's paragraph" in newest.body


def test_a_revision_that_does_not_exist_is_no_base(editor, article):
    assert post(editor, article, base=99).status_code == 404
    assert post(editor, article, base="x").status_code == 404


def test_source_and_date_are_saved_as_the_revisions_hold_them(editor, article):
    source = make_source("steppe")
    post(
        editor,
        article,
        "source",
        **source_fields(article)
        | {
            "source": source.pk,
            "authors": "Lena Marsh\nO. Toktar",
            "published_at": "2024-03-12T05:00",
            "url": "https://example.org/a",
        },
    )
    article.refresh_from_db()
    assert article.source == source
    assert article.authors == ["Lena Marsh", "O. Toktar"]
    assert article.published_on.isoformat() == "2024-03-12"
    assert article.published_at.isoformat() == "2024-03-11T20:00:00+00:00"
    assert article.latest_revision.attributes["source"] == "steppe"


@pytest.mark.parametrize(
    ("day", "is_right"), [("2024-05-03", True), ("2024-05-04", True), ("2024-05-05", False)]
)
def test_a_day_and_its_clock_name_one_day_of_some_place(day, is_right, editor, article):
    fields = source_fields(article) | {"published_at": "2024-05-03T23:30", "published_on": day}
    answer = post(editor, article, "source", **fields)
    assert (answer.status_code == 302) == is_right
    article.refresh_from_db()
    assert (str(article.published_on) == day) == is_right


def test_saving_the_source_tab_keeps_moments_to_the_second(editor, article):
    content = content_of_revision(article.latest_revision)
    exact = {"published_on": "2024-03-12", "published_at": "2024-03-12T05:00:27+06:00"}
    content = Content(**{**content.__dict__, "attributes": content.attributes | exact})
    pipeline.save_edit(article, content, user=None)
    shown = editor.get(address(article, "source")).context["form"]["published_at"].value()
    assert shown == "2024-03-12T08:00" or shown.isoformat().startswith("2024-03-12T08:00")
    fields = {"published_on": "2024-03-12", "published_at": "2024-03-12T08:00", "section": "World"}
    post(editor, article, "source", **source_fields(article) | fields)
    assert article.revisions.first().attributes["published_at"] == exact["published_at"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"estimate_not_before": "2024-02-01", "estimate_not_after": "2024-01-01"}, "estimate_not_after"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"published_on": "yesterday"}, "published_on"),
        ({"published_on": "0204-03-12", "published_at": ""}, "published_on"),
        ({"estimate_not_before": "9999-12-31", "estimate_not_after": ""}, "estimate_not_before"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(fields, wrong, editor, article):
    answer = post(editor, article, "source", **source_fields(article) | fields)
    assert list(answer.context["form"].errors) == [wrong]
    assert article.revisions.count() == 1


def test_a_translation_is_of_an_original_in_another_language(editor, article):
    other = Article.objects.create(headline="港", language="ja")
    pipeline.save_edit(other, Content(headline="港", body="港。", attributes=attributes_of(other)), user=None)
    post(editor, article, "source", **source_fields(article) | {"translation_of": other.pk})
    article.refresh_from_db()
    assert (article.translation_of, article.translated_revision) == (other, other.latest_revision)
    answer = post(editor, other, "source", **source_fields(other) | {"translation_of": article.pk})
    assert answer.context["form"].errors


def test_tags_are_saved_with_the_text(editor, article):
    railway, port = make_tag("Railway"), make_tag("Port")
    post(editor, article, "tags", tags=[railway.pk, port.pk])
    assert set(article.tags.all()) == {railway, port}
    assert article.revisions.first().tags == sorted([railway.slug, port.slug])


def test_bringing_back_makes_a_new_revision_with_the_old_text(editor, article):
    post(editor, article, body="Short.")
    editor.post(address(article, "revisions"), {"action": "restore 1"})
    newest = article.revisions.first()
    assert (newest.number, newest.body, newest.cause) == (3, BODY, Revision.Cause.RESTORE)


def test_differences_are_marked_inside_the_paragraph(editor, article):
    post(editor, article, body=BODY.replace("second", "other"))
    text = editor.get(address(article, "revisions")).content.decode()
    assert "The <del>second</del><ins>other</ins> paragraph." in text


def test_a_paragraph_that_moved_is_told_beside_its_text(editor, article):
    post(editor, article, body="The second paragraph.\n\nThe third paragraph.\n\nThe first paragraph.\n")
    page = lxml.html.fromstring(editor.get(address(article, "revisions")).content)
    last = page.xpath("//div[@class='ks-diff']/div")[-1].text_content()
    assert "moved, was paragraph 1" in last
    assert "The first paragraph." in last


def test_differences_of_fields_are_told_by_name_and_part_by_part(editor, article):
    railway, port = make_tag("Railway"), make_tag("Port")
    post(editor, article, headline="乾いた港")
    post(editor, article, "tags", tags=[railway.pk])
    post(editor, article, "tags", tags=[railway.pk, port.pk])
    post(editor, article, headline="乾いた空港")
    compared = editor.get(address(article, "revisions") + "&old=3&new=5")
    page = lxml.html.fromstring(compared.content.decode())
    rows = {tr.findtext("th"): tr.findall("td") for tr in page.xpath("//tbody/tr")}
    assert [ins.text for ins in rows["Tags"][2].iter("ins")] == ["Port"]
    assert [span.text for span in rows["Tags"][2].iter("span")] == ["Railway"]
    assert [ins.text for ins in rows["Headline"][2].iter("ins")] == ["空"]
    assert list(rows["Headline"][1].iter("del")) == []


def test_one_field_is_brought_back_and_the_rest_stays(editor, article):
    railway = make_tag("Railway")
    post(editor, article, "tags", tags=[railway.pk])
    post(editor, article, "tags", tags=[])
    post(editor, article, body="Short.")
    editor.post(address(article, "revisions"), {"action": "restore 2", "field": "tags"})
    newest = article.revisions.first()
    assert (newest.number, newest.tags, newest.body) == (5, [railway.slug], "Short.\n")


def test_bringing_back_moves_no_article_out_of_a_remit(people, article):
    post(people["root"], article, "source", **source_fields(article) | {"language": "fr"})
    answer = people["elsewhere"].post(address(article, "revisions"), {"action": "restore 1"})
    assert answer.status_code == 403
    assert article.revisions.count() == 2


def test_preview_comes_from_the_sites_renderer_and_is_clean(editor, article):
    markdown = "## Head\n\n<script>alert(1)</script> *yes*"
    answer = editor.post(
        reverse("admin:articles_article_preview"), {"body": markdown, "preview_language": "en"}
    )
    text = answer.content.decode()
    assert "<h2" in text
    assert "<em>yes</em>" in text
    assert "<script>" not in text


def test_preview_without_script_shows_the_form_again_and_saves_nothing(editor, article):
    answer = post(editor, article, button="_preview", body="*new*")
    assert "<em>new</em>" in answer.content.decode()
    assert answer.context["form"]["body"].value() == "*new*"
    assert article.revisions.count() == 1


def test_an_article_can_be_written_here(editor, db):
    answer = editor.post(
        reverse("admin:articles_article_add"),
        {"language": "ja", "headline": "乾いた港", "body": "港は海から遠い。", "_save": "1"},
    )
    article = Article.objects.get()
    assert answer.url.endswith(f"/{article.pk}/change/?added=1")
    assert (article.state, article.latest_revision.body) == (Article.State.DRAFT, "港は海から遠い。\n")


def test_what_is_doubtful_is_said_before_publishing(editor, article):
    text = editor.get(address(article)).content.decode()
    assert "No paper is named." in text
    assert "There is no date, and no estimate." in text


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ({"published_on": "2024-05-07", "estimate_basis": "links"}, "An estimate stands as the date"),
        ({"estimate_not_before": "2024-05-07"}, "The date is an estimate"),
        ({"published_on": "2024-05-07", "is_headline_proposed": True}, "The headline was made from the text"),
    ],
)
def test_a_date_that_was_estimated_and_a_headline_that_was_made_are_doubtful(attributes, told, article):
    content = Content(headline="The dry port", body="Words.\n", attributes=attributes)
    assert any(told in str(doubt) for doubt in doubts(article, content))


@pytest.mark.parametrize(("credit", "is_doubtful"), [("", True), ("Ministry of Energy", False)])
def test_a_figure_without_a_credit_is_doubtful(credit, is_doubtful, article):
    body = f'![A dry quay](https://example.org/a.jpg){{credit="{credit}"}}\n'
    content = Content(headline="The dry port", body=body)
    assert any("no credit" in str(doubt) for doubt in doubts(article, content)) == is_doubtful


@pytest.mark.parametrize(
    ("address", "is_doubtful"),
    [
        ("https://", True),
        ("", True),
        ("javascript:x", True),
        ("https://example.org/a", False),
        ("#p1", False),
    ],
)
def test_links_that_lead_nowhere_are_doubtful(address, is_doubtful, article):
    content = Content(headline="The dry port", body=f"Words [linked]({address}) here.\n")
    assert any("leads nowhere" in str(doubt) for doubt in doubts(article, content)) == is_doubtful


def test_a_hidden_comment_is_kept(editor, article):
    comment = make_comment(article, "Rubbish")
    editor.post(address(article, "comments"), {"action": f"hide {comment.pk}"})
    comment.refresh_from_db()
    assert comment.is_hidden


def test_a_row_of_another_article_is_not_touched(editor, article):
    comment = make_comment(make_article())
    assert editor.post(address(article, "comments"), {"action": f"hide {comment.pk}"}).status_code == 404
    assert editor.post(address(article, "comments"), {"action": "explode 1"}).status_code in (400, 404)
