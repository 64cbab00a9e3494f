"""Working through what waits: one list a queue, by keys, with what can be said of a row at once beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import pipeline
from articles.admin import capture_review
from articles.admin.article_form import validate_year
from articles.admin.filters import choices_of, filters_of
from articles.admin.judging import judge_tags
from articles.admin.rights import may_edit, may_judge_pages, may_publish, only_editable, require
from articles.admin.work_rows import SHOWN, with_checks
from articles.desk import workflow
from articles.desk.queues import MOST_COUNTED, QUEUES, Queue
from articles.ingest.run import REFUSED, refuse_capture
from articles.models import Article, AuditEntry, Capture, TagSuggestion, UnknownName
from articles.revisions.content import content_of_revision
from articles.tagging.queue import refuse

ON_SCREEN = 30
SURE_AT_ONCE = 300
UNDO = "work_undo"  # in the session: the suggestion that was judged last


def work(request: HttpRequest, model_admin, name: str) -> HttpResponse:
    """Show a queue, or take what was said of one of its rows and show the next."""
    queue = QUEUES.get(name)
    if queue is None:
        raise Http404
    require(request.user.has_perm(queue.right))
    if request.method == "POST":
        return _take(request, queue)
    if name in WHOLE_SCREENS:
        return redirect(address_of(queue, request))
    filters = filters_of(request.GET, request.user)
    rows = list(queue.waiting(**filters)[:ON_SCREEN])
    shown = [SHOWN[name](row) for row in rows]
    if (name, "publish") in TAKEN:
        shown = with_checks(shown, rows)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": queue.title,
        "subtitle": queue.title,
        "media": model_admin.media,
        "queue": queue,
        "count": counted(queue.count(**filters)),
        "rows": shown,
        "has_article": queue.article is not None,
        "filters": choices_of(filters),
        "may_undo": request.session.get(UNDO) and name == "tags",
        "sure": min(sure_tags(request)[:SURE_AT_ONCE].count(), SURE_AT_ONCE) if name == "tags" else 0,
        "own_screen": OWN_SCREENS.get(name) and reverse(OWN_SCREENS[name]),
    }
    return TemplateResponse(request, "admin/ks/work.html", context)


def address_of(queue: Queue, request: HttpRequest) -> str:
    """Where the queue is worked through, filtered as the present address says."""
    if queue.name in WHOLE_SCREENS:
        view, query = WHOLE_SCREENS[queue.name]
        found = {key: str(value) for key, value in filters_of(request.GET, request.user).items() if value}
        return f"{reverse(view)}?{urlencode(query | found)}" if query | found else reverse(view)
    address, query = reverse("admin:articles_article_work", args=[queue.name]), request.GET.urlencode()
    return f"{address}?{query}" if query else address


def counted(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """All notices of this person are read."""
    request.user.notices.unread().update(read_at=timezone.now())
    return redirect("admin:index")


def _take(request: HttpRequest, queue: Queue) -> HttpResponse:
    verb, _space, number = request.POST.get("act", "").partition(" ")
    if (queue.name, verb) not in TAKEN or not number.isdigit():
        return HttpResponseBadRequest(_("That cannot be done here."))
    TAKEN[queue.name, verb](request, int(number))
    query = request.GET.urlencode()
    here = reverse("admin:articles_article_work", args=[queue.name])
    return redirect(f"{here}?{query}" if query else here)


def _article(request: HttpRequest, number: int, *, publishes: bool = False) -> Article:
    rows = Article.objects.select_related("latest_revision__created_by", "assignee")
    article = rows.filter(pk=number, latest_revision__isnull=False).first()
    if article is None:
        raise Http404
    require((may_publish if publishes else may_edit)(request.user, article))
    return article


def _publish(request: HttpRequest, number: int) -> None:
    article = _article(request, number, publishes=True)
    if request.POST.get(f"revision-{number}", "") not in ("", str(article.latest_revision.number)):
        messages.warning(
            request, _("Not published: somebody changed it meanwhile. Look at the text as it is now.")
        )
        return
    try:
        workflow.publish(article, user=request.user)
    except workflow.Refused as refusal:
        messages.error(request, f"{article}: {refusal}")
    else:
        messages.success(request, _("Published: %s") % article.headline)


def _send_back(request: HttpRequest, number: int) -> None:
    article = _article(request, number, publishes=True)
    reason = request.POST.get(f"reason-{number}", "").strip()[:500]
    if not reason:
        messages.error(request, _("Say why, for whoever wrote it."))
        return
    try:
        workflow.send_back(article, user=request.user, note=reason)
    except workflow.Refused as refusal:
        messages.error(request, f"{article}: {refusal}")
    else:
        messages.success(request, _("Sent back: %s") % article.headline)


def _set_day(request: HttpRequest, number: int) -> None:
    article = _article(request, number)
    try:
        day = date.fromisoformat(request.POST.get(f"day-{number}", ""))
        validate_year(day)
    except ValueError:
        messages.error(request, _("Give the day on which it was published."))
        return
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        content = content_of_revision(locked.latest_revision)
        attributes = content.attributes | {"published_on": day.isoformat(), "estimate_basis": ""}
        attributes |= {"estimate_not_before": None, "estimate_not_after": None}
        is_current = locked.is_published and not locked.has_draft
        pipeline.save_edit(locked, replace(content, attributes=attributes), user=request.user)
        AuditEntry.objects.record(
            user=request.user, action="article.change", target=locked, fields=["published_on"]
        )
        if is_current and may_publish(request.user, locked):
            workflow.publish(locked, user=request.user)
    messages.success(request, _("Dated: %s") % article.headline)


def _judge(verdict: str) -> Callable[[HttpRequest, int], None]:
    def judge(request: HttpRequest, number: int) -> None:
        require(request.user.has_perm("articles.change_tagsuggestion"))
        row = TagSuggestion.objects.select_related("article", "tag").filter(pk=number).first()
        if row is None:
            raise Http404
        require(may_edit(request.user, row.article))
        judge_tags([row], verdict, user=request.user)
        words = {
            "accept": _("Accepted: %s"),
            "reject": _("Rejected: %s"),
            "suggest": _("Suggested again: %s"),
        }
        messages.success(request, words[verdict] % row.tag)
        if verdict == "suggest":
            request.session.pop(UNDO, None)
        else:
            request.session[UNDO] = row.pk

    return judge


def _accept_sure(request: HttpRequest, _number: int) -> None:
    """Take all suggested tags of this list that name what their article is about, as one glance would."""
    require(request.user.has_perm("articles.change_tagsuggestion"))
    rows = only_editable(request.user, sure_tags(request))
    rows = list(rows[:SURE_AT_ONCE])
    judge_tags(rows, "accept", user=request.user)
    request.session.pop(UNDO, None)
    words = ngettext("%(count)d tag accepted.", "%(count)d tags accepted.", len(rows))
    messages.success(request, words % {"count": len(rows)})


def sure_tags(request: HttpRequest) -> QuerySet:
    return QUEUES["tags"].waiting(**filters_of(request.GET, request.user)).filter(score__gte=pipeline.SURE)


def _capture(request: HttpRequest, number: int) -> Capture:
    capture = Capture.objects.failed().exclude(error_code=REFUSED).filter(pk=number).first()
    if capture is None:
        raise Http404
    require(may_judge_pages(request.user, capture.article))
    return capture


def _read_again(request: HttpRequest, number: int) -> None:
    capture_review.read_again(request, _capture(request, number))


def _set_aside(request: HttpRequest, number: int) -> None:
    capture = _capture(request, number)
    reason = request.POST.get(f"reason-{number}", "").strip()[:500]
    if not reason:
        messages.error(request, _("Say why the page is refused; the reason is kept with it."))
        return
    with transaction.atomic():
        refuse_capture(capture, reason)
        AuditEntry.objects.record(user=request.user, action="page.refuse", target=capture, summary=reason)
    messages.success(request, _("Set aside: %s") % capture.name)


def _refuse_name(request: HttpRequest, number: int) -> None:
    require(request.user.has_perm("articles.change_tag"))
    name = UnknownName.objects.waiting().filter(pk=number).first()
    if name is None:
        raise Http404
    refuse([name], user=request.user)
    messages.success(request, _("Decided: %s") % name.text)


TAKEN = {
    ("failed", "again"): _read_again,
    ("failed", "aside"): _set_aside,
    ("names", "refuse"): _refuse_name,
    ("tags", "sure"): _accept_sure,
    ("review", "publish"): _publish,
    ("review", "back"): _send_back,
    ("drafts", "publish"): _publish,
    ("dates", "day"): _set_day,
    ("undated", "day"): _set_day,
    ("tags", "accept"): _judge("accept"),
    ("tags", "reject"): _judge("reject"),
    ("tags", "suggest"): _judge("suggest"),
}
OWN_SCREENS = {
    "names": "admin:articles_unknownname_changelist",
}
WHOLE_SCREENS = {  # queues that are worked through elsewhere: the view and its parameters
    "stale": ("admin:articles_translationtask_changelist", {"state": "stale"}),
    "links": ("admin:articles_link_review", {}),
    "wanted": ("admin:articles_quotation_wanted", {}),
}
