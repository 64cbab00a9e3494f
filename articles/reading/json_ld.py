"""An article as schema.org's NewsArticle, for search engines."""

from django.conf import settings

from articles.models import Article
from articles.reading.addresses import canonical_url
from articles.reading.article_page import ArticlePage


def news_article(page: ArticlePage) -> dict:
    """Facts that the page shows; what is unknown is left out."""
    article = page.article
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": canonical_url(article),
        "url": canonical_url(article),
        "headline": article.headline,
        "alternativeHeadline": article.subtitle or None,
        "inLanguage": article.language,
        "datePublished": _iso(article.published),
        "dateModified": _iso(article.updated_at or article.updated_on),
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": _organisation(article.source),
        "articleSection": article.section or None,
        "isBasedOn": article.url or article.source_url or None,
        "keywords": [tag.local_name for tag in page.tags],
        "citation": [
            {"@type": "NewsArticle", "name": q.title or q.attribution}
            for q in page.quotations
            if q.title or q.attribution
        ],
        "translator": {"@type": "Person", "name": article.translator} if article.translator else None,
        "translationOfWork": _work(page.original) if article.translation_of_id else None,
        "workTranslation": [
            _work(v.article) for v in page.readable_versions if v.article is not article and v.is_listed
        ]
        if article.translation_of_id is None
        else None,
        "isPartOf": {"@type": "Collection", "name": "kzsite", "url": settings.SITE_URL},
    }
    return {key: value for key, value in data.items() if value}


def _work(article: Article | None) -> dict | None:
    if article is None:
        return None
    return {"@type": "NewsArticle", "@id": canonical_url(article), "inLanguage": article.language}


def _organisation(source) -> dict | None:
    if source is None:
        return None
    organisation = {"@type": "NewsMediaOrganization", "name": source.local_name}
    return organisation | ({"url": source.homepage} if source.homepage else {})


def _iso(moment) -> str | None:
    return moment.isoformat() if moment else None
