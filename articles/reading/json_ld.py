"""An article as schema.org's NewsArticle, for search engines."""

import re

from django.conf import settings

from articles.models import Article, Quotation, Reference
from articles.reading.addresses import canonical_url, is_web_address
from articles.reading.article_page import ArticlePage

_PICTURE = re.compile(r'<img[^>]*? src="(/pictures/[^"]+)"')


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
        "image": _picture(page),
        "citation": [
            *(_quoted(q) for q in page.quotations if q.title or q.attribution),
            *(_named(reference) for reference in page.references),
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
    return _known(data)


def _known(data: dict) -> dict:
    return {key: value for key, value in data.items() if value}


def _picture(page: ArticlePage) -> str | None:
    """The first picture of the text, where it is one of the archive's own."""
    found = _PICTURE.search(page.rendered.html) if page.rendered else None
    return settings.SITE_URL + found[1] if found else None


def _quoted(quotation: Quotation) -> dict:
    publisher = quotation.source.local_name if quotation.source else quotation.publisher
    return _known(
        {
            "@type": "NewsArticle",
            "name": quotation.title or quotation.attribution,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": _iso(quotation.date),
        }
    )


def _named(reference: Reference) -> dict:
    url = reference.url if is_web_address(reference.url) else None
    return _known({"@type": "CreativeWork", "name": reference.title, "url": url})


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
