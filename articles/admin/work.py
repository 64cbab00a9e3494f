"""Working through what waits: one list a queue, by keys, with what can be said of a row at once beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import pipeline
from articles.admin.filters import choices_of, filters_of
from articles.admin.judging import judge_tags
from articles.admin.rights import may_edit, may_publish, only_editable, require
from articles.desk import workflow
from articles.desk.queues import MOST_COUNTED, QUEUES, Queue
from articles.ingest.reasons import told, told_fault
from articles.models import Article, AuditEntry, TagSuggestion, UnknownName
from articles.revisions.content import content_of_revision

ON_SCREEN = 30
SURE_AT_ONCE = 300
UNDO = "work_undo"  # in the session: the suggestion that was judged last


@dataclass(frozen=True)
class Act:
    """A button of a row: its verb, word and key; `asks` names the field that goes with it."""

    verb: str
    word: str | Promise
    key: str
    asks: str = ""
    is_refusal: bool = False


@dataclass
class Row:
    """What a queue shows of one thing that waits."""

    number: int
    title: str
    language: str
    address: str
    words: str = ""
    words_language: str = ""
    assignee: Any = None
    acts: tuple[Act, ...] = field(default=())


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
    rows = queue.waiting(**filters)[: ON_SCREEN + 1]
    shown = [SHOWN[name](row) for row in rows[:ON_SCREEN]]
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
    except ValueError:
        messages.error(request, _("Give the day on which it was published."))
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


TAKEN = {
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
PUBLISH = Act("publish", gettext_lazy("Publish"), "a")
BACK = Act("back", gettext_lazy("Send back"), "r", asks="reason", is_refusal=True)
DAY = Act("day", gettext_lazy("Set the day"), "a", asks="day")
ACCEPT = Act("accept", gettext_lazy("Accept"), "a")
REJECT = Act("reject", gettext_lazy("Reject"), "r", is_refusal=True)
OWN_SCREENS = {
    "names": "admin:articles_unknownname_changelist",
}
WHOLE_SCREENS = {  # queues that are worked through elsewhere: the view and its parameters
    "stale": ("admin:articles_translationtask_changelist", {"state": "stale"}),
    "links": ("admin:articles_link_review", {}),
    "wanted": ("admin:articles_quotation_wanted", {}),
}


def _of_article(acts: tuple[Act, ...], tab: str = "text") -> Callable[[Article], Row]:
    def shown(article: Article) -> Row:
        address = f"{reverse('admin:articles_article_change', args=[article.pk])}?tab={tab}"
        begin, end = article.estimate_not_before, article.estimate_not_after
        words = [str(article.source or "–"), f"{begin or ''} … {end or ''}" if begin or end else ""]
        words.append(article.estimate_basis if tab == "source" else "")
        return Row(
            article.pk,
            article.headline,
            article.language,
            address,
            " · ".join(filter(None, words)),
            assignee=article.assignee,
            acts=acts,
        )

    return shown


def _of_failed(capture) -> Row:
    address = reverse("admin:articles_capture_change", args=[capture.pk])
    return Row(
        capture.pk, capture.name, "", address, told_fault(capture.error_code, capture.error_message)[:200]
    )


def _of_unsure(capture) -> Row:
    address = reverse("admin:articles_capture_change", args=[capture.pk])
    if capture.article is None:
        return Row(capture.pk, capture.name, "", address)
    return Row(capture.pk, capture.article.headline, capture.article.language, address, capture.name)


def _of_conflict(item) -> Row:
    address = reverse("admin:articles_capture_conflict", args=[item.capture_id])
    return Row(item.pk, item.article.headline, item.article.language, address, told(item.reason))


def _of_tag(row: TagSuggestion) -> Row:
    address = f"{reverse('admin:articles_article_change', args=[row.article_id])}?tab=tags"
    headline, sentence = row.article.headline, row.sentence[:160]
    return Row(
        row.pk,
        f"{row.tag} ({row.tag.get_kind_display()})",
        "",
        address,
        headline if sentence in headline else f"{headline}: {sentence}",
        row.article.language,
        acts=(ACCEPT, REJECT),
    )


def _of_name(name: UnknownName) -> Row:
    address = reverse("admin:articles_unknownname_change", args=[name.pk])
    return Row(name.pk, name.text, "", address, str(name.article_count))


SHOWN: dict[str, Callable[[Any], Row]] = {
    "failed": _of_failed,
    "conflicts": _of_conflict,
    "unsure": _of_unsure,
    "review": _of_article((PUBLISH, BACK)),
    "drafts": _of_article((PUBLISH,), "revisions"),
    "tags": _of_tag,
    "names": _of_name,
    "dates": _of_article((DAY,), "source"),
    "undated": _of_article((DAY,), "source"),
}
