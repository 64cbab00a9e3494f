"""The texts that are compared, as far as linking needs them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice

from articles.links.grow import Span
from articles.links.shingles import Grams, Letters, grams
from articles.models import Article, Block, Quotation, Revision
from articles.text.normalise import plain_key

FIELDS = (
    "pk", "live_revision", "latest_revision", "translation_of", "headline", "subtitle", "original_headline",
    "language", "source", "url", "source_url", "published_on", "published_at", "estimate_not_before", "estimate_not_after",
)  # fmt: skip
# What parts a headline from its sub-title: a dash, a colon, an opening bracket at its end, in Chinese and Japanese a space.
_TITLE_BREAK = re.compile(
    r"――|——|—|\s[–-]\s|：|:\s|[｜|〜～\u3000]|(?<=[\u3040-\u9fff」』！？]) (?=[\u3040-\u9fff「『])|\s?[(（〈<](?=[^)）〉>]{1,300}[)）〉>]$)"
)
LEAST_TITLE = 6  # letters of a title that names one article; a shorter one is a rubric


@dataclass(frozen=True)
class Text:
    """An article's text as readers see it, or its newest where they see none yet."""

    pk: int
    revision: int
    plain: str
    language: str
    family: int  # the original's number: an article and its translations share it
    headline: str
    subtitle: str
    original_headline: str
    source: int | None
    addresses: tuple[str, ...]
    first_day: date | None  # the article is not older
    last_day: date | None  # and not younger
    moment: float  # of publication, to order the articles of one day; 0 where no clock is known
    quotations: tuple[Quotation, ...] = field(default=(), compare=False)  # with their blocks

    @cached_property
    def letters(self) -> Letters:
        return Letters(self.plain)

    @cached_property
    def grams(self) -> Grams:
        return grams(self.letters)

    @cached_property
    def title_keys(self) -> frozenset[str]:
        """The headline folded, with its subtitle, and without what follows a dash or colon in it."""
        return (
            title_keys(self.headline)
            | title_keys(self.original_headline)
            | {plain_key(self.headline + self.subtitle)[:500]}
        )

    def is_later_than(self, other: "Text") -> bool:
        """By what is known of the dates; else the one that came later into the archive."""
        if self.is_surely_later_than(other) or other.is_surely_later_than(self):
            return self.is_surely_later_than(other)
        return self.pk > other.pk

    def is_surely_later_than(self, other: "Text") -> bool:
        if self.first_day and other.last_day and self.first_day != other.last_day:
            return self.first_day > other.last_day
        return bool(self.moment and other.moment and self.moment > other.moment)

    def marked(self, spans: Iterable[Span]) -> int:
        """How many characters of the spans stand in quotation blocks."""
        places = [(q.block.begin, q.block.end) for q in self.quotations]
        return sum(max(0, min(e, end) - max(b, begin)) for b, e in spans for begin, end in places)


def title_keys(title: str) -> frozenset[str]:
    """A title's folded forms, whole and up to where a sub-title begins; what is too short to name an article is left out."""
    whole = plain_key(title)[:500]
    heads = (plain_key(title[: found.start()])[:500] for found in islice(_TITLE_BREAK.finditer(title), 3))
    return frozenset(key for key in (whole, *heads) if len(key) >= LEAST_TITLE)


class Texts(dict[int, Text]):
    """Texts by the article's number, fetched for many at once."""

    def fetched(self, numbers: Collection[int]) -> list[Text]:
        """The texts of these articles, in their order."""
        self.fetch(numbers)
        return [self[number] for number in numbers if number in self]

    def fetch(self, numbers: Collection[int]) -> None:
        """Three queries for all that are not there yet; articles without any text stay out."""
        missing = set(numbers) - self.keys()
        if not missing:
            return
        rows = {row["pk"]: row for row in Article.objects.filter(pk__in=missing).values(*FIELDS)}
        shown = {pk: row["live_revision"] or row["latest_revision"] for pk, row in rows.items()}
        plains = dict(Revision.objects.filter(pk__in=filter(None, shown.values())).values_list("pk", "plain"))
        quotations: dict[int, list[Quotation]] = {}
        for quotation in Quotation.objects.filter(
            article__in=missing, block__kind=Block.Kind.QUOTATION
        ).select_related("block"):
            if quotation.block.revision_id == shown.get(quotation.article_id):
                quotations.setdefault(quotation.article_id, []).append(quotation)
        for pk, row in rows.items():
            if shown[pk] is not None:
                self[pk] = _text(row, shown[pk], plains[shown[pk]], tuple(quotations.get(pk, ())))


def _text(row: dict, revision: int, plain: str, quotations: tuple[Quotation, ...]) -> Text:
    day, moment = row["published_on"], row["published_at"]
    return Text(
        pk=row["pk"],
        revision=revision,
        plain=plain,
        language=row["language"],
        family=row["translation_of"] or row["pk"],
        headline=row["headline"],
        subtitle=row["subtitle"],
        original_headline=row["original_headline"],
        source=row["source"],
        addresses=tuple(filter(None, (row["url"], row["source_url"]))),
        first_day=day or row["estimate_not_before"],
        last_day=day or row["estimate_not_after"],
        moment=moment.timestamp() if moment else 0.0,
        quotations=quotations,
    )
