"""The last step before HTML is stored: whatever was woven before, only this is let through."""

import nh3

_COMMON = {"lang", "id", "class"}
_PLAIN_TAGS = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "ul",
        "li",
        "table",
        "tbody",
        "tr",
        "td",
        "figure",
        "figcaption",
        "blockquote",
        "br",
    ),
    *("details", "summary", "span", "b", "strong", "em", "code", "sup", "small", "ruby", "rt", "rp"),
}
ATTRIBUTES = {
    **dict.fromkeys(_PLAIN_TAGS, _COMMON),
    "a": _COMMON | {"href", "rel", "aria-label", "hreflang"},
    "aside": _COMMON | {"aria-label"},
    "ol": _COMMON | {"start"},
    "img": {"src", "srcset", "sizes", "alt", "loading"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto"}


def clean(html: str) -> str:
    """The HTML without any tag, attribute or address scheme that articles have no use for."""
    return nh3.clean(
        html,
        tags=set(ATTRIBUTES),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style"},
        link_rel=None,  # rel stands on links out of the archive only, and the weaver sets it
    )
