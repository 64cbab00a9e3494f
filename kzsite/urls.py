"""Addresses: readers under a language's path, editors under /admin/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler500 = "kzsite.unavailable.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.reading.root_urls")),
    *i18n_patterns(path("", include("articles.reading.urls"))),
]
