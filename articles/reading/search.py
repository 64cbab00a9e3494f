"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reading.responses import reader_page


@reader_page
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/search.html", {"query": request.GET.get("q", "").strip()})
