"""What every reader's page promises to caches and to careful clients; the rest is in tests/kzsite."""

import pytest
from lxml import html

from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def test_no_page_sets_a_cookie(client):
    for path in ("/ja/", "/en/articles/", "/ru/search/?q=x", "/kk/about/", "/zh-hans/nowhere/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_numbers_with_leading_zeros_lead_to_the_one_address(client):
    response = client.get("/ja/archive/02024/?before=1")
    assert (response.status_code, response["Location"]) == (301, "/ja/archive/2024/?before=1")


def test_every_page_leads_to_itself_in_the_other_interfaces(client):
    answer = client.get("/ru/search/?q=a%22%3E%3Cb%3E&lang=ru")
    for ways in html.fromstring(answer.content).xpath("//nav[contains(@class,'langs-ui')]"):
        links = {a.get("lang"): a for a in ways.xpath("a")}
        assert [*links] == ["ja", "en", "ru", "kk", "zh-Hans"]
        assert [name for name, a in links.items() if a.get("aria-current")] == ["ru"]
        assert links["zh-Hans"].get("href") == "/zh-hans/search/?q=a%22%3E%3Cb%3E&lang=ru"
    assert b"&amp;lang=ru" in answer.content


def test_a_tag_whose_slug_is_in_another_script_has_an_address(client):
    tag = make_tag("Ports", slug="порты")
    make_article("The dry port", tags=[tag])
    (way,) = html.fromstring(client.get("/en/tags/").content).xpath("//a[text()='Ports']/@href")
    assert way == "/en/tags/%D0%BF%D0%BE%D1%80%D1%82%D1%8B/"
    assert client.get(way).status_code == 200


def test_every_answer_has_the_policy_but_djangos_pages_for_debugging(client, settings):
    for path in ("/ja/", "/ja/nowhere/", "/admin/login/", "/robots.txt"):
        assert "default-src 'none'" in client.get(path)["Content-Security-Policy"]
    settings.DEBUG = True
    assert "Content-Security-Policy" not in client.get("/ja/nowhere/")
