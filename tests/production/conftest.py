"""The whole site, started once for all tests of it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.production.running import Site, running_site, what_is_missing


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """In a folder of its own: every pytest that starts shuts the common one, and PostgreSQL, another user, has to pass."""
    if missing := what_is_missing():
        pytest.skip(missing)
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:
        yield site
