"""What the reader templates need said: dates, languages, names, and the address of the page itself."""

import json
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.models import Article
from articles.reading import countries, dates, markup
from articles.reading.addresses import is_web_address
from articles.reading.interfaces import INTERFACES, interface_tag, name_of
from articles.rendering.prose import render_prose
from articles.text.languages import lang_of_run
from articles.text.slugs import slug_of_author

register = template.Library()

_CURRENT = ' aria-current="true"'
_CODES = frozenset(i.code for i in INTERFACES)
_JSON_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

register.filter("day", dates.say_day)
register.filter("month", dates.say_month)
register.filter("year", dates.say_year)
register.filter("time", dates.time_element)
register.filter("language_name", name_of)
register.filter(is_web_address)
for part in (markup.lang, markup.named, markup.halves, markup.marked):
    register.filter(part)
for part in (
    *(markup.list_row, markup.hit_row, markup.facet_choices, markup.bars, markup.years_table),
    *(markup.version_strip, markup.neighbour, markup.tag_links, markup.counted_tags),
):
    register.simple_tag(part)


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
def run_language(text: str) -> SafeString:
    """The `lang` of a word without a language of its own, where its script tells."""
    return markup.lang(lang_of_run(text) or "")


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
    current, tail = get_language(), _tail(context)
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


def _tail(context: dict) -> str:
    """The address of the page without its language."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    head, _, rest = path.removeprefix("/").partition("/")
    return rest if head in _CODES else ""


@register.simple_tag(takes_context=True)
def interface_links(context: dict) -> SafeString:
    """Ways to the same page under each interface language."""
    tail = escape(_tail(context))
    return mark_safe("".join(f"{before}{tail}{after}" for before, after in _ways(get_language())))


@lru_cache(maxsize=64)
def _ways(current: str | None) -> list[tuple[str, str]]:
    """What stands before and after the rest of an address in the way to each interface."""
    return [
        (
            f'<a href="/{i.code}/',
            f'" lang="{i.tag}" hreflang="{i.tag}"{_CURRENT if i.code == current else ""}>{i.name}</a>',
        )
        for i in INTERFACES
    ]


class OnceNode(template.Node):
    """Keeps what its parts gave for each language and each value that they are said to vary with."""

    def __init__(self, parts: template.NodeList, varies: template.base.FilterExpression | None, name: str):
        self.parts, self.varies, self.name = parts, varies, name
        self.kept: dict[tuple, str] = {}

    def render(self, context: template.Context) -> str:
        value = self.varies and self.varies.resolve(context)
        key = get_language(), value
        kept = self.kept.get(key)
        if kept is None:
            with context.push(**({self.name: value} if self.name else {})):
                kept = self.kept[key] = self.parts.render(context)
        return kept


@register.tag
def once(parser: template.base.Parser, token: template.base.Token) -> OnceNode:
    """`{% once %}…{% endonce %}`: what is the same on every page in a language is made for the first of them.

    `{% once value as name %}` where it also varies with a value, which must be one of few.
    """
    _, *words = token.split_contents()
    if words and (len(words) != 3 or words[1] != "as"):
        raise template.TemplateSyntaxError("say {% once %} or {% once value as name %}")
    parts = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(parts, parser.compile_filter(words[0]) if words else None, words[2] if words else "")


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
