"""How the addresses of many pages begin: a page leads to dozens of them, and Django looks each up anew."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, override


def beginning_of(view: str, interface: str | None = None) -> str:
    """What stands before the number or slug in the addresses of a view, under an interface or the one that is active."""
    return _beginning(view, interface or get_language(), get_script_prefix())


@lru_cache(maxsize=256)
def _beginning(view: str, interface: str | None, prefix: str) -> str:
    with override(interface):
        return reverse(view, args=["0"]).removesuffix("0/")
