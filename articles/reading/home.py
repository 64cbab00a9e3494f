"""The front page: what is new, what papers say beside each other, subjects, years and names."""

from django.db.models import F
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article, Quotation, Tag
from articles.models.prepared import Prepared
from articles.reading.charts import chart_of
from articles.reading.counts import texts_by_year
from articles.reading.excerpts import beginnings_of, cut
from articles.reading.interfaces import interface_tag
from articles.reading.responses import reader_page
from articles.reading.rows import Row, listable, rows_of
from articles.reading.subjects import latest_of, main_subject, marks_on, tags_of

BESIDE, LATEST, THEMES, NAMES, VOICES = 3, 8, 6, 12, 4
VOICE = 130


_NEWEST = Prepared(lambda: listable().newest_first()[: 1 + BESIDE + LATEST])
_TOPICS = Prepared(
    lambda: Tag.objects.of_kind(Tag.Kind.TOPIC).used().order_by("-article_count", "slug")[:THEMES]
)
_NAMES = Prepared(
    lambda: (
        Tag.objects.used()
        .exclude(kind__in=[Tag.Kind.TOPIC, Tag.Kind.EVENT])
        .order_by("-article_count", "slug")[:NAMES]
    )
)
_ANY_QUOTED = Prepared(lambda: Quotation.objects.order_by().values_list("pk")[:1])
_QUOTED = Prepared(
    lambda: (
        Quotation.objects.filter(
            article__state=Article.State.PUBLISHED,
            article__translation_of__isnull=True,
            block__revision=F("article__live_revision"),
        )
        .exclude(title="", attribution="", publisher="", source=None)
        .select_related("article", "source", "block")
        .annotate(text=Substr("block__revision__plain", F("block__begin") + 1, VOICE * 4))
        .order_by("-article_id", "block__position")[: VOICES * 3]
    )
)


@reader_page
def home(request: HttpRequest) -> HttpResponse:
    rows = rows_of(_NEWEST())
    lead = lead_of(rows)
    rest = [row for row in rows if row is not lead]
    chart = chart_of(texts_by_year())
    return render(
        request,
        "articles/home.html",
        {
            "lead": lead,
            "stand": beginnings_of([lead.article])[lead.article.pk] if lead else "",
            "subject": main_subject(tags_of(lead.original.pk)) if lead else None,
            "beside": rest[:BESIDE],
            "rows": rest[BESIDE:],
            "themes": latest_of(_TOPICS(), each=3),
            "chart": chart,
            "marks": marks_on(chart),
            "names": _NAMES(),
            "voices": voices(),
        },
    )


def lead_of(rows: list[Row]) -> Row | None:
    """The newest text that can be read in the reader's language, else the newest."""
    wanted = interface_tag()
    return next((row for row in rows if row.article.language == wanted), rows[0] if rows else None)


def voices() -> list[Quotation]:
    """What papers say in the digest that came in last; nothing where no text quotes two papers."""
    if not _ANY_QUOTED():  # of an empty table SQLite has no figures: it would go through all articles
        return []
    by_article: dict[int, list[Quotation]] = {}
    for quotation in _QUOTED():
        if quotation.source or quotation.publisher:
            by_article.setdefault(quotation.article_id, []).append(quotation)
    chosen = next((group for group in by_article.values() if len(group) > 1), [])[:VOICES]
    for quotation in chosen:
        quotation.text = cut(quotation.text[: quotation.block.end - quotation.block.begin], VOICE)
    return chosen
