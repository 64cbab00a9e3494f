"""Suggestions in the database: made, decided, and not made again."""

import pytest
from django.contrib.auth import get_user_model

from articles.listing.keep import list_articles
from articles.models import Article, Tag, TagAlias, TaggedArticle, TagSuggestion
from articles.revisions.content import Content
from articles.revisions.write import publish, write_revision
from articles.tagging.load import load_gazetteer
from articles.tagging.run import accept, accept_all, reject, suggest_for, suggest_for_all
from articles.tagging.stored_names import stored_recogniser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _names():
    load_gazetteer()


@pytest.fixture
def user():
    return get_user_model().objects.create_user("editor")


def make_article() -> Article:
    article = Article(headline="アルマトイに地下鉄の新駅", language="ja")
    article.save()
    body = (
        "アルマトイで新しい駅が開業した。アルマトイ市の人口は約二百万人。\n\nサムルク・カズィナが出資した。"
    )
    write_revision(article, Content(headline=article.headline, body=body), cause="import")
    return article


@pytest.fixture
def article():
    return make_article()


def suggested(article) -> set[str]:
    return {s.tag.gazetteer_id for s in article.tag_suggestions.filter(state="suggested")}


def test_names_of_the_newest_revision_are_suggested_with_their_sentence(article):
    suggest_for(article)
    assert suggested(article) == {"almaty", "samruk-kazyna"}
    assert (
        article.tag_suggestions.get(tag__gazetteer_id="samruk-kazyna").sentence
        == "サムルク・カズィナが出資した。"
    )


def test_suggesting_again_changes_nothing(article):
    suggest_for(article)
    before = list(TagSuggestion.objects.values_list("pk", "score"))
    suggest_for(article)
    assert list(TagSuggestion.objects.values_list("pk", "score")) == before


def test_a_rejected_tag_is_never_suggested_again_for_that_article(article, user):
    suggest_for(article)
    reject(article.tag_suggestions.get(tag__gazetteer_id="almaty"), user)
    suggest_for(article)
    assert suggested(article) == {"samruk-kazyna"}
    assert article.tag_suggestions.get(tag__gazetteer_id="almaty").state == "rejected"


def test_an_article_of_which_all_was_rejected_is_read_again_in_peace(article, user):
    for suggestion in suggest_for(article):
        reject(suggestion, user)
    assert suggest_for(article) == []
    assert set(article.tag_suggestions.values_list("state", flat=True)) == {"rejected"}


def test_what_the_text_no_longer_names_is_no_longer_suggested(article):
    suggest_for(article)
    write_revision(article, Content(headline="新駅", body="アルマトイで駅が開業した。"), cause="editor")
    suggest_for(article)
    assert suggested(article) == {"almaty"}


def test_accepting_tags_the_article_and_freezes_that(article, user):
    suggest_for(article)
    accept(article.tag_suggestions.get(tag__gazetteer_id="almaty"), user)
    tagged = TaggedArticle.objects.get(content_object=article)
    assert (tagged.tag.gazetteer_id, tagged.origin) == ("almaty", "suggestion")
    article.refresh_from_db()
    assert article.latest_revision.tags == [tagged.tag.slug]


def test_several_are_accepted_in_one_revision_that_readers_see_at_once(article, user):
    publish([article])
    suggest_for(article)
    accept_all(article.tag_suggestions.all(), user=user)
    article.refresh_from_db()
    assert article.latest_revision.number == 2
    assert article.live_revision_id == article.latest_revision_id
    assert article.tagged_items.count() == 2


def test_an_accepted_tag_shows_though_a_draft_waits(article, user):
    publish([article])
    write_revision(article, Content(headline="下書き", body="アルマトイの駅。"), cause="editor")
    suggest_for(article)
    accept(article.tag_suggestions.get(tag__gazetteer_id="almaty"), user)
    article.refresh_from_db()
    assert article.has_draft
    assert article.tagged_items.count() == 1
    publish([article])
    assert article.tagged_items.count() == 1


def test_the_count_of_a_tag_follows_what_readers_see(article, user):
    publish([article])
    suggest_for(article)
    accept_all(article.tag_suggestions.all(), user=user)
    list_articles([article.pk])
    assert Tag.objects.get(gazetteer_id="almaty").article_count == 1
    article.refresh_from_db()
    write_revision(article, Content(headline="新駅", body="駅。"), cause="editor")
    publish([article])
    list_articles([article.pk])
    assert Tag.objects.get(gazetteer_id="almaty").article_count == 0


def test_a_new_alias_is_recognised_at_once():
    text = "アルマテ市に着いた。"
    assert stored_recogniser().find(text, "ja") == []
    TagAlias.objects.create(tag=Tag.objects.get(gazetteer_id="almaty"), text="アルマテ", language="ja")
    assert [f.id for f in stored_recogniser().find(text, "ja")] == ["almaty"]


def test_an_editor_may_narrow_an_alias():
    tag = Tag.objects.create(name="Baiterek", name_en="Baiterek", kind="place", slug="baiterek")
    TagAlias.objects.create(tag=tag, text="バイテレク", language="ja", not_after="銀行")
    find = stored_recogniser().find
    assert [f.form for f in find("バイテレクに登った。", "ja")] == ["バイテレク"]
    assert find("バイテレク銀行に行った。", "ja") == []


def test_the_stored_names_are_read_once_while_nothing_changes(django_assert_num_queries):
    stored_recogniser()
    with django_assert_num_queries(3):
        stored_recogniser()


def test_many_articles_ask_no_more_queries_than_one(article, django_assert_max_num_queries):
    stored_recogniser()
    others = [make_article() for _ in range(4)]
    with django_assert_max_num_queries(15):
        suggest_for_all([article, *others])
    assert TagSuggestion.objects.count() == 10


def test_suggestions_of_several_articles_are_accepted_together(article, user):
    other = make_article()
    suggest_for_all([article, other])
    accept_all(TagSuggestion.objects.filter(tag__gazetteer_id="almaty"), user=user)
    assert TaggedArticle.objects.count() == 2
    assert set(TagSuggestion.objects.filter(state="accepted").values_list("decided_by", flat=True)) == {
        user.pk
    }


def test_a_pattern_that_is_none_is_left_out_and_the_rest_goes_on():
    TagAlias.objects.filter(tag__gazetteer_id="tokayev", text="トカレフ").update(need_near="(")
    assert [f.id for f in stored_recogniser().find("アスタナに着いた。", "ja")] == ["astana"]


def test_a_tag_that_an_editor_gave_one_name_only_is_recognised():
    tag = Tag.objects.create(name="地下鉄", kind="topic", slug="metro")
    found = stored_recogniser().find("新しい地下鉄の駅。", "ja")
    assert [(f.form, f.id) for f in found] == [("地下鉄", f"tag-{tag.pk}")]
