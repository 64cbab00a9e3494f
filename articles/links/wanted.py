"""What the archive lacks: articles that others quote, most often quoted first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from articles.models import Quotation

SHOWN = 100


@dataclass(frozen=True)
class Wanted:
    """A quoted article that is not in the archive, as the quoting pages name it."""

    title: str
    publisher: str
    date: date | None
    count: int  # of the articles that quote it
    quoted_by: tuple[int, ...]


def wanted_articles(limit: int = SHOWN) -> list[Wanted]:
    """Two queries; spellings of one title are one."""
    rows = (
        Quotation.objects.filter(quoted=None)
        .exclude(title_key="")
        .values("title_key")
        .annotate(
            count=Count("article", distinct=True), title=Max("title"), paper=Max("publisher"), day=Max("date")
        )
        .order_by("-count", "title_key")[:limit]
    )
    rows = list(rows)
    by: dict[str, set[int]] = defaultdict(set)
    quoting = Quotation.objects.filter(quoted=None, title_key__in=[row["title_key"] for row in rows])
    for key, article in quoting.values_list("title_key", "article"):
        by[key].add(article)
    return [
        Wanted(row["title"], row["paper"], row["day"], row["count"], tuple(sorted(by[row["title_key"]])))
        for row in rows
    ]
