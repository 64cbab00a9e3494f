"""Curating tags in the back office: what would change is shown first, done, written down and undone."""

import pytest
from django.urls import reverse

from articles import tasks
from articles.models import (
    Article,
    Curation,
    Job,
    KeptApart,
    NameSighting,
    Tag,
    TagAlias,
    TagRedirect,
    UnknownName,
)
from articles.search.index import index_articles
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def act(tag: Tag, name: str) -> str:
    return reverse("admin:articles_tag_curate", args=[tag.pk, name])


def form_of(tag: Tag, **changes) -> dict:
    """What the tag's own form posts where nothing is changed."""
    data = {"begins_on": "", "ends_on": "", "homepage": "", "parents": [], "sources": []}
    data |= {f"description_{language}": "" for language in ("ja", "en", "ru", "kk", "zh_hans")}
    data |= {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    return data | changes


def with_alias(**fields) -> dict:
    alias = {
        "text": "Rail",
        "language": "en",
        "rule": "plain",
        "not_before": "",
        "not_after": "",
        "need_near": "",
    }
    alias |= fields
    return {"aliases-TOTAL_FORMS": 1} | {f"aliases-0-{name}": value for name, value in alias.items()}


def save(client, tag: Tag, **changes):
    return client.post(reverse("admin:articles_tag_change", args=[tag.pk]), form_of(tag, **changes))


def test_a_merge_shows_the_articles_that_change_and_changes_nothing_yet(editor):
    one, other = make_tag("Steel"), make_tag("Iron")
    make_article("Furnaces", tags=(other,))
    make_article("Unconcerned", tags=(one,))
    page = editor.post(act(one, "merge"), {"others": [other.pk], "_show": "1"}).content.decode()
    assert "1 article changes" in page
    assert "Furnaces" in page
    assert "Unconcerned" not in page
    assert Tag.objects.filter(pk=other.pk).exists()


def test_a_merge_is_done_and_undone(editor):
    one, other = make_tag("Steel"), make_tag("Iron")
    article = make_article(tags=(other,))
    answer = editor.post(act(one, "merge"), {"others": [other.pk], "_do": "1"})
    curation = Curation.objects.get()
    assert answer.headers["Location"] == reverse("admin:articles_curation_change", args=[curation.pk])
    assert "Undo" in editor.get(answer.headers["Location"]).content.decode()
    assert list(article.tags.all()) == [one]
    editor.post(reverse("admin:articles_curation_undo", args=[curation.pk]))
    assert list(article.tags.all()) == [other]
    assert TagRedirect.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "posted"),
    [
        ("rename", {"name_en": "Metal", "keeps_former": "on"}),
        ("split", {"name_en": "Metal", "kind": "topic"}),
        ("alias", {"text": "Metal", "language": "en", "rule": "plain"}),
        ("kind", {"kind": "place"}),
        ("delete", {}),
    ],
)
def test_every_act_is_done_from_its_screen(name, posted, editor):
    tag = make_tag("Steel")
    make_article("Furnaces", tags=(tag,))
    assert editor.get(act(tag, name)).status_code == 200
    editor.post(act(tag, name), posted | {"_do": "1"})
    assert Curation.objects.get().action == name


def test_what_changes_many_articles_is_done_and_undone_by_jobs(editor, monkeypatch):
    monkeypatch.setattr("articles.admin.tag_curate.AT_ONCE", 1)
    one, other = make_tag("Steel"), make_tag("Iron")
    articles = [make_article(f"Ingots {number}", tags=(other,)) for number in range(2)]
    answer = editor.post(act(one, "merge"), {"others": [other.pk], "_do": "1"}, follow=True)
    job, curation = Job.objects.get(), Curation.objects.get()
    assert answer.redirect_chain == [(reverse("admin:articles_job_change", args=[job.pk]), 302)]
    assert (job.state, job.details["act"]) == ("done", "merge")
    assert [list(article.tags.all()) for article in articles] == [[one], [one]]
    editor.post(reverse("admin:articles_curation_undo", args=[curation.pk]))
    assert Job.objects.first().state == "done"
    assert [list(Article.objects.get(pk=a.pk).tags.all()) for a in articles] == [[other], [other]]


