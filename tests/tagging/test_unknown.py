"""Names that belong to no tag: guessed from their letters, counted once an article, waiting for an editor."""

import pytest

from articles.ingest.sources import create_source
from articles.models import Article, NameSighting, Tag, UnknownName
from articles.revisions.content import Content
from articles.revisions.write import write_revision
from articles.tagging.load import load_gazetteer
from articles.tagging.queue import note_page_tags, refuse
from articles.tagging.run import suggest_for_all
from articles.tagging.unknown import name_key, unknown_names


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ja", "エキバストゥズ市で火災。被害は小さい。", "エキバストゥズ"),
        ("ja", "サディル・ボランバエフが述べた。", "サディル・ボランバエフ"),
        ("ru", "Завод в Степногорске стоит. Из Степногорска уехали многие.", "Степногорске"),
        ("kk", "Кеше Ақкөл ауданында жаңбыр жауды. Бүгін Ақкөл тағы сулы.", "Ақкөл"),
        ("en", "They met Sadyr Bolanbaev yesterday.", "Sadyr Bolanbaev"),
        ("zh-Hans", "记者采访了萨德尔·博兰巴耶夫。", "萨德尔·博兰巴耶夫"),
    ],
)
def test_a_name_is_guessed_in_every_script(language, text, name):
    assert name in [unknown.text for unknown in unknown_names(text, language, [])]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "エネルギー、システム、サービス、データ。エネルギーとシステムとサービスとデータ。"),
        ("en", "The train left. They waited. The train left. They waited."),
        ("en", "Monday, January. On Monday in January."),
        ("ru", "Это хорошо. Как это было? Это хорошо. Как это было?"),
        ("de", "Der Zug fuhr ab. Der Zug kam an."),
        ("zh-Hans", "今天天气很好，我们去公园散步。"),
    ],
)
def test_everyday_words_are_no_names(language, text):
    assert unknown_names(text, language, []) == []


def test_what_is_a_name_already_is_left_out():
    text = "Sadyr Bolanbaev met Anna Petrova."
    known = [(0, len("Sadyr Bolanbaev"))]
    assert [unknown.text for unknown in unknown_names(text, "en", known)] == ["Anna Petrova"]


def test_inflected_forms_have_one_key():
    assert (
        len({name_key(form) for form in ("Степногорск", "Степногорске", "Степногорска", "степногорском")})
        == 1
    )


def article_with(body: str, language: str = "ru") -> Article:
    article = Article(headline="Заметка", language=language)
    article.save()
    write_revision(article, Content(headline="Заметка", body=body), cause="import")
    return article


@pytest.fixture
def articles(db):
    load_gazetteer()
    return [article_with(f"Завод в Степногорске, № {n}. Из Степногорска пишут.") for n in range(3)]


def test_a_name_waits_once_several_articles_have_it_with_the_sentences(articles):
    suggest_for_all(articles[:1])
    assert not UnknownName.objects.waiting().exists()
    suggest_for_all(articles)
    suggest_for_all(articles)
    name = UnknownName.objects.waiting().get()
    assert name.article_count == 3
    assert set(name.sightings.values_list("sentence", flat=True)) == {
        f"Завод в Степногорске, № {n}." for n in range(3)
    }


def test_a_text_that_no_longer_has_the_name_no_longer_counts(articles):
    suggest_for_all(articles)
    write_revision(articles[0], Content(headline="Заметка", body="Дождь."), cause="editor")
    suggest_for_all(articles[:1])
    assert UnknownName.objects.get().article_count == 2


def test_a_refused_name_stays_refused_however_often_it_comes(articles, django_user_model):
    suggest_for_all(articles)
    refuse([UnknownName.objects.get()], user=django_user_model.objects.create_user("editor"))
    suggest_for_all([*articles, article_with("В Степногорске и у Степногорска.")])
    assert not UnknownName.objects.waiting().exists()


def test_a_paper_that_the_archive_knows_is_no_unknown_name(db):
    text = "As the Meridian Dispatch wrote, Sadyr Bolanbaev left."
    articles = [article_with(text, language="en") for _ in range(3)]
    suggest_for_all(articles)
    assert {name.text for name in UnknownName.objects.waiting()} == {"Meridian Dispatch", "Sadyr Bolanbaev"}
    create_source("Meridian Dispatch", "en", "")
    suggest_for_all(articles)
    assert [name.text for name in UnknownName.objects.waiting()] == ["Sadyr Bolanbaev"]


def test_a_pages_own_tags_map_onto_known_ones_or_wait(articles):
    tags = Tag.objects.count()
    known = note_page_tags({articles[0]: ["Казахстан", "казахстана", "Полынь", "  Полынь "]})
    assert {tag.gazetteer_id for tag in known[articles[0].pk]} == {"kazakhstan"}
    name = UnknownName.objects.waiting().get()
    assert (name.text, name.is_page_tag, name.article_count) == ("Полынь", True, 1)
    suggest_for_all(articles[:1])
    assert NameSighting.objects.filter(name=name, article=articles[0]).exists()
    assert Tag.objects.count() == tags
