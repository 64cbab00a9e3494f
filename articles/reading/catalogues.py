"""Compiling the interface's message catalogues without a system gettext."""

import os
from pathlib import Path

import polib
from django.conf import settings


def compile_catalogues() -> int:
    """Write each .mo that is missing or older than its .po; returns how many were written."""
    written = 0
    for root in settings.LOCALE_PATHS:
        for source in sorted(Path(root).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                half = target.with_suffix(f".{os.getpid()}.tmp")
                polib.pofile(str(source)).save_as_mofile(str(half))
                half.replace(target)  # another process may be reading it
                written += 1
    return written
