"""The nouns, one file each. Django looks for them here."""

from articles.models.article import ARTICLE_LANGUAGES, Article
from articles.models.audit import AuditEntry
from articles.models.autosave import Autosave
from articles.models.capture import Capture, LineVerdict
from articles.models.clue import Clue, TitleKey
from articles.models.comment import Comment
from articles.models.content_version import ContentVersion
from articles.models.curation import Curation, KeptApart
from articles.models.gram import Gram, LinkedArticle
from articles.models.import_run import ImportItem, ImportRun
from articles.models.job import BulkChange, Job
from articles.models.link import Link, Passage
from articles.models.listing import Byline, Listing, MonthCount
from articles.models.memory_gram import MemoryGram
from articles.models.note import Note, Notice
from articles.models.picture import Picture
from articles.models.quotation import Quotation, Reference
from articles.models.remit import Remit
from articles.models.revision import Block, RenderedArticle, Revision
from articles.models.search_doc import SearchDoc, SearchName, SearchWord
from articles.models.session import Session
from articles.models.source import Source, SourceAlias
from articles.models.tag import Tag, TagAlias, TaggedArticle, TagRedirect, TagSuggestion
from articles.models.translation import TranslationPair, TranslationState, TranslationTask
from articles.models.unknown_name import LinkedNames, NameSighting, UnknownName

__all__ = [
    "ARTICLE_LANGUAGES",
    "Article",
    "AuditEntry",
    "Autosave",
    "Block",
    "BulkChange",
    "Byline",
    "Capture",
    "Clue",
    "Comment",
    "ContentVersion",
    "Curation",
    "Gram",
    "ImportItem",
    "ImportRun",
    "Job",
    "KeptApart",
    "LineVerdict",
    "Link",
    "LinkedArticle",
    "LinkedNames",
    "Listing",
    "MemoryGram",
    "MonthCount",
    "NameSighting",
    "Note",
    "Notice",
    "Passage",
    "Picture",
    "Quotation",
    "Reference",
    "Remit",
    "RenderedArticle",
    "Revision",
    "SearchDoc",
    "SearchName",
    "SearchWord",
    "Session",
    "Source",
    "SourceAlias",
    "Tag",
    "TagAlias",
    "TagRedirect",
    "TagSuggestion",
    "TaggedArticle",
    "TitleKey",
    "TranslationPair",
    "TranslationState",
    "TranslationTask",
    "UnknownName",
]
