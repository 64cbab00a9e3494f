"""The few words inside an article's HTML, in the article's own language: rendered once, whatever the interface speaks."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    paragraph: str  # accessible name of a paragraph's number
    original: str  # summary of a quotation's folded original
    original_from: dict[str, str]  # the same where its language is known, by primary subtag
    inferred: str  # beside a date whose year the page does not say
    note: str  # sign of a note in the margin
    back: str  # from a note to its passage
    dates: tuple[str, str, str]  # patterns of a day, a month, a year
    months: tuple[str, ...] = ()  # as they stand in a date


WORDS = {
    "ja": Words(
        paragraph="第{}段落へのリンク",
        original="原文",
        original_from={
            "en": "原文（英語から訳出）",
            "ru": "原文（ロシア語から訳出）",
            "kk": "原文（カザフ語から訳出）",
            "zh": "原文（中国語から訳出）",
            "de": "原文（ドイツ語から訳出）",
            "fr": "原文（フランス語から訳出）",
        },
        inferred="（年は推定）",
        note="※{}",
        back="本文へ戻る",
        dates=("{y}年{m}月{d}日", "{y}年{m}月", "{y}年"),
    ),
    "en": Words(
        paragraph="Link to paragraph {}",
        original="Original",
        original_from={
            "ja": "Original (translated from Japanese)",
            "ru": "Original (translated from Russian)",
            "kk": "Original (translated from Kazakh)",
            "zh": "Original (translated from Chinese)",
            "de": "Original (translated from German)",
            "fr": "Original (translated from French)",
        },
        inferred="(year inferred)",
        note="*{}",
        back="Back to the text",
        dates=("{d} {month} {y}", "{month} {y}", "{y}"),
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    ),
    "ru": Words(
        paragraph="Ссылка на абзац {}",
        original="Оригинал",
        original_from={
            "ja": "Оригинал (перевод с японского)",
            "en": "Оригинал (перевод с английского)",
            "kk": "Оригинал (перевод с казахского)",
            "zh": "Оригинал (перевод с китайского)",
            "de": "Оригинал (перевод с немецкого)",
            "fr": "Оригинал (перевод с французского)",
        },
        inferred="(год установлен по тексту)",
        note="*{}",
        back="К тексту",
        dates=("{d} {month} {y} г.", "{m:02}.{y}", "{y} г."),
        months=(
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ),
    ),
    "kk": Words(
        paragraph="{}-абзацқа сілтеме",
        original="Түпнұсқа",
        original_from={
            "ja": "Түпнұсқа (жапон тілінен аударылған)",
            "en": "Түпнұсқа (ағылшын тілінен аударылған)",
            "ru": "Түпнұсқа (орыс тілінен аударылған)",
            "zh": "Түпнұсқа (қытай тілінен аударылған)",
            "de": "Түпнұсқа (неміс тілінен аударылған)",
            "fr": "Түпнұсқа (француз тілінен аударылған)",
        },
        inferred="(жылы мәтіннен анықталған)",
        note="*{}",
        back="Мәтінге оралу",
        dates=("{y} жылғы {d} {month}", "{y} жылғы {month}", "{y} жыл"),
        months=(
            "қаңтар",
            "ақпан",
            "наурыз",
            "сәуір",
            "мамыр",
            "маусым",
            "шілде",
            "тамыз",
            "қыркүйек",
            "қазан",
            "қараша",
            "желтоқсан",
        ),
    ),
    "zh": Words(
        paragraph="第{}段的链接",
        original="原文",
        original_from={
            "ja": "原文（译自日语）",
            "en": "原文（译自英语）",
            "ru": "原文（译自俄语）",
            "kk": "原文（译自哈萨克语）",
            "de": "原文（译自德语）",
            "fr": "原文（译自法语）",
        },
        inferred="（年份系推定）",
        note="※{}",
        back="回到正文",
        dates=("{y}年{m}月{d}日", "{y}年{m}月", "{y}年"),
    ),
}
_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(?:T.*)?)?)?")


def words_of(language: str) -> Words:
    """The words for an article's language; English ones where there are none."""
    return WORDS.get(language.split("-")[0].lower(), WORDS["en"])


def date_text(value: str, language: str) -> str | None:
    """An ISO date as it is written in a language, as exact as it is (day, month or year); None where it is no date."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    words = words_of(language)
    pattern = words.dates[0 if day else 1 if month else 2]
    return pattern.format(
        y=year, m=month, d=day, month=words.months[month - 1] if words.months and month else ""
    )


def original_words(language: str, original_language: str | None) -> str:
    words = words_of(language)
    return words.original_from.get((original_language or "").split("-")[0].lower(), words.original)