def test_a_refused_job_says_why(editor):
    one = make_tag("Steel")
    make_tag("Iron")
    job = tasks.start("curate", user=None, act="rename", tag=one.pk, arguments={"names": {"name_en": "Iron"}})
    assert (job.state, job.words) == ("failed", "another tag is called Iron")


def test_a_split_takes_the_articles_that_a_search_finds_among_those_with_the_tag(editor):
    tag = make_tag("Suleimenov")
    poet = make_article("A poet turns ninety", tags=(tag,))
    other = make_article("An official speaks", tags=(tag,))
    index_articles([poet, other])
    posted = {"name_en": "Olzhas Suleimenov", "kind": "person", "query": "poet"}
    page = editor.post(act(tag, "split"), posted | {"_show": "1"}).content.decode()
    assert "A poet turns ninety" in page
    assert "An official speaks" not in page
    editor.post(act(tag, "split"), posted | {"_do": "1"})
    assert [t.name for t in poet.tags.all()] == ["Olzhas Suleimenov"]
    assert list(other.tags.all()) == [tag]


def test_a_refused_act_says_why(editor):
    tag, other = make_tag("Steel"), make_tag("Iron")
    page = editor.post(act(tag, "rename"), {"name_en": "Iron", "_do": "1"}).content.decode()
    assert "another tag is called Iron" in page
    page = editor.post(act(tag, "rename"), {"_do": "1"}).content.decode()
    assert "at least one name" in page
    page = editor.post(act(tag, "merge"), {"others": [tag.pk, other.pk], "_do": "1"}).content.decode()
    assert "itself" in page


def test_translators_curate_nothing(people):
    tag = make_tag("Steel")
    for name in ("merge", "rename", "split", "alias", "kind", "delete"):
        assert people["translator"].get(act(tag, name)).status_code == 403


def test_selected_tags_are_merged_into_the_most_used_of_them(editor):
    one, other = make_tag("Steel"), make_tag("Iron")
    Tag.objects.filter(pk=other.pk).update(article_count=5)
    posted = {"action": "merge", "_selected_action": [one.pk, other.pk]}
    answer = editor.post(reverse("admin:articles_tag_changelist"), posted)
    assert answer.headers["Location"] == f"{act(other, 'merge')}?others={one.pk}"


def test_the_articles_of_a_search_are_tagged_but_for_those_unticked(people):
    chief, tag = people["chief"], make_tag("Water")
    articles = [make_article(f"Canal {number}") for number in range(3)]
    index_articles(articles)
    address = reverse("admin:articles_tag_bulk")
    posted = {"query": "canal", "tag": tag.pk}
    page = chief.post(address, posted | {"_show": "1"}).content.decode()
    assert "3 articles change" in page
    assert not tag.tagged_items.exists()
    chief.post(address, posted | {"_do": "1", "article": [articles[0].pk, articles[1].pk]})
    assert set(tag.tagged_items.values_list("content_object", flat=True)) == {articles[0].pk, articles[1].pk}
    assert people["translator"].get(address).status_code == 403


def test_parents_in_a_circle_are_refused_with_the_reason(editor):
    top, middle = make_tag("Top"), make_tag("Middle")
    middle.parents.add(top)
    page = save(editor, top, parents=[middle.pk]).content.decode()
    assert "its own ancestor" in page
    assert list(top.parents.all()) == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"not_after": "("}, "no regular expression"),
        ({"need_near": "x|"}, "matches everywhere"),
        ({"not_before": r"\S"}, "small letters"),
        ({"text": "・ –"}, "needs letters"),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_the_reason(fields, reason, editor):
    tag = make_tag("Railway")
    page = save(editor, tag, **with_alias(**fields)).content.decode()
    assert reason in page
    assert not tag.aliases.exists()


def test_the_days_of_an_event_stand_in_order(editor):
    tag = make_tag("Summit", kind="event")
    assert (
        "cannot end before"
        in save(editor, tag, begins_on="2024-05-02", ends_on="2024-05-01").content.decode()
    )
    assert "needs a beginning" in save(editor, tag, ends_on="2024-05-01").content.decode()


