"""What an article is about, from its headline, lead and text."""

import pytest

from articles.tagging.recognise import Recogniser
from articles.tagging.suggest import suggest_tags


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.from_gazetteer()


TEXT = (
    "アルマトイで大きな展示会が開かれた。\n"
    "会場にはトルコとハンガリーの企業が並んだ。トルコの企業は十社だった。\n"
    "石油の話をする人もいた。"
)


@pytest.fixture
def suggest(recogniser):
    def call(headline: str, text: str = TEXT, lead: str = "アルマトイで大きな展示会が開かれた。"):
        return {s.tag_id: s for s in suggest_tags(headline, lead, text, "ja", recogniser)}

    return call


def test_headline_weighs_more_than_lead_and_lead_more_than_text(suggest):
    found = suggest("トルコの企業、展示会へ")
    assert found["turkey"].score > found["almaty"].score > found["hungary"].score
    assert all(0 <= s.score <= 1 for s in found.values())


def test_mentions_are_counted_in_headline_and_text_once_each(suggest):
    found = suggest("トルコの企業、展示会へ")
    assert (found["turkey"].count, found["almaty"].count) == (3, 1)


def test_each_comes_with_the_sentence_that_caused_it(suggest):
    found = suggest("展示会")
    assert found["hungary"].sentence == "会場にはトルコとハンガリーの企業が並んだ。"
    assert TEXT[found["hungary"].begin : found["hungary"].end].strip() == found["hungary"].sentence


def test_what_only_the_headline_names_is_shown_with_it(suggest):
    found = suggest("キルギスの展示会")["kyrgyzstan"]
    assert (found.sentence, found.begin, found.end) == ("キルギスの展示会", 0, 0)


def test_a_generic_word_needs_the_headline_or_three_mentions(suggest):
    assert "oil" not in suggest("展示会")
    assert "oil" in suggest("石油の展示会")
    assert "oil" in suggest("展示会", TEXT + "石油、石油。")


def test_a_lead_that_stands_before_the_text_counts_too(suggest):
    found = suggest("展示会", text="会場は広い。", lead="キルギスからも客が来た。")["kyrgyzstan"]
    assert found.count == 1
    assert (found.sentence, found.begin, found.end) == ("キルギスからも客が来た。", 0, 0)


def test_the_surest_come_first(recogniser):
    made = suggest_tags("トルコの企業、展示会へ", "", TEXT, "ja", recogniser)
    assert [s.score for s in made] == sorted((s.score for s in made), reverse=True)
    assert made[0].tag_id == "turkey"


def test_a_name_of_the_headline_that_the_text_repeats_is_sure(suggest):
    assert suggest("トルコの企業、展示会へ")["turkey"].score >= 0.6
    assert suggest("キルギスの展示会")["kyrgyzstan"].score < 0.6


def test_no_score_is_above_one(suggest):
    assert suggest("アルマトイ", TEXT + "アルマトイ。" * 40)["almaty"].score == 1
