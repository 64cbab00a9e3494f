"""The same passage translated elsewhere: equal and nearly equal, the best first, in the right languages."""

import pytest

from articles import pipeline
from articles.models import Article, MemoryGram
from articles.translations.memory import rebuild, similar
from tests.factories import make_article

pytestmark = pytest.mark.django_db

PARAGRAPH = "国境の駅では、荷物を積み替えるために列車が三日も待たされる。運賃は去年より四割高い。"
NEAR = "国境の駅では、荷物を積み替えるために列車が五日も待たされる。運賃は去年より三割高い。"
OTHER = "草原の春は短く、雪解けの水はすぐに砂へ消えてしまう。羊飼いは南へ向かう。"


def translated(source: str, target: str, *, language: str = "en") -> Article:
    original = make_article(body=source, language="ja")
    translation = make_article(
        body=target, language=language, translation_of=original, translated_revision=original.live_revision
    )
    pipeline.refresh_articles([translation])
    return translation


def find(text: str, **options):
    return similar(text, **({"source_language": "ja", "target_language": "en"} | options))


def test_the_same_passage_is_found_with_its_translation():
    trains = "At the border station trains wait three days to be reloaded. Freight costs 40 percent more than last year."
    spring = "Spring on the steppe is short, and the water of the thaw soon sinks into the sand. The shepherds go south."
    translation = translated(f"{PARAGRAPH}\n\n{OTHER}\n", f"{trains}\n\n{spring}\n")
    (match,) = find(PARAGRAPH)
    assert (match.score, match.target_text) == (1.0, trains)
    assert (match.article, match.anchor, match.source_text) == (translation.pk, "p1", PARAGRAPH)


def test_a_passage_with_a_few_other_words_is_found_with_a_lower_score():
    translated(f"{PARAGRAPH}\n", "Trains wait for three days.\n")
    (match,) = find(NEAR)
    assert 0.85 < match.score < 1


def test_the_best_comes_first():
    translated(f"{NEAR}\n", "Trains wait for five days.\n")
    translated(f"{PARAGRAPH}\n", "Trains wait for three days.\n")
    assert [match.target_text for match in find(PARAGRAPH)] == [
        "Trains wait for three days.",
        "Trains wait for five days.",
    ]


def test_a_passage_about_something_else_is_not_found():
    translated(f"{OTHER}\n", "Spring is short.\n")
    assert find(PARAGRAPH) == []


def test_only_this_pair_of_languages_counts():
    translated(f"{PARAGRAPH}\n", "Поезда ждут три дня.\n", language="ru")
    assert find(PARAGRAPH) == []
    assert len(find(PARAGRAPH, target_language="ru")) == 1


def test_a_translation_is_not_told_of_itself():
    translation = translated(f"{PARAGRAPH}\n", "Trains wait for three days.\n")
    assert find(PARAGRAPH, exclude=translation.pk) == []


def test_the_same_translation_is_told_once():
    for _ in range(3):
        translated(f"{PARAGRAPH}\n", "Trains wait for three days.\n")
    assert len(find(PARAGRAPH)) == 1


def test_markup_does_not_hide_a_passage():
    translated(f"{PARAGRAPH}\n", "Trains wait for three days.\n")
    (match,) = find(f"**国境**{PARAGRAPH[2:]}")
    assert match.score >= 0.9


def test_nothing_is_like_nothing():
    assert find("") == find("**") == []


def test_the_index_can_be_made_anew():
    translated(f"{PARAGRAPH}\n", "Trains wait for three days.\n")
    before = set(MemoryGram.objects.values_list("gram", "pair"))
    MemoryGram.objects.all().delete()
    rebuild()
    assert set(MemoryGram.objects.values_list("gram", "pair")) == before != set()


def test_asking_costs_the_same_number_of_queries_however_much_is_remembered(django_assert_num_queries):
    for number in range(12):
        translated(f"{PARAGRAPH}{number}\n", f"Translation {number}.\n")
    with django_assert_num_queries(3):
        find(PARAGRAPH)
