"""Where somebody is signed in, and with which second factor: one's own, and for administrators that of others."""

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin import second_factor
from articles.admin.rights import require
from articles.models import AuditEntry, Session


def own(request: HttpRequest) -> HttpResponse:
    """One's own sessions and device."""
    if request.POST.get("act") == "codes" and second_factor.devices_of(request.user).exists():
        return second_factor.new_codes(request)
    return _screen(request, request.user)


def of_another(request: HttpRequest, model_admin, number: int) -> HttpResponse:
    """Another's, for who may change the account."""
    person = get_object_or_404(get_user_model(), pk=number)
    require(model_admin.has_change_permission(request, person))
    return _screen(request, person)


def _screen(request: HttpRequest, person) -> HttpResponse:
    sessions = Session.of(person)
    if request.method == "POST":
        if not _take(request, person, sessions):
            return HttpResponseBadRequest(_("That cannot be done here."))
        return redirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Sign-ins and devices"),
        "opts": get_user_model()._meta,
        "subtitle": _("Sign-ins and devices"),
        "person": person,
        "is_own": person.pk == request.user.pk,
        "sessions": sessions,
        "this_session": request.session.session_key,
        "has_device": second_factor.devices_of(person).exists(),
        "codes_left": second_factor.codes_left(person),
    }
    return TemplateResponse(request, "admin/ks/security.html", context)


def _take(request: HttpRequest, person, sessions: list[Session]) -> bool:
    """Do what was asked; whether there is such an act."""
    verb, _space, name = request.POST.get("act", "").partition(" ")
    if verb == "forget":
        second_factor.forget_devices(person, by=request.user)
        messages.success(request, _("The device was taken off the account."))
        return True
    others = [row for row in sessions if row.session_key != request.session.session_key]
    if verb == "end":
        others = [row for row in others if row.name == name]
    elif verb != "end-others":
        return False
    with transaction.atomic():
        Session.objects.filter(pk__in=[row.pk for row in others]).delete()
        if others:
            AuditEntry.objects.record(
                user=request.user, action="user.sessions-end", target=person, count=len(others)
            )
    messages.success(request, _("Signed out there."))
    return True
