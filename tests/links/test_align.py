"""Shared passages of two texts: told as equal, changed, inserted or cut, and nothing told that is no reuse."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.links.align import find_reuse
from articles.links.shingles import Letters
from tests.links.corpus import LANGUAGES, noisy, paragraph

# A passage of three sentences, and what stands around it in the one and the other article.
PASSAGES = {
    "ja": (
        "冬の港では起重機の音だけが聞こえ、荷は三日おきにしか届かない。検査官は手帳に数字を書き写し、誰にも見せずに家へ帰る。翌朝その数字は知事の机の上に載っている。",
        "湖の話から始めよう。",
        "記者はこう締めくくる。",
    ),
    "zh": (
        "冬天的码头上只听得见吊车的声音，货物隔三天才到一批。检查员把数字抄进小本子，谁也不给看就回家去了。第二天早晨那些数字已经摆在州长的桌上，没有人问是谁送来的。",
        "先从湖水说起吧。",
        "记者最后这样写道。",
    ),
    "ru": (
        "Зимой в порту слышны только краны, а груз приходит раз в три дня. Смотритель переписывает числа в тетрадь и уносит её домой. Наутро те же числа лежат на столе у акима.",
        "Начнём с рассказа об озере.",
        "Так заканчивает свой очерк автор.",
    ),
    "kk": (
        "Қыста айлақта тек крандардың үні естіледі, ал жүк үш күнде бір рет келеді. Бақылаушы сандарды дәптеріне көшіріп, үйіне алып кетеді. Таңертең сол сандар әкімнің үстелінде жатады.",
        "Әңгімені көлден бастайық.",
        "Автор жазбасын осылай аяқтайды.",
    ),
    "en": (
        "In winter only the cranes are heard in the port, and freight comes every third day. The inspector copies the figures into a notebook and takes it home. By morning the same figures lie on the governor's desk.",
        "Let us begin with the lake.",
        "So ends the reporter's account.",
    ),
}
EACH = pytest.mark.parametrize("language", LANGUAGES)


def around(text: str, language: str, seed: int) -> str:
    rnd = random.Random(seed)
    return f"{paragraph(language, rnd)}\n{text}\n{paragraph(language, rnd)}"


def told(mine: str, theirs: str) -> list[tuple[str, str | None, str | None]]:
    reuse = find_reuse(mine, theirs)
    return [
        (p.relation, p.mine and mine[slice(*p.mine)], p.theirs and theirs[slice(*p.theirs)])
        for p in (reuse.passages if reuse else ())
    ]


@EACH
def test_a_passage_taken_word_for_word_is_one_equal_passage(language):
    passage, before, behind = PASSAGES[language]
    mine, theirs = around(f"{before}\n{passage}", language, 1), around(f"{passage}\n{behind}", language, 2)
    assert told(mine, theirs) == [("equal", passage, passage)]


@EACH
def test_paragraphs_may_be_broken_otherwise(language):
    passage, before, behind = PASSAGES[language]
    stop = passage[-1]
    broken = passage.replace(stop, stop + "\n", 1)
    ((relation, mine, theirs),) = told(around(broken, language, 1), around(passage, language, 2))
    assert (relation, mine, theirs) == ("equal", broken, passage)


@EACH
def test_a_sentence_left_out_is_told_as_cut(language):
    passage, *_ = PASSAGES[language]
    stop = passage[-1]
    first, second, third = [f"{s.strip()}{stop}" for s in passage.split(stop) if s.strip()]
    gap = "" if language in ("ja", "zh") else " "
    mine = around(gap.join((first, "(...)" if gap else "(中略)", third)), language, 1)
    passages = told(mine, around(gap.join((first, second, third)), language, 2))
    assert [p[0] for p in passages] == ["equal", "cut", "equal"]
    assert Letters(passages[1][2]).text == Letters(second).text
    assert passages[1][1] is None


@EACH
def test_words_put_in_are_told_as_inserted(language):
    passage, before, _ = PASSAGES[language]
    stop = passage[-1]
    first, rest = passage.split(stop, 1)
    passages = told(around(f"{first}{stop}{before}{rest}", language, 1), around(passage, language, 2))
    assert [p[0] for p in passages] == ["equal", "inserted", "equal"]
    assert Letters(passages[1][1]).text == Letters(before).text


def test_a_changed_word_makes_its_sentence_changed_and_leaves_the_others_equal():
    passage, *_ = PASSAGES["en"]
    passages = told(around(passage.replace("notebook", "ledger"), "en", 1), around(passage, "en", 2))
    assert [p[0] for p in passages] == ["equal", "changed", "equal"]
    assert passages[1][1] == "The inspector copies the figures into a ledger and takes it home."


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            "昨日、欧州安全保障協力機構首脳会議常任代表部の発表があった。",
            "欧州安全保障協力機構首脳会議常任代表部は沈黙した。",
        ),
        (
            "会談したのはヌルマガンベトワ・アイグリ第一副首相だった。",
            "湖を見たヌルマガンベトワ・アイグリ第一副首相が語る。",
        ),
        (
            "Вчера первый заместитель министра иностранных дел промолчал.",
            "Вопрос задал первый заместитель министра иностранных дел соседней страны.",
        ),
        (
            "It was the Organization for Security and Co-operation in Europe again.",
            "Ask the Organization for Security and Co-operation in Europe.",
        ),
    ],
)
def test_names_and_offices_are_no_reuse(mine, theirs):
    assert find_reuse(mine, theirs) is None


@EACH
def test_articles_on_one_subject_share_nothing(language):
    assert find_reuse(around("", language, 5) * 3, around("", language, 6) * 3) is None


@EACH
@pytest.mark.parametrize("share", [0.08, 0.15])
def test_a_passage_is_found_under_noise(language, share):
    passage, *_ = PASSAGES[language]
    found = 0
    for seed in range(20):
        spoilt = noisy(passage, share, language, random.Random(seed))
        mine = around(spoilt, language, seed)
        reuse = find_reuse(mine, around(passage, language, seed + 100))
        begin = mine.index(spoilt)
        covered = sum(
            max(0, min(p.mine[1], begin + len(spoilt)) - max(p.mine[0], begin))
            for p in (reuse.passages if reuse else ())
            if p.mine and p.theirs
        )
        found += covered > 0.7 * len(spoilt)
    assert found >= 19


@given(
    st.lists(st.sampled_from(sum(([*p[0].partition(p[0][40])] for p in PASSAGES.values()), [])), max_size=8),
    st.lists(st.sampled_from(sum(([*p[0].partition(p[0][40])] for p in PASSAGES.values()), [])), max_size=8),
)
def test_spans_lie_in_their_texts_and_equal_ones_are_equal(one, other):
    mine, theirs = "\n".join(one), " ".join(other)
    reuse = find_reuse(mine, theirs)
    for passage in reuse.passages if reuse else ():
        for span, text in ((passage.mine, mine), (passage.theirs, theirs)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        if passage.relation == "equal":
            assert Letters(mine[slice(*passage.mine)]).text == Letters(theirs[slice(*passage.theirs)]).text
        assert (passage.mine is None) == (passage.relation == "cut")
        assert (passage.theirs is None) == (passage.relation == "inserted")


def test_what_a_longer_run_has_is_not_sought_elsewhere_too():
    """A name at the head of the sentence left out and of the next one: the second is the one that was taken."""
    first, name, left_out, last = (
        "州の倉庫には昨年の秋から小麦の袋が積まれたままで、鍵を持つ男は町へ出て戻らない。",
        "カザフスタンの",
        "港の役人によれば、その年の冬だけで三百両の貨車が空のまま国境を越え、誰も数えなかった。",
        "農民たちは春になると自分の手で扉を外し、袋を一つずつ運び出して種にした。",
    )
    theirs = f"{first}{name}{left_out}{name}{last}"
    mine = f"前置きとして別のことを書いておく。{first}(中略){name}{last}"
    reuse = find_reuse(mine, theirs)
    assert [p.relation for p in reuse.passages] == ["equal", "cut", "equal"]
    assert theirs[slice(*reuse.passages[1].theirs)] == f"{name}{left_out}"
