"""The stored HTML of a text, made ready for a reader: ways into the archive in their interface, names told in their language."""

import re
from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.models import Tag
from articles.revisions.render import ARCHIVE

_NAME = re.compile(f'href="{ARCHIVE}tags/([-\\w]+)/"')


def in_interface(html: str, tags: Iterable[Tag]) -> SafeString:
    """`tags` are at hand already; a query fetches others that the text links, where there are any."""
    wanted = set(_NAME.findall(html))
    if wanted:
        known = {tag.slug: tag for tag in tags if tag.slug in wanted}
        if wanted - known.keys():
            known |= Tag.objects.by_slugs(wanted - known.keys())
        html = _NAME.sub(lambda match: match[0] + _title(known.get(match[1])), html)
    return mark_safe(html.replace(f'href="{ARCHIVE}', f'href="/{get_language()}/'))  # noqa: S308


def _title(tag: Tag | None) -> str:
    return f' title="{escape(tag.local_name)}"' if tag else ""
