"""What a translator may rely on: errors are found, right translations are left alone, findings say where."""

import pytest

from articles.translations.accepted_names import stored_names
from articles.translations.checks.names import Names
from articles.translations.checks.run import check_pair, check_paragraphs, unwaived
from articles.translations.finding_text import finding_text
from tests.factories import make_tag
from tests.translations.checks.measure import measure
from tests.translations.checks.seeded import FIFTH, FOURTH, LAST, SEEDED, THIRD, UNSEEN, read


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.from_gazetteer()


def codes(source: str, target: str, languages: str = "ja-en", names: Names | None = None) -> list[str]:
    source_language, target_language = languages.split("-")
    findings = check_pair(
        source, target, source_language=source_language, target_language=target_language, names=names
    )
    return [finding.code for finding in findings]


def test_of_the_seeded_errors_19_in_20_are_found_and_hardly_a_right_pair_is_doubted():
    measured = measure(SEEDED)
    assert (measured.right, measured.wrong.total()) == (200, 200)
    assert measured.share_found >= 0.95
    assert measured.share_of_alarms <= 0.03


def test_the_same_holds_for_pairs_that_were_written_after_the_rules():
    measured = measure(UNSEEN + LAST + THIRD + FOURTH + FIFTH)
    assert (measured.right, measured.wrong.total()) == (300, 300)
    assert measured.share_found >= 0.95
    assert measured.share_of_alarms <= 0.03


def test_no_kind_of_seeded_error_goes_mostly_unfound():
    measured = measure(SEEDED)
    assert all(measured.found[kind] >= 0.8 * count for kind, count in measured.wrong.items())


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("3億2000万ドルの契約。", "A contract worth $320 million.", "ja-en"),
        ("1万5000人が集まった。", "Собралось 15 000 человек.", "ja-ru"),
        ("令和元年10月に始まった。", "It began in October 2019.", "ja-en"),
        ("10〜20万人が避難した。", "Between 100,000 and 200,000 people fled.", "ja-en"),
        ("株式の3分の2を握る。", "It holds two-thirds of the shares.", "ja-en"),
        ("人口の4割が住む。", "Здесь живёт 40 % населения.", "ja-ru"),
        ("60万キロワットの発電所。", "A power station of 600 MW.", "ja-en"),
        ("午後3時に始まる。", "Начало в 15:00.", "ja-ru"),
        ("27日、調印した。", "They signed it on November 27.", "ja-en"),
        ("午前9時半に始まる。", "Начало в половине десятого утра.", "ja-ru"),
        ("午後4時45分に閉まる。", "It closes at a quarter to five in the afternoon.", "ja-en"),
        ("正午に始まる。", "It starts at noon.", "ja-en"),
        ("午前2時に起きた。", "Это случилось в два часа ночи.", "ja-ru"),
        ("3日かかった。", "Это заняло три дня.", "ja-ru"),
        ("5時間半かかる。", "Дорога занимает пять с половиной часов.", "ja-ru"),
        ("550万ルーブルを払った。", "Он заплатил пять с половиной миллионов рублей.", "ja-ru"),
        ("5時間半かかる。", "需要5个半小时。", "ja-zh"),
        ("They spoke for three quarters of an hour.", "45分間話した。", "en-ja"),
        ("Half a million people left.", "50万人が去った。", "en-ja"),
        ("25年前に始まった。", "It began a quarter of a century ago.", "ja-en"),
        ("It closed a quarter of a century ago.", "四半世紀前に閉まった。", "en-ja"),
        ("15分待った。", "Он ждал четверть часа.", "ja-ru"),
        ("比率は5対1だ。", "比例为五比一。", "ja-zh"),
        ("5月初めに開く。", "It opens in early May.", "ja-en"),
        ("It took a fortnight.", "2週間かかった。", "en-ja"),
        ("Closed on Tuesdays.", "火曜休館。", "en-ja"),
        ("水曜日に調印した。", "They signed it on Wednesday.", "ja-en"),
        ("It lasted eighteen months.", "1年半続いた。", "en-ja"),
        ("The two sides met twice.", "双方は2度会った。", "en-ja"),
        ("半年で完成した。", "It was finished in six months.", "ja-en"),
        ("Шарттың құны 2 млрд доллар.", "The contract is worth $2 billion.", "kk-en"),
    ],
)
def test_the_same_amount_in_another_language_s_way_is_no_finding(source, target, languages):
    assert codes(source, target, languages) == []


