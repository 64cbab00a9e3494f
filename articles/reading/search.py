"""The search page: a GET form whose every state is an address."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from articles.reading.responses import reader_page
from articles.reading.search_page import SearchPage, storable
from articles.search.names import complete

SHORTEST, LONGEST = 1, 100  # characters that are completed


@reader_page
def search(request: HttpRequest) -> HttpResponse:
    page = SearchPage(request.GET)
    return render(
        request,
        "articles/search.html",
        {
            "page": page,
            "query": page.text,
            "suggestions": complete(page.text, get_language() or "ja") if page.text else [],
        },
    )


@reader_page
def search_complete(request: HttpRequest) -> HttpResponse:
    """Names that begin as the reader's word does, for the script that fills the list under the field."""
    text = storable(request.GET.get("q", "")).strip()
    names = complete(text, get_language() or "ja") if SHORTEST <= len(text) <= LONGEST else []
    return JsonResponse({"names": names})
