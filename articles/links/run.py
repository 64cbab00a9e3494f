"""Links of an article: found, resolved, stored."""

from articles.models.gram import Gram, LinkedArticle  # noqa: F401


def link_article(article) -> set[int]:
    return set()
