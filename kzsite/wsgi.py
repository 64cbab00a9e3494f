"""The application for a WSGI server; production unless KZ_ENV says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("KZ_ENV", "production")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")

django_application = get_wsgi_application()

from kzsite.response_cache.application import ResponseCache  # noqa: E402 - needs Django's settings
from kzsite.response_cache.version import Version  # noqa: E402

application = ResponseCache(django_application, Version())
