"""Why a link was found: stored as a code with its figures, told in the language of whoever looks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.models import Tag
from articles.models.names import FALLBACKS, NAME_LANGUAGES
from articles.rendering.words import date_text

Reason = dict[str, Any]  # JSON: "code" and what its sentence needs


def reason(code: str, **figures) -> Reason:
    return {"code": code, **figures}


def names_of(tags: Iterable[Tag]) -> list[dict[str, str]]:
    """The tags' names in all languages, so that telling a reason asks the database nothing."""
    return [
        {ending: name for ending in NAME_LANGUAGES.values() if (name := getattr(tag, f"name_{ending}"))}
        or {"en": tag.name}
        for tag in tags
    ]


def told(why: Reason | str) -> str:
    """A short sentence without a full stop, in the language of the interface; a plain text is told as it is."""
    if isinstance(why, str):
        return why
    say = _SAID.get(why.get("code", ""))
    return say(why) if say else str(why.get("code", ""))


def all_told(reasons: Iterable[Reason | str]) -> str:
    """All in one line."""
    return "; ".join(told(why) for why in reasons)


def where(anchors: Iterable[str]) -> str:
    """The paragraphs and quotations with these anchors, in words."""
    anchors = list(anchors)
    paragraphs, quotations = _numbers(anchors, "p"), _numbers(anchors, "q")
    parts = []
    if paragraphs:
        said = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(paragraphs))
        parts.append(said % {"numbers": _in_ranges(paragraphs)})
    if quotations:
        said = ngettext("quotation %(numbers)s", "quotations %(numbers)s", len(quotations))
        parts.append(said % {"numbers": _in_ranges(quotations)})
    return "; ".join(parts)


def _numbers(anchors: Iterable[str], prefix: str) -> list[int]:
    return sorted(int(a[1:]) for a in anchors if a[:1] == prefix and a[1:].isdigit())


def _in_ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 5] → 1–3, 5"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _shared(why: Reason) -> str:
    said = ngettext(
        "%(count)d character shared, %(percent)d %% alike",
        "%(count)d characters shared, %(percent)d %% alike",
        why["count"],
    )
    return said % why


def _left_out(why: Reason) -> str:
    return ngettext("%(count)d passage left out", "%(count)d passages left out", why["count"]) % why


def _added(why: Reason) -> str:
    return ngettext("%(count)d passage added", "%(count)d passages added", why["count"]) % why


def _days_apart(why: Reason) -> str:
    return ngettext("%(count)d day apart", "%(count)d days apart", why["count"]) % why


def _event(why: Reason) -> str:
    return _("both tell of: %(names)s") % {"names": _names(why)}


def _actors(why: Reason) -> str:
    return _("%(names)s – in both on %(days)s") % {"names": _names(why), "days": _days(why)}


def _actors_in_month(why: Reason) -> str:
    return _("%(names)s – in both in %(month)s") % {"names": _names(why), "month": _days(why)}


def _kin(why: Reason) -> str:
    return _("both are about: %(names)s") % {"names": _names(why)}


def _names(why: Reason) -> str:
    language = get_language() or "en"
    names = [_name(forms, language) for forms in why["names"]]
    return ("、" if language in ("ja", "zh-hans") else ", ").join(names)


def _name(forms: Mapping[str, str], language: str) -> str:
    return next((forms[e] for e in FALLBACKS.get(language, FALLBACKS["en"]) if e in forms), "")


def _days(why: Reason) -> str:
    language = get_language() or "en"
    days = dict.fromkeys((why["first"], why.get("last") or why["first"]))
    return " – ".join(date_text(day, language) or day for day in days)


_SAID: dict[str, Callable[[Reason], str]] = {
    "marked": lambda _why: _("marked as a quotation"),
    "title": lambda _why: _("the quoted title is its headline"),
    "same paper": lambda _why: _("the same paper"),
    "other paper": lambda _why: _("another paper"),
    "same day": lambda _why: _("the same day"),
    "days apart": _days_apart,
    "by editor": lambda _why: _("named by an editor"),
    "address": lambda _why: _("named by its address"),
    "headline": lambda _why: _("named by its headline"),
    "part of headline": lambda _why: _("named by a part of its headline"),
    "shared": _shared,
    "left out": _left_out,
    "added": _added,
    "event": _event,
    "actors": _actors,
    "actors in month": _actors_in_month,
    "kin": _kin,
    "automatic: text": lambda _why: _("accepted automatically: the text confirms it"),
    "automatic: names": lambda _why: _("accepted automatically: title, paper and day agree"),
    "automatic: exact": lambda _why: _("accepted automatically: long and word for word"),
    "automatic: certain": lambda _why: _("accepted automatically: the name is certain"),
}
