"""Requests that are not what they seem: without a token, with a wrong host, with headers and paths made to poison a cache."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.attack.conftest import signed_in
from tests.factories import make_article
from tests.kzsite.conftest import Site

pytestmark = pytest.mark.django_db

VALUES = {"int": "1", "str": "x", "slug": "x", "path": "1", "uuid": "00000000-0000-0000-0000-000000000000"}


def addresses(entries=None, before: str = "") -> list[str]:
    """An address of every pattern of the site, each parameter filled with something."""
    found = []
    for entry in get_resolver().url_patterns if entries is None else entries:
        route = before + _filled(entry.pattern)
        if isinstance(entry, URLResolver):
            found += addresses(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            found.append("/" + route.lstrip("/"))
    return found


def _filled(pattern) -> str:
    route = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        route = route.replace(f"<{kind}:{name}>", VALUES.get(kind, "1")).replace(f"<{name}>", "x")
    return route.lstrip("^").rstrip("$")


def test_no_address_takes_a_change_without_the_token_of_a_form(lena):
    lena.is_superuser = True
    lena.save()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in().cookies
    walked = addresses()
    assert len(walked) > 80
    taken = {}
    for address in walked:
        if "(?P" in address or "<" in address:
            continue
        for method in ("post", "put", "patch", "delete"):
            status = getattr(strict, method)(address, {}, content_type="application/json").status_code
            if status not in (301, 302, 403, 404, 405):
                taken[f"{method} {address}"] = status
    assert taken == {}


def test_the_back_office_refuses_with_403_what_another_site_posts(lena):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in().cookies
    for name in ("index", "articles_job_start", "articles_importrun_add", "auth_user_security", "auth_user_device", "password_change", "logout"):  # fmt: skip
        answer = strict.post(reverse(f"admin:{name}"), {"a": "b"}, headers={"origin": "https://evil.example"})
        assert answer.status_code == 403, name


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "testserver@evil.example", "evil.example:80", "testserver:80@evil.example", "", "[::1", "a b"],
)  # fmt: skip
def test_a_host_that_is_not_ours_gets_no_page(settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    for path in ("/ja/", "/admin/login/", "/ja/articles/feed/", "/sitemap.xml", "/"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code in (400, 404)
        assert b"evil" not in answer.content


@pytest.fixture
def site() -> Site:
    make_article("Nine wagons")
    return Site()


POISON = {
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PORT": "4444",
    "HTTP_X_FORWARDED_PREFIX": "/evil.example",
    "HTTP_FORWARDED": "host=evil.example",
    "HTTP_X_HOST": "evil.example",
    "HTTP_X_ORIGINAL_URL": "/admin/",
    "HTTP_X_REWRITE_URL": "/admin/",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "POST",
    "HTTP_ACCEPT_LANGUAGE": "ru",
    "HTTP_COOKIE": "django_language=ru; sessionid=evil.example; csrftoken=evil.example",
    "HTTP_REFERER": "https://evil.example/",
    "HTTP_ORIGIN": "https://evil.example",
    "HTTP_USER_AGENT": "evil.example",
    "HTTP_RANGE": "bytes=0-1",
    "HTTP_ACCEPT": "application/json",
    "HTTP_AUTHORIZATION": "Basic evil.example",
    "HTTP_X_FORWARDED_SCHEME": "http",
    "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
    "HTTP_CACHE_CONTROL": "no-cache",
}


@pytest.mark.parametrize("header", POISON)
def test_no_header_changes_what_the_next_reader_is_given(header):
    clean = Site().ask("/en/")
    site = Site()
    first = site.ask("/en/", **{header: POISON[header]})
    again = site.ask("/en/")
    assert b"evil" not in first.body
    assert (again.status, again.body) == (clean.status, clean.body)
    assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize(
    "path",
    [
        "/en//", "/en/./", "/en/../admin/", "/en/%2e%2e/admin/", "/en/;evil", "/en/articles/;x=y", "/en/\\evil", "/en/\x00", "/en/\r\nSet-Cookie:a=b",
        "/en/admin.css", "/en/articles.css", "/admin/x.css", "/en/" + "a" * 3000, "/EN/", "/en/articles/1/../../", "//evil.example/en/",
    ],
)  # fmt: skip
def test_an_odd_path_is_a_page_of_its_own_or_none(site, path):
    clean = site.ask("/en/")
    odd = site.ask(path)
    assert odd.status in (301, 302, 400, 404)
    assert not odd.headers.get("Location", "").startswith(("//", "http://evil", "https://evil"))
    assert site.ask("/en/").body == clean.body


def test_parameters_that_pages_do_not_read_make_no_second_page(site):
    clean = site.ask("/en/")
    for query in ("utm_source=evil", "callback=evil", "_method=POST", "a=1;b=2", "%00=1", "x[]=1"):
        assert site.ask(f"/en/?{query}").body == clean.body


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/", "/en/about/", "/admin/login/", "/no/such/page/"])
def test_the_policy_lets_a_page_do_nothing_but_what_it_needs(client, address):
    directives = client.get(address).headers["Content-Security-Policy"].split(";")
    policy = dict(directive.split(maxsplit=1) for directive in directives)
    own = ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")
    none = ("default-src", "base-uri", "frame-ancestors")
    assert policy == dict.fromkeys(own, "'self'") | dict.fromkeys(none, "'none'")
