"""Import runs: uploading pages, the report of each run, and undoing one; its files as evidence."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import tasks
from articles.admin.lists import EvidenceAdmin, article_link
from articles.admin.record_shown import WARNINGS
from articles.admin.rights import may_judge_pages, may_publish, require
from articles.admin.upload import UploadForm, keep_upload
from articles.desk.queues import QUEUES
from articles.ingest.reasons import told
from articles.ingest.run import blockers_of_undo, undo_run
from articles.models import AuditEntry, ImportItem, ImportRun, Job

TAKEN = (ImportItem.Outcome.CREATED, ImportItem.Outcome.UPDATED)
MOST_SHOWN = 500  # files of a run on its own page; the list of imported files has them all


@admin.register(ImportRun)
class ImportRunAdmin(EvidenceAdmin):
    list_display = ["number", "started_at", "started_by", "command", "files"]
    list_select_related = ["started_by"]

    def get_queryset(self, request):
        last = ImportItem.objects.filter(run=OuterRef("pk")).order_by("-position")
        return super().get_queryset(request).annotate(last=Subquery(last.values("position")[:1]))

    @admin.display(description=gettext_lazy("run"), ordering="id")
    def number(self, run: ImportRun) -> str:
        return str(run.pk)

    @admin.display(description=gettext_lazy("files"))
    def files(self, run: ImportRun) -> int:
        return 0 if run.last is None else run.last + 1

    def has_add_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("articles.add_importrun") and may_judge_pages(request.user)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:number>/undo/", wrap(require_POST(self.undo_view)), name="articles_importrun_undo"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        require(self.has_add_permission(request))
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*posted, initial=request.GET.dict())
        if form.is_bound and form.is_valid():
            run = self.take(request, form)
            return redirect("admin:articles_importrun_change", run.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import pages"),
            "media": self.media + form.media,
            "form": form,
            "may_publish": may_publish(request.user),
        }
        return TemplateResponse(request, "admin/ks/upload.html", context)

    def take(self, request, form: UploadForm) -> ImportRun:
        publish = form.cleaned_data["publish"]
        if publish:
            require(may_publish(request.user))
        source = form.cleaned_data["source"]
        run = ImportRun.objects.create(
            started_by=request.user,
            command="upload",
            options={"publish": publish, "source": source.slug if source else None},
        )
        AuditEntry.objects.record(user=request.user, action="import.upload", target=run)
        tasks.start(
            "import_upload",
            user=request.user,
            address=reverse("admin:articles_importrun_change", args=[run.pk]),
            run=run.pk,
            publish=publish,
            source=source.slug if source else None,
            **keep_upload(form),
        )
        return run

    def change_view(self, request, object_id, form_url="", extra_context=None):
        run = self.get_object(request, object_id)
        if run is None:
            raise Http404
        require(self.has_view_permission(request, run))
        items = run.items.select_related("capture", "article").defer(
            "capture__content", "capture__record", "capture__ledger"
        )
        job = job_of(run)
        is_running = job is not None and not job.is_over
        blockers = blockers_of_undo(run)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import run %d") % run.pk,
            "media": self.media,
            "run": run,
            "rows": [
                (
                    item,
                    told(item.reason),
                    [WARNINGS.get(one["code"], one["message"]) for one in item.warnings],
                )
                for item in items.order_by("position")[:MOST_SHOWN]
            ],
            "outcomes": outcomes_of(run),
            "more": max(run.items.count() - MOST_SHOWN, 0),
            "blockers": blockers[:10],
            "job": job,
            "is_running": is_running,
            "may_undo": may_publish(request.user) and not blockers and not is_running,
            "is_undone": run.options.get("undone"),
        }
        return TemplateResponse(request, "admin/ks/import_run.html", context)

    def undo_view(self, request, number: int):
        require(may_publish(request.user) and self.has_add_permission(request))
        with transaction.atomic():
            run = ImportRun.objects.filter(pk=number).first()
            if run is None:
                raise Http404
            blockers = blockers_of_undo(run)
            if (job := job_of(run)) is not None and not job.is_over:
                blockers.append(_("it is still running"))
            if blockers:
                messages.error(request, _("This run cannot be undone: %s.") % "; ".join(blockers[:5]))
            else:
                count = undo_run(run)
                AuditEntry.objects.record(
                    user=request.user, action="import.undo", target=run, summary=f"{count} articles"
                )
                messages.success(request, _("Undone: %d articles are taken out again.") % count)
        return redirect("admin:articles_importrun_change", number)


def job_of(run: ImportRun) -> Job | None:
    """The work in the background that takes an upload in."""
    return Job.objects.filter(task="import_upload", details__run=run.pk).defer("details").first()


def outcomes_of(run: ImportRun) -> str:
    """How many files became what, in words."""
    labels = dict(ImportItem.Outcome.choices)
    counts = run.items.order_by("outcome").values_list("outcome").annotate(Count("pk"))
    return ", ".join(f"{count} {labels[outcome]}" for outcome, count in counts)


class WaitingFilter(admin.SimpleListFilter):
    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("conflict", _("conflicts")), ("unsure", _("unsure lines"))]

    def queryset(self, request, queryset):
        if self.value() == "conflict":
            return queryset.filter(pk__in=QUEUES["conflicts"].first())
        if self.value() == "unsure":
            return queryset.filter(capture__in=QUEUES["unsure"].first(), outcome__in=TAKEN)
        return queryset


@admin.register(ImportItem)
class ImportItemAdmin(EvidenceAdmin):
    list_display = ["name_shown", "outcome", "why", "article_shown", "run"]
    list_filter = ["outcome", WaitingFilter]
    list_select_related = ["article", "run"]
    search_fields = ["name", "reason"]
    ordering = ["-id"]
    list_display_links = None
    fields = ["run", "name_shown", "outcome", "why", "article_shown", "warnings_shown"]

    @admin.display(description=gettext_lazy("name"))
    def name_shown(self, item: ImportItem) -> str:
        if item.capture_id is None:
            return item.name
        view = "conflict" if item.outcome == ImportItem.Outcome.CONFLICT else "change"
        address = reverse(f"admin:articles_capture_{view}", args=[item.capture_id])
        return format_html('<a href="{}">{}</a>', address, item.name)

    @admin.display(description=gettext_lazy("warnings"))
    def warnings_shown(self, item: ImportItem) -> str:
        return "; ".join(str(WARNINGS.get(one["code"], one["message"])) for one in item.warnings) or "–"

    @admin.display(description=gettext_lazy("reason"))
    def why(self, item: ImportItem) -> str:
        return told(item.reason)

    @admin.display(description=gettext_lazy("article"))
    def article_shown(self, item: ImportItem) -> str:
        return article_link(item.article)
