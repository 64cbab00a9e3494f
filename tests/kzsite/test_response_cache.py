"""What is kept in front of Django, for whom it is right, and what nobody can slip into it."""

import gzip
import re

import brotli
import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from articles.models import ContentVersion
from kzsite.response_cache import version
from kzsite.response_cache.application import ResponseCache
from tests.factories import make_article
from tests.kzsite.conftest import Site

pytestmark = pytest.mark.django_db


def test_a_page_is_made_once_and_then_kept(site):
    first, again = site.ask("/ja/"), site.ask("/ja/")
    assert first.was_made
    assert not again.was_made
    assert (again.body, again.headers) == (first.body, first.headers)
    promises = set(first.headers["Cache-Control"].split(", "))
    assert promises == {"public", "max-age=0", "must-revalidate"}  # kept by browsers too, who ask each time


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-articles-0.xml"])
def test_sitemaps_are_kept_as_pages_are(site, path):
    assert site.ask(path).status == 200
    assert not site.ask(path).was_made


def test_a_page_is_made_anew_when_the_content_moves(site):
    before = site.ask("/en/articles/")
    make_article("Steppe opens a port")
    site.version.number += 1
    after = site.ask("/en/articles/")
    assert b"Steppe opens a port" in after.body
    assert after.tag != before.tag


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("gzip;q=0", None, bytes),
        ("gzip;q=nonsense", None, bytes),
        ("", None, bytes),
    ],
)
def test_bytes_are_ready_in_the_encoding_that_the_client_takes(site, accepted, encoding, unpack):
    plain = site.ask("/ja/")
    packed = site.ask("/ja/", HTTP_ACCEPT_ENCODING=accepted)
    assert packed.headers.get("Content-Encoding") == encoding
    assert unpack(packed.body) == plain.body
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_each_encoding_has_a_strong_tag_of_its_own(site):
    tags = {site.ask("/ja/", HTTP_ACCEPT_ENCODING=name).tag for name in ("", "gzip", "br")}
    assert len(tags) == 3
    assert all(re.fullmatch(r'"[^"]+"', tag) for tag in tags)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_already_is_told_so_without_its_bytes(site, form):
    tag = site.ask("/ja/").tag
    again = site.ask("/ja/", HTTP_IF_NONE_MATCH=form.format(tag))
    assert (again.status, again.body) == (304, b"")
    assert again.tag == tag
    assert set(again.headers) == {"ETag", "Cache-Control", "Vary"}
    assert site.ask("/ja/", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_a_page_that_is_made_anew_and_is_the_same_keeps_its_tag(site):
    tag = site.ask("/ja/").tag
    site.version.number += 1
    assert site.ask("/ja/", HTTP_IF_NONE_MATCH=tag).status == 304


def test_asking_for_the_head_gives_the_length_and_no_body(site):
    head = site.ask("/ja/", method="HEAD")
    whole = site.ask("/ja/")
    assert head.body == b""
    assert head.headers == whole.headers
    assert [environ["REQUEST_METHOD"] for environ in site.made] == ["GET"]  # one page, whoever asks first


def test_pages_carry_the_policy_when_they_come_from_memory(site):
    site.ask("/ja/")
    kept = site.ask("/ja/")
    assert "default-src 'none'" in kept.headers["Content-Security-Policy"]
    assert kept.headers["X-Content-Type-Options"] == "nosniff"


def test_no_header_changes_the_page_for_the_next_reader(site, make_site):
    plain = make_site().ask("/ja/articles/")
    strange = site.ask(
        "/ja/articles/",
        HTTP_COOKIE="sessionid=x; django_language=ru",
        HTTP_ACCEPT_LANGUAGE="ru",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_X_ORIGINAL_URL="/admin/",
        HTTP_X_HTTP_METHOD_OVERRIDE="POST",
        HTTP_REFERER="https://evil.example/",
        HTTP_RANGE="bytes=0-3",
        HTTP_USER_AGENT="<script>",
    )
    assert strange.body == plain.body
    assert site.ask("/ja/articles/").body == plain.body
    assert {name for name in site.made[0] if name.startswith("HTTP_")} == {"HTTP_HOST"}


def test_parameters_that_no_page_reads_reach_neither_the_page_nor_the_memory(site):
    tracked = site.ask("/ja/articles/?utm_source=evil&fbclid=1")
    assert b"evil" not in tracked.body
    clean = site.ask("/ja/articles/")
    assert clean.body == tracked.body
    assert not clean.was_made


def test_the_order_of_parameters_makes_no_other_page(site):
    site.ask("/en/search/?q=port&lang=en&lang=ru")
    again = site.ask("/en/search/?lang=en&lang=ru&utm=1&q=port&source=")
    assert not again.was_made


def test_other_words_are_another_page(site):
    site.ask("/en/search/?q=port")
    answer = site.ask("/en/search/?q=ports")
    assert answer.was_made
    assert b'value="ports"' in answer.body
    assert site.ask("/en/search/?q=port&lang=en").was_made


def test_a_strange_host_is_refused_even_where_the_page_is_kept(site):
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        site.ask("/ja/")
        for host in ("evil.example", "testserver@evil.example", "", "testserver, evil.example"):
            assert site.ask("/ja/", HTTP_HOST=host, SERVER_NAME="evil.example").status == 400, host


def test_the_port_of_the_host_makes_no_other_page(site):
    site.ask("/ja/")
    assert not site.ask("/ja/", HTTP_HOST="testserver:8443").was_made


def test_plain_http_is_sent_on_to_https_even_where_the_page_is_kept(make_site):
    with override_settings(
        SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
    ):
        site = make_site()
        secure = site.ask("/kk/", HTTP_X_FORWARDED_PROTO="https", HTTP_HOST="testserver:1")
        assert secure.status == 200
        assert site.ask("/kk/", HTTP_HOST="testserver:2").status == 301
        assert site.ask("/kk/", HTTP_X_FORWARDED_PROTO="http", HTTP_HOST="testserver:3").status == 301


@pytest.mark.parametrize(
    "path",
    [
        "/ja/nowhere/",
        "/ja/articles/999999/",
        "//ja/articles/",
        "/ja/../admin/",
        "/ja/%2e%2e/",
        "/ja/articles",
        "/JA/",
        "/ja/%00/",
        "/ja/search/%ff",
    ],
)
def test_odd_paths_and_errors_are_not_kept(site, path):
    assert site.ask(path).status in (301, 302, 400, 404)
    assert site.ask(path).was_made


def test_one_page_has_one_address(site):
    article = make_article(slug="port")
    for path in (f"/en/articles/000{article.pk}/port/", f"/en/articles/{article.pk}/other/"):
        answer = site.ask(path)
        assert answer.status == 301
        assert answer.headers["Location"] == f"/en/articles/{article.pk}/port/"


def test_the_back_office_and_posts_are_never_kept(site):
    for path in ("/admin/login/", "/"):
        site.ask(path, HTTP_COOKIE="sessionid=x")
        assert site.ask(path, HTTP_COOKIE="sessionid=x").was_made
        assert site.made[-1]["HTTP_COOKIE"] == "sessionid=x"
    assert site.ask("/ja/", method="POST").status in (403, 405)


def test_what_sets_a_cookie_or_is_not_public_is_not_kept(site):
    def answering(**headers):
        response = HttpResponse("text", headers={k.replace("_", "-"): v for k, v in headers.items()})
        made = []

        def application(environ, start_response):
            made.append(environ)
            start_response("200 OK", list(response.headers.items()))
            return [response.content]

        site.cache = ResponseCache(application, site.version)
        return made

    for headers in (
        {},
        {"Cache_Control": "private"},
        {"Cache_Control": "public", "Set_Cookie": "a=b"},
        {"Cache_Control": "public", "Content_Encoding": "gzip"},
    ):
        made = answering(**headers)
        site.ask("/ja/")
        site.ask("/ja/")
        assert len(made) == 2, headers
    made = answering(Cache_Control="public")
    site.ask("/ja/")
    site.ask("/ja/")
    assert len(made) == 1


def test_an_answer_that_is_kept_is_closed_as_a_server_would_close_it(site):
    class Answer(list):
        is_closed = False

        def close(self):
            self.is_closed = True

    answer = Answer([b"text"])

    def application(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public")])
        return answer

    site.cache = ResponseCache(application, site.version)
    assert site.ask("/ja/").body == b"text"
    assert answer.is_closed


def test_what_nobody_has_a_bookmark_of_is_not_kept(site):
    for address, more in (
        (f"/ja/search/?q={'a' * 1000}", {}),
        ("/ja/", {"SCRIPT_NAME": "/archive"}),
    ):
        site.ask(address, **more)
        assert site.cache.pages.size == site.cache.of_queries.size == 0, address
    assert site.ask("/ja/").status == 200


def test_a_database_that_is_down_is_asked_once_a_second_and_not_by_each_reader(monkeypatch):
    asked, clock = [], [100.0]

    def fail() -> None:
        asked.append(clock[0])
        raise OperationalError

    monkeypatch.setattr(version, "_connect", fail)
    monkeypatch.setattr(version, "monotonic", lambda: clock[0])
    known = version.Version()
    assert [known.read() for _ in range(3)] == [(None, False)] * 3
    clock[0] += version.RETRY
    known.read()
    assert asked == [100.0, 101.0]


@pytest.mark.django_db(transaction=True)
def test_once_a_change_is_done_no_process_answers_by_the_number_before_it():
    known = version.Version()
    for _ in range(3):
        known.read()
        ContentVersion.move()
        assert known.read() == (ContentVersion.current(), True)


@pytest.mark.django_db(transaction=True)
def test_a_change_of_many_parts_waits_once():
    with transaction.atomic():
        for _ in range(3):
            ContentVersion.move()
        assert len(connection.run_on_commit) == (1 if connection.vendor == "postgresql" else 0)


def test_memory_is_bounded_and_what_is_asked_for_stays(make_site):
    site = make_site(budget=200_000)
    for number in range(30):
        site.ask("/ja/")
        article = make_article(f"Headline {number}", slug="")
        site.ask(f"/en/articles/{article.pk}/", HTTP_ACCEPT_ENCODING="br")
        assert site.cache.pages.size <= 200_000
    assert [environ["PATH_INFO"] for environ in site.made].count("/ja/") == 1


def test_a_page_in_three_encodings_is_counted_once(site):
    site.ask("/ja/")
    alone = site.cache.pages.size
    for name in ("gzip", "br"):
        site.ask("/ja/", HTTP_ACCEPT_ENCODING=name)
    assert alone < site.cache.pages.size < 2 * alone


def test_a_flood_of_queries_drives_no_page_out(make_site):
    site = make_site(budget=100_000, budget_of_queries=100_000)
    site.ask("/ja/")
    for number in range(30):
        site.ask(f"/ja/search/?q={number}")
    assert site.cache.of_queries.size <= 100_000
    assert not site.ask("/ja/").was_made


def test_while_the_database_is_down_kept_pages_are_served_and_others_promised(site):
    kept = site.ask("/ja/")
    site.version.is_up = False
    assert site.ask("/ja/").body == kept.body
    missing = site.ask("/en/")
    assert missing.status == 503
    assert int(missing.headers["Retry-After"]) > 0
    assert missing.headers["Cache-Control"] == "no-store"
    site.version.is_up = True
    assert site.ask("/en/").status == 200


def test_what_was_withdrawn_does_not_come_back_because_the_database_is_down(site):
    site.ask("/ja/")
    site.version.number += 1
    site.version.is_up = False
    assert site.ask("/ja/").status == 503


@given(
    path=st.text(alphabet="/jaen%.-_\x00é日?#;\\", max_size=30),
    query=st.text(alphabet="q=&;%+lang日\x00a", max_size=40),
    accepted=st.text(alphabet="gzipbr*;q=0.1, ", max_size=30),
    condition=st.text(alphabet='W/"*, abc', max_size=20),
)
def test_no_request_is_an_error_of_ours(path, query, accepted, condition):
    def application(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public")])
        return [environ["QUERY_STRING"].encode()]

    site = Site()
    site.cache = ResponseCache(application, site.version)
    answer = site.ask(f"/ja/{path}?{query}", HTTP_ACCEPT_ENCODING=accepted, HTTP_IF_NONE_MATCH=condition)
    assert answer.status in (200, 304)
