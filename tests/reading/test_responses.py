"""What every reader's page promises to caches and to careful clients; the rest is in tests/kzsite."""

import pytest

pytestmark = pytest.mark.django_db


def test_no_page_sets_a_cookie(client):
    for path in ("/ja/", "/en/articles/", "/ru/search/?q=x", "/kk/about/", "/zh-hans/nowhere/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_numbers_with_leading_zeros_lead_to_the_one_address(client):
    response = client.get("/ja/archive/02024/?before=1")
    assert (response.status_code, response["Location"]) == (301, "/ja/archive/2024/?before=1")
