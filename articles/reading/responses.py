"""What every reader's page has in common: it is asked for by GET, has one address, and carries no session.

Compressing, conditions and keeping are the work of `kzsite.response_cache`, in front of Django.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

# What pages read of an address's query. All else is left out before a page is made: it must not reach what is kept.
PARAMETERS = frozenset(
    ("q", "lang", "source", "tag", "from", "to", "after", "before", "format", "left", "right")
)


class Withdrawn(Exception):  # noqa: N818 - a state of the archive, no error
    """What was asked for stood here once and is no longer shown."""


def reader_page(view: Callable) -> Callable:
    """A view whose answer any cache may keep but asks about before using it (ETag, 304)."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        path = reverse(request.resolver_match.view_name, args=args, kwargs=kwargs)
        if iri_to_uri(request.path) != path:  # 007 is 7: one page, one address
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
        try:
            response = view(request, *args, **kwargs)
        except Withdrawn:
            return render(request, "410.html", status=HTTPStatus.GONE)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return require_safe(answer)
