"""Other spellings of a word that was typed: a long vowel sign, kana within a compound, letters and figures, short number words."""

import re
from collections.abc import Iterator
from functools import cache

from articles.search.split import Run, runs
from articles.search.stems import stem

_MOST_VARIANTS = 6
_LONG_VOWEL_FROM = 4  # kana: コンピュータ is コンピューター, but ビル is not ビール
_KATAKANA_WORD = re.compile("[ァ-ヺー]+")

# 引き上げ, 引上げ: the kana that the first verb of a compound may lose, and what the second begins with.
_KANA_OF = {
    kanji: kana
    for kana, verbs in {"き": "引書聞置巻抜焼敷突吹磨", "り": "取乗切売繰割振折刷釣張塗刈借", "み": "組積読踏編", "け": "受駆掛", "い": "買払追言洗",
                        "ち": "打立持落待", "し": "申押貸差話刺", "び": "呼飛結"}.items()
    for kanji in verbs
}  # fmt: skip
_SECOND = "[上下立入込出換替扱消直渡払戻締付繰延返引組止残持継寄回紙物手場値枯伸開切離越倒去捨据掛抜続始終受決調押]|合[いわせ]"
_COMPOUND = re.compile(f"([{''.join(_KANA_OF)}])([{''.join(sorted(set(_KANA_OF.values())))}]?)(?={_SECOND})")
# 取り引き, 取引: with it the last verb of a compound loses its own.
_BOTH_KANA = re.compile(
    f"([{''.join(_KANA_OF)}])[{''.join(sorted(set(_KANA_OF.values())))}]([引組扱付受替込立入渡決調])[きりみいけえてちれしべ](?![ぁ-ゖ])"
)
# 値上り, 値上がり; 差押え, 差押さえ: a syllable of the verb's own, written or not.
_SYLLABLE_OF = {
    kanji: kana
    for kana, verbs in {"が": "上下曲広", "わ": "終変代替", "た": "当果", "ま": "集始決生高強定", "と": "落", "ら": "暮捕", "さ": "押", "こ": "起", "か": "分"}.items()
    for kanji in verbs
}  # fmt: skip
_SYLLABLE = re.compile(
    f"([{''.join(_SYLLABLE_OF)}])([{''.join(set(_SYLLABLE_OF.values()))}]?)(?=[りるしえれ])"
)

_LETTERS_AND_FIGURES = re.compile(r"([^\W\d_]+)(-?)(\d+)")
_FIGURES_AND_LETTERS = re.compile(r"(\d+)([^\W\d_]+)")
_PERCENT = ("percent", "per cent", "процент", "пайыз")
_SHORT = {
    "млн": "миллион", "млрд": "миллиард", "трлн": "триллион", "тыс": "тысяча", "км": "километр", "м": "метр", "кг": "килограмм", "г": "грамм",
    "га": "гектар", "т": "тонна", "гвт": "гигаватт", "мвт": "мегаватт", "квт": "киловатт", "чел": "человек", "руб": "рубль",
    "km": "kilometre", "kg": "kilogram", "gw": "gigawatt", "mw": "megawatt", "kw": "kilowatt",
}  # fmt: skip
_SHORT_AND_LONG = _SHORT | {stem(long, ""): short for short, long in _SHORT.items()}

# Figures up to ninety-nine are written as words too.
_UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать"
    " шестнадцать семнадцать восемнадцать девятнадцать",
    "kk": "бір екі үш төрт бес алты жеті сегіз тоғыз он",
}
_TENS = {
    "en": "ten twenty thirty forty fifty sixty seventy eighty ninety",
    "ru": "десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "kk": "он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан",
}


