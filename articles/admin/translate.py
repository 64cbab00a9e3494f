"""The workbench: a translation beside its original, paragraph by paragraph, saved as one types."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import pipeline
from articles.admin.rights import may_edit, may_publish, may_translate, require
from articles.admin.translate_acts import STEPS, VERBS, number_in, waive_posted
from articles.admin.translate_rows import Row, matches_for, names_in, row_of, rows_for
from articles.models import ARTICLE_LANGUAGES, Article, AuditEntry, TranslationPair, TranslationTask
from articles.translations.machine.engine import Engine, EngineError
from articles.translations.machine.engines import configured_engine
from articles.translations.write import (
    Saved,
    save_pair,
    start_translation,
)

LANGUAGES = dict(ARTICLE_LANGUAGES)
State = TranslationPair.State


def start(request: HttpRequest, model_admin) -> HttpResponse:
    """Begin a translation of the posted article into the posted language, or go on with the one that is there."""
    original = Article.objects.filter(
        pk=number_in(request.POST.get("original") or request.GET.get("original")),
        translation_of=None,
        latest_revision__isnull=False,
    ).first()
    language = request.POST.get("language", "")
    if original is None:
        raise Http404
    if language not in LANGUAGES or language == original.language:
        return HttpResponseBadRequest(_("That cannot be done here."))
    require(may_translate(request.user, language, original.source_id))
    with transaction.atomic():
        is_new = not original.translations.filter(language=language).exists()
        translation = start_translation(original, language, user=request.user)
        pipeline.refresh_articles([translation])
        if is_new:
            AuditEntry.objects.record(
                user=request.user, action="translation.start", target=translation, summary=language
            )
    task = TranslationTask.objects.get(translation=translation)
    return redirect("admin:articles_translationtask_change", task.pk)


def workbench(request: HttpRequest, model_admin, number: str) -> HttpResponse:
    """The screen, and what is posted on it where no script sends paragraph by paragraph."""
    task = find_task(number)
    require(model_admin.has_view_permission(request, task))
    if request.method != "POST":
        return _page(request, model_admin, task, rows_for(task.translation))
    require(may_edit(request.user, task.translation))
    refused = _save_typed(request, task)
    if refused:
        rows = rows_for(task.translation)
        for row in rows:
            if row.pair.pk in refused:
                row.typed, row.theirs = refused[row.pair.pk], row.pair.target_text
        return _page(request, model_admin, task, rows)
    verb, _space, rest = request.POST.get("action", "save").partition(" ")
    pair, _space, finding = rest.partition(" ")
    if verb not in VERBS and verb not in STEPS:
        return HttpResponseBadRequest(_("That cannot be done here."))
    if verb in STEPS:
        STEPS[verb](request, task)
        return redirect(reverse("admin:articles_translationtask_change", args=[task.pk]))
    row = _pair_of(task, pair)
    if verb == "waive":
        waive_posted(request, row, finding)
    elif verb != "type":  # what was typed is saved already
        VERBS[verb](request, row)
    address = reverse("admin:articles_translationtask_change", args=[task.pk])
    return redirect(f"{address}?at={row.source_anchor or row.pk}#t{row.pk}")


def pair_view(request: HttpRequest, model_admin, number: int) -> HttpResponse:
    """One paragraph, saved or decided by script: JSON with what it is now, 409 with theirs where somebody was first."""
    task = find_task(str(number))
    require(may_edit(request.user, task.translation))
    pair = _pair_of(task, request.POST.get("pair", ""))
    verb = request.POST.get("action", "type")
    if verb not in VERBS:
        return HttpResponseBadRequest(_("That cannot be done here."))
    saved = VERBS[verb](request, pair)
    task.refresh_from_db()
    row = row_of(task.translation, pair.pk)
    if row is None:
        return JsonResponse({"is_gone": True, "counts": counts_text(task)})
    is_taken = not isinstance(saved, Saved) or saved.is_taken
    answer = _answer(request, task, row)
    return JsonResponse(answer if is_taken else answer | _theirs(row), status=200 if is_taken else 409)


def panel_view(request: HttpRequest, model_admin, number: int) -> HttpResponse:
    """What helps with one paragraph: its names, the same passage elsewhere."""
    task = find_task(str(number))
    require(model_admin.has_view_permission(request, task))
    row = row_of(task.translation, number_in(request.GET.get("pair")))
    if row is None:
        raise Http404
    context = {"task": task, "may_change": may_edit(request.user, task.translation)}
    return TemplateResponse(request, "admin/ks/_translate_panel.html", context | _help(task.translation, row))


@dataclass(frozen=True)
class LanguageOf:
    """A language that a text is in, is being translated into, or may be."""

    code: str
    name: str
    task: TranslationTask | None
    may_start: bool


def languages_of(request: HttpRequest, original: Article) -> list[LanguageOf]:
    """What there is of an original in every other language; nothing of a translation, which is not translated itself."""
    if original.translation_of_id is not None:
        return []
    tasks = {
        task.language: task for task in original.translation_tasks.select_related("assignee", "translation")
    }
    return [
        LanguageOf(
            code,
            name,
            tasks.get(code),
            (code not in tasks or tasks[code].translation is None)
            and may_translate(request.user, code, original.source_id),
        )
        for code, name in ARTICLE_LANGUAGES
        if code != original.language
    ]


def find_task(number: str) -> TranslationTask:
    rows = TranslationTask.objects.select_related(
        "translation__translation_of__source", "translation__latest_revision", "source_revision"
    )
    task = rows.filter(pk=number_in(number), translation__isnull=False).first()
    if task is None:
        raise Http404
    return task


def counts_text(task: TranslationTask) -> str:
    """How far it is, as a sentence: 9 paragraphs: 6 reviewed, 1 stale, …"""
    counts = [
        (state.label, getattr(task, state.value))
        for state in (State.REVIEWED, State.DRAFT, State.MACHINE, State.STALE, State.EMPTY)
    ]
    total = sum(count for _label, count in counts)
    said = ", ".join(f"{count} {label}" for label, count in counts if count)
    words = ngettext("%(count)d paragraph: %(states)s.", "%(count)d paragraphs: %(states)s.", total)
    return words % {"count": total, "states": said}


def _save_typed(request: HttpRequest, task: TranslationTask) -> dict[int, str]:
    """Save every paragraph of a posted form that differs; the typed text, by pair, where somebody was first."""
    refused = {}
    for pair in task.translation.pairs.all():
        typed = request.POST.get(f"text-{pair.pk}")
        if typed is None:
            continue
        state = request.POST.get(f"state-{pair.pk}", "")
        text = typed.replace("\r\n", "\n").strip("\n").rstrip()
        was = request.POST.get(f"was-{pair.pk}", "").partition(" ")  # version and state as they were shown
        state = "" if state == was[2] else state
        if text == pair.target_text and not state:
            continue
        saved = save_pair(pair.pk, text=text, version=number_in(was[0]), state=state, user=request.user)
        if not saved.is_taken:
            refused[pair.pk] = text
    return refused


def _answer(request: HttpRequest, task: TranslationTask, row: Row) -> dict[str, Any]:
    return {
        "version": row.pair.version,
        "state": row.pair.state,
        "text": row.pair.target_text,
        "counts": counts_text(task),
        "html": render_to_string(
            "admin/ks/_translate_row.html", {**_row_context(task), "row": row, "may_change": True}, request
        ),
    }


def _row_context(task: TranslationTask) -> dict[str, Any]:
    translation = task.translation
    return {
        "task": task,
        "article": translation,
        "original": translation.translation_of,
        "language_name": LANGUAGES.get(translation.language, translation.language),
        "states": [state for state in State if state != State.STALE],
    }


def _theirs(row: Row) -> dict[str, Any]:
    by = row.pair.edited_by
    return {"theirs": row.pair.target_text, "by": str(by) if by else ""}


def _help(translation: Article, row: Row) -> dict[str, Any]:
    return {
        "row": row,
        "names": names_in(row.given, translation),
        "matches": matches_for(row.given, translation),
    }


def _page(request: HttpRequest, model_admin, task: TranslationTask, rows: list[Row]) -> HttpResponse:
    translation, original = task.translation, task.translation.translation_of
    may_change = may_edit(request.user, translation)
    at = request.GET.get("at", "")
    current = next((row for row in rows if at in (row.pair.source_anchor, str(row.pair.pk))), None)
    current = current or next((row for row in rows if row.pair.state != State.REVIEWED), rows[0])
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Translation workbench"),
        "subtitle": f"{original.language} → {translation.language}",
        "media": model_admin.media + Media(js=[Script("ks/translate.js", type="module")]),
        **_row_context(task),
        "original_language_name": LANGUAGES.get(original.language, original.language),
        "counts": counts_text(task),
        "rows": rows,
        "current": current,
        "may_change": may_change,
        "may_publish": may_change and may_publish(request.user, translation),
        "engine": _engine() if may_change and task.empty else None,
        **_help(translation, current),
    }
    return TemplateResponse(request, "admin/ks/translate.html", context)


def _engine() -> Engine | None:
    try:
        return configured_engine()
    except EngineError:  # set up wrongly: nothing to offer here, and nobody here can mend it
        return None


def _pair_of(task: TranslationTask, number: str) -> TranslationPair:
    pair = task.translation.pairs.filter(pk=number_in(number)).first()
    if pair is None:
        raise Http404
    return pair
