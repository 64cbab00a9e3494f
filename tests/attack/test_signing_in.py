"""Signing in: guessing is slowed down, says nothing about accounts, and leaves no password anywhere."""

import json
import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.admin.sign_in import browser_of, client_address
from tests.attack.conftest import LOGIN, PASSWORD, sign_in, signed_in

pytestmark = pytest.mark.django_db
MOST = 8


def guess(times: int, name: str = "lena", **given):
    for number in range(times):
        _client, answer = sign_in(name, f"wrong-{number}", **given)
    return answer


def test_eight_wrong_guesses_lock_even_the_right_password_out(lena):
    assert guess(MOST - 1).status_code == 200
    answer = guess(1)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert sign_in()[1].status_code == 429


def test_a_lock_ends_after_a_quarter_of_an_hour_and_guesses_do_not_prolong_it(lena):
    guess(MOST)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert guess(1).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in()[1].status_code == 302


def test_signing_in_forgets_the_guesses_before(lena):
    guess(MOST - 1)
    signed_in()
    assert guess(MOST - 1).status_code == 200


def test_who_guesses_locks_nobody_out_elsewhere(lena):
    guess(MOST, REMOTE_ADDR="203.0.113.5")
    assert sign_in(REMOTE_ADDR="198.51.100.7")[1].status_code == 302
    assert sign_in(REMOTE_ADDR="203.0.113.5")[1].status_code == 429


def test_an_unknown_name_is_locked_like_a_known_one(lena):
    known, unknown = guess(MOST), guess(MOST, "nobody-of-that-name")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Too many attempts"),
        ("ru", "Слишком много попыток"),
        ("ja", "試行回数が多すぎます"),
        ("kk", "Әрекет тым көп"),
        ("zh-hans", "尝试次数过多"),
    ],
)
def test_who_is_locked_out_is_told_so_in_their_language(lena, language, words):
    answer = guess(MOST, headers={"accept-language": language})
    assert words in answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("proxy", "remote", "forwarded", "address"),
    [
        (False, "203.0.113.5", "10.0.0.1", "203.0.113.5"),
        (False, "", "10.0.0.1", None),
        (True, "", "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (True, "127.0.0.1", "nonsense", None),
        (True, "127.0.0.1", "", None),
        (True, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (True, "", "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_an_address_is_believed_from_the_proxy_only(settings, proxy, remote, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
    assert client_address(request) == address


def test_a_visitor_escapes_no_lock_by_naming_other_addresses(lena, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(MOST):
        answer = guess(1, headers={"x-forwarded-for": f"10.0.0.{number}, 203.0.113.5"})
    assert answer.status_code == 429


def test_a_socket_without_an_address_still_locks(lena):
    assert guess(MOST, REMOTE_ADDR="").status_code == 429


def test_no_password_is_kept_or_logged(lena, caplog):
    caplog.set_level(logging.DEBUG)
    secret = "my-real-password-with-a-typo"
    for number in range(MOST + 1):
        sign_in("lena", f"{secret}{number}")
    sign_in(secret, "x")  # typed into the wrong field
    sign_in()
    assert secret not in caplog.text
    assert secret not in json.dumps(list(AccessAttempt.objects.values("get_data", "post_data")))


def test_known_and_unknown_names_cost_the_same_number_of_hashes(lena, settings, monkeypatch):
    """The time of a log-in is that of its hash; a clock in a test would only measure the machine."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    lena.set_password(PASSWORD)
    lena.save()
    off = get_user_model().objects.create_user("off", password=PASSWORD, is_staff=True, is_active=False)
    runs, encode = [], PBKDF2PasswordHasher.encode

    def counted(self, password, salt, iterations=None):
        runs.append(iterations or self.iterations)
        return encode(self, password, salt, iterations=1)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    cost = {}
    for name in ("lena", off.username, "nobody-of-that-name"):
        runs.clear()
        sign_in(name, "wrong")
        cost[name] = sum(runs)
    assert len(set(cost.values())) == 1, cost
    assert all(cost.values())


@pytest.mark.parametrize(
    "password", ["short-one", "password1234", "385028471956", "lena-marsh-1", "qwertyuiop"]
)
def test_a_weak_password_is_refused(password):
    user = get_user_model()(username="lena-marsh", first_name="Lena", last_name="Marsh")
    with pytest.raises(ValidationError):
        validate_password(password, user)


def test_a_long_password_is_taken():
    validate_password(PASSWORD, get_user_model()(username="lena"))


def test_signing_in_changes_the_key_of_the_session(lena):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client=client)
    assert client.cookies["sessionid"].value != planted
    spy = Client()
    spy.cookies["sessionid"] = planted
    assert spy.get("/admin/").status_code == 302


def test_a_key_that_a_visitor_made_up_is_not_taken(lena):
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    sign_in(client=client)
    assert client.cookies["sessionid"].value != "a" * 32


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "http:evil.example", "javascript:alert(1)", "https:///evil.example", "//evil.example\\@testserver/", "\t//evil.example",
        "http://testserver@evil.example/", "//testserver.evil.example/",
    ],
)  # fmt: skip
def test_log_in_leads_to_no_other_site(lena, wanted):
    client = Client()
    posted = {"username": "lena", "password": PASSWORD, "next": wanted}
    answer = client.post(LOGIN, posted)
    assert answer["Location"] in ("/admin/", "/accounts/profile/", "/admin/login/")
    for path in ("/admin/logout/", "/admin/password_change/"):
        answer = client.post(path, {"next": wanted})
        assert "evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    ("header", "family"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/19 Safari/604", "Safari · iPhone"),
        ("<script>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_known_by_its_family(header, family):
    assert browser_of(header) == family


def test_old_sessions_are_cleared_by_the_next_who_signs_in(lena):
    client = signed_in()
    session = client.session
    model = type(session).get_model_class()
    model.objects.update(expire_date=timezone.now() - timedelta(days=1))
    signed_in()
    assert model.objects.count() == 1
    call_command("clearsessions")
    assert model.objects.count() == 1
