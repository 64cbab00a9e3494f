"""What every reader's page promises to caches and to careful clients."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_those_who_ask(client):
    plain = client.get("/ja/")
    packed = client.get("/ja/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert packed["Vary"] == "Accept-Encoding"


def test_a_compressed_page_is_revalidated_too(client):
    first = client.get("/ja/", headers={"accept-encoding": "gzip"})
    again = client.get("/ja/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_asking_for_the_head_gives_the_length_and_no_body(client):
    whole = client.get("/ja/")
    head = client.head("/ja/")
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))


def test_no_page_sets_a_cookie(client):
    for path in ("/ja/", "/en/articles/", "/ru/search/?q=x", "/kk/about/", "/zh-hans/nowhere/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
