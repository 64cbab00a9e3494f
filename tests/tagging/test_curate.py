"""Curating tags: what each act leaves behind, and that undoing puts everything back."""

from collections import deque

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.listing.keep import relist_all
from articles.models import (
    Article,
    AuditEntry,
    ContentVersion,
    Curation,
    KeptApart,
    Listing,
    MonthCount,
    Revision,
    SearchDoc,
    SearchName,
    Tag,
    TagAlias,
    TaggedArticle,
    TagRedirect,
    TagSuggestion,
)
from articles.revisions.content import Content, content_of_revision
from articles.revisions.write import publish, write_revision
from articles.search.find import find
from articles.search.index import index_articles
from articles.tagging.curate import (
    add_alias,
    change_kind,
    delete_tag,
    merge_tags,
    rename_tag,
    split_tag,
    tag_articles,
)
from articles.tagging.curations import CannotCurate, undo
from articles.tagging.exchange import import_tags
from articles.tagging.ledger import TABLES
from articles.tagging.load import load_gazetteer
from articles.tagging.stored_names import stored_recogniser
from tests.factories import make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return get_user_model().objects.create_user("editor")


def publish_with(*tags: Tag, headline: str = "Trains", body: str = "Words of a text.") -> Article:
    article = Article(headline=headline, language="en")
    article.save()
    content = Content(headline=headline, body=body, tags=tuple(tag.slug for tag in tags))
    write_revision(article, content, cause="import")
    publish([article])
    return article


def slugs_of(article: Article) -> set[str]:
    return set(article.tags.values_list("slug", flat=True))


def test_a_merge_moves_articles_forms_and_addresses(user):
    one, other = make_tag("Railway", name_ru="Железная дорога"), make_tag("Railways")
    TagAlias.objects.create(tag=other, text="Rail", language="en")
    first, both = publish_with(other), publish_with(one, other)
    old = other.slug
    merge_tags([other], one, user=user)
    one.refresh_from_db()
    assert slugs_of(first) == slugs_of(both) == {"railway"}
    assert set(one.aliases.values_list("text", flat=True)) == {"Rail", "Railways"}
    assert TagRedirect.objects.get(slug=old).tag == one
    assert one.article_count == 2
    assert [hit.article for hit in find("tag:railway").hits] == [both, first]


def test_what_a_merged_tag_knows_fills_the_gaps_of_the_other(user):
    one = make_tag("Astana")
    other = make_tag(
        "Astana city", name_kk="Астана", homepage="https://example.org/", description_en="A capital."
    )
    merge_tags([other], one, user=user)
    one.refresh_from_db()
    assert (one.name_en, one.name_kk, one.homepage) == ("Astana", "Астана", "https://example.org/")
    assert one.description_en == "A capital."


def test_merging_never_makes_a_tag_its_own_ancestor(user):
    top, middle, bottom = make_tag("Top"), make_tag("Middle"), make_tag("Bottom")
    middle.parents.add(top)
    bottom.parents.add(middle)
    merge_tags([top], bottom, user=user)
    assert list(bottom.parents.all()) == [middle]
    assert list(middle.parents.all()) == []


def test_a_rejected_suggestion_stays_rejected_after_a_merge(user):
    one, other = make_tag("Uranium"), make_tag("Uran")
    article = publish_with()
    TagSuggestion.objects.create(article=article, tag=one, score=0.5)
    TagSuggestion.objects.create(article=article, tag=other, score=0.5, state="rejected", decided_by=user)
    merge_tags([other], one, user=user)
    assert article.tag_suggestions.get().state == "rejected"


def test_the_names_of_a_merged_tag_of_the_data_are_recognised_as_the_other(user):
    load_gazetteer()
    one, other = Tag.objects.get(gazetteer_id="kazakhstan"), Tag.objects.get(gazetteer_id="kazakh-ssr")
    merge_tags([other], one, user=user)
    form = other.name_ru
    assert [f.id for f in stored_recogniser().find(f"Здесь была {form}.", "ru")] == ["kazakhstan"]


