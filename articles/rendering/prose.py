"""Short prose that editors write about tags and sources: plain Markdown → safe HTML.

An article's body has its own dialect (`body.py`), since it must come out character for character; a description need not.
"""

from functools import lru_cache

import markdown
import nh3

TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "br", "code", "blockquote"}


@lru_cache(maxsize=512)  # the same few descriptions stand on every page of their tag
def render_prose(text: str) -> str:
    """Safe HTML of a description; raw HTML in it stays visible as text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    html = markdown.markdown(escaped, extensions=["sane_lists"], output_format="html")
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="external",
    )
