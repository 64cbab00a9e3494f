"""Why a file was taken in, passed over or refused: kept as a code with its figures, told in the language of whoever looks."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from articles.ingest.decide import Reason

FAULTS: dict[str, str | Promise] = {  # the code of what cannot be read → a sentence without a full stop
    "empty": gettext_lazy("the file is empty"),
    "binary": gettext_lazy("the file is no text"),
    "too-large": gettext_lazy("it is larger than a page may be"),
    "unknown-encoding": gettext_lazy("its text is in no encoding that is known here"),
    "no-record": gettext_lazy("the line is no record of a page"),
    "store-crashed": gettext_lazy("the page could not be stored as an article; its bytes are kept"),
    "reader-crashed": gettext_lazy("the reader failed at this page; the page is kept"),
    "bad-feed": gettext_lazy("the feed could not be read"),
    "bad-archive": gettext_lazy("the archive could not be read"),
    "damaged": gettext_lazy("a part of the archive is damaged and was left out"),
    "no-text": gettext_lazy("the feed carries its headline only; import the page by its address"),
    "no-pages": gettext_lazy("the folder holds no file"),
    "not-found": gettext_lazy("there is no such file"),
    "not-a-file": gettext_lazy("neither a file nor a folder"),
    "not-readable": gettext_lazy("the file may not be read"),
    "no-page": gettext_lazy("what stands at the address is no page"),
    "redirects": gettext_lazy("the address leads on too many times"),
    "robots": gettext_lazy("the site's robots.txt asks not to fetch it"),
    "bad-address": gettext_lazy("it is no address of a page"),
    "bad-encoding": gettext_lazy("its packed body could not be unpacked"),
}
BASES: dict[str, str | Promise] = {  # on what `estimate.py` founds a day, part by part
    "the first comment": gettext_lazy("the first comment"),
    "the latest day in the text": gettext_lazy("the latest day in the text"),
    "the latest date among what it quotes": gettext_lazy("the latest date among what it quotes"),
    "days and months named in the text": gettext_lazy("days and months named in the text"),
    "the latest day named in the text": gettext_lazy("the latest day named in the text"),
}


def kept(why: Reason) -> str:
    """As it is stored with what became of a file."""
    return json.dumps(why, ensure_ascii=False)


def told(reason: str) -> str:
    """A short sentence without a full stop; older rows hold one in English, which is told as it is."""
    if not reason.startswith("{"):
        return reason
    why = json.loads(reason)
    if "message" in why:
        return told_fault(why["code"], why["message"])
    say = _SAID.get(why["code"])
    return say(why) if say else why["code"]


def in_english(reason: str) -> str:
    """As commands print it: what is wrong with a file in the reader's own words, with their figures."""
    why = json.loads(reason) if reason.startswith("{") else {}
    if "message" in why:
        return f"{why['message']} [{why['code']}]"
    with override("en"):
        return told(reason)


def told_basis(basis: str) -> str:
    """On what an estimate of a day rests; what an editor wrote is told as it is."""
    return "; ".join(str(BASES.get(part, part)) for part in basis.split("; "))


def kept_basis(told: str) -> str:
    """As it is stored: parts that are told in one of the interface's languages are codes again."""
    codes = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            codes |= {str(words): code for code, words in BASES.items()}
    return "; ".join(codes.get(part, part) for part in told.split("; "))


def told_fault(code: str, message: str) -> str:
    """What is wrong with a file, by its code; `message` is the reader's own, told where the code has no sentence."""
    if code.startswith("http-"):
        return _("the server answered %s") % code.removeprefix("http-")
    return str(FAULTS.get(code, message))


def _conflict(why: Reason) -> str:
    said = ngettext(
        "editors and the page changed %(count)d place differently",
        "editors and the page changed %(count)d places differently",
        why["count"],
    )
    return said % why


def _known(why: Reason) -> str:
    if why["article"] is None:
        return _("the same bytes are in the archive already")
    return _("the same bytes are in the archive already as article %(article)d") % why


_SAID: dict[str, Callable[[dict[str, Any]], str]] = {
    "new": lambda _why: _("a new page"),
    "article-unchanged": lambda _why: _("the page changed, its article did not"),
    "conflict": _conflict,
    "says-the-same": lambda _why: _("the article already says what the page says now"),
    "new-state": lambda _why: _("the page has a new state"),
    "merged": lambda _why: _("the page's new state merged with the editors' work"),
    "teaser": lambda _why: _("the archive has more of this page than its feed's teaser"),
    "known": _known,
    "refused": lambda _why: _("an editor refused this page; take the refusal back to import it"),
}
