"""A small generator of articles in five languages, of passages taken over, and of what copying does to them.

Its words are put together from syllables and used as unevenly as real ones (the n-th word in proportion to 1/n), so
that frequent words and phrases come again everywhere and rare ones hardly ever. What it writes means nothing.
"""

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

SYLLABLES = {
    "ja": list("国民政府経済貿易鉄道外交首脳会談地域協力石油資源水利電力教育文化歴史都市農業鉱山運輸税関")
    + ["カザ", "フスタ", "ルト", "ベク", "ヌル", "アル"],
    "zh": list(
        "国民政府经济贸易铁路外交首脑会谈地区合作石油资源水利电力教育文化历史城市农业矿山运输海关阿拉木图斯塔纳努尔别克"
    ),
    "ru": [
        "ва",
        "го",
        "да",
        "же",
        "за",
        "ки",
        "ла",
        "мо",
        "ну",
        "по",
        "ра",
        "се",
        "та",
        "у",
        "фи",
        "хо",
        "це",
        "ча",
        "ши",
        "эко",
        "про",
        "ста",
        "тра",
        "вле",
        "рен",
        "ность",
        "ского",
        "ющий",
    ],
    "kk": [
        "ба",
        "ға",
        "дә",
        "жа",
        "за",
        "кі",
        "қа",
        "ла",
        "мә",
        "нұ",
        "өң",
        "пі",
        "ра",
        "са",
        "та",
        "ұй",
        "шы",
        "үк",
        "дық",
        "тар",
        "лер",
        "мен",
        "ған",
        "дың",
        "стан",
        "ұлт",
    ],
    "en": [
        "ba",
        "con",
        "de",
        "fer",
        "gra",
        "in",
        "lo",
        "men",
        "no",
        "pro",
        "ra",
        "sta",
        "tion",
        "ver",
        "wa",
        "bil",
        "cent",
        "dis",
        "ex",
        "form",
        "ment",
        "port",
        "tra",
        "un",
        "well",
    ],
}
JOINTS = {
    "ja": ["の", "は", "を", "に", "が", "と", "で", "から", "まで", "について", "では", "によると"],
    "zh": ["的", "了", "在", "和", "对", "是", "将", "与", "为", "表示", "关于", "以及"],
    "ru": ["и", "в", "на", "с", "по", "о", "не", "что", "за", "для", "к", "от"],
    "kk": ["мен", "және", "де", "үшін", "туралы", "бұл", "осы", "деп", "бір", "бар", "жоқ", "кейін"],
    "en": ["the", "of", "and", "to", "in", "for", "on", "that", "with", "as", "by", "from"],
}
MARKS = {
    "ja": ("", "、", "。"),
    "zh": ("", "，", "。"),
    "ru": (" ", ",", ". "),
    "kk": (" ", ",", ". "),
    "en": (" ", ",", ". "),
}
NOISE = {
    "ja": "のはをにがとでもカキ国中大人年月会議",
    "zh": "的了在是一有和人国中大这年会",
    "ru": "аеиотнсрвлкмдпу",
    "kk": "аеиоынсрлкмдпұқғ",
    "en": "etaoinshrdlu",
}
LANGUAGES = tuple(SYLLABLES)


@cache
def vocabulary(language: str) -> tuple[list[str], list[float]]:
    """4,000 words and their cumulated frequencies."""
    rnd = random.Random(language)
    words: dict[str, None] = {}
    longest = 3 if language in ("ja", "zh") else 4
    while len(words) < 4000:
        words["".join(rnd.choices(SYLLABLES[language], k=rnd.randint(2, longest)))] = None
    return list(words), list(accumulate(1 / (rank + 8) for rank in range(len(words))))


def sentence(language: str, rnd: random.Random) -> str:
    words, weights = vocabulary(language)
    gap, comma, stop = MARKS[language]
    parts = []
    for word in rnd.choices(words, cum_weights=weights, k=rnd.randint(6, 12)):
        parts.append(word)
        if rnd.random() < 0.6:
            parts.append(rnd.choice(JOINTS[language]) + (comma if rnd.random() < 0.15 else ""))
        if rnd.random() < 0.06:
            parts.append(str(rnd.randint(2, 9800)))
    return gap.join(parts) + stop


def paragraph(language: str, rnd: random.Random) -> str:
    return "".join(sentence(language, rnd) for _ in range(rnd.randint(2, 5))).strip()


def noisy(text: str, share: float, language: str, rnd: random.Random) -> str:
    """`text` with a share of its characters replaced, dropped or followed by another, in equal parts."""
    out = []
    for character in text:
        if rnd.random() >= share:
            out.append(character)
            continue
        change = rnd.randrange(3)
        if change == 0:
            out.append(rnd.choice(NOISE[language]))
        elif change == 1:
            out += [character, rnd.choice(NOISE[language])]
    return "".join(out)


@dataclass(frozen=True)
class Taken:
    """Paragraphs of one article that stand in another: first and last, in either."""

    by: int
    source: int
    own: tuple[int, int]
    there: tuple[int, int]


def corpus(language: str, count: int, share: float, seed: int = 1) -> tuple[list[list[str]], list[Taken]]:
    """Articles as lists of 12 or more paragraphs; a third take over one to four paragraphs of an earlier one."""
    rnd = random.Random(f"{language} {count} {share} {seed}")
    articles: list[list[str]] = []
    taken = []
    for n in range(count):
        text = [paragraph(language, rnd) for _ in range(12)]
        if n > 2 and rnd.random() < 0.34:
            source = rnd.randrange(n)
            size = rnd.randint(1, 4)
            first = rnd.randrange(len(articles[source]) - size + 1)
            at = rnd.randrange(len(text))
            text[at:at] = [noisy(p, share, language, rnd) for p in articles[source][first : first + size]]
            taken.append(Taken(n, source, (at, at + size - 1), (first, first + size - 1)))
        articles.append(text)
    return articles, taken
