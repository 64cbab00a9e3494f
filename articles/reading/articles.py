"""Pages of articles: the list of all, one article, its languages side by side, its links as a picture."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.reading.article_page import ArticlePage, get_published
from articles.reading.counts import texts_by_year
from articles.reading.graph import drawing_of
from articles.reading.json_ld import news_article
from articles.reading.paging import page_of
from articles.reading.parallel import pairs_of
from articles.reading.responses import reader_page
from articles.reading.rows import listable, rows_of


@reader_page
def article_list(request: HttpRequest) -> HttpResponse:
    page = page_of(listable(), request.GET.get("before"))
    return render(
        request,
        "articles/article_list.html",
        {"page": page, "rows": rows_of(page.articles), "years": texts_by_year()},
    )


@reader_page
def article_detail(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    article = get_published(number)
    if slug != article.slug:
        return redirect(article, permanent=True)
    page = ArticlePage(article)
    return render(
        request,
        "articles/article_detail.html",
        {"page": page, "article": article, "json_ld_data": news_article(page)},
    )


@reader_page
def article_parallel(request: HttpRequest, number: int) -> HttpResponse:
    page = ArticlePage(get_published(number))
    left, right = choose_pair(page, request.GET.get("left"), request.GET.get("right"))
    return render(
        request,
        "articles/article_parallel.html",
        {
            "page": page,
            "article": page.article,
            "left": left,
            "right": right,
            "pairs": pairs_of(left.article, right.article) if right else [],
        },
    )


def choose_pair(page: ArticlePage, left: str | None, right: str | None):
    """The versions asked for; by default the original and the reader's own page, or its first translation."""
    by_language = {v.language: v for v in page.readable_versions}
    first = by_language.get(left or "") or page.readable_versions[0]
    rest = [v for v in page.readable_versions if v is not first]
    wanted = by_language.get(right or "")
    if wanted is None or wanted is first:
        wanted = page.current if page.current in rest else next(iter(rest), None)
    return first, wanted


@reader_page
def article_graph(request: HttpRequest, number: int) -> HttpResponse:
    page = ArticlePage(get_published(number))
    return render(
        request,
        "articles/article_graph.html",
        {"page": page, "article": page.article, "drawing": drawing_of(page.article, page.link_groups)},
    )
