"""Pages of sources: the papers, agencies and blogs that the archive holds articles of."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.models import Quotation, Source
from articles.reading.charts import chart_of
from articles.reading.counts import texts_by_source, texts_by_year
from articles.reading.paging import page_of
from articles.reading.responses import reader_page
from articles.reading.rows import listable, rows_of


@reader_page
def source_list(request: HttpRequest) -> HttpResponse:
    quoted = Exists(Quotation.objects.filter(source=OuterRef("pk")))
    sources = list(Source.objects.annotate(is_quoted=quoted))
    counts = texts_by_source()
    for source in sources:
        source.held, source.first_year, source.last_year = counts.get(source.pk, (0, None, None))
    sources.sort(key=lambda s: (-s.held, s.local_name))
    return render(
        request,
        "articles/source_list.html",
        {
            "held": [s for s in sources if s.held],
            "quoted": [s for s in sources if not s.held and s.is_quoted],
        },
    )


@reader_page
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    source = find_source(slug)
    if source.slug != slug:
        return redirect(source, permanent=True)
    texts = listable().filter(source=source)
    page = page_of(texts, request.GET.get("before"))
    return render(
        request,
        "articles/source_detail.html",
        {
            "source": source,
            "chart": chart_of(texts_by_year(source=source)),
            "page": page,
            "rows": rows_of(page.articles),
        },
    )


def find_source(slug: str) -> Source:
    """The source that has or had this slug; 404 where there is none."""
    found = Source.objects.by_slugs([slug]).get(slug)
    if found is None:
        raise Http404
    return found
