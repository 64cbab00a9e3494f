"""Pages of authors: what the archive holds under a name, in whatever language it was printed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Byline
from articles.reading.paging import page_of
from articles.reading.responses import reader_page
from articles.reading.rows import rows_of

FORMS = 5  # spellings of a name that the page shows


@reader_page
def author_detail(request: HttpRequest, slug: str) -> HttpResponse:
    signed = Byline.objects.filter(slug=slug)
    page = page_of(signed, request.GET.get("before"))
    names = list(dict.fromkeys(signed.newest_first().values_list("name", flat=True)[:100]))
    if not names:
        raise Http404
    return render(
        request,
        "articles/author_detail.html",
        {"slug": slug, "names": names[:FORMS], "page": page, "rows": rows_of(page.articles)},
    )
