"""Public addresses: the one under which an article is known to machines, and its languages."""

from django.conf import settings

from articles.models import Article
from articles.reading.interfaces import interface_for


def canonical_path(article: Article) -> str:
    """The article under the interface of its own language: the same text under four others is no other page."""
    return article.get_absolute_url(interface_for(article.language))


def canonical_url(article: Article) -> str:
    return settings.SITE_URL + canonical_path(article)


def is_web_address(address: str) -> bool:
    """Only these become links: a page may name any scheme."""
    return address.startswith(("https://", "http://"))
