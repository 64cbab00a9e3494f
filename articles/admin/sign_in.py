"""Signing in: who asks, who has asked too often, and on which devices somebody is signed in."""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.models.session import SIGNED_IN, SessionStore

LOCKED_FOR = timedelta(minutes=15)
BROWSERS = (  # the word in the header → its family; all of them call themselves Chrome or Safari besides
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser", "Yandex"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def client_address(request: HttpRequest) -> str | None:
    """Who asks, as far as can be trusted; the network (/64) of an IPv6 address, since its owner has all of it.

    A proxy adds the address that it saw as the last entry; all before it is what the visitor says.
    """
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    else:
        told = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told)
    except ValueError:  # nothing at all behind a Unix socket
        return None
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), 64), strict=False).network_address)


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: dict | None = None
) -> HttpResponse:
    """What who guessed too often is told, whether the account exists or not."""
    context = {"minutes": int(LOCKED_FOR.total_seconds() // 60)}
    answer = render(request, "admin/ks/locked_out.html", context, status=429)
    answer.headers["Retry-After"] = str(int(LOCKED_FOR.total_seconds()))
    answer.headers["Cache-Control"] = "no-store"
    return answer


class NoteSessions:
    """Writes down once a day that a session is used, and by which browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.namespace == "admin" and request.user.is_authenticated:
            _note(request.session, browser_of(request.headers.get("User-Agent", "")))
        return response


def _note(session: SessionBase, browser: str) -> None:
    now = timezone.now()
    told = session.get(SIGNED_IN, {"begun": now.isoformat()})
    today = timezone.localdate(now).isoformat()
    if told.get("used") != today:
        session[SIGNED_IN] = told | {"used": today, "browser": browser}
        SessionStore.clear_expired()


def browser_of(header: str) -> str:
    """The family of a browser and its system, such as `Firefox · Linux`; empty where neither is known."""
    found = [next((name for word, name in words if word in header), "") for words in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found))
