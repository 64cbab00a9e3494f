#!/usr/bin/env python3
"""Django's command line. Without KZ_ENV it is a laptop's: see kzsite/settings.py."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(
            f"{error}. The packages live in the virtual environment: run 'make init', then .venv/bin/python manage.py …"
        )
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"kzsite: {error}")
    except Exception as error:
        from kzsite.unavailable import line, passes

        if "--traceback" in sys.argv or not passes(error):
            raise
        sys.exit(f"kzsite: {line(error)}")


if __name__ == "__main__":
    main()
