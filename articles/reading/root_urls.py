"""Addresses without a language."""

from django.urls import path

from articles.reading import pictures, root, sitemaps

urlpatterns = [
    path("", root.front_door, name="front_door"),
    path("robots.txt", root.robots, name="robots"),
    path("favicon.ico", root.favicon, name="favicon"),
    path(".well-known/security.txt", root.security, name="security"),
    path("pictures/<slug:key>-<int:width>.<slug:suffix>", pictures.picture, name="picture"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-pages.xml", sitemaps.sitemap_pages, name="sitemap_pages"),
    path("sitemap-articles-<int:number>.xml", sitemaps.sitemap_articles, name="sitemap_articles"),
]
