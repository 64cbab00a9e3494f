"""Days and moments as the reader's language writes them."""

from datetime import date, datetime
from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article

_FORMATS = {  # interface language: day, month, year
    "ja": ("Y年n月j日", "Y年n月", "Y年"),
    "en": ("j F Y", "F Y", "Y"),
    "ru": ("j E Y", "F Y", "Y"),
    "kk": ("Y ж. j F", "Y ж. F", "Y"),
    "zh-hans": ("Y年n月j日", "Y年n月", "Y年"),
}
_SMALL_MONTHS = {"ru", "kk"}  # Django's catalogues give the months of these a capital


def _say(day: date, size: int) -> str:
    return _said(day, size, get_language() or "ja")


@lru_cache(maxsize=8192)  # lists say the same days again and again
def _said(day: date, size: int, language: str) -> str:
    said = format_date(day, _FORMATS.get(language, _FORMATS["en"])[size])
    return said.lower() if language in _SMALL_MONTHS else said


def say_day(day: date) -> str:
    return _say(day, 0)


def say_month(day: date) -> str:
    return _say(day, 1)


def say_year(year: int) -> str:
    return _say(date(year, 1, 1), 2)


def time_element(moment: date | datetime) -> str:
    """`<time>` with the exactness of its value: a datetime gives the clock too, in the site's time zone."""
    if isinstance(moment, datetime):
        local = timezone.localtime(moment)
        said = f"{say_day(local.date())} {local:%H:%M}"
        return SafeString(f'<time datetime="{local.isoformat(timespec="minutes")}">{escape(said)}</time>')
    return SafeString(f'<time datetime="{moment.isoformat()}">{escape(say_day(moment))}</time>')


def publication(article: Article, *, with_clock: bool = False) -> str:
    """The publication as exact as the page is; an unknown day is said, never guessed."""
    if article.published:
        return time_element(article.published if with_clock else _day_of(article))
    first, last = article.estimate_not_before, article.estimate_not_after
    if first and last:
        text, days = _("undated; between {first} and {last}"), {"first": first, "last": last}
    elif first:
        text, days = _("undated; after {day}"), {"day": first}
    elif last:
        text, days = _("undated; before {day}"), {"day": last}
    else:
        return _("undated")
    return format_html(text, **{name: time_element(day) for name, day in days.items()})


def _day_of(article: Article) -> date:
    return article.published_on or timezone.localtime(article.published_at).date()
