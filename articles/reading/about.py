"""What this archive is, for whoever asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reading.responses import reader_page


@reader_page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/about.html")
