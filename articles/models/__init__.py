"""The nouns, one file each. Django looks for them here."""

from articles.models.article import ARTICLE_LANGUAGES, Article
from articles.models.audit import AuditEntry
from articles.models.capture import Capture, LineVerdict
from articles.models.comment import Comment
from articles.models.content_version import ContentVersion
from articles.models.gram import Gram, LinkedArticle
from articles.models.import_run import ImportItem, ImportRun
from articles.models.link import Link, Passage
from articles.models.quotation import Quotation, Reference
from articles.models.revision import Block, RenderedArticle, Revision
from articles.models.search_doc import SearchDoc, SearchName
from articles.models.source import Source, SourceAlias
from articles.models.tag import Tag, TagAlias, TaggedArticle, TagRedirect, TagSuggestion

__all__ = [
    "ARTICLE_LANGUAGES",
    "Article",
    "AuditEntry",
    "Block",
    "Capture",
    "Comment",
    "ContentVersion",
    "Gram",
    "ImportItem",
    "ImportRun",
    "LineVerdict",
    "LinkedArticle",
    "Link",
    "Passage",
    "Quotation",
    "Reference",
    "RenderedArticle",
    "Revision",
    "SearchDoc",
    "SearchName",
    "Source",
    "SourceAlias",
    "Tag",
    "TagAlias",
    "TagRedirect",
    "TagSuggestion",
    "TaggedArticle",
]
