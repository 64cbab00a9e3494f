"""Jobs in the background: how far each is, why one failed, and doing it again."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import tasks
from articles.admin.lists import EvidenceAdmin
from articles.admin.rights import may_change_many, require
from articles.models import Job

for model in list(admin.site._registry):  # the queues' own tables: these jobs say the same to people
    if model._meta.app_label in ("django_tasks_database", "django_rq"):
        admin.site.unregister(model)


def left_of(job: Job) -> list[tuple[str, str]]:
    """Which articles a change of many left as they were, and why; what else the job said has no number."""
    parts = (part.partition(": ") for part in job.words.split("; ")) if job.words else ()
    return [(number, why) if number.isdigit() else ("", number + mark + why) for number, mark, why in parts]


TITLES = {
    "bulk_change": _("Change of many articles"),
    "bulk_undo": _("Undoing a change of many articles"),
    "curate": _("Curation of a tag"),
    "import_upload": _("Import of an upload"),
    "link_all": _("Links of the whole archive"),
    "rebuild_all": _("Everything derived, anew"),
    "undo_curation": _("Undoing a curation of a tag"),
}

STARTABLE = ("link_all", "rebuild_all")  # by whoever may change many articles


@admin.register(Job)
class JobAdmin(EvidenceAdmin):
    list_display = ["title_shown", "state", "progress", "started_by", "created_at"]
    list_filter = ["state"]
    list_select_related = ["started_by"]

    @admin.display(description=_("task"))
    def title_shown(self, job: Job) -> str:
        return TITLES.get(job.task, job.task)

    @admin.display(description=_("progress"))
    def progress(self, job: Job) -> str:
        if job.total:
            return format_html(
                '<progress max="{}" value="{}">{} / {}</progress>', job.total, job.done, job.done, job.total
            )
        return str(job.done) if job.done else "–"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("start/", wrap(require_POST(self.start_view)), name="articles_job_start"),
            path("<int:number>/again/", wrap(require_POST(self.again_view)), name="articles_job_again"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        job = self.get_object(request, object_id)
        if job is None:
            raise Http404
        require(self.has_view_permission(request, job))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": TITLES.get(job.task, job.task),
            "media": self.media,
            "job": job,
            "left": left_of(job),
        }
        answer = TemplateResponse(request, "admin/ks/job.html", context)
        if not job.is_over:
            answer.headers["Refresh"] = "2"  # seconds; works without JavaScript
        return answer

    def changelist_view(self, request, extra_context=None):
        mine = [(name, TITLES[name]) for name in STARTABLE] if may_change_many(request.user) else []
        return super().changelist_view(request, {**(extra_context or {}), "startable": mine})

    def start_view(self, request):
        require(may_change_many(request.user))
        if request.POST.get("task") not in STARTABLE:
            raise Http404
        job = tasks.start(request.POST["task"], user=request.user)
        return redirect("admin:articles_job_change", job.pk)

    def again_view(self, request, number: int):
        job = Job.objects.filter(pk=number, state=Job.State.FAILED).first()
        if job is None:
            raise Http404
        require(job.started_by == request.user or may_change_many(request.user))
        tasks.again(job)
        return redirect("admin:articles_job_change", number)