@pytest.mark.parametrize(
    ("source", "target", "languages", "code"),
    [
        ("3億ドルの契約。", "A contract worth $3 million.", "ja-en", "number-differs"),
        ("1500人が集まった。", "Собралось 1,500 человек.", "ja-ru", "number-differs"),
        ("株価は5ドル上がった。", "The share rose by 5 euros.", "ja-en", "unit-differs"),
        ("全長12キロの道。", "A road of 12 tonnes.", "ja-en", "unit-differs"),
        ("3月に始まった。", "It began in May.", "ja-en", "date-differs"),
        ("午後3時に始まる。", "It starts at 4 p.m.", "ja-en", "clock-differs"),
        ("11月8日(金)に会う。", "They meet on Saturday, November 8.", "ja-en", "date-differs"),
        ("三つの理由がある。", "There are four reasons.", "ja-en", "number-differs"),
        ("彼は笑った。", "He laughed 12 times.", "ja-en", "number-added"),
    ],
)
def test_another_amount_is_a_finding(source, target, languages, code):
    assert code in codes(source, target, languages)


def test_a_finding_points_at_both_places():
    source, target = "参加者は120人で、会費は50ドル。", "There were 210 people, and the fee was $50."
    (finding,) = check_pair(source, target, source_language="ja", target_language="en")
    assert source[slice(*finding.source_span)] == "120"
    assert target[slice(*finding.target_span)] == "210"


def test_places_are_counted_in_the_text_with_its_markup():
    source, target = (
        "**全体**で[120人](https://a.example/9)が来た。",
        "**In all** [210](https://a.example/9) people came.",
    )
    (finding,) = check_pair(source, target, source_language="ja", target_language="en")
    assert (source[slice(*finding.source_span)], target[slice(*finding.target_span)]) == ("120", "210")


def test_a_name_spelt_otherwise_than_the_tags_say_is_found_with_the_accepted_forms(names):
    source, target = "トカエフ大統領が演説した。", "President Tokaiev gave a speech."
    (finding,) = check_pair(source, target, source_language="ja", target_language="en", names=names)
    assert finding.code == "name-differs"
    assert target[slice(*finding.target_span)] == "Tokaiev"
    assert "Tokayev" in finding.values["accepted"]


def test_an_adjective_names_its_country(names):
    assert (
        codes(
            "カザフスタンの企業は中国の投資を歓迎する。",
            "Kazakh firms welcome Chinese investment.",
            names=names,
        )
        == []
    )


def test_somebody_whom_the_original_does_not_name_is_told(names):
    source = "大統領はベルリンで首相と会った。"
    assert codes(source, "The president met Chancellor Scholz in Berlin.", names=names) == ["name-added"]
    assert codes(source, "The president met the chancellor in Berlin.", names=names) == []


def test_quotation_marks_come_in_pairs_of_the_language_s_own_kind():
    assert codes("「道は一つではない」と彼は言った。", "“There is more than one road, he said.") == [
        "quotes-unpaired"
    ]
    assert codes("「道は一つではない」と彼は言った。", '"Дорога не одна", — сказал он.', "ja-ru") == [
        "quotes-kind"
    ]
    assert codes("「道は一つではない」と彼は言った。", "「路不止一条」，他说。", "ja-zh") == ["quotes-kind"]


