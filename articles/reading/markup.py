"""Parts that a page holds dozens of (rows of lists, hits, bars), as HTML written in Python: a template takes five times as long
over each. Everything that comes from an article goes through `escape`."""

import re
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article, Tag
from articles.reading.charts import Bar, Chart
from articles.reading.dates import publication
from articles.reading.interfaces import interface_tag, name_of
from articles.reading.rows import Row
from articles.reading.search_page import Choice, HitRow
from articles.reading.versions import STATES, Version
from articles.rendering.weave import with_number_kept

_ENDS = tuple("。！？.!?”」…") + ("",)  # of a text that is not cut in the middle of a sentence
_HALVES = re.compile(r"(?<=――)|(?<=──)|(?<=——)")


def lang(language: str, here: str = "") -> SafeString:
    """` lang="ru"` where a run is in another language than the page around it; `here` is the page's, for those that know it."""
    return _lang(language, here or interface_tag())


@lru_cache(maxsize=1024)
def _lang(language: str, interface: str) -> SafeString:
    if not language or language in (interface, "und"):
        return SafeString("")
    return SafeString(f' lang="{escape(language)}"')


def named(noun, here: str = "") -> SafeString:
    """A source's or tag's name for this reader, marked with its language where that differs."""
    name, language = noun.name_in()
    mark = lang(language, here)
    return SafeString(f"<span{mark}>{escape(name)}</span>" if mark else escape(name))


def halves(headline: str) -> SafeString:
    """A headline with a long dash, in two spans, so that a narrow line breaks there first; № stays with its figure."""
    parts = [part for part in _HALVES.split(with_number_kept(headline)) if part]
    if len(parts) < 2:
        return SafeString(escape("".join(parts)))
    return SafeString("".join(f'<span class="ph">{escape(part)}</span>' for part in parts))


def marked(text: str, spans) -> SafeString:
    """The text with `<mark>` around the (begin, end) spans, which are in order and apart."""
    out, at = [], 0
    for begin, end in spans:
        out += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        at = end
    return SafeString("".join([*out, escape(text[at:])]))


def list_row(row: Row, *, level: int = 3, hide_source: bool = False) -> SafeString:
    """A text in a list: headline, paper, day, language, and the other languages that it can be read in."""
    article, original = row.article, row.original
    mark = lang(article.language)
    hreflang = f' hreflang="{escape(article.language)}"' if mark else ""
    since = f' data-at="{row.since}"' if row.since else ""
    said = [named(original.source)] if original.source and not hide_source else []
    said += [publication(original), escape(row.said_language) + _doubt(row.state)]
    return SafeString(
        f'<li{since}><h{level} class="t"{mark}><a href="{_address(article)}"{hreflang}>{halves(article.headline)}</a></h{level}>'
        f'<p class="meta">{_spans(said)}{_also_in(row.others)}</p></li>'
    )


def hit_row(row: HitRow) -> SafeString:
    """A hit: headline and a piece of the text with the words marked, leading to the paragraph that has them."""
    hit, article = row.hit, row.hit.article
    language, here = escape(article.language), interface_tag()
    mark = lang(article.language, here)
    said = [f"<b>{named(article.source, here)}</b>"] if article.source else []
    said += [publication(article), _language_and_state(article.language, row.current.state, here)]
    others = "".join(map(_version, row.others))
    cut = "" if hit.excerpt[-1:] in _ENDS else "…"
    also = f'<p class="in"><span>{_("Also in:")}</span>{others}</p>' if others else ""
    return SafeString(
        f'<li><h3 class="t"{mark}><a href="{escape(row.address)}" hreflang="{language}">'
        f"{marked(article.headline, hit.headline_marks)}</a></h3>"
        f'<p class="meta">{_spans(said)}</p><p class="snip"{mark}>{marked(hit.excerpt, hit.marks)}{cut}</p>{also}</li>'
    )


def version_strip(versions: list[Version]) -> SafeString:
    """The languages of an article with the state of its text in each, those that it cannot be read in without a link."""
    here = interface_tag()
    return SafeString("\n".join(_in_strip(version, here) for version in versions))


