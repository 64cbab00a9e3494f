"""One-time passwords and sessions: who has a device must show it, and who is signed in can be signed out."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin import groups
from articles.models import AuditEntry, Session
from tests.attack.conftest import PASSWORD, enrol, shown_by, sign_in, signed_in

pytestmark = pytest.mark.django_db
SECURITY, DEVICE, TOKEN = (f"/admin/auth/user/security/{part}" for part in ("", "device/", "token/"))
ARTICLES = "/admin/articles/article/"


@pytest.fixture
def administrator(db) -> Client:
    user = get_user_model().objects.create_user("ada", password=PASSWORD, is_staff=True)
    user.groups.add(groups.ensure_groups()[groups.ADMINISTRATORS])
    return signed_in("ada")


def half_in() -> Client:
    """Somebody who has given the password and not yet the token."""
    return signed_in()


def token_of(lena, *, later: int = 1) -> str:
    return shown_by(TOTPDevice.objects.get(user=lena, confirmed=True), later=later)


def test_a_device_is_enrolled_by_a_token_and_ten_codes_are_shown_once(lena):
    client = signed_in()
    page = client.get(DEVICE)
    assert "<svg" in page.content.decode()
    assert " style=" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    codes = enrol(client)
    assert len(set(codes)) == 10
    assert codes[0] not in client.get(SECURITY).content.decode()
    assert AuditEntry.objects.filter(action="user.device-add").count() == 1
    assert client.get(ARTICLES).status_code == 200


def test_a_new_device_replaces_the_one_before_it(lena):
    client = signed_in()
    enrol(client)
    before = TOTPDevice.objects.get(user=lena, confirmed=True).pk
    enrol(client)
    assert TOTPDevice.objects.get(user=lena, confirmed=True).pk != before


def test_a_wrong_number_enrols_nothing(lena):
    client = signed_in()
    client.get(DEVICE)
    assert client.post(DEVICE, {"token": "no number"}).status_code == 200
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_a_password_alone_opens_no_address_of_the_back_office(lena):
    enrol(signed_in())
    client = half_in()
    for name in ("index", "articles_article_changelist", "auth_user_security", "auth_user_device", "password_change", "articles_job_start", "articles_article_preview"):  # fmt: skip
        for answer in (client.get(reverse(f"admin:{name}")), client.post(reverse(f"admin:{name}"))):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith(TOKEN), name
    assert client.get("/admin/no/such/page/").status_code == 302


def test_the_token_opens_what_was_asked_for(lena):
    enrol(signed_in())
    client = half_in()
    key = client.cookies["sessionid"].value
    screen = client.get(f"{ARTICLES}?q=x")["Location"]
    answer = client.post(screen, {"token": token_of(lena)})
    assert answer["Location"] == f"{ARTICLES}?q=x"
    assert client.cookies["sessionid"].value != key
    assert client.get(ARTICLES).status_code == 200


def test_a_token_works_once(lena):
    enrol(signed_in())
    token = token_of(lena)
    assert half_in().post(TOKEN, {"token": token}).status_code == 302
    assert half_in().post(TOKEN, {"token": token}).status_code == 200


def test_a_recovery_code_works_once_and_says_how_many_are_left(lena):
    code = enrol(signed_in())[0]
    client = half_in()
    assert client.post(TOKEN, {"token": f" {code.upper()} "}).status_code == 302
    assert "9 are left" in client.get("/admin/").content.decode()
    assert half_in().post(TOKEN, {"token": code}).status_code == 200


def test_guessing_tokens_is_slowed_down_even_for_the_right_one(lena):
    enrol(signed_in())
    client = half_in()
    for number in range(5):
        answer = client.post(TOKEN, {"token": f"{number:06d}"})
    assert "The next try is possible in" in answer.content.decode()
    assert client.post(TOKEN, {"token": token_of(lena)}).status_code == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"]
)
def test_a_token_leads_to_no_other_site(lena, wanted):
    codes = enrol(signed_in())
    answer = half_in().post(f"{TOKEN}?next={wanted}", {"token": codes[0]})
    assert answer["Location"] == "/admin/"


def test_a_setting_demands_a_device_of_everybody(lena, settings):
    settings.OTP_REQUIRED = True
    client = signed_in()
    assert client.get(ARTICLES)["Location"].startswith(DEVICE)
    assert client.post(reverse("admin:articles_job_start"))["Location"].startswith(DEVICE)
    enrol(client)
    assert client.get(ARTICLES).status_code == 200


def test_an_administrator_takes_a_lost_device_off_and_it_is_written_down(lena, administrator):
    enrol(signed_in())
    screen = reverse("admin:auth_user_security_of", args=[lena.pk])
    assert administrator.post(screen, {"act": "forget"}).status_code == 302
    entry = AuditEntry.objects.get(action="user.device-reset")
    assert (entry.user_name, entry.target_name) == ("ada", "lena")
    assert half_in().get(ARTICLES).status_code == 200


def test_no_editor_touches_the_account_of_another(lena, administrator):
    ada = get_user_model().objects.get(username="ada")
    screen = reverse("admin:auth_user_security_of", args=[ada.pk])
    for act in ("forget", "end-others"):
        assert signed_in().post(screen, {"act": act}).status_code == 403
    assert Session.of(ada)


def test_an_administrator_touches_no_superuser(administrator):
    root = get_user_model().objects.create_superuser("root", password=PASSWORD)
    screen = reverse("admin:auth_user_security_of", args=[root.pk])
    assert administrator.post(screen, {"act": "forget"}).status_code == 403


def test_secrets_of_devices_have_no_screen():
    names = {model._meta.label for model in admin.site._registry}
    assert not {name for name in names if name.startswith(("otp_", "axes."))}


def test_sessions_are_listed_with_browser_and_days_and_without_their_keys(lena):
    here = signed_in(headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    there = signed_in(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0"})
    page = here.get(SECURITY).content.decode()
    assert "Firefox · Linux" in page
    assert "Chrome · Windows" in page
    assert page.count("this device") == 1
    assert not [c for c in (here, there) if c.cookies["sessionid"].value in page]


def test_one_session_is_ended_or_all_others(lena):
    here, second, third = signed_in(), signed_in(), signed_in()
    name = Session.objects.get(pk=second.cookies["sessionid"].value).name
    here.post(SECURITY, {"act": f"end {name}"})
    assert [c.get(ARTICLES).status_code for c in (here, second, third)] == [200, 302, 200]
    here.post(SECURITY, {"act": "end-others"})
    assert [c.get(ARTICLES).status_code for c in (here, third)] == [200, 302]
    assert AuditEntry.objects.filter(action="user.sessions-end").count() == 2


def test_an_ended_session_does_not_come_back_by_a_request_under_way(lena):
    client = signed_in()
    session = client.session
    session["words"] = "of a request that began before"
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_an_administrator_ends_the_sessions_of_others(lena, administrator):
    client = signed_in()
    administrator.post(reverse("admin:auth_user_security_of", args=[lena.pk]), {"act": "end-others"})
    assert client.get(ARTICLES).status_code == 302
    assert administrator.get(ARTICLES).status_code == 200


def test_a_new_password_ends_all_sessions_but_the_one_that_set_it(lena):
    here, there = signed_in(), signed_in()
    new = "forty-wagons-in-the-evening"
    posted = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", posted).status_code == 302
    lena.refresh_from_db()
    assert len(Session.of(lena)) == 1  # before the other one is used, and so found to be void
    assert [c.get(ARTICLES).status_code for c in (here, there)] == [200, 302]


def test_what_cannot_be_done_is_refused(lena):
    client = signed_in()
    assert client.post(SECURITY, {"act": "nonsense"}).status_code == 400
    assert client.get("/admin/auth/user/999999/security/").status_code in (403, 404)
    assert sign_in("lena", "wrong")[1].status_code == 200
