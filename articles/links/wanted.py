"""What the archive lacks: articles that others quote, most often quoted first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet

from articles.models import Article, Quotation, Reference

SHOWN = 40


@dataclass(frozen=True)
class Wanted:
    """A quoted article that is not in the archive, as the quoting pages name it."""

    key: str
    title: str
    publisher: str
    date: date | None
    count: int  # of the articles that quote it
    quoted_by: tuple[Article, ...]
    url: str = ""  # where a page gives its address

    @property
    def query(self) -> str:
        """For the address of the import form: what is known of the page that is to be brought in."""
        return urlencode(
            {name: value for name, value in (("address", self.url), ("name", self.title)) if value}
        )


def wanted_count() -> int:
    """How many articles are wanted."""
    return _lacking().values("title_key").distinct().count()


def wanted_articles(limit: int = SHOWN, *, begin: int = 0) -> list[Wanted]:
    """Five queries; spellings of one title are one. The count reads an index alone, the rest what is shown."""
    by_title = _lacking().order_by().values("title_key")
    counted = by_title.annotate(count=Count("article", distinct=True))
    keys = [row["title_key"] for row in counted.order_by("-count", "title_key")[begin : begin + limit]]
    told = by_title.filter(title_key__in=keys).annotate(
        title=Max("title"), paper=Max("publisher"), day=Max("date")
    )
    named = {row["title_key"]: row for row in told}
    by = _quoting(keys)
    addresses = _addresses(keys)
    return [
        Wanted(
            key,
            named[key]["title"],
            named[key]["paper"],
            named[key]["day"],
            len(by[key]),
            tuple(by[key]),
            addresses.get(key, ""),
        )
        for key in keys
    ]


def _lacking() -> QuerySet[Quotation]:
    return Quotation.objects.filter(quoted=None).exclude(title_key="")


def _quoting(keys: Sequence[str]) -> dict[str, list[Article]]:
    pairs = set(_lacking().filter(title_key__in=keys).values_list("title_key", "article"))
    articles = Article.objects.only("headline", "language").in_bulk({number for _, number in pairs})
    found: dict[str, list[Article]] = defaultdict(list)
    for key, number in sorted(pairs):
        found[key].append(articles[number])
    return found


def _addresses(keys: Sequence[str]) -> dict[str, str]:
    """Addresses that references of the same title give."""
    rows = Reference.objects.filter(title_key__in=keys).exclude(url="").order_by("-pk")
    return dict(rows.values_list("title_key", "url"))
