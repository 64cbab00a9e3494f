"""A pair knows its paragraph through every edit: what changed goes stale, what did not stays as it was."""

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model

from articles import pipeline
from articles.models import Article, TranslationTask
from articles.revisions.content import content_of_revision
from articles.translations.write import keep_as_right, save_pair, start_translation
from tests.factories import make_article

pytestmark = pytest.mark.django_db

SOURCE = """貨物は三日待つ。運賃は四割上がった。

検問所は昼に一度だけ開き、番号札は前の日に売り切れる。

## 順番を決める人

順番は到着の順では決まらない。冷凍車が先、肥料が最後である。
"""
TARGET = """Cargo waits for three days. Freight rates rose by forty per cent.

The checkpoint opens once, at noon, and the tickets were sold out the day before.

## Who decides

The order is not that of arrival: refrigerated wagons first, fertiliser last.
"""


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user("lena", first_name="Lena", last_name="Ray")


@pytest.fixture
def original(db):
    return make_article("国境の行列", SOURCE, language="ja")


@pytest.fixture
def translation(original):
    row = make_article(
        "The queue at the border",
        TARGET,
        translation_of=original,
        translated_revision=original.live_revision,
        translator="A. T.",
    )
    pipeline.refresh_articles([row])
    return row


def edit(article: Article, body: str, *, publish: bool = True, user=None) -> None:
    article.refresh_from_db()
    pipeline.save_edit(article, replace(content_of_revision(article.latest_revision), body=body), user=user)
    if publish:
        pipeline.publish_articles([article])


def states(translation: Article) -> dict[str, str]:
    return dict(translation.pairs.values_list("source_anchor", "state"))


def anchors(article: Article) -> list[str]:
    article.refresh_from_db()
    return [block.anchor for block in article.latest_revision.blocks.order_by("position")]


def test_a_tied_translation_has_a_pair_for_every_paragraph(translation):
    assert states(translation) == dict.fromkeys(["headline", "p1", "p2", "h1", "p3"], "draft")


def test_only_the_changed_paragraph_goes_stale(original, translation):
    edit(original, SOURCE.replace("四割", "五割"))
    assert states(translation) == {
        "headline": "draft",
        "p1": "stale",
        "p2": "draft",
        "h1": "draft",
        "p3": "draft",
    }
    pair = translation.pairs.get(source_anchor="p1")
    assert pair.target_text.startswith("Cargo waits")
    assert "四割" in pair.source_text


def test_a_draft_beside_the_published_original_leaves_pairs_alone(original, translation):
    edit(original, SOURCE.replace("四割", "五割"), publish=False)
    assert "stale" not in states(translation).values()


def test_a_change_that_is_taken_back_leaves_nothing_stale(original, translation):
    edit(original, SOURCE.replace("四割", "五割"))
    edit(original, SOURCE)
    assert "stale" not in states(translation).values()


def test_a_trivial_change_is_still_right(original, translation, user):
    edit(original, SOURCE.replace("四割", "4割"))
    pair = translation.pairs.get(source_anchor="p1")
    assert keep_as_right(pair.pk, version=pair.version, user=user).is_taken
    assert states(translation)["p1"] == "draft"
    assert "4割" in translation.pairs.get(source_anchor="p1").source_text


def test_an_added_paragraph_is_empty_and_stands_where_it_belongs(original, translation):
    edit(original, SOURCE.replace("検問所は", "新しい段落が入る。\n\n検問所は"))
    order = list(translation.pairs.order_by("position").values_list("source_anchor", "state"))
    assert order[1:4] == [("p1", "draft"), ("p4", "empty"), ("p2", "draft")]


def test_a_moved_paragraph_keeps_its_translation(original, translation, user):
    first, second, *rest = SOURCE.split("\n\n")
    edit(original, "\n\n".join([second, first, *rest]))
    assert "stale" not in states(translation).values()
    pipeline.save_translation(translation, user=user)
    translation.refresh_from_db()
    assert translation.latest_revision.body.startswith("The checkpoint")


def test_a_split_paragraph_of_the_original_stays_translated_where_it_was(original, translation):
    edit(original, SOURCE.replace("三日待つ。運賃は", "三日待つ。\n\n運賃は"))
    new = translation.pairs.get(source_anchor="p4")
    assert (new.state, new.target_anchors, new.is_joined) == ("draft", ["p1"], True)
    assert [anchor for anchor, state in states(translation).items() if state == "stale"] == ["p1"]


def test_a_joined_paragraph_of_the_original_takes_its_translation_along(original, translation):
    edit(original, SOURCE.replace("上がった。\n\n検問所は", "上がった。検問所は"))
    (pair,) = translation.pairs.filter(source_anchor__in=["p1", "p2"])
    assert pair.state == "stale"
    assert pair.target_text == "\n\n".join(TARGET.split("\n\n")[:2])


def test_a_deleted_paragraph_of_the_original_leaves_its_translation_stale(original, translation):
    edit(original, SOURCE.replace("検問所は昼に一度だけ開き、番号札は前の日に売り切れる。\n\n", ""))
    assert states(translation)["p2"] == "stale"


