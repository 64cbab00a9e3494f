"""What every reader's page has in common: it is asked for by GET, revalidated, and carries no session."""

from collections.abc import Callable

from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.http import require_safe

_conditional = decorator_from_middleware(ConditionalGetMiddleware)


def reader_page(view: Callable) -> Callable:
    """A view whose answer any cache may keep but asks about before using it (ETag, 304)."""

    def with_headers(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    with_headers.__name__, with_headers.__doc__ = view.__name__, view.__doc__
    return _conditional(require_safe(with_headers))
