"""The matrix: originals × languages × state, with counts, filters, assignments and a translator's work to take away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import translate
from articles.admin.lists import BoundedPaginator
from articles.admin.rights import may_publish, may_translate, require
from articles.admin.translation_counts import COLUMNS, LANGUAGES, counts, label_of
from articles.admin.translation_exchange import ImportForm, bring_back, take_away
from articles.models import Article, AuditEntry, TranslationState, TranslationTask
from articles.search.headlines import articles_meant
from articles.translations.exchange.formats import FORMATS

ON_PAGE = 25
MOST_EXPORTED = 500  # translations in one archive


class FilterForm(forms.Form):
    """What of the matrix is shown; it is read from the address, so that it can be kept and sent on."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    assignee = forms.ModelChoiceField(None, label=gettext_lazy("Translator"), required=False)
    q = forms.CharField(label=gettext_lazy("Headline or number"), required=False, max_length=100)

    def __init__(self, data, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["language"].choices = [("", _("all")), *((c, LANGUAGES[c]) for c in COLUMNS)]
        states = [(state, words) for state, words in TranslationState.choices[::-1]]
        self.fields["state"].choices = [
            ("", _("all")), ("none", _("not begun")), *states, ("late", _("overdue")), ("free", _("for nobody")),
        ]  # fmt: skip
        self.fields["assignee"].queryset = translators()


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(None, label=gettext_lazy("Translator"), required=False)
    due_on = forms.DateField(
        label=gettext_lazy("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="assign", **kwargs)
        self.fields["assignee"].queryset = translators()


@dataclass(frozen=True)
class Cell:
    """One text in one language. `state` is "original", one of TranslationState, or "none"."""

    original: Article
    language: str
    task: TranslationTask | None
    state: str
    label: str
    may_start: bool

    @property
    def key(self) -> str:
        return f"{self.original.pk}:{self.language}"

    @property
    def done(self) -> int:
        return self.task.reviewed + self.task.draft

    @property
    def total(self) -> int:
        return self.done + self.task.machine + self.task.stale + self.task.empty

    @property
    def is_late(self) -> bool:
        task = self.task
        return bool(
            task and task.due_on and task.due_on < _today() and self.state != TranslationState.REVIEWED
        )


def translators() -> QuerySet:
    """Those who may be given a translation."""
    backend = "django.contrib.auth.backends.ModelBackend"
    users = get_user_model().objects.with_perm("articles.change_article", backend=backend)
    return users.filter(is_staff=True).order_by("username")


def matrix(request: HttpRequest, model_admin) -> HttpResponse:
    require(model_admin.has_view_permission(request))
    if request.method == "POST":
        return _post(request, model_admin)
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = BoundedPaginator(originals(chosen), ON_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Translations"),
        "media": model_admin.media,
        "form": form,
        "assign": AssignForm(),
        "columns": [(code, LANGUAGES[code]) for code in COLUMNS],
        "rows": _rows(request, list(page.object_list)),
        "page": page,
        "query": query.urlencode(),
        "counts": counts(),
        "may_assign": may_publish(request.user),
        "may_take": request.user.has_perm("articles.change_article"),
        "formats": [(name, format.name) for name, format in FORMATS.items()],
        "import_form": ImportForm(),
        "assignee": chosen.get("assignee"),
    }
    return TemplateResponse(request, "admin/ks/translation_matrix.html", context)


def originals(chosen: dict[str, Any]) -> QuerySet:
    """The originals that the filters leave, as they came in: the newest work first, and no index but the key is needed."""
    rows = Article.objects.originals().filter(latest_revision__isnull=False)
    rows = rows.exclude(state=Article.State.WITHDRAWN).select_related("source").order_by("-pk")
    if q := chosen.get("q", "").strip():
        meant = articles_meant(q)
        rows = rows.filter(
            Q(pk__in=meant) | Q(pk__in=Article.objects.filter(pk__in=meant).values("translation_of"))
        )
    tasks = TranslationTask.objects.filter(language__in=COLUMNS)
    language, state, assignee = (chosen.get(name) for name in ("language", "state", "assignee"))
    if language:
        tasks = tasks.filter(language=language)
        rows = rows.exclude(language=language)
    if assignee:
        tasks = tasks.filter(assignee=assignee)
    if state == "none":
        return rows.filter(~Exists(tasks.filter(original=OuterRef("pk"))))
    if state == "late":
        tasks = tasks.filter(due_on__lt=_today()).exclude(state=TranslationState.REVIEWED)
    elif state == "free":
        tasks = tasks.filter(assignee=None).exclude(state=TranslationState.REVIEWED)
    elif state:
        tasks = tasks.filter(state=state)
    return rows.filter(pk__in=tasks.values("original")) if state or assignee else rows


def _rows(request: HttpRequest, shown: list[Article]) -> list[tuple[Article, list[Cell]]]:
    tasks = {
        (task.original_id, task.language): task
        for task in TranslationTask.objects.filter(original__in=shown).select_related("assignee")
    }
    return [
        (article, [_cell(request, article, code, tasks.get((article.pk, code))) for code in COLUMNS])
        for article in shown
    ]


def _cell(request: HttpRequest, original: Article, language: str, task: TranslationTask | None) -> Cell:
    if original.language == language:
        return Cell(original, language, None, "original", _("original"), may_start=False)
    state = task.state if task else "none"
    has_text = task is not None and task.translation_id is not None
    may_start = not has_text and may_translate(request.user, language, original.source_id)
    return Cell(original, language, task, state, label_of(state), may_start)


def _post(request: HttpRequest, model_admin) -> HttpResponse:
    if "start" in request.POST:
        original, _colon, language = request.POST["start"].partition(":")
        request.POST = request.POST.copy()
        request.POST["original"], request.POST["language"] = original, language
        return translate.start(request, model_admin)
    here = redirect(f"{request.path}?{request.GET.urlencode()}")
    if "import" in request.POST:
        bring_back(request)
        return here
    if "export_mine" in request.POST:
        return _export_work(request)
    cells = _chosen(request)
    if not cells:
        messages.error(request, _("Choose texts in the table first."))
    elif "export" in request.POST:
        return _export(request, cells)
    elif "assign" in request.POST or "take" in request.POST:
        _assign(request, cells)
    else:
        return HttpResponseBadRequest(_("That cannot be done here."))
    return here


def _export_work(request: HttpRequest) -> HttpResponse:
    """All the open work of the translator that the filter names."""
    form = FilterForm(request.GET)
    assignee = form.cleaned_data.get("assignee") if form.is_valid() else None
    open_tasks = TranslationTask.objects.filter(assignee=assignee or request.user, translation__isnull=False)
    tasks = open_tasks.exclude(state=TranslationState.REVIEWED).select_related("translation__translation_of")
    translations = [task.translation for task in tasks.order_by("due_on", "pk")[:MOST_EXPORTED]]
    if translations and request.POST.get("format") in FORMATS:
        return take_away(translations, request.POST["format"])
    messages.error(request, _("No open work is there that has been begun."))
    return redirect(f"{request.path}?{request.GET.urlencode()}")


def _chosen(request: HttpRequest) -> list[tuple[Article, str]]:
    """The cells that were ticked, of which the text is not in that language itself."""
    wanted = [value.partition(":") for value in request.POST.getlist("cell")[: ON_PAGE * len(COLUMNS)]]
    articles = Article.objects.originals().in_bulk([int(n) for n, _, _ in wanted if n.isdecimal()])
    pairs = [(articles.get(int(n)), language) for n, _, language in wanted if n.isdecimal()]
    return [(a, code) for a, code in pairs if a and code in COLUMNS and a.language != code]


def _assign(request: HttpRequest, cells: list[tuple[Article, str]]) -> None:
    """Give the texts to a translator who may write them, with a day; editors give to anybody, others take for themselves."""
    if "take" in request.POST:
        assignee, due_on = request.user, None
    else:
        require(may_publish(request.user))
        form = AssignForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("That is no day, or nobody who translates."))
            return
        assignee, due_on = form.cleaned_data["assignee"], form.cleaned_data["due_on"]
    given = 0
    with transaction.atomic():
        for original, language in cells:
            if assignee and not may_translate(assignee, language, original.source_id):
                messages.error(
                    request,
                    _("%(who)s may not translate into %(language)s.")
                    % {"who": assignee, "language": LANGUAGES[language]},
                )
                continue
            task, _new = TranslationTask.objects.get_or_create(original=original, language=language)
            if "take" in request.POST and task.assignee not in (None, request.user):
                continue
            task.assignee, task.due_on = assignee, due_on or (task.due_on if assignee else None)
            task.save()
            given += 1
            AuditEntry.objects.record(
                user=request.user,
                action="translation.assign",
                target=original,
                summary=f"{language}: {assignee or '–'}",
                language=language,
                due_on=due_on.isoformat() if due_on else None,
            )
    words = ngettext("%(count)d text assigned.", "%(count)d texts assigned.", given)
    messages.success(request, words % {"count": given})


def _export(request: HttpRequest, cells: list[tuple[Article, str]]) -> HttpResponse:
    """The ticked texts that have been begun, as a zip of exchange files."""
    if request.POST.get("format", "") not in FORMATS:
        return HttpResponseBadRequest(_("That cannot be done here."))
    wanted = Q()
    for original, language in cells:
        wanted |= Q(translation_of=original, language=language)
    translations = list(Article.objects.filter(wanted).select_related("translation_of").order_by("pk"))
    if translations:
        return take_away(translations, request.POST["format"])
    messages.error(request, _("None of these has been begun."))
    return redirect(f"{request.path}?{request.GET.urlencode()}")


def _today() -> date:
    return timezone.localdate()
