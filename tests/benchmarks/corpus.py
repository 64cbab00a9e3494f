"""A small generator of articles for benchmarks, where ../shared/bench is not beside the project: always the same ones.

It has the names of gen_corpus.py there that the benchmarks use, without quotations and translations. Its texts are as long,
some 3,000 characters, and of few words that are frequent and many that are rare.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import accumulate

PLACES = [
    "アスタナ",
    "アルマトイ",
    "シムケント",
    "アクタウ",
    "セメイ",
    "タラズ",
    "オラル",
    "パブロダル",
    "トルキスタン",
    "クズロルダ",
    "バルハシ",
    "ホルゴス",
]
STEM = [
    "石油",
    "鉄道",
    "港湾",
    "運河",
    "牧場",
    "小麦",
    "綿花",
    "果樹",
    "陶器",
    "羊毛",
    "議会",
    "選挙",
    "憲法",
    "関税",
    "通貨",
    "投資",
    "移民",
    "国境",
    "条約",
    "外交",
    "新聞",
    "放送",
    "映画",
    "詩集",
    "写真",
    "建築",
    "大学",
    "学校",
    "病院",
    "電力",
    "水力",
    "風力",
    "鉱山",
    "氷河",
    "洪水",
    "地震",
    "観光",
    "登山",
    "競馬",
    "衛星",
    "物流",
    "倉庫",
    "天然ガス",
    "原子力",
    "水資源",
    "文字改革",
]
TAGS = [f"{stem}{ending}" for stem in STEM for ending in ("", "政策", "の歴史")]
PUBLISHERS = ["草原通信", "内陸日報", "回廊週報", "東方の窓", "大陸論壇"]
_FAMILY = [
    "アブイロフ",
    "ベルデノフ",
    "ジャクソバ",
    "カビロフ",
    "ムサエワ",
    "ヌルジャノフ",
    "オラザリン",
    "サギンバイ",
]
_ROLES = ["知事", "技師", "教師", "研究者", "漁師", "記者", "運転手", "町長", "司書", "医師"]
_ENDS = [
    "を見直した",
    "を始めた",
    "を描いた",
    "を延ばした",
    "について語った",
    "の数を調べた",
    "に反対した",
    "の将来を案じた",
]
_FRAMES = (
    "{place}の{role}{family}氏は、{adverb}{noun}{end}。",
    "{noun}と{other}の間で、{place}は{adverb}揺れている。",
    "{place}では{number}年に{noun}{end}という。",
    "{adverb}変わる{noun}を、{role}の{family}氏は{number}枚の図にまとめた。",
)
_ADVERBS = ["静かに", "少しずつ", "思いがけず", "長い間", "慎重に", "初めて", "再び", "今も"]
_ENDINGS = ["", "問題", "計画", "協議", "委員会", "調査", "事業", "市場", "の現場", "の伝統", "の担い手"]
_WEIGHTS = list(accumulate(1 / (place + 1) for place in range(len(STEM))))
_PARAGRAPHS, _SENTENCES = 14, 6
_FIRST = date(1995, 1, 1)
_PAGE = "<!doctype html><html lang=ja><title>{title}</title><nav><a href=/>表紙</a></nav><article><h1>{title}</h1><p>{author} {day}</p>{text}</article></html>"


@dataclass(frozen=True)
class Plan:
    number: int
    title: str
    date: date
    author: str
    publisher: str


@dataclass(frozen=True)
class Page:
    """A plan and its blocks, each ("p", text)."""

    plan: Plan
    blocks: list[tuple[str, str]]


def plan(number: int) -> Plan:
    chance = random.Random(f"plan {number}")
    return Plan(
        number,
        f"{chance.choice(PLACES)}の{_noun(chance)}と{_noun(chance)}",
        _FIRST + timedelta(days=chance.randrange(11_000)),
        chance.choice(_FAMILY),
        chance.choice(PUBLISHERS),
    )


def own(number: int) -> list[str]:
    """The paragraphs of an article."""
    chance = random.Random(f"text {number}")
    return ["".join(_sentence(chance) for _ in range(_SENTENCES)) for _ in range(_PARAGRAPHS)]


def page(number: int) -> Page:
    return Page(plan(number), [("p", paragraph) for paragraph in own(number)])


def name(number: int) -> str:
    return f"{number:06}"


def html(page: Page) -> str:
    """A simple page of a paper."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for _, paragraph in page.blocks)
    plan = page.plan
    return _PAGE.format(
        title=escape(plan.title), author=plan.author, day=f"{plan.date:%Y年%m月%d日}", text=text
    )


def _noun(chance: random.Random) -> str:
    return chance.choices(STEM, cum_weights=_WEIGHTS)[0] + chance.choice(_ENDINGS)


def _sentence(chance: random.Random) -> str:
    return chance.choice(_FRAMES).format(
        place=chance.choice(PLACES),
        role=chance.choice(_ROLES),
        family=chance.choice(_FAMILY),
        adverb=chance.choice(_ADVERBS),
        noun=_noun(chance),
        other=_noun(chance),
        end=chance.choice(_ENDS),
        number=chance.randrange(2, 2030),
    )
