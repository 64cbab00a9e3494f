"""Somebody of the desk with a password, and what their device would show."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin import groups

PASSWORD = "nine-wagons-at-the-dry-port"
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def _quick_and_english(settings):
    settings.LANGUAGE_CODE = "en"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def lena(db):
    user = get_user_model().objects.create_user("lena", password=PASSWORD, is_staff=True)
    user.groups.add(groups.ensure_groups()[groups.EDITORS])
    return user


def sign_in(name: str = "lena", password: str = PASSWORD, *, client: Client | None = None, **given):
    client = client or Client()
    return client, client.post(LOGIN, {"username": name, "password": password}, **given)


def signed_in(name: str = "lena", password: str = PASSWORD, **given) -> Client:
    client, answer = sign_in(name, password, **given)
    assert answer.status_code == 302
    return client


def shown_by(device: TOTPDevice, *, later: int = 0) -> str:
    """The number that the app shows, some steps of 30 s later."""
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"


def enrol(client: Client) -> list[str]:
    """Enrol a device on the screens; returns the recovery codes."""
    client.get("/admin/auth/user/security/device/")
    device = TOTPDevice.objects.get(confirmed=False)
    answer = client.post("/admin/auth/user/security/device/", {"token": shown_by(device)})
    return answer.context["codes"]
