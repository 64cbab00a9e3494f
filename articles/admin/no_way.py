"""What editors are told where they may not go, or where nothing is: in the back office, with a way on."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a right that the person's roles do not give."""
    if _is_desk(request):
        words = _("Your roles do not allow it. An administrator can give you the right; nothing was changed.")
        return _told(request, _("This is not open to you"), words, 403)
    return defaults.permission_denied(request, exception)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing is there, or no longer."""
    if _is_desk(request):
        words = _(
            "The address may be mistyped, or what stood there was taken back or settled by somebody else."
        )
        return _told(request, _("There is nothing here"), words, 404)
    return defaults.page_not_found(request, exception)


def _is_desk(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return request.path.startswith(reverse("admin:index")) and user is not None and user.is_staff


def _told(request: HttpRequest, title: str, words: str, status: int) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, "words": words}
    return render(request, "admin/ks/no_way.html", context, status=status)