def test_a_paragraph_split_in_the_translation_stays_one_pair(original, translation, user):
    edit(translation, TARGET.replace("days. Freight", "days.\n\nFreight"))
    assert sorted(translation.pairs.get(source_anchor="p1").target_anchors) == ["p1", "p4"]
    assert set(states(translation).values()) == {"draft"}
    before = anchors(translation)
    pair = translation.pairs.get(source_anchor="p3")
    save_pair(pair.pk, text="Another order.", version=pair.version, user=user)
    pipeline.save_translation(translation, user=user)
    assert anchors(translation) == before


def test_paragraphs_joined_in_the_translation_stay_two_pairs(original, translation):
    edit(translation, TARGET.replace("cent.\n\nThe", "cent. The"))
    one, other = translation.pairs.filter(source_anchor__in=["p1", "p2"])
    assert [one.is_joined, other.is_joined] in ([True, False], [False, True])
    assert one.target_anchors == other.target_anchors
    edit(original, SOURCE.replace("昼に", "朝に"))
    assert [anchor for anchor, state in states(translation).items() if state == "stale"] == ["p2"]


def test_a_paragraph_that_only_the_translation_has_gets_a_number_of_its_own(original, translation):
    edit(translation, TARGET + "\nA note of the translator.\n")
    assert anchors(translation) == ["p1", "p2", "h1", "p3", "p4"]
    edit(original, SOURCE + "\nまったく別の新しい段落である。\n")
    assert anchors(original)[-1] == "p5"
    pair = translation.pairs.get(source_anchor="")
    assert (pair.target_text, pair.state) == ("A note of the translator.", "draft")


def test_an_edit_of_the_translation_in_its_own_form_makes_the_paragraph_a_draft(original, user):
    row = make_article(
        "Queue", TARGET, translation_of=original, translated_revision=original.live_revision, reviser="B. E."
    )
    pipeline.refresh_articles([row])
    assert set(states(row).values()) == {"reviewed"}
    edit(row, TARGET.replace("forty", "40"))
    assert states(row) == {
        "headline": "reviewed",
        "p1": "draft",
        "p2": "reviewed",
        "h1": "reviewed",
        "p3": "reviewed",
    }


def test_a_translation_with_other_paragraphs_gets_the_originals_numbers(original):
    body = TARGET.replace("days. Freight", "days.\n\nFreight").replace("## Who decides\n\n", "")
    row = make_article("Queue", body, translation_of=original, translated_revision=original.live_revision)
    pipeline.refresh_articles([row])
    assert anchors(row) == ["p1", "p5", "p2", "p3"]
    assert states(row)["h1"] == "empty"


def test_a_new_translation_begins_empty_and_is_frozen_paragraph_by_paragraph(original, user):
    row = start_translation(original, "ru", user=user)
    assert set(states(row).values()) == {"empty"}
    for pair in row.pairs.all():
        save_pair(
            pair.pk, text=f"Текст {pair.source_anchor}.", version=pair.version, user=user, state="reviewed"
        )
    pipeline.save_translation(row, user=user)
    row.refresh_from_db()
    assert anchors(row) == ["p1", "p2", "h1", "p3"]
    assert row.latest_revision.body == "Текст p1.\n\nТекст p2.\n\nТекст h1.\n\nТекст p3.\n"
    assert (row.headline, row.translator, row.reviser) == ("Текст headline.", "Lena Ray", "Lena Ray")
    assert row.translation_task.state == "reviewed"


def test_the_second_of_two_people_is_told_and_loses_nothing(translation, user):
    pair = translation.pairs.get(source_anchor="p1")
    assert save_pair(pair.pk, text="Mine.", version=pair.version, user=user).is_taken
    second = save_pair(pair.pk, text="Theirs.", version=pair.version, user=user)
    assert not second.is_taken
    assert second.pair.target_text == "Mine."


def test_the_same_text_sent_twice_is_saved_once(translation, user):
    pair = translation.pairs.get(source_anchor="p1")
    first = save_pair(pair.pk, text="Mine.", version=pair.version, user=user)
    again = save_pair(pair.pk, text="Mine.", version=pair.version, user=user)
    assert again.is_taken
    assert again.pair.version == first.pair.version


def test_what_was_typed_survives_a_save_in_the_articles_form(translation, user):
    pair = translation.pairs.get(source_anchor="p1")
    save_pair(pair.pk, text="Typed, in no revision yet.", version=pair.version, user=user)
    edit(translation, TARGET.replace("forty", "40"))
    pair.refresh_from_db()
    assert pair.target_text == "Typed, in no revision yet."
    assert "40 per cent" in pair.rival_text


def test_readers_text_stays_stale_until_the_new_translation_is_published(original, translation, user):
    edit(original, SOURCE.replace("四割", "五割"))
    pair = translation.pairs.get(source_anchor="p1")
    save_pair(pair.pk, text="Freight rates rose by half.", version=pair.version, user=user, state="reviewed")
    pipeline.save_translation(translation, user=user)
    task = TranslationTask.objects.get(translation=translation)
    assert (task.stale, task.live_state) == (0, "stale")
    assert translation.pairs.get(is_live_stale=True).source_anchor == "p1"
    translation.refresh_from_db()
    pipeline.publish_articles([translation])
    task.refresh_from_db()
    assert task.live_state == "draft"