def test_importing_the_file_again_does_not_bring_back_what_editors_merged_or_deleted(user):
    load_gazetteer()
    merged, deleted = Tag.objects.get(gazetteer_id="almaty"), Tag.objects.get(gazetteer_id="oskemen")
    merge_tags([merged], Tag.objects.get(gazetteer_id="astana"), user=user)
    delete_tag(deleted, user=user)
    report = import_tags(
        [
            {"id": "almaty", "kind": "place", "names": {"en": "Almaty"}},
            {"id": "oskemen", "kind": "place", "names": {"en": "Oskemen"}},
            {"id": "medeu", "kind": "place", "names": {"en": "Medeu"}, "parents": ["almaty"]},
        ]
    )
    assert report.added == ["medeu"]
    assert any("oskemen" in line for line in report.conflicts)
    assert [t.gazetteer_id for t in Tag.objects.get(gazetteer_id="medeu").parents.all()] == ["astana"]


def test_a_rename_redirects_and_keeps_the_old_names_as_former_ones(user):
    tag = make_tag("Nur-Sultan", name_ja="ヌルスルタン")
    article = publish_with(tag)
    rename_tag(tag, {"name_en": "Astana", "name_ja": "アスタナ"}, user=user)
    tag.refresh_from_db()
    assert (tag.slug, tag.name, tag.name_ja) == ("astana", "Astana", "アスタナ")
    assert TagRedirect.objects.get(slug="nur-sultan").tag == tag
    assert set(tag.aliases.values_list("text", "rule")) == {
        ("Nur-Sultan", "former"),
        ("ヌルスルタン", "former"),
    }
    assert Article.objects.get(pk=article.pk).live_revision.tags == ["astana"]
    rename_tag(tag, {"name_en": "Nur-Sultan"}, user=user)
    tag.refresh_from_db()
    assert tag.slug == "nur-sultan"
    assert TagRedirect.objects.get().slug == "astana"


def test_an_older_revision_restored_after_a_merge_carries_the_tag_that_is_left(user):
    one, other = make_tag("Oil"), make_tag("Petroleum")
    article = publish_with(other)
    first = article.latest_revision
    write_revision(article, Content(headline="Trains", body="Other words."), cause="editor")
    publish([article])
    merge_tags([other], one, user=user)
    assert first.tags == ["petroleum"]
    first.refresh_from_db()
    article = Article.objects.get(pk=article.pk)
    write_revision(article, content_of_revision(first), cause="restore")
    publish([article])
    assert slugs_of(article) == {"oil"}


def test_a_draft_beside_what_readers_see_follows_a_merge(user):
    one, other = make_tag("Oil"), make_tag("Petroleum")
    article = publish_with()
    write_revision(
        article, Content(headline="Trains", body="Words of a text.", tags=("petroleum",)), cause="editor"
    )
    merge_tags([other], one, user=user)
    assert Article.objects.get(pk=article.pk).latest_revision.tags == ["oil"]


def test_a_split_gives_chosen_forms_and_articles_to_a_new_tag(user):
    tag = make_tag("Suleimenov", kind="person")
    alias = TagAlias.objects.create(tag=tag, text="Olzhas Suleimenov", language="en")
    poet, official = publish_with(tag), publish_with(tag)
    split_tag(
        tag,
        names={"name_en": "Olzhas Suleimenov"},
        kind="person",
        aliases=[alias.pk],
        articles=[poet.pk],
        user=user,
    )
    assert slugs_of(poet) == {"olzhas-suleimenov"}
    assert slugs_of(official) == {"suleimenov"}
    assert Article.objects.get(pk=poet.pk).live_revision.tags == ["olzhas-suleimenov"]
    assert TagAlias.objects.get(pk=alias.pk).tag.slug == "olzhas-suleimenov"


def test_a_split_takes_along_what_was_suggested_for_its_articles(user):
    tag = make_tag("Suleimenov", kind="person")
    poet, official = publish_with(tag), publish_with(tag)
    for article in (poet, official):
        TagSuggestion.objects.create(article=article, tag=tag, score=0.5, state="rejected")
    split_tag(tag, names={"name_en": "Olzhas Suleimenov"}, kind="person", articles=[poet.pk], user=user)
    slugs = dict(TagSuggestion.objects.values_list("article", "tag__slug"))
    assert slugs == {poet.pk: "olzhas-suleimenov", official.pk: "suleimenov"}


