"""The preview of a text: by the same renderer that readers' pages come from."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.rendering.body import parse_body
from articles.rendering.html import render_body


def preview_of(markdown: str, language: str) -> SafeString:
    """The body as safe HTML (nh3 is the renderer's last step); what cannot be printed is said, not raised."""
    try:
        return mark_safe(render_body(parse_body(markdown.replace("\r\n", "\n")), language=language).html)
    except ValueError as error:
        return format_html("<p>{}</p>", str(error))
