"""What the site's log must never hold, and what Django says of it in production."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("KZ_", "DATABASE_", "CACHE_", "DJANGO_")
SECRETS = {
    "KZ_SECRET_KEY": "key-secret-" + "k3" * 30,
    "KZ_METRICS_TOKEN": "metrics-secret-8f1c",
    "KZ_MT_ENGINE": "deepl",
    "KZ_MT_KEY": "engine-secret-77ab",
    "KZ_MAIL": "smtp://desk:mail-secret-52d0@127.0.0.1:9",
    "DATABASE_URL": "postgres://kzsite:database-secret-91ce@127.0.0.1:9/kzsite",
    "CACHE_URL": "redis://:cache-secret-3e7d@127.0.0.1:9/0",
}
PARTS = [
    "key-secret", "metrics-secret", "engine-secret", "mail-secret", "database-secret", "cache-secret",
    "password-secret", "token-secret", "cookie-secret", "search-secret",
]  # fmt: skip
ASK = """
import django, logging
django.setup()
logging.getLogger().setLevel(logging.DEBUG)
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "archive.example.org", "x-forwarded-proto": "https"})
client.cookies["sessionid"] = "cookie-secret"
for address in ("/en/", "/en/search/?q=search-secret", "/health/ready", "/admin/"):
    client.get(address)
client.get("/metrics", headers={"authorization": "Bearer metrics-secret-8f1c"})
client.post("/admin/login/", {"username": "password-secret", "password": "password-secret"})
client.post("/admin/auth/user/security/token/", {"token": "token-secret"})
"""


def production(*words: str, **variables: str) -> subprocess.CompletedProcess:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    environment |= {"KZ_ENV": "production", "KZ_HOSTS": "archive.example.org", "KZ_PROXY": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "kzsite.settings"} | variables
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_no_secret_gets_into_the_log_even_where_everything_fails(tmp_path):
    """Database and cache are not there, so that every page ends in a trace."""
    done = production("-c", ASK, KZ_DATA_DIR=str(tmp_path), **SECRETS)
    told = done.stdout + done.stderr
    assert '"status": 500' in told or '"level": "error"' in told
    assert [part for part in PARTS if part in told] == []


def test_django_finds_nothing_to_mend_in_production(tmp_path):
    for extra in ({}, {"KZ_OTP": "required"}):
        done = production(
            "manage.py", "check", "--deploy", "--fail-level", "WARNING",
            KZ_DATA_DIR=str(tmp_path), KZ_SECRET_KEY=SECRETS["KZ_SECRET_KEY"], **extra,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout


def test_a_misspelt_demand_for_one_time_passwords_is_no_open_door(tmp_path):
    done = production("manage.py", "check", KZ_DATA_DIR=str(tmp_path), KZ_SECRET_KEY="x" * 60, KZ_OTP="yes")
    assert done.returncode != 0
    assert "KZ_OTP" in done.stderr


@pytest.mark.parametrize(
    ("given", "why"), [("s3", "JSON"), ('{"BACKEND": "nowhere.Storage"}', "not installed")]
)
def test_a_storage_that_cannot_be_is_told_at_the_start(given, why, tmp_path):
    done = production(
        "manage.py", "check", KZ_DATA_DIR=str(tmp_path), KZ_SECRET_KEY="x" * 60, KZ_STORAGE=given
    )
    assert done.returncode != 0
    assert "KZ_STORAGE" in done.stderr
    assert why in done.stderr