def test_words_that_become_a_quotation_or_cease_to_be_one_are_told():
    quoted, reported = (
        "「我々は誰とも争うつもりはない」と彼は言った。",
        "彼は誰とも争うつもりはないと言った。",
    )
    assert codes(quoted, "He said that they did not mean to quarrel with anybody.") == ["quotation-missing"]
    assert codes(reported, "He said: “We do not mean to quarrel with anybody at all.”") == ["quotation-added"]


def test_a_paragraph_left_as_it_was_is_told_once():
    text = "カザフスタンの冬は長く、春は短い。"
    assert codes(text, text) == ["not-translated"]


def test_japanese_characters_do_not_pass_for_chinese():
    assert codes("経済が発展した。", "経济发展了。", "ja-zh") == ["leftover"]


def test_an_english_name_may_stay_in_japanese_and_english_prose_may_not():
    assert (
        codes("The app Kaspi.kz sells train tickets.", "アプリのKaspi.kzは列車の切符を売る。", "en-ja") == []
    )
    assert codes("The app sells train tickets.", "アプリは train tickets を売る。", "en-ja") == ["leftover"]
    assert codes("The app sells tickets.", "アプリはticketsを売る。", "en-ja") == ["leftover"]


def test_a_translation_that_breaks_off_is_far_too_short():
    source = (
        "村は三日で水に沈んだ。老人は屋根の上で夜を過ごし、翌朝、隣人の舟に助けられた。家も家畜も流された。"
        * 2
    )
    assert "too-short" in codes(source, "The village was flooded within three days.")


def test_nothing_to_say_about_nothing():
    assert codes("", "") == []
    assert codes("本文。", " ") == ["empty"]
    assert codes("", "A new sentence.") == ["added"]


def test_paragraphs_missing_added_and_translated_twice_show_in_the_whole_article():
    pairs = [
        ("p1", "最初の段落である。", "This is the first paragraph."),
        ("p2", "次の段落である。", ""),
        ("p3", "", "A paragraph of the translator's own."),
        ("p4", "最後の段落である。", "This is the first paragraph."),
    ]
    found = check_paragraphs(pairs, source_language="ja", target_language="en")
    assert {key: [finding.code for finding in findings] for key, findings in found.items()} == {
        "p2": ["paragraph-missing"],
        "p3": ["paragraph-added"],
        "p4": ["paragraph-repeated"],
    }


def test_a_waiver_holds_for_its_finding_only():
    findings = check_pair("120人が来た。", "210 people came.", source_language="ja", target_language="en")
    assert unwaived(findings, [findings[0].key]) == []
    others = check_pair("120人が来た。", "310 people came.", source_language="ja", target_language="en")
    assert unwaived(others, [findings[0].key]) == others


@pytest.mark.parametrize("languages", ["ja-en", "ja-ru", "ja-zh", "en-ja", "ru-kk"])
def test_a_hostile_paragraph_takes_no_longer_than_its_length(languages):
    for piece in ("1", "1,", "二", "(", "“", "**", "3億", "a b ", "{", "один "):
        codes(piece * 4000, piece * 4001, languages)


def test_every_finding_has_a_sentence_for_people(names):
    for file in SEEDED:
        for error in read(file)[1]:
            pair = error.right
            languages = {"source_language": pair.source_language, "target_language": pair.target_language}
            for finding in check_pair(pair.source, error.target, **languages, names=names):
                assert finding_text(finding).strip()


def test_the_archive_s_own_tags_say_how_a_name_is_written(db):
    tag = make_tag("Oral Hills", kind="place", name_ja="オラル丘陵", name_en="Oral Hills")
    languages = {"source_language": "ja", "target_language": "en"}
    source, wrong = "オラル丘陵で雪が降った。", "Snow fell in the Orel Hills."
    assert check_pair(source, "Snow fell in the Oral Hills.", **languages, names=stored_names()) == []
    (finding,) = check_pair(source, wrong, **languages, names=stored_names())
    assert finding.values["accepted"] == tag.name_en
