"""The application for a WSGI server; production unless KZ_ENV says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("KZ_ENV", "production")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")

application = get_wsgi_application()
