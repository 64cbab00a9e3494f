"""What balancers, Prometheus and the log see of the site."""

import json
import logging
import sys
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from articles.keeping.backup import FAILED, MADE
from articles.models import AuditEntry, ImportRun, Job, SearchDoc
from articles.monitoring import checks
from articles.monitoring.logs import JsonLines, RequestId
from articles.search.index import index_articles
from articles.search.split import SPLITTER_VERSION
from tests.factories import make_article


def test_a_living_process_says_so_without_asking_the_database(client):
    answer = client.get("/health/live")
    assert answer.content == b"alive\n"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_ready_site_tells_of_each_of_its_parts(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    told = answer.json()
    assert {
        "database",
        "cache",
        "migrations",
        "search index",
        "links",
        "jobs",
        "last import",
        "last backup",
    } == set(told)
    assert told["database"] == {"well": True, "detail": ""}
    assert told["last backup"]["detail"] == "none"


def checked(client, name: str) -> dict:
    return client.get("/health/ready").json()[name]


def test_health_is_asked_and_not_told(client):
    answer = client.post("/health/live")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
def test_entries_of_an_older_splitter_are_told(client):
    index_articles([make_article()])
    SearchDoc.objects.update(version=SPLITTER_VERSION - 1)
    assert checked(client, "search index") == {"well": False, "detail": "1 entries of an older splitter"}


@pytest.mark.django_db
def test_articles_that_wait_to_be_linked_are_told(client, monkeypatch):
    make_article()
    assert checked(client, "links") == {"well": True, "detail": "1 articles wait to be linked"}
    monkeypatch.setattr(checks, "MANY", 1)
    assert checked(client, "links")["well"] is False


@pytest.mark.django_db
def test_jobs_that_wait_and_that_failed_are_told(client, monkeypatch):
    for state in (Job.State.FAILED, Job.State.WAITING, Job.State.WAITING):
        Job.objects.create(task="link_all", state=state)
    assert checked(client, "jobs") == {"well": True, "detail": "2 wait, 1 failed"}
    monkeypatch.setattr(checks, "MANY", 2)
    assert checked(client, "jobs")["well"] is False


@pytest.mark.django_db
def test_the_moments_of_the_last_import_and_backup_are_told(client):
    ImportRun.objects.create(command="test", finished_at=datetime(2100, 5, 7, 9, tzinfo=UTC))
    AuditEntry.objects.record(user=None, action=MADE)
    assert checked(client, "last import")["detail"] == "2100-05-07T09:00:00+00:00"
    assert checked(client, "last backup")["detail"].startswith(str(AuditEntry.objects.get().at.year))


@pytest.mark.django_db
def test_a_cache_that_keeps_nothing_is_told_and_the_site_is_ready_all_the_same(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["cache"] == {"well": False, "detail": "what is stored does not come back"}


def test_an_error_is_one_line_with_the_place_where_it_happened():
    try:
        raise RuntimeError("two\nlines")
    except RuntimeError:
        record = logging.LogRecord("kzsite", logging.ERROR, __file__, 1, "it failed", (), sys.exc_info())
    line = JsonLines().format(record)
    assert "\n" not in line
    assert 'raise RuntimeError("two' in json.loads(line)["trace"]


@pytest.mark.django_db
def test_a_balancer_may_ask_by_any_host_name():
    assert Client(headers={"host": "10.0.0.7"}).get("/health/ready").status_code == 200


@pytest.mark.django_db
def test_a_missing_migration_makes_the_site_unready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles' AND name > '0004'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["migrations"]["well"] is False


def test_without_a_database_the_answer_is_503_and_names_no_host(client, settings):
    """No test database is asked for here, so that every query fails."""
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["database"]["well"] is False


@pytest.mark.django_db
def test_a_failed_backup_is_told(client):
    AuditEntry.objects.record(user=None, action=FAILED, summary="no space left")
    assert client.get("/health/ready").json()["last backup"]["well"] is False


@pytest.mark.django_db
def test_metrics_are_prometheus_text_for_who_knows_the_token(client, settings):
    settings.METRICS_TOKEN = "a-token"
    make_article()
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer other"}).status_code == 404
    answer = client.get("/metrics", headers={"authorization": "Bearer a-token"})
    families = {f.name: f for f in text_string_to_metric_families(answer.content.decode())}
    published = [s.value for s in families["kzsite_articles"].samples if s.labels == {"state": "published"}]
    assert published == [1.0]
    assert all(sample.value == 1.0 for sample in families["kzsite_check"].samples)


@pytest.mark.django_db
def test_metrics_are_shut_where_no_token_is_set(client):
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.fixture
def lines():
    """The log of requests as JSON objects."""
    told = []

    class Keeper(logging.Handler):
        def emit(self, record):
            told.append(json.loads(self.format(record)))

    handler = Keeper()
    handler.addFilter(RequestId())
    handler.setFormatter(JsonLines())
    log = logging.getLogger("kzsite.requests")
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield told
    log.removeHandler(handler)
    log.setLevel(level)


@pytest.mark.django_db
def test_a_request_leaves_one_line_with_its_number_and_without_the_query(client, lines):
    answer = client.get("/en/search/?q=secret")
    (line,) = lines
    assert line["path"] == "/en/search/"
    assert line["status"] == 200
    assert line["request"] == answer["X-Request-ID"]
    assert "secret" not in json.dumps(line)


@pytest.mark.django_db
def test_a_visitor_cannot_choose_the_number_but_a_proxy_can(client, settings):
    given = {"x-request-id": "number-of-the-proxy"}
    assert client.get("/en/about/", headers=given)["X-Request-ID"] != "number-of-the-proxy"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client.get("/en/about/", headers=given)["X-Request-ID"] == "number-of-the-proxy"
    assert client.get("/en/about/", headers={"x-request-id": "a\nb"})["X-Request-ID"] != "a\nb"