def _in_strip(version: Version, here: str) -> str:
    language = escape(version.language)
    state = version.state if version.article else "none"
    name = f'{escape(version.autonym)}<small lang="{here}" class="st {state}">{escape(version.label)}</small>'
    if not version.article:
        return f'<span class="v" lang="{language}">{name}</span>'
    current = ' aria-current="page"' if version.is_current else ""
    return (
        f'<a href="{_address(version.article)}" lang="{language}" hreflang="{language}"{current}>{name}</a>'
    )


def neighbour(article: Article | None, way: str, relation: str) -> SafeString:
    """The text before or after in a subject; `relation` is the link's, as prev."""
    if article is None:
        return SafeString("")
    said = [named(article.source)] if article.source else []
    return SafeString(
        f'<li><p class="k">{escape(way)}</p><p class="t"{lang(article.language)}><a href="{_address(article)}" rel="{relation}"'
        f' hreflang="{escape(article.language)}">{halves(article.headline)}</a></p>'
        f'<p class="meta">{_spans([*said, publication(article)])}</p></li>'
    )


def tag_links(tags: list[Tag]) -> SafeString:
    """Tags beside their heading."""
    here = interface_tag()
    return SafeString("".join(f'<dd><a href="{_address(tag)}">{named(tag, here)}</a></dd>' for tag in tags))


def counted_tags(tags: list[Tag], count: str = "article_count") -> SafeString:
    """Tags in a list, each with its kind and a number; `count` names the attribute that holds it."""
    here = interface_tag()
    kinds = {kind: escape(str(kind.label)) for kind in Tag.Kind}
    return SafeString(
        "".join(
            f'<li><span class="k">{kinds[tag.kind]}</span><a href="{_address(tag)}">{named(tag, here)}</a>'
            f'<span class="num">{getattr(tag, count)}</span></li>'
            for tag in tags
        )
    )


@lru_cache(maxsize=1024)
def _language_and_state(language: str, state: str, interface: str) -> str:
    return f"{escape(name_of(language))} ({escape(str(STATES[state]))})"


def facet_choices(name: str, choices: list[Choice]) -> SafeString:
    """Boxes to tick."""
    here = interface_tag()
    return SafeString(
        "".join(
            f'<label><input type="checkbox" name="{escape(name)}" value="{escape(choice.value)}"{" checked" if choice.is_on else ""}>'
            f"<span{lang(choice.language, here)}>{escape(choice.name)}</span><span>{'' if choice.count is None else choice.count}</span></label>"
            for choice in choices
        )
    )


def bars(chart: Chart, *, with_words: bool = True) -> SafeString:
    """The bars of a chart, and the words at them: years, and how many the highest stands for."""
    return SafeString("".join(_bar(bar) + (_words(bar) if with_words else "") for bar in chart.bars))


def years_table(chart: Chart) -> SafeString:
    """Rows of a table: the years that have any, and how many."""
    begin, end = reverse("archive_year", args=[1111]).split("1111")
    return SafeString(
        "".join(
            f'<tr><th scope="row"><a href="{begin}{bar.year}{end}">{bar.year}</a></th><td class="n">{bar.count}</td></tr>'
            for bar in chart.rows
        )
    )


def _bar(bar: Bar) -> str:
    if not bar.count:
        return ""
    high = ' class="hi"' if bar.is_highest else ""
    return (
        f'<rect{high} x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}">'
        f"<title>{bar.year}: {bar.count}</title></rect>"
    )


def _words(bar: Bar) -> str:
    said = ""
    if bar.is_highest:
        said += f'<text class="v" x="{bar.middle}" y="{bar.above}" text-anchor="middle">{bar.count}</text>'
    if bar.is_labelled:
        said += f'<text x="{bar.middle}" y="167" text-anchor="middle">{bar.year}</text>'
    return said


def _doubt(state: str) -> str:
    """What must be said of a translation beside its language."""
    words = {"machine": _("(machine)"), "stale": _("(behind the original)")}
    return f" {words[state]}" if state in words else ""


def _also_in(others: list[Version]) -> str:
    if not others:
        return ""
    links = " ".join(map(_version, others))
    return f'<span class="also"><span class="vh">{_("also in")} </span>{links}</span>'


def _version(version: Version) -> str:
    language = escape(version.language)
    return f'<a href="{_address(version.article)}" lang="{language}" hreflang="{language}">{escape(version.autonym)}</a>'


def _address(noun: Article | Tag) -> str:
    return escape(noun.get_absolute_url())


def _spans(said: list[str]) -> str:
    return "".join(f"<span>{words}</span>" for words in said)
