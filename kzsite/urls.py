"""Addresses: readers under a language's path, editors under /admin/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler403 = "articles.admin.no_way.refused"
handler404 = "articles.admin.no_way.missing"
handler500 = "kzsite.unavailable.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.reading.root_urls")),
    *i18n_patterns(path("", include("articles.reading.urls"))),
]
