"""The review of one captured page: its lines at left, its record at right; an editor's word on a line makes it read again."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import pipeline
from articles.admin.capture_lines import COLOURS, first_screen, role_options, shown_lines, tally
from articles.admin.record_shown import record_rows, shown_warnings
from articles.admin.rights import may_judge_pages, may_publish, require
from articles.ingest.confidence import UNSURE, unsure_lines
from articles.ingest.decode import Unreadable
from articles.ingest.incoming import Incoming
from articles.ingest.read import BY_ANOTHER
from articles.ingest.reasons import told, told_fault
from articles.ingest.record import record_to_dict
from articles.ingest.roles import ROLES
from articles.ingest.run import (
    REFUSED,
    Judged,
    judge_lines,
    read_judged,
    refuse_capture,
    take_back_refusal,
    waiting_conflicts,
)
from articles.ingest.verdicts import lines_of
from articles.models import Article, AuditEntry, Capture, ImportItem, ImportRun
from articles.pipeline import ImportOptions

UNDO = "capture_undo"  # in the session: what the last verdict on a page was before


def review(request: HttpRequest, model_admin, object_id: str) -> HttpResponse:
    capture = _find(object_id)
    require(model_admin.has_view_permission(request, capture))
    if request.method == "POST":
        require(may_judge_pages(request.user, capture.article))
        action = next((ACTIONS[name] for name in ACTIONS if name in request.POST), None)
        if action is None:
            return HttpResponseBadRequest(_("That cannot be done here."))
        return action(request, capture)
    return _page(request, model_admin, capture)


def _find(object_id: str) -> Capture:
    try:
        return Capture.objects.select_related("article__source", "run").get(pk=int(unquote(object_id)))
    except (Capture.DoesNotExist, ValueError) as error:
        raise Http404 from error


def _page(request: HttpRequest, model_admin, capture: Capture) -> HttpResponse:
    page = shown_lines(capture, _first(request, capture))
    undo = request.session.get(UNDO, {})
    neighbours = Capture.objects.filter(run=capture.run) if capture.run_id else Capture.objects.none()
    before, after = neighbours.filter(pk__lt=capture.pk), neighbours.filter(pk__gt=capture.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Review of a page"),
        "subtitle": capture.name,
        "media": model_admin.media,
        "capture": capture,
        "page": page,
        "options": role_options(),
        "colours": COLOURS,
        "tally": page.tally,
        **_shown_record(capture.record or {}, page.unsure, page.first),
        "may_judge": may_judge_pages(request.user, capture.article) and not page.error,
        "why": told_fault(capture.error_code, capture.error_message),
        "is_refused": capture.error_code == REFUSED,
        "may_undo": undo.get("capture") == capture.pk,
        "conflict": waiting_conflicts().filter(capture=capture).exists(),
        "waiting": Capture.objects.with_unsure_lines().count(),
        "previous": before.order_by("-pk").values_list("pk", flat=True).first(),
        "next": after.order_by("pk").values_list("pk", flat=True).first(),
    }
    return TemplateResponse(request, "admin/ks/capture_review.html", context)


def _shown_record(record: dict[str, Any], unsure: list[int], first: int) -> dict[str, Any]:
    """What stands at right: `first` is the line with which the screen at left begins."""
    return {
        "record": record,
        "rows": record_rows(record) if record else [],
        "warnings": shown_warnings(record),
        "unsure": unsure,
        "first": first,
        "may_judge": True,
    }


def _try(request: HttpRequest, capture: Capture) -> HttpResponse:
    """The record as it would be by the verdicts that were posted; nothing is stored."""
    if capture.reader_version == BY_ANOTHER:
        return HttpResponseBadRequest(_("That cannot be done here."))
    try:
        record = read_judged(capture, _posted_verdicts(request, capture))
    except Unreadable as error:
        return HttpResponseBadRequest(told_fault(error.code, str(error)))
    shown = _shown_record(record_to_dict(record), unsure_lines(record.ledger), _first(request, capture))
    ledger = [(entry.line, entry.role, entry.rule, entry.confidence) for entry in record.ledger]
    return render(request, "admin/ks/_record.html", {**shown, "tally": tally(ledger)})


def _read(request: HttpRequest, capture: Capture) -> HttpResponse:
    """Read the page again with the verdicts that were posted, or with those it has by the present reader."""
    judged = _judge(request, capture, _posted_verdicts(request, capture))
    if judged is not None:
        _tell(request, judged)
    return redirect(_address(request, capture))


def _accept(request: HttpRequest, capture: Capture) -> HttpResponse:
    """All lines are right as they stand: unsure ones get the editor's word, a draft goes on to review."""
    verdicts = _posted_verdicts(request, capture)
    for line, role, _rule, sure in capture.ledger:
        if sure < UNSURE:
            verdicts.setdefault(line, role)
    judged = _judge(request, capture, verdicts)
    if judged is None:
        return redirect(_address(request, capture))
    if capture.article and capture.article.state == Article.State.DRAFT:
        Article.objects.filter(pk=capture.article_id).update(state=Article.State.REVIEW)
    _write_down(request, capture, "page.accept")
    messages.success(request, _("Accepted: %s") % capture.name)
    if "_accept_next" in request.POST:
        waiting = Capture.objects.with_unsure_lines().exclude(pk=capture.pk).only("pk").first()
        if waiting is not None:
            return redirect("admin:articles_capture_change", waiting.pk)
        messages.info(request, _("No other page has unsure lines."))
    return redirect(_address(request, capture))


