"""What readers take for one word and what only looks alike; names that are not sure; days that are not known; what rebuilding renews."""

from datetime import date

import pytest
from django.core.management import call_command

from articles.models import Article, SearchWord, Tag, TagAlias
from articles.models.search_doc import SearchName
from articles.search.find import find
from articles.search.index import index_articles
from articles.search.index_names import index_names
from tests.search.archive import add, add_article, headlines

pytestmark = pytest.mark.django_db


def test_what_has_no_day_is_not_found_by_days():
    """Not before a day that may be earlier, nor after one that may be later."""
    for name, fields in {
        "dated": {"published_on": date(2024, 5, 1)},
        "undated": {},
        "later than a day": {"estimate_not_before": date(2024, 4, 9)},
        "earlier than a day": {"estimate_not_after": date(2024, 6, 9)},
        "between two": {"estimate_not_before": date(2024, 4, 9), "estimate_not_after": date(2024, 6, 9)},
    }.items():
        article = add_article(name, "本文")
        article.published_on = None
        for field, value in fields.items():
            setattr(article, field, value)
        article.save()
        index_articles([article])
    assert set(headlines("本文 after:2024-01-01")) == {"dated", "later than a day", "between two"}
    assert set(headlines("本文 before:2030")) == {"dated", "earlier than a day", "between two"}
    assert len(headlines("本文")) == 5
    assert [facet.value for facet in find("本文").facets["year"]] == [2024]


def test_rebuilding_renews_names():
    tag = Tag.objects.create(name="China", slug="china", name_ja="中国", name_ru="Китай")
    index_names(tags=[tag])
    SearchName.objects.filter(tag=tag).update(key="as an older splitter had it")
    add("中国の列車")
    assert headlines("Китаю") == []
    call_command("rebuild")
    assert headlines("Китаю") == ["中国の列車"]


def test_rebuilding_forgets_words_that_no_article_has():
    add("Excavators at work", language="en")
    Article.objects.update(state=Article.State.WITHDRAWN)
    call_command("rebuild")
    assert not SearchWord.objects.filter(text="excavators").exists()


def test_a_known_misspelling_is_never_what_was_meant():
    tag = Tag.objects.create(name="Kazakhstan", slug="kazakhstan", name_ru="Казахстан")
    TagAlias.objects.create(tag=tag, text="Казахтан", language="ru", rule=TagAlias.Rule.MISSPELLING)
    index_names(tags=[tag])
    add("Казахстан и соседи", language="ru")
    assert find("Казахтанн").did_you_mean == "Казахстан"


def test_a_name_is_found_as_other_scripts_spell_it_though_it_is_known():
    tag = Tag.objects.create(name="Türkiye", slug="turkey", name_kk="Түркия")
    TagAlias.objects.create(tag=tag, text="Turkey", language="en", rule=TagAlias.Rule.AMBIGUOUS)
    index_names(tags=[tag])
    add("A visit to Turkey", language="en")
    assert headlines("Түркияға") == ["A visit to Turkey"]


def test_a_name_that_sounds_like_another_known_one_is_not_that_one():
    index_names(tags=[Tag.objects.create(name="Air Astana", slug="air-astana", name_ja="エア・アスタナ")])
    index_names(tags=[Tag.objects.create(name="Astana", slug="astana", name_ja="アスタナ")])
    add("Air Astana flies", language="en")
    add("Astana is cold", language="en")
    assert headlines("エアアスタナ") == ["Air Astana flies"]


def test_an_unsure_name_of_several_words_is_searched_for_the_tag():
    """And what is said unsurely finds the other unsure forms."""
    unrest = Tag.objects.create(name="Bloody January", slug="unrest")
    lake = Tag.objects.create(name="Lake Balkhash", slug="balkhash", name_kk="Балқаш көлі")
    for tag, text, language in (
        (unrest, "1月事件", "ja"),
        (unrest, "Қаңтар", "kk"),
        (lake, "Balkhash", "en"),
        (lake, "Балқаш", "kk"),
    ):
        TagAlias.objects.create(tag=tag, text=text, language=language, rule=TagAlias.Rule.AMBIGUOUS)
    index_names(tags=[unrest, lake])
    add("1月事件から一年")
    add("Қаңтар айы суық", language="kk")
    add("Балқаш жағасы", language="kk")
    assert headlines("Bloody January") == ["1月事件から一年"]
    assert headlines("Balkhash") == ["Балқаш жағасы"]


@pytest.mark.parametrize(
    ("text", "language", "query"),
    [
        ("Yuri Gagarin flew from here", "en", "Юрий Гагарин"),
        ("ユーリー・ガガーリンの像", "ja", "Yuri Gagarin"),
        ("Its neighbours met at the centre", "en", "neighbor center"),
        ("The organization of defense", "en", "organisation defence"),
        ("Sulphuric acid is scarce", "en", "sulfuric"),
        ("They analysed the licence", "en", "analyze license"),
        ("取引が止まる", "ja", "取り引き"),
        ("差押えの通知", "ja", "差し押さえ"),
        ("値上がりが続く", "ja", "値上り"),
    ],
)
def test_spellings_of_one_word(text, language, query):
    add(text, language=language)
    results = find(query)
    assert [hit.article.headline for hit in results.hits] == [text]
    assert (results.loosened, results.did_you_mean) == (None, None)


@pytest.mark.parametrize(
    ("text", "language", "query"),
    [
        ("Судья соревнований болен", "ru", "суд"),
        ("Они любят свои горы", "ru", "СВО"),
        ("レストランの料理", "ja", "スト"),
        ("モスクワの空", "ja", "モスク"),
        ("基金と資金", "ja", "金"),
    ],
)
def test_words_that_only_look_alike(text, language, query):
    add(text, language=language)
    assert headlines(query) == []


@pytest.mark.parametrize(
    ("headline", "query", "marked"),
    [
        ("The theatre is full", "theater", "theatre"),
        ("國際聯合の総会", "国際連合", "國際聯合"),
        ("二〇二五年の予算", "2025年", "二〇二五年"),
        ("ｶｻﾞﾌの馬", "カザフ", "ｶｻﾞﾌ"),
        ("EXPORTS RISE", "exports", "EXPORTS"),
    ],
)
def test_a_mark_covers_the_other_spelling(headline, query, marked):
    add(headline, language="en" if headline.isascii() else "ja")
    (hit,) = find(query).hits
    assert [hit.article.headline[begin:end] for begin, end in hit.headline_marks] == [marked]


def test_no_phrase_runs_from_one_text_into_the_next():
    add("会議は北京", subtitle="都市の夜")
    assert headlines("「北京都市」") == []


@pytest.mark.parametrize(
    ("text", "language"), [("Twenty-five trains left", "en"), ("Ушло двадцать пять поездов", "ru")]
)
def test_a_figure_is_found_in_words_whole(text, language):
    add("Twenty trains left" if language == "en" else "Ушло двадцать поездов", language=language)
    add(text, language=language)
    assert headlines("25") == [text]
