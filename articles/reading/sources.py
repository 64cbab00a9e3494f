"""Pages of sources: the papers, agencies and blogs that the archive holds articles of."""

from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Source
from articles.reading.charts import chart_of
from articles.reading.counts import texts_by_year
from articles.reading.paging import page_of
from articles.reading.responses import reader_page
from articles.reading.rows import listable, rows_of


@reader_page
def source_list(request: HttpRequest) -> HttpResponse:
    held = Q(articles__state=Article.State.PUBLISHED, articles__translation_of__isnull=True)
    sources = list(
        Source.objects.annotate(
            held=Count("articles", filter=held),
            first=Min("articles__sorted_at", filter=held),
            last=Max("articles__sorted_at", filter=held),
            quoted=Count("quotations", distinct=True),
        )
    )
    sources.sort(key=lambda s: (-s.held, s.local_name))
    return render(
        request,
        "articles/source_list.html",
        {
            "held": [s for s in sources if s.held],
            "quoted": [s for s in sources if not s.held and s.quoted],
        },
    )


@reader_page
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    source = get_object_or_404(Source, slug=slug)
    texts = listable().filter(source=source)
    page = page_of(texts, request.GET.get("before"))
    return render(
        request,
        "articles/source_detail.html",
        {
            "source": source,
            "aliases": source.aliases.filter(is_ambiguous=False),
            "chart": chart_of(texts_by_year(texts)),
            "page": page,
            "rows": rows_of(page.articles),
        },
    )