def _undo(request: HttpRequest, capture: Capture) -> HttpResponse:
    undo = request.session.get(UNDO, {})
    if undo.get("capture") != capture.pk:
        return HttpResponseBadRequest(_("There is nothing to undo."))
    judged = _judge(request, capture, {int(line): role for line, role in undo["verdicts"].items()})
    if judged is not None and undo.get("state") == Article.State.DRAFT:
        Article.objects.filter(pk=capture.article_id, state=Article.State.REVIEW).update(state=undo["state"])
    request.session.pop(UNDO, None)
    messages.success(request, _("Undone: the lines are what they were before."))
    return redirect(_address(request, capture))


def _refuse(request: HttpRequest, capture: Capture) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    if not reason or capture.state == Capture.State.FAILED:
        messages.error(request, _("Say why the page is refused; the reason is kept with it."))
        return redirect(_address(request, capture))
    if capture.article and capture.article.is_published:
        require(may_publish(request.user, capture.article))
    with transaction.atomic():
        article = refuse_capture(capture, reason[:1000])
        if article is not None:
            pipeline.withdraw_articles([article])
        _write_down(request, capture, "page.refuse", reason)
    messages.success(request, _("Refused. The page is kept, and its article is not shown to readers."))
    return redirect(_address(request, capture))


def _take_back(request: HttpRequest, capture: Capture) -> HttpResponse:
    if capture.refused_state == Article.State.PUBLISHED:
        require(may_publish(request.user, capture.article))
    if capture.record is None:  # it was never read: today's reader says what is wrong with it
        capture.error_code = "unread"
        capture.save(update_fields=["error_code"])
        return _retry(request, capture)
    with transaction.atomic():
        article = take_back_refusal(capture)
        if article is not None:
            pipeline.refresh_articles([article])
        _write_down(request, capture, "page.take-back")
    if article is None:
        messages.success(request, _("No longer refused."))
    else:
        state = article.get_state_display()
        messages.success(request, _("No longer refused; its article is again: %s.") % state)
    return redirect(_address(request, capture))


def _write_down(request: HttpRequest, capture: Capture, action: str, summary: str = "", **detail) -> None:
    AuditEntry.objects.record(user=request.user, action=action, target=capture, summary=summary, **detail)


def _retry(request: HttpRequest, capture: Capture) -> HttpResponse:
    read_again(request, capture)
    return redirect(_address(request, capture))


def read_again(request: HttpRequest, capture: Capture) -> None:
    """Take a failed page in once more, by the reader of today, and say what became of it."""
    run = ImportRun.objects.create(started_by=request.user, command="review", options={"capture": capture.pk})
    file = Incoming(capture.name, bytes(capture.content), capture.address)
    _write_down(request, capture, "page.retry")
    item = next(
        iter(list(pipeline.process_captures([file], run=run, options=ImportOptions(), user=request.user)))
    )
    if item.outcome == ImportItem.Outcome.FAILED:
        messages.error(request, told(item.reason))
    else:
        messages.success(request, _("Read: %s") % item.get_outcome_display())


