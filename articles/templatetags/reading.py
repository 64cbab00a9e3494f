"""What the reader templates need said: dates, languages, names, and the address of the page itself."""

import json
import re
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.models import Article
from articles.reading import countries, dates
from articles.reading.interfaces import INTERFACES, interface_tag, name_of
from articles.rendering.prose import render_prose
from articles.text.languages import lang_of_run
from articles.text.slugs import slug_of_author

register = template.Library()

_HALVES = re.compile(r"(?<=――)|(?<=──)|(?<=——)")
_JSON_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

register.filter("day", dates.say_day)
register.filter("month", dates.say_month)
register.filter("year", dates.say_year)
register.filter("time", dates.time_element)
register.filter("language_name", name_of)


@register.filter
def publication(article: Article) -> str:
    return dates.publication(article)


@register.filter
def publication_with_clock(article: Article) -> str:
    return dates.publication(article, with_clock=True)


@register.filter
def prose(text: str) -> SafeString:
    """A description's Markdown as HTML; `render_prose` has made it safe."""
    return mark_safe(render_prose(text))


@register.filter
def lang(language: str) -> SafeString:
    """` lang="ru"` where a run is in another language than the page around it."""
    if not language or language in (interface_tag(), "und"):
        return SafeString("")
    return format_html(' lang="{}"', language)


@register.filter
def run_language(text: str) -> SafeString:
    """The `lang` of a word without a language of its own, where its script tells."""
    return lang(lang_of_run(text) or "")


@register.filter
def named(noun) -> SafeString:
    """A source's or tag's name for this reader, marked with its language where that differs."""
    name, language = noun.name_in()
    mark = lang(language)
    return format_html("<span{}>{}</span>", mark, name) if mark else conditional_escape(name)


@register.filter
def halves(headline: str) -> SafeString:
    """A headline with a long dash, in two spans, so that a narrow line breaks there first."""
    parts = [part for part in _HALVES.split(headline) if part]
    if len(parts) < 2:
        return SafeString(escape(headline))
    return mark_safe("".join(f'<span class="ph">{escape(part)}</span>' for part in parts))


@register.filter
def marked(text: str, spans) -> SafeString:
    """The text with `<mark>` around the (begin, end) spans, which are in order and apart."""
    out, at = [], 0
    for begin, end in spans:
        out += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        at = end
    return mark_safe("".join([*out, escape(text[at:])]))


@register.filter
def is_web_address(address: str) -> bool:
    """Only these become links: a page may name any scheme."""
    return address.startswith(("https://", "http://"))


@register.filter
def author_address(name: str) -> str:
    """Where an author's articles stand; a search for a name without any letter."""
    slug = slug_of_author(name)
    return reverse("author_detail", args=[slug]) if slug else f"{reverse('search')}?{urlencode({'q': name})}"


@register.filter
def country_name(code: str) -> str:
    return countries.name_of(code)


@register.simple_tag(takes_context=True)
def this_page_in_interfaces(context: dict) -> list[dict]:
    """The same page under each interface language; the front page where the address has no language."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    current = get_language()
    head, _, rest = path.removeprefix("/").partition("/")
    tail = rest if head in dict(settings.LANGUAGES) else ""
    return [
        {
            "code": i.code,
            "tag": i.tag,
            "name": i.name,
            "path": f"/{i.code}/{tail}",
            "is_current": i.code == current,
        }
        for i in INTERFACES
    ]


@register.simple_tag
def this_language() -> str:
    """For words of the interface inside an element in another language."""
    return interface_tag()


@register.simple_tag
def absolute(path: str) -> str:
    """A path of ours with the public host before it."""
    return settings.SITE_URL + path


@register.simple_tag
def absolute_static(path: str) -> str:
    return settings.SITE_URL + static(path)


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """A data block for search engines; it is no script, and nothing in it can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
