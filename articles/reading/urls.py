"""Readers' addresses, under the language of the interface. They never break: old slugs redirect."""

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from articles.models import ARTICLE_LANGUAGES
from articles.reading import (
    about,
    articles,
    authors,
    cite,
    corrections,
    feeds,
    home,
    languages,
    search,
    sources,
    tags,
    timeline,
)


class WordsConverter:
    """A slug in any script: redirects keep what earlier names had."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LanguageConverter(SlugConverter):
    """zh-hans is zh-Hans: codes are the same in small and capital letters (RFC 5646), and a page has one address."""

    def to_python(self, value: str) -> str:
        return _CODES.get(value.lower(), value)


_CODES = {code.lower(): code for code, _ in ARTICLE_LANGUAGES}
register_converter(WordsConverter, "words")
register_converter(LanguageConverter, "language")

urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", articles.article_list, name="article_list"),
    path("articles/<int:number>/", articles.article_detail, name="article_detail"),
    path("articles/<int:number>/<slug:slug>/", articles.article_detail, name="article_detail"),
    path("parallel/<int:number>/", articles.article_parallel, name="article_parallel"),
    path("graph/<int:number>/", articles.article_graph, name="article_graph"),
    path("corrections/<int:number>/", corrections.article_corrections, name="article_corrections"),
    path("cite/<int:number>/", cite.article_cite, name="article_cite"),
    path("tags/", tags.tag_list, name="tag_list"),
    path("tags/<words:slug>/", tags.tag_detail, name="tag_detail"),
    path("tags/<words:slug>/feed/", feeds.of_tag, name="feed_tag"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source_detail"),
    path("sources/<slug:slug>/feed/", feeds.of_source, name="feed_source"),
    path("authors/<words:slug>/", authors.author_detail, name="author_detail"),
    path("authors/<words:slug>/feed/", feeds.of_author, name="feed_author"),
    path("languages/<language:language>/", languages.language_detail, name="language_detail"),
    path("languages/<language:language>/feed/", languages.feed_of_language, name="feed_language"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("archive/<int:year>/", timeline.archive_year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", timeline.archive_month, name="archive_month"),
    path("archive/<int:year>/feed/", feeds.of_time, name="feed_year"),
    path("archive/<int:year>/<int:month>/feed/", feeds.of_time, name="feed_month"),
    path("search/", search.search, name="search"),
    path("search/complete/", search.search_complete, name="search_complete"),
    path("feed/", feeds.latest, name="feed_latest"),
    path("about/", about.about, name="about"),
]