def _take_apart(request: HttpRequest, capture: Capture) -> HttpResponse:
    """Take the lines of another article on the page in as a page of its own."""
    parts = {warning.part: warning.lines for warning in shown_warnings(capture.record or {}) if warning.part}
    if request.POST["_apart"] not in parts:
        return HttpResponseBadRequest(_("That cannot be done here."))
    first, last = parts[request.POST["_apart"]]
    texts = lines_of(
        bytes(capture.content),
        name=capture.name,
        address=capture.address or None,
        declared=capture.encoding or None,
    )
    file = Incoming(f"{capture.name}, {first}-{last}.txt", "\n".join(texts[first - 1 : last]).encode())
    run = ImportRun.objects.create(started_by=request.user, command="review", options={"capture": capture.pk})
    options = ImportOptions(source=capture.article and capture.article.source)
    item = next(iter(list(pipeline.process_captures([file], run=run, options=options, user=request.user))))
    _write_down(request, capture, "page.take-apart", f"{first}-{last}", article=item.article_id)
    if item.capture_id is None:
        messages.error(request, told(item.reason))
        return redirect(_address(request, capture))
    messages.success(request, _("A page of its own: %s") % item.get_outcome_display())
    return redirect("admin:articles_capture_change", item.capture_id)


ACTIONS = {
    "_apart": _take_apart,
    "_accept_next": _accept,
    "_accept": _accept,
    "_undo": _undo,
    "_refuse": _refuse,
    "_take_back": _take_back,
    "_retry": _retry,
    "_try": _try,
    "_read": _read,
}


def _posted_verdicts(request: HttpRequest, capture: Capture) -> dict[int, str | None]:
    """The lines whose role the form says otherwise than the ledger, or surely; an empty role takes a verdict back."""
    present = {line: role if sure >= UNSURE else "" for line, role, _rule, sure in capture.ledger}
    verdicts: dict[int, str | None] = {}
    for name, role in request.POST.items():
        kind, _dash, number = name.partition("-")
        if kind != "line" or not number.isdigit() or int(number) not in present:
            continue
        if role == "":
            verdicts[int(number)] = None
        elif role in ROLES and role != present[int(number)]:
            verdicts[int(number)] = role
    return verdicts


def _judge(request: HttpRequest, capture: Capture, verdicts: dict[int, str | None]) -> Judged | None:
    before = dict(capture.verdicts.filter(line__in=verdicts).values_list("line", "role"))
    state = capture.article.state if capture.article else ""
    try:
        with transaction.atomic():
            if capture.article_id:
                Article.objects.select_for_update().get(pk=capture.article_id)
            judged = judge_lines(_find(str(capture.pk)), verdicts, user=request.user)
            if judged.article is not None:
                pipeline.refresh_articles([judged.article])
            if verdicts:
                roles = {str(line): role for line, role in verdicts.items()}
                _write_down(request, capture, "page.judge", roles=roles)
    except Unreadable as error:
        messages.error(request, told_fault(error.code, str(error)))
        return None
    if verdicts:
        request.session[UNDO] = {
            "capture": capture.pk,
            "verdicts": {str(line): before.get(line) for line in verdicts},
            "state": state,
        }
    return judged


def _tell(request: HttpRequest, judged: Judged) -> None:
    if judged.is_superseded:
        messages.warning(
            request, _("Read again. The article follows a later state of this page, so it stays.")
        )
    elif judged.is_changed:
        messages.success(request, _("Read again; the article has a new revision."))
    else:
        messages.info(request, _("Read again; the article says the same as before."))
    if judged.kept:
        count = len(judged.kept)
        text = ngettext(
            "In %(count)d place an editor's words stay against the page's.",
            "In %(count)d places editors' words stay against the page's.",
            count,
        )
        messages.warning(request, text % {"count": count})


def _first(request: HttpRequest, capture: Capture) -> int:
    """The line with which the screen begins: the one asked for, or that of the first unsure line's screen."""
    first = request.GET.get("from", "")
    return int(first) if first.isdigit() else first_screen(capture.ledger)


def _address(request: HttpRequest, capture: Capture) -> str:
    address = reverse("admin:articles_capture_change", args=[capture.pk])
    first = request.GET.get("from", "")
    return f"{address}?from={first}" if first.isdigit() else address
