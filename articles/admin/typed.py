"""What somebody has typed and not saved: kept on the server every few seconds, offered again, never shown to readers."""

import json
from dataclasses import replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone

from articles.admin.article_form import TextForm, unix_lines
from articles.admin.article_save import form_of
from articles.admin.rights import may_edit, require
from articles.desk.checks import doubts, stops
from articles.models import Article, Autosave
from articles.revisions.content import content_of_revision

TEXTS = ("headline", "original_headline", "subtitle", "body")
KEPT = (*TEXTS, "note")
KEPT_OF_NEW = (*KEPT, "language", "source")
LONGEST = 2_000_000  # characters of all fields
JUST_NOW = timedelta(minutes=15)


def typed(request: HttpRequest, number: int) -> HttpResponse:
    """Keep (POST), throw away (POST `forget`), or tell (GET) what concerns an open form.

    The answer brings a fresh token, so that a form survives signing in again in another window.
    """
    article = get_object_or_404(Article.objects.select_related("latest_revision"), pk=number)
    require(may_edit(request.user, article))
    checks = ""
    if request.method == "POST":
        if "forget" in request.POST:
            Autosave.objects.filter(article=article, user=request.user).delete()
            return redirect("admin:articles_article_change", article.pk)
        if not _keep(request, article, KEPT):
            return HttpResponseBadRequest("base")
        checks = _checks_of(request, article)
    return JsonResponse(
        {
            "token": get_token(request),
            "latest": article.latest_revision.number,
            "others": [str(row.user) for row in others_typing(article, request.user)],
            "checks": checks,
        }
    )


def typed_anew(request: HttpRequest, model_admin) -> HttpResponse:
    """The same for an article that is not there yet: its words belong to whoever types them."""
    require(model_admin.has_add_permission(request))
    if request.method == "POST":
        if "forget" in request.POST:
            forget_new(request.user)
            return redirect("admin:articles_article_add")
        if not _keep(request, None, KEPT_OF_NEW):
            return HttpResponseBadRequest("base")
    return JsonResponse({"token": get_token(request), "latest": 0, "others": [], "checks": ""})


def token(request: HttpRequest) -> HttpResponse:
    """Whether somebody is signed in, asked before a form is sent, and the token that it needs after a new sign-in."""
    return JsonResponse({"token": get_token(request)})


def of_new(user) -> Autosave | None:
    """What this person has typed of an article that is not there yet."""
    row = Autosave.objects.filter(article=None, user=user).first()
    return row if row and any(_plain(row.data.get(name)) for name in KEPT) else None


def forget_new(user) -> None:
    Autosave.objects.filter(article=None, user=user).delete()


def _keep(request: HttpRequest, article: Article | None, names: tuple[str, ...]) -> bool:
    base = request.POST.get("base", "")
    data = {name: request.POST[name] for name in names if name in request.POST}
    if not base.isdigit() or len(json.dumps(data)) > LONGEST:
        return False
    Autosave.objects.update_or_create(
        article=article, user=request.user, defaults={"base": int(base), "data": data}
    )
    return True


def _checks_of(request: HttpRequest, article: Article) -> str:
    """What is to be seen to before publishing, of the text as it is typed."""
    texts = {name: unix_lines(request.POST[name]) for name in TEXTS if name in request.POST}
    content = replace(content_of_revision(article.latest_revision), **texts)
    found = {"stops": stops(article, content), "doubts": doubts(article, content)}
    return render_to_string("admin/ks/_checks.html", found, request)


def others_typing(article: Article, user) -> list[Autosave]:
    """What others have begun here and not saved, within the last quarter of an hour."""
    since = timezone.now() - JUST_NOW
    return list(article.autosaves.exclude(user=user).filter(saved_at__gte=since).select_related("user"))


def mine(article: Article, user) -> Autosave | None:
    """This person's unsaved words, where they differ from the newest text."""
    row = article.autosaves.filter(user=user).first()
    if row is None:
        return None
    latest = article.latest_revision
    shown = {name: getattr(latest, name, "") for name in KEPT}
    same = all(_plain(row.data.get(name)) == _plain(shown[name]) for name in KEPT if name in row.data)
    return None if same else row


def form_with_typed(request: HttpRequest, article: Article) -> TextForm | None:
    """The text's form with what was typed in it, on the revision that it was typed over."""
    row = mine(article, request.user)
    base = row and article.revisions.filter(number=row.base).first()
    if base is None:
        return None
    form = form_of("text", article, base)
    form.initial.update(row.data)
    return form


def _plain(text: str | None) -> str:
    return unix_lines(text).strip()
