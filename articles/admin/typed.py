"""What somebody has typed and not saved: kept on the server every few seconds, offered again, never shown to readers."""

import json
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.admin.article_form import TextForm
from articles.admin.article_save import form_of
from articles.admin.rights import may_edit, require
from articles.models import Article, Autosave

KEPT = ("headline", "original_headline", "subtitle", "body", "note")
LONGEST = 2_000_000  # characters of all fields
JUST_NOW = timedelta(minutes=15)


def typed(request: HttpRequest, number: int) -> HttpResponse:
    """Keep (POST), throw away (POST `forget`), or tell (GET) what concerns an open form.

    The answer brings a fresh token, so that a form survives signing in again in another window.
    """
    article = get_object_or_404(Article.objects.select_related("latest_revision"), pk=number)
    require(may_edit(request.user, article))
    if request.method == "POST":
        if "forget" in request.POST:
            Autosave.objects.filter(article=article, user=request.user).delete()
        elif not _keep(request, article):
            return HttpResponseBadRequest("base")
    return JsonResponse(
        {
            "token": get_token(request),
            "latest": article.latest_revision.number,
            "others": [str(row.user) for row in others_typing(article, request.user)],
        }
    )


def _keep(request: HttpRequest, article: Article) -> bool:
    base = request.POST.get("base", "")
    data = {name: request.POST[name] for name in KEPT if name in request.POST}
    if not base.isdigit() or len(json.dumps(data)) > LONGEST:
        return False
    Autosave.objects.update_or_create(
        article=article, user=request.user, defaults={"base": int(base), "data": data}
    )
    return True


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
    return (text or "").replace("\r\n", "\n").strip()
