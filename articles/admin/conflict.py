"""A page changed where an editor had changed it too: base, ours and theirs, a choice for each place."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import pipeline
from articles.admin.rights import may_judge_pages, require
from articles.ingest.conflicts import undecided
from articles.ingest.run import places_in_conflict, resolve_conflict, waiting_conflicts
from articles.models import Article, AuditEntry, Capture
from articles.text.differences import differences


def conflict(request: HttpRequest, model_admin, number: int) -> HttpResponse:
    require(model_admin.has_view_permission(request))
    require(may_judge_pages(request.user))
    require(may_judge_pages(request.user, _waiting(number).article))
    if request.method == "POST":
        with transaction.atomic():
            Article.objects.select_for_update().filter(captures=number).first()
            answer = _resolve(request, _waiting(number))
        if answer is not None:
            return answer
    return _page(request, model_admin, _waiting(number))


def _waiting(number: int) -> Capture:
    item = (
        waiting_conflicts().filter(capture=number).select_related("capture__article__latest_revision").first()
    )
    if item is None:
        raise Http404
    return item.capture


def _resolve(request: HttpRequest, capture: Capture) -> HttpResponse | None:
    article = capture.article
    if request.POST.get("base") != str(article.latest_revision.number):
        messages.warning(request, _("Somebody saved the article meanwhile; look at the places once more."))
        return None
    places = places_in_conflict(capture)
    choices = {place.name: request.POST.get(place.name, "") for place in places}
    if undecided(places, choices):
        messages.error(request, _("Choose for every place, please; nothing is saved yet."))
        return None
    revision = resolve_conflict(capture, choices, user=request.user, note=request.POST.get("note", "")[:500])
    pipeline.refresh_articles([article])
    AuditEntry.objects.record(
        user=request.user, action="conflict.resolve", target=article, summary=capture.name, choices=choices
    )
    messages.success(request, _("Merged as revision %d.") % revision.number)
    following = waiting_conflicts().exclude(capture=capture).order_by("-capture_id").first()
    if "_next" in request.POST and following is not None:
        return redirect("admin:articles_capture_conflict", following.capture_id)
    return redirect(f"{reverse('admin:articles_article_change', args=[article.pk])}?tab=revisions")


def _page(request: HttpRequest, model_admin, capture: Capture) -> HttpResponse:
    article = capture.article
    places = places_in_conflict(capture)
    rows = [
        {
            "place": place,
            "chosen": request.POST.get(place.name, ""),
            "ours": differences("\n\n".join(place.base), "\n\n".join(place.ours)),
            "theirs": differences("\n\n".join(place.base), "\n\n".join(place.theirs)),
        }
        for place in places
    ]
    return TemplateResponse(
        request,
        "admin/ks/conflict.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": _("Merge a page's new state"),
            "subtitle": article.headline,
            "media": model_admin.media,
            "capture": capture,
            "article": article,
            "rows": rows,
            "count": sum(place.is_conflict for place in places),
            "waiting": waiting_conflicts().count(),
        },
    )
