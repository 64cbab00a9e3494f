"""What every test shares: static files without a manifest, and the folder of the real pages where it is there."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.utils.translation.reloader import translation_file_changed
from hypothesis import settings as hypothesis_settings

from articles.reading.catalogues import compile_catalogues

# No test asserts a time, and a busy machine is no failure.
hypothesis_settings.register_profile("kzsite", deadline=None)
hypothesis_settings.load_profile("kzsite")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # Playwright's loop runs in the thread that fills the database
)

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_configure():
    """The interface speaks its languages in tests as it does after set-up, in every process."""
    if compile_catalogues():
        translation_file_changed(None, Path("django.mo"))  # Django has looked for them already


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """A file: of a database in memory all threads of a live server would share one connection and its transaction."""
    if connection.vendor == "sqlite":
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] += " PRAGMA synchronous=OFF;"
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("tests") / "kzsite.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """The tests' database, and before any test has written to it a copy of it in a file, where it is SQLite's."""
    path = tmp_path_factory.mktemp("database") / "kzsite.sqlite3"
    with django_db_blocker.unblock():
        names = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
        if connection.vendor == "sqlite" and names[0] == names[1]:  # some test asked for it
            connection.ensure_connection()
            with closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
    return path


@pytest.fixture(scope="session")
def migrated(django_db_setup) -> Path:
    """A file of SQLite's with all tables and nothing in them, to be copied: migrations take ten seconds."""
    if not django_db_setup.exists():
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{django_db_setup}"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return django_db_setup


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder of real pages is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a process: Playwright cannot be started twice in it."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def pytest_collection_modifyitems(items):
    """Marks by what a test asks for: what touches no database need not be run on each of them."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "chromium" in asked:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("django_db") or asked & {"db", "transactional_db", "live_server"}:
            item.add_marker(pytest.mark.database)
