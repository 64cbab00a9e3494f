"""The order of names in the reader's language: alphabets, kana by reading, Chinese by pinyin."""

import unicodedata
from functools import cache

from anyascii import anyascii

_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE = {letter: place for place, letter in enumerate(_KAZAKH)}
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_VOWELS = dict(zip(
        "あいうえお",
        ("あかさたなはまやらわがざだばぱ", "いきしちにひみりぎじぢびぴ", "うくすつぬふむゆるぐずづぶぷ",
         "えけせてねへめれげぜでべぺ", "おこそとのほもよろごぞどぼぽを"),
        strict=True,
    ))  # fmt: skip


def sort_key(name: str, language: str, reading: str = "") -> tuple:
    """For sorting names that readers of an interface language see; `reading` is a Japanese name's, in kana."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    if language == "ja":
        return _japanese(reading or folded, folded)
    if language.startswith("zh"):
        return (tuple(map(_pinyin, folded)), folded)
    if language == "kk":
        return (tuple(_PLACE.get(letter, 100 + ord(letter)) for letter in folded), folded)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    if language == "ru":  # й keeps its place; ё stands with е
        plain = folded.replace("ё", "е")
    return (plain, folded)


def _japanese(reading: str, name: str) -> tuple:
    """Kana before letters, both before kanji whose reading nobody gave; voiced after plain, as dictionaries do."""
    kana = unicodedata.normalize("NFKC", reading).translate(_TO_HIRAGANA)
    spoken = "".join(c for c in _without_bars(kana) if c.isalnum())
    plain = "".join(c for c in unicodedata.normalize("NFD", spoken) if not unicodedata.combining(c))
    plain = plain.translate(_SMALL_KANA)
    first = plain[:1]
    group = 0 if "ぁ" <= first <= "ゖ" else 1 if first < "ぁ" else 2
    return (group, plain, spoken, name)


def _without_bars(kana: str) -> str:
    """A bar sounds as the vowel before it: カザフー stands as カザフウ."""
    out: list[str] = []
    for character in kana:
        if character == "ー" and out:
            last = out[-1].translate(_SMALL_KANA)
            out.append(next((vowel for vowel, row in _VOWELS.items() if last in row), ""))
        else:
            out.append(character)
    return "".join(out)


@cache
def _pinyin(character: str) -> tuple[str, str]:
    return (anyascii(character).lower(), character)