def variants(text: str, found: list[Run]) -> list[list[Run]]:
    """The runs of `text` as they stand, and as others write them."""
    spellings = [found]
    for index, run in enumerate(found):
        for other in _other_spellings(run.text) if run.is_cjk else ():
            spellings.append([*found[:index], Run(other, is_cjk=True), *found[index + 1 :]])
    spellings = spellings[:_MOST_VARIANTS] + _figures_apart_or_not(text, found) + _percent(text, found)
    spellings += _in_words(found)
    return spellings + [other for spelling in spellings if (other := _short_or_long(spelling))]


def _other_spellings(run: str) -> list[str]:
    """The run with a long vowel sign at a katakana word's end taken off or put there, or kana of its verbs, or several of these."""
    spelt = [run]
    for change in (_long_vowels, _kana_between, _syllables, _without_kana):
        spelt += [other for one in spelt for other in change(one)]
    return list(dict.fromkeys(spelt))[1:]


def _long_vowels(run: str) -> Iterator[str]:
    for match in _KATAKANA_WORD.finditer(run):
        word, rest = match.group(), run[match.end() :]
        if len(word) < _LONG_VOWEL_FROM:
            continue
        if word.endswith("ー"):
            yield run[: match.end() - 1] + rest
        elif rest:  # at the end of the query the shorter word finds the longer one by itself
            yield run[: match.end()] + "ー" + rest


def _kana_between(run: str) -> Iterator[str]:
    for match in _COMPOUND.finditer(run):
        kanji, kana = match.groups()
        if kana in ("", _KANA_OF[kanji]):
            yield run[: match.start()] + kanji + ("" if kana else _KANA_OF[kanji]) + run[match.end() :]


def _syllables(run: str) -> Iterator[str]:
    for match in _SYLLABLE.finditer(run):
        kanji, kana = match.groups()
        if kana in ("", _SYLLABLE_OF[kanji]):
            yield run[: match.start()] + kanji + ("" if kana else _SYLLABLE_OF[kanji]) + run[match.end() :]


def _without_kana(run: str) -> Iterator[str]:
    if (shorter := _BOTH_KANA.sub(r"\1\2", run)) != run:
        yield shorter


def _figures_apart_or_not(text: str, found: list[Run]) -> list[list[Run]]:
    """covid19 is COVID-19, and Ту-154 is Ту154; 450млн is 450 млн."""
    if match := _LETTERS_AND_FIGURES.fullmatch(text):
        return [list(runs(f"{match[1]}{'' if match[2] else '-'}{match[3]}"))]
    if len(found) == 1 and (match := _FIGURES_AND_LETTERS.fullmatch(found[0].text)):
        return [[Run(part, is_cjk=False) for part in match.groups()]]
    return []


def _short_or_long(found: list[Run]) -> list[Run] | None:
    """млн is миллион, in whatever case."""
    last = found[-1]
    other = None if last.is_cjk else _SHORT_AND_LONG.get(stem(last.text, ""))
    return [*found[:-1], Run(other, is_cjk=False)] if other else None


def _in_words(found: list[Run]) -> list[list[Run]]:
    """30 is thirty, тридцать, отыз."""
    if len(found) > 1 or found[0].is_cjk or not found[0].text.isdecimal():
        return []
    return [[Run(word, is_cjk=False) for word in words] for words in _number_words().get(found[0].text, ())]


@cache
def _number_words() -> dict[str, list[list[str]]]:
    words: dict[str, list[list[str]]] = {}
    for language, names in _UNITS.items():
        units, tens = names.split(), _TENS[language].split()
        for number in range(2, 100):
            ten, unit = divmod(number, 10)
            if number <= len(units):
                spelt = [units[number - 1]]
            else:
                spelt = [tens[ten - 1], *units[unit - 1 : unit]] if unit else [tens[ten - 1]]
            words.setdefault(str(number), []).append(spelt)
    return words


def _percent(text: str, found: list[Run]) -> list[list[Run]]:
    """30% is 30 per cent in any language; the sign itself is folded to パーセント."""
    if not text.endswith("%"):
        return []
    return [[*found[:-1], *runs(word)] for word in _PERCENT]
