import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _interface_language():
    """Addresses made outside a request are those of the English interface."""
    with translation.override("en"):
        yield
