"""A page changed where an editor had changed it too: base, ours and theirs, a choice for each place."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import pipeline
from articles.admin.rights import may_judge_pages, require
from articles.ingest.conflicts import Place, undecided
from articles.ingest.run import places_in_conflict, resolve_conflict, waiting_conflicts
from articles.models import Article, AuditEntry, Capture
from articles.text.differences import differences

FIELDS: dict[str, str | Promise] = {  # the names of what a page says beside its text
    "headline": gettext_lazy("Headline"),
    "subtitle": gettext_lazy("Subtitle"),
    "original_headline": gettext_lazy("Headline as printed"),
    "authors": gettext_lazy("Authors"),
    "section": gettext_lazy("Section"),
    "published_on": gettext_lazy("Published on"),
    "updated_on": gettext_lazy("Updated on"),
    "language": gettext_lazy("Language"),
    "source": gettext_lazy("Paper"),
    "url": gettext_lazy("Its own address"),
}


def conflict(request: HttpRequest, model_admin, number: int) -> HttpResponse:
    require(model_admin.has_view_permission(request))
    require(may_judge_pages(request.user))
    capture = _waiting(number)
    if capture is None:
        return _settled(number)
    require(may_judge_pages(request.user, capture.article))
    if request.method == "POST":
        with transaction.atomic():
            Article.objects.select_for_update().filter(captures=number).first()
            capture = _waiting(number)
            answer = _resolve(request, capture) if capture else _settled(number)
        if answer is not None:
            return answer
    return _page(request, model_admin, capture)


def _waiting(number: int) -> Capture | None:
    items = waiting_conflicts().filter(capture=number).select_related("capture__article__latest_revision")
    item = items.first()
    return item and item.capture


def _settled(number: int) -> HttpResponse:
    """Nothing waits here (any more): the page itself says what became of it."""
    if not Capture.objects.filter(pk=number).exists():
        raise Http404
    return redirect("admin:articles_capture_change", number)


def _resolve(request: HttpRequest, capture: Capture) -> HttpResponse | None:
    article = capture.article
    if request.POST.get("base") != str(article.latest_revision.number):
        messages.warning(request, _("Somebody saved the article meanwhile; look at the places once more."))
        return None
    places = places_in_conflict(capture)
    choices = {place.name: request.POST.get(place.name, "") for place in places}
    words = {place.name: _words(request, place) for place in places if place.may_be_worded}
    if undecided(places, choices, words):
        messages.error(request, _("Choose for every place, please; nothing is saved yet."))
        return None
    note = request.POST.get("note", "")[:500]
    revision = resolve_conflict(capture, choices, words, user=request.user, note=note)
    pipeline.refresh_articles([article])
    AuditEntry.objects.record(
        user=request.user, action="conflict.resolve", target=article, summary=capture.name, choices=choices
    )
    messages.success(request, _("Merged as revision %d.") % revision.number)
    following = waiting_conflicts().exclude(capture=capture).order_by("-capture_id").first()
    if "_next" in request.POST and following is not None:
        return redirect("admin:articles_capture_conflict", following.capture_id)
    return redirect(f"{reverse('admin:articles_article_change', args=[article.pk])}?tab=revisions")


def _words(request: HttpRequest, place: Place) -> str:
    """What stands in the place's own field: at first what the editors have."""
    words = request.POST.get(f"{place.name}-words", "\n\n".join(place.ours))
    return words.replace("\r\n", "\n")


def _page(request: HttpRequest, model_admin, capture: Capture) -> HttpResponse:
    article = capture.article
    places = places_in_conflict(capture)
    rows = [
        {
            "place": place,
            "title": FIELDS.get(place.field, place.field),
            "chosen": request.POST.get(place.name, ""),
            "words": _words(request, place),
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
