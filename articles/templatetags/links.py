"""What templates say of links."""

from collections.abc import Sequence

from django import template

from articles.links.reasons import all_told as _all_told

register = template.Library()


@register.filter
def all_told(reasons: Sequence) -> str:
    """Why a link was found, in one line and the reader's language."""
    return _all_told(reasons)


@register.simple_tag
def following(cards: Sequence, index: int) -> int | str:
    """The number of the link on the next card; on the one before where this is the last."""
    others = [*cards[index + 1 :], *reversed(cards[:index])]
    return others[0].link.pk if others else ""
