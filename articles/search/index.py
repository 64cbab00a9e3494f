"""Writing the index: what of an article is searched, and with what weight."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from articles.models import Article, SearchDoc, SearchWord, Source, Tag
from articles.search.index_names import index_missing_names, index_names
from articles.search.split import FILTER, SPLITTER_VERSION, split_joined
from articles.search.words import index_words

BATCH = 200  # articles of one transaction: readers and editors get their turn between two
MERGED_AT_ONCE = 1000  # pages of SQLite's index: a tenth of a second

ALL = f"{FILTER}xall"
# Of articles of which no day is known before which, or after which, they cannot have been published.
NO_EARLIEST, NO_LATEST = f"{FILTER}xnoearliest", f"{FILTER}xnolatest"

# SQLite's indexes of headlines, of headlines and names, and of all: each search goes through as few words as it can.
SQLITE_TABLES = ("articles_search_title", "articles_search_head", "articles_search")


def index_articles(articles: Iterable[Article]) -> None:
    """Make the entries of these articles anew: published ones are found from now on, others no longer."""
    numbers = [article.pk for article in articles]
    index_missing_names()
    for start in range(0, len(numbers), BATCH):
        _index_batch(numbers[start : start + BATCH])


def rebuild() -> Iterator[int]:
    """Make all entries and names anew, batch by batch; yields how many articles are done so far."""
    renew_words()
    done, last = 0, 0
    while numbers := list(
        Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        _index_batch(numbers)
        last = numbers[-1]
        done += len(numbers)
        yield done
    while bring_together():
        pass


def renew_words() -> None:
    """Write the names anew, as this version of the splitter has them, and forget the words: the entries bring theirs again."""
    index_names()
    SearchWord.objects.all().delete()


def is_outdated() -> bool:
    """Whether entries were made by another version of the splitter, so that only `rebuild` makes them found again."""
    return SearchDoc.objects.exclude(version=SPLITTER_VERSION).exists()


def filter_token(name: str, value: str | int) -> str:
    """The token by which entries of a language, source, tag or year are found."""
    return f"{FILTER}{name}{str(value).lower().replace('-', '')}"


def _index_batch(numbers: list[int]) -> None:
    with transaction.atomic():
        articles = (
            Article.objects.published()
            .filter(pk__in=numbers)
            .select_related("source", "live_revision")
            .prefetch_related("tags__aliases", "source__aliases", "quotations__block")
        )
        # In the order of their keys: SQLite's index writes out what it has collected at each key that is not greater.
        docs = sorted((_entry(article) for article in articles), key=lambda doc: doc.id)
        index_words(text for article in articles for text in _words_of(article))
        SearchDoc.objects.filter(article__in=numbers).delete()
        SearchDoc.objects.bulk_create(docs)
        index_names(
            tags={tag for article in articles for tag in article.tags.all()},
            sources={article.source for article in articles if article.source},
        )


def bring_together() -> bool:
    """One short step towards indexes of SQLite in one part each, and whether that changed anything.

    Every batch of articles adds a part, and a search asks each; in one part it takes two thirds of the time. PostgreSQL's vacuum
    does as much.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        before = _changes(cursor)
        for table in SQLITE_TABLES:
            cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('merge', %s)", [-MERGED_AT_ONCE])
        return _changes(cursor) - before > len(SQLITE_TABLES)  # the order itself counts as one


def _changes(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT total_changes()")
    return cursor.fetchone()[0]


def _entry(article: Article) -> SearchDoc:
    tags = article.tags.all()
    return SearchDoc(
        id=SearchDoc.key_of(article),
        article=article,
        filters=" ".join(_filters(article, tags)),
        title=_tokens([article.headline, article.subtitle, article.original_headline], article.language),
        tags=_apart(_name_tokens(name, article.language) for name in _labels(article, tags)),
        body=_tokens(_texts(article), article.language),
        version=SPLITTER_VERSION,
    )


def _filters(article: Article, tags: Iterable[Tag]) -> Iterator[str]:
    yield ALL
    yield filter_token("l", article.language)
    has_earliest = bool(article.published_on or article.estimate_not_before)
    has_latest = bool(article.published_on or article.estimate_not_after)
    if has_earliest and has_latest:
        yield filter_token("y", timezone.localtime(article.sorted_at, timezone.get_default_timezone()).year)
    if not has_earliest:
        yield NO_EARLIEST
    if not has_latest:
        yield NO_LATEST
    if article.source_id:
        yield filter_token("s", article.source_id)
    for tag in tags:
        yield filter_token("t", tag.pk)


def _labels(article: Article, tags: Iterable[Tag]) -> Iterator[str]:
    for tag in tags:
        yield from (name for _, name in tag.all_names())
        yield tag.name
        yield from (alias.text for alias in tag.aliases.all())
    if article.source:
        yield from _source_names(article.source)
    yield from map(str, article.authors)


def _source_names(source: Source) -> Iterator[str]:
    yield from (name for _, name in source.all_names())
    yield from (alias.text for alias in source.aliases.all())


def _texts(article: Article) -> Iterator[str]:
    yield article.live_revision.plain
    for quotation in article.quotations.all():
        if quotation.block.revision_id == article.live_revision_id:
            yield quotation.title


def _words_of(article: Article) -> Iterator[str]:
    """What of an entry a reader may misspell; names of tags are known by themselves."""
    yield from (article.headline, article.subtitle, article.original_headline)
    yield from map(str, article.authors)
    yield from _texts(article)


def _tokens(texts: Iterable[str], language: str) -> str:
    return _apart(split_joined(text, language) for text in texts)


def _apart(tokens: Iterable[str]) -> str:
    """The tokens of several texts, parted so that no phrase runs from one into the next."""
    return "".join(f"{part} {FILTER} " for part in dict.fromkeys(tokens) if part).rstrip()


@lru_cache(maxsize=32768)  # the names of a tag come again with every article that has it
def _name_tokens(name: str, language: str) -> str:
    return split_joined(name, language)