def test_what_the_form_changes_is_written_down_and_undone_too(editor):
    tag = make_tag("Railway")
    save(editor, tag, homepage="https://example.org/", is_linked="on", **with_alias())
    curation = Curation.objects.get()
    assert (curation.action, tag.aliases.get().text) == ("edit", "Rail")
    editor.post(reverse("admin:articles_curation_undo", args=[curation.pk]))
    tag.refresh_from_db()
    assert (tag.homepage, tag.is_linked, tag.aliases.count()) == ("", False, 0)
    save(editor, tag)
    assert Curation.objects.count() == 1


def test_a_description_changes_no_article_and_a_form_does(editor):
    tag = make_tag("Railway")
    article = make_article(tags=(tag,))
    save(editor, tag, description_en="Rails and sleepers.")
    assert Curation.objects.first().articles == []
    save(editor, tag, description_en="Rails and sleepers.", **with_alias())
    assert Curation.objects.first().articles == [article.pk]


def test_a_pair_that_looks_alike_is_offered_until_it_is_kept_apart(editor):
    one, other = make_tag("Karachaganak"), make_tag("Karachaganag")
    make_tag("Unlike")
    address = reverse("admin:articles_tag_duplicates")
    page = editor.get(address).content.decode()
    assert f"{act(one, 'merge')}?others={other.pk}" in page
    editor.post(address, {"apart": f"{other.pk}-{one.pk}"})
    assert KeptApart.objects.get().one == one
    assert "No two tags look alike" in editor.get(address).content.decode()


def test_another_kanji_is_another_word_and_no_close_spelling(editor):
    make_tag("East Kazakhstan Region", name_ja="東カザフスタン州")
    make_tag("Aktobe Region", name_ja="北カザフスタン州")
    assert "No two tags look alike" in editor.get(reverse("admin:articles_tag_duplicates")).content.decode()


def test_tags_that_share_a_form_are_offered_but_not_where_it_needs_context(editor):
    one, other, third = make_tag("Samruk"), make_tag("Kazyna"), make_tag("Third")
    TagAlias.objects.create(tag=one, text="Fund", language="en")
    TagAlias.objects.create(tag=other, text="Fund", language="en")
    TagAlias.objects.create(tag=third, text="Fund", language="en", rule="ambiguous")
    page = editor.get(reverse("admin:articles_tag_duplicates")).content.decode()
    assert "Samruk" in page
    assert "Third" not in page


@pytest.fixture
def unknown():
    name = UnknownName.objects.create(key="ekibastuz", text="Ekibastuz", article_count=1, is_page_tag=True)
    NameSighting.objects.create(
        name=name, article=make_article("Coal"), sentence="Coal comes from Ekibastuz."
    )
    NameSighting.objects.create(name=name, article=make_article("Mines"), is_page_tag=True)
    return name


def test_an_unknown_name_shows_where_it_stands(unknown, editor):
    page = editor.get(reverse("admin:articles_unknownname_change", args=[unknown.pk])).content.decode()
    assert "Coal comes from Ekibastuz." in page
    listed = editor.get(reverse("admin:articles_unknownname_changelist") + "?waiting=now").content.decode()
    assert "Ekibastuz" in listed


def test_an_editor_makes_a_tag_of_an_unknown_name(unknown, editor):
    address = reverse("admin:articles_unknownname_change", args=[unknown.pk])
    editor.post(address, {"_tag": "1", "name_en": "Ekibastuz", "kind": "place"})
    tag = Tag.objects.get()
    unknown.refresh_from_db()
    assert (tag.slug, tag.kind, unknown.state, unknown.tag) == ("ekibastuz", "place", "tagged", tag)
    assert tag.tagged_items.get().content_object.headline == "Mines"  # which gave it as its own tag


def test_an_editor_gives_an_unknown_name_to_a_tag_that_is_there(unknown, editor):
    tag = make_tag("Coal town")
    address = reverse("admin:articles_unknownname_change", args=[unknown.pk])
    assert "Choose the tag" in editor.post(address, {"_alias": "1"}).content.decode()
    editor.post(address, {"_alias": "1", "tag": tag.pk, "language": "en"})
    assert tag.aliases.get().text == "Ekibastuz"


def test_a_refused_name_never_waits_again(unknown, editor):
    address = reverse("admin:articles_unknownname_change", args=[unknown.pk])
    editor.post(address, {"_refuse": "1"})
    assert not UnknownName.objects.waiting().exists()
    editor.post(address, {"_again": "1"})
    assert UnknownName.objects.waiting().exists()
