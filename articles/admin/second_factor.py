"""One-time passwords: enrolling a device, giving its token after the password, and the wall around the back office.

Who has a device must give a token; with KZ_OTP=required everybody must have one.
"""

from base64 import b32encode
from collections.abc import Callable
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import AuditEntry

CODES = 10  # for the day on which the device is lost; each works once
SIGNING_IN = {"login", "logout", "jsi18n"}  # open to whoever has given a password only

for model in (TOTPDevice, StaticDevice):
    admin.site.unregister(model)  # their forms show secrets, and are no screens for editors


class SecondFactor:
    """Lets nobody past the password who has a device, or who must have one; asked for in front of every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view, _args, _kwargs) -> HttpResponse | None:
        match = request.resolver_match
        if match.namespace != "admin" or match.url_name in SIGNING_IN:
            return None
        if not request.user.is_authenticated or request.user.is_verified():
            return None
        if devices_of(request.user).exists():
            screen = "auth_user_token"
        elif settings.OTP_REQUIRED and request.user.is_staff:
            screen = "auth_user_device"
        else:
            return None
        if match.url_name == screen:
            return None
        wanted = request.get_full_path() if request.method == "GET" else reverse("admin:index")
        return redirect(f"{reverse(f'admin:{screen}')}?{urlencode({'next': wanted})}")


def devices_of(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True)


def codes_left(user) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@sensitive_post_parameters("token")
def token(request: HttpRequest) -> HttpResponse:
    """Ask for the token, or for a recovery code, after the password."""
    if request.user.is_verified() or not devices_of(request.user).exists():
        return redirect(_next(request))
    error = ""
    if request.method == "POST":
        given = "".join(request.POST.get("token", "").split()).replace("-", "").lower()
        device = _device_asked(request.user, given)
        if device is not None and verify_token(request.user, device.persistent_id, given):
            _let_in(request, device)
            if isinstance(device, StaticDevice):
                _tell_of_code(request)
            return redirect(_next(request))
        error = _refusal(device)
    return _screen(request, "admin/ks/otp_token.html", title=_("One-time password"), error=error)


@sensitive_post_parameters("token")
def device(request: HttpRequest) -> HttpResponse:
    """Enrol a device: show its secret, and take it once a token proves that it is known. It replaces the one before."""
    pending, _is_new = TOTPDevice.objects.get_or_create(
        user=request.user, confirmed=False, defaults={"name": "app"}
    )
    error = ""
    if request.method == "POST":
        given = "".join(request.POST.get("token", "").split())
        if verify_token(request.user, pending.persistent_id, given):
            return _codes_screen(request, _enrol(request, pending))
        error = _refusal(pending)
    return _screen(
        request,
        "admin/ks/otp_device.html",
        title=_("Enrol a device"),
        error=error,
        picture=_qr(pending.config_url),
        secret=_grouped(pending),
        is_replaced=devices_of(request.user).exists(),
    )


def new_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes in place of all before; shown this once."""
    with transaction.atomic():
        codes = _make_codes(request.user)
        AuditEntry.objects.record(user=request.user, action="user.codes", target=request.user)
    return _codes_screen(request, codes)


@transaction.atomic
def forget_devices(user, *, by) -> None:
    """Take device and recovery codes away; who lost both signs in by password, and enrols anew where that is demanded."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    AuditEntry.objects.record(user=by, action="user.device-reset", target=user)


@transaction.atomic
def _enrol(request: HttpRequest, pending: TOTPDevice) -> list[str]:
    user = request.user
    devices_of(user).delete()
    TOTPDevice.objects.filter(pk=pending.pk).update(confirmed=True)
    codes = _make_codes(user)
    AuditEntry.objects.record(user=user, action="user.device-add", target=user)
    _let_in(request, TOTPDevice.objects.get(pk=pending.pk))
    return codes


def _make_codes(user) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    kept = StaticDevice.objects.create(user=user, name="codes")
    codes = [StaticToken.random_token() for _number in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=kept, token=code) for code in codes)
    return codes


def _let_in(request: HttpRequest, device) -> None:
    request.session.cycle_key()  # a key that was known before the token is worth nothing after it
    login(request, device)


def _device_asked(user, given: str):
    """Six digits are a token; anything else is a recovery code."""
    model = TOTPDevice if given.isdigit() else StaticDevice
    return model.objects.filter(user=user, confirmed=True).first()


def _refusal(device) -> str:
    is_allowed, told = (True, None) if device is None else _fresh(device).verify_is_allowed()
    if not is_allowed:
        seconds = max(1, round((told["locked_until"] - timezone.now()).total_seconds()))
        return _("That was not right. The next try is possible in %(seconds)d s.") % {"seconds": seconds}
    return _("That was not right. Look at the clock of the device, and take its newest number.")


def _fresh(device):
    device.refresh_from_db()
    return device


def _tell_of_code(request: HttpRequest) -> None:
    left = codes_left(request.user)
    AuditEntry.objects.record(user=request.user, action="user.code-used", target=request.user, left=left)
    messages.warning(request, _("A recovery code was used; %(left)d are left.") % {"left": left})


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:index")


def _codes_screen(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _screen(
        request,
        "admin/ks/otp_codes.html",
        title=_("Recovery codes"),
        codes=[f"{code[:4]}-{code[4:]}" for code in codes],
        onward=_next(request),
    )


def _screen(request: HttpRequest, template: str, **context) -> HttpResponse:
    frame = admin.site.each_context(request) | {"available_apps": [], "is_nav_sidebar_enabled": False}
    answer = TemplateResponse(request, template, frame | context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _qr(address: str) -> str:
    """The picture of an address; attributes only, since the policy forbids style."""
    return mark_safe(
        segno.make(address, error="m").svg_inline(scale=5, light="white", svgclass="ks-qr", lineclass=None)
    )


def _grouped(device: TOTPDevice) -> str:
    text = b32encode(device.bin_key).decode()
    return " ".join(text[first : first + 4] for first in range(0, len(text), 4))
