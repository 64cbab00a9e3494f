"""What every reader's page has in common: it is asked for by GET, compressed, revalidated, and carries no session."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

_conditional = decorator_from_middleware(ConditionalGetMiddleware)


def reader_page(view: Callable) -> Callable:
    """A view whose answer any cache may keep but asks about before using it (ETag, 304).

    Compression gives nothing away here: the pages hold no secret and echo nothing beside one.
    """

    @wraps(view)
    def cacheable(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    answered = gzip_page(_conditional(require_safe(cacheable)))

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = answered(request, *args, **kwargs)
        if request.method == "HEAD" and not response.streaming:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return answer
