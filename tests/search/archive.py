"""Articles for the tests of the search: published, with one block a paragraph, and in the index."""

from datetime import date

from articles.models import Article, Block, Revision, Tag
from articles.search.find import find
from articles.search.index import index_articles
from tests.search.judged import ARTICLES


def add_article(
    headline: str, text: str, *, language: str = "ja", day: str = "2024-05-01", **fields
) -> Article:
    """A published article, not yet in the index; `text` has one paragraph a line."""
    article = Article.objects.create(
        headline=headline, language=language, published_on=date.fromisoformat(day), **fields
    )
    revision = Revision.objects.create(
        article=article, number=1, cause=Revision.Cause.IMPORT, headline=headline, body=text, plain=text
    )
    begin = 0
    for position, paragraph in enumerate(text.split("\n")):
        Block.objects.create(
            revision=revision,
            position=position,
            kind=Block.Kind.PARAGRAPH,
            anchor=f"p{position + 1}",
            begin=begin,
            end=begin + len(paragraph),
        )
        begin += len(paragraph) + 1
    article.live_revision = article.latest_revision = revision
    article.state = Article.State.PUBLISHED
    article.save()
    return article


def add(headline: str, text: str = "本文", **fields) -> Article:
    article = add_article(headline, text, **fields)
    index_articles([article])
    return article


def headlines(query: str, **options) -> list[str]:
    return [hit.article.headline for hit in find(query, **options).hits]


def add_judged_articles(judged: dict[str, tuple] = ARTICLES) -> dict[int, str]:
    """The judged articles, indexed, where there are tags already; the articles' names by number."""
    names: dict[int, str] = {}
    articles = []
    for name, (language, day, headline, text, tags) in judged.items():
        article = add_article(headline, text, language=language, day=day)
        article.tags.add(*Tag.objects.filter(gazetteer_id__in=tags))
        articles.append(article)
        names[article.pk] = name
    index_articles(articles)
    return names
