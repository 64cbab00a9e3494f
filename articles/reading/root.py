"""What stands above the languages: the front door, and the files that machines ask for by name."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To the front page in the first language of the browser's that we speak; Japanese where none."""
    with override(spoken(request.headers.get("Accept-Language", ""))):
        return HttpResponseRedirect(reverse("home"))


def spoken(accepted: str) -> str:
    for language, _ in parse_accept_lang_header(accepted.lower()):
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    # Any page of results is the bare search page to them (its canonical address); further pages would be endless.
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*?*after="]
    return _text([*lines, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml"])


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116; the page about the archive says whom to write to."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    with override("en"):
        contact = settings.SITE_URL + reverse("about") + "#contact"
    return _text(
        [
            f"Contact: {contact}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: en, ja, ru",
            f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        ]
    )


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("img/mark.svg"))


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