def test_what_is_taken_off_many_articles_is_not_suggested_for_them_again(user):
    tag = make_tag("Wheat")
    article = publish_with(tag)
    suggestion = TagSuggestion.objects.create(article=article, tag=tag, score=0.5, state="accepted")
    tag_articles(tag, [article.pk], user=user, remove=True)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == ("rejected", user)


def test_the_slug_of_a_deleted_tag_is_gone_for_good(user):
    tag = make_tag("Wheat")
    article = publish_with(tag)
    delete_tag(tag, user=user)
    assert slugs_of(article) == set()
    assert Article.objects.get(pk=article.pk).live_revision.tags == []
    assert TagRedirect.objects.get(slug="wheat").tag is None
    assert make_tag("Wheat").slug == "wheat-2"


def test_many_articles_are_tagged_at_once_and_a_suggestion_is_answered_by_it(user):
    tag = make_tag("Water")
    articles = [publish_with() for _ in range(3)]
    TagSuggestion.objects.create(article=articles[0], tag=tag, score=0.5)
    curation = tag_articles(tag, [a.pk for a in articles], user=user)
    assert all(slugs_of(a) == {"water"} for a in articles)
    assert articles[0].tag_suggestions.get().state == "accepted"
    assert curation.articles == sorted(a.pk for a in articles)
    assert find("tag:water").total == 3
    undo(curation, user=user)
    assert not any(slugs_of(a) for a in articles)
    assert find("tag:water").total == 0
    with pytest.raises(CannotCurate):
        tag_articles(tag, [], user=user)


def test_every_act_is_written_down_with_who_did_it_and_moves_the_content_version(user):
    tag = make_tag("Grain")
    publish_with(tag)
    for act, action in (
        (lambda: change_kind(tag, "place", user=user), "tag.kind"),
        (lambda: add_alias(tag, "Corn", "en", "plain", user=user), "tag.alias"),
        (lambda: undo(Curation.objects.first(), user=user), "tag.undo"),
        (lambda: delete_tag(tag, user=user), "tag.delete"),
    ):
        before = ContentVersion.current()
        act()
        entry = AuditEntry.objects.first()
        assert (entry.action, entry.user) == (action, user)
        assert ContentVersion.current() > before


def test_an_act_can_be_undone_once_and_after_what_came_later_on_the_same_tag(user):
    one, other, third = make_tag("A"), make_tag("B"), make_tag("C")
    publish_with(one)
    first = merge_tags([one], other, user=user)
    second = merge_tags([other], third, user=user)
    with pytest.raises(CannotCurate, match="came after"):
        undo(first, user=user)
    undo(second, user=user)
    undo(first, user=user)
    with pytest.raises(CannotCurate, match="already"):
        undo(first, user=user)


def test_what_editors_did_since_stays_when_an_act_is_undone(user):
    one, other = make_tag("Steel"), make_tag("Iron")
    untagged, kept = publish_with(other), publish_with(other)
    curation = merge_tags([other], one, user=user)
    untagged.tags.remove(one)
    fresh = publish_with(one)
    assert undo(curation, user=user) == 1
    assert (slugs_of(untagged), slugs_of(kept), slugs_of(fresh)) == (set(), {"iron"}, {"steel"})


def test_an_article_edited_since_a_merge_names_the_old_tag_again_once_it_is_undone(user):
    one, other = make_tag("Steel"), make_tag("Iron")
    article = publish_with(other)
    curation = merge_tags([other], one, user=user)
    article = Article.objects.get(pk=article.pk)
    write_revision(article, Content(headline="Trains", body="Edited.", tags=("steel",)), cause="editor")
    publish([article])
    undo(curation, user=user)
    assert slugs_of(article) == {"iron"}
    assert Article.objects.get(pk=article.pk).latest_revision.tags == ["iron"]


def test_a_split_cannot_be_undone_once_other_articles_carry_the_new_tag(user):
    tag = make_tag("Lake")
    curation = split_tag(tag, names={"name_en": "Lake Balkhash"}, kind="place", user=user)
    publish_with(Tag.objects.get(slug="lake-balkhash"))
    with pytest.raises(CannotCurate, match="by now"):
        undo(curation, user=user)


