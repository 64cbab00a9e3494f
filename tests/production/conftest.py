"""The whole site, started once for all tests of it."""

from collections.abc import Iterator

import pytest

from tests.production.running import Site, running_site, what_is_missing


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    if missing := what_is_missing():
        pytest.skip(missing)
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site
