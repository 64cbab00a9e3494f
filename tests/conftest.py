"""What every test shares: static files without a manifest, and the folder of the real pages where it is there."""

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# No test asserts a time, and a busy machine is no failure.
hypothesis_settings.register_profile("kzsite", deadline=None)
hypothesis_settings.load_profile("kzsite")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder of real pages is not beside this checkout")
    return SHARED