def test_every_row_that_refers_to_a_tag_is_recorded_or_derived():
    referring = {
        relation.related_model
        for relation in Tag._meta._get_fields(forward=False, reverse=True, include_hidden=True)
    }
    derived = {SearchName, Listing, MonthCount}
    assert referring - {Tag, Article, Curation} <= {*TABLES.values(), *derived}


def state() -> dict:
    """All that curating touches."""
    tables = {}
    for model in (Tag, TagAlias, TagRedirect, TaggedArticle, TagSuggestion, KeptApart, Tag.parents.through):
        rows = model._default_manager.order_by("pk").values()
        tables[model.__name__] = [{k: v for k, v in row.items() if k != "article_count"} for row in rows]
    tables["revisions"] = list(Revision.objects.order_by("pk").values_list("pk", "tags"))
    tables["counts"] = list(Tag.objects.order_by("pk").values_list("pk", "article_count"))
    tables["search"] = list(SearchDoc.objects.order_by("pk").values_list("pk", "filters", "tags"))
    return tables


ACTS = ("merge", "rename", "split", "alias", "kind", "delete", "tag", "untag")


def act(data, user) -> Curation | None:
    tags = list(Tag.objects.order_by("pk"))
    tag = data.draw(st.sampled_from(tags))
    articles = list(Article.objects.values_list("pk", flat=True))
    word = data.draw(st.sampled_from(["North", "South", "Тоқаев", "東京", "East"]))
    name = data.draw(st.sampled_from(["act"])) + str(data.draw(st.integers(0, 99)))
    some = data.draw(st.lists(st.sampled_from(articles), unique=True))
    try:
        match data.draw(st.sampled_from(ACTS)):
            case "merge":
                return merge_tags(
                    data.draw(
                        st.lists(st.sampled_from(tags), min_size=1, max_size=3, unique_by=lambda t: t.pk)
                    ),
                    tag,
                    user=user,
                )
            case "rename":
                return rename_tag(tag, {"name_ru": word}, keeps_former=data.draw(st.booleans()), user=user)
            case "split":
                aliases = list(tag.aliases.values_list("pk", flat=True))[:1]
                return split_tag(
                    tag,
                    names={"name_ja": name},
                    kind="topic",
                    aliases=aliases,
                    articles=some,
                    keeps=data.draw(st.booleans()),
                    user=user,
                )
            case "alias":
                return add_alias(tag, word, "en", "plain", user=user)
            case "kind":
                return change_kind(tag, data.draw(st.sampled_from(Tag.Kind.values)), user=user)
            case "delete":
                return delete_tag(tag, user=user)
            case "tag":
                return tag_articles(tag, some, user=user)
            case _:
                return tag_articles(tag, some, user=user, remove=True)
    except CannotCurate:
        return None


@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would write thousands of rows
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_undoing_any_acts_in_reverse_restores_everything(data, user):
    with transaction.atomic():
        tags = [
            make_tag(name)
            for name in ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
        ]
        tags[1].parents.add(tags[0])
        tags[2].parents.add(tags[1])
        TagAlias.objects.create(tag=tags[0], text="Uno", language="en")
        TagRedirect.objects.create(slug="early", tag=tags[3])
        KeptApart.objects.create(one=tags[0], other=tags[1])
        articles = [publish_with(*tags[n : n + 3]) for n in range(3)]
        write_revision(
            articles[0], Content(headline="Draft", body="Draft.", tags=("one", "five")), cause="editor"
        )
        TagSuggestion.objects.create(article=articles[1], tag=tags[0], score=0.5)
        TagSuggestion.objects.create(article=articles[1], tag=tags[4], score=0.5, state="rejected")
        deque(relist_all(), maxlen=0)
        index_articles(Article.objects.all())
        before = state()
        slugs = set(Tag.objects.values_list("slug", flat=True))
        done = []
        for _ in range(data.draw(st.integers(1, 4))):
            curation = act(data, user)
            done += [curation] if curation else []
            present = set(Tag.objects.values_list("slug", flat=True))
            past = set(TagRedirect.objects.values_list("slug", flat=True))
            assert "" not in present
            assert not present & past
            assert slugs <= present | past
            slugs |= present
        for curation in reversed(done):
            assert undo(curation, user=user) == 0
        assert state() == before
        transaction.set_rollback(True)
