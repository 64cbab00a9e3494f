"""The screens of curating: fill in, see which articles change, do it; what was done, and its undoing."""

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import tasks
from articles.admin.lists import EvidenceAdmin
from articles.admin.rights import editable_articles, may_change_many, require
from articles.admin.tag_acts import ACTS, BulkTagging, may_do
from articles.models import Article, Curation, Tag
from articles.tagging.acts import AT_ONCE, carry_out
from articles.tagging.curations import CannotCurate, undo

SHOWN = 100  # articles listed by name; of more the number is told


def curate_view(model_admin, request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Filled in: what would change. Confirmed: done, with a way back."""
    tag = Tag.objects.filter(pk=number).first()
    if tag is None or act not in ACTS:
        raise Http404
    chosen = ACTS[act]
    require(may_do(request.user, chosen))
    initial = {
        name: request.GET.getlist(name) if name == "others" else value for name, value in request.GET.items()
    }
    form = chosen(request.POST, tag=tag) if request.method == "POST" else chosen(tag=tag, initial=initial)
    if form.is_bound and form.is_valid() and "_do" in request.POST:
        try:
            return _do(request, act, tag.pk, form.arguments(), count=form.affected().count())
        except CannotCurate as refusal:
            form.add_error(None, str(refusal))
    is_ready = form.is_bound and form.is_valid() or not form.fields
    articles = form.affected()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": chosen.title % tag,
        "media": model_admin.media + form.media,
        "tag": tag,
        "form": form,
        "act": act,
        "is_ready": is_ready,
        "count": articles.count(),
        "articles": articles.select_related("source").newest_first()[:SHOWN],
    }
    return TemplateResponse(request, "admin/ks/tag_curate.html", context)


def bulk_view(model_admin, request: HttpRequest) -> HttpResponse:
    """Tag what a search finds, once its articles have been looked at."""
    require(request.user.has_perm("articles.change_tag") and may_change_many(request.user))
    asked = request.POST if request.method == "POST" else request.GET
    form = BulkTagging(asked if "query" in asked and "tag" in asked else None, initial=request.GET.dict())
    articles: list[Article] = []
    if form.is_bound and form.is_valid():
        articles = form.affected(editable_articles(request.user))
        wanted = set(request.POST.getlist("article"))
        if "_do" in request.POST:
            numbers = [article.pk for article in articles if str(article.pk) in wanted]
            tag, remove = form.cleaned_data["tag"], form.cleaned_data["remove"]
            try:
                arguments = {"articles": numbers, "remove": remove}
                return _do(request, "tagging", tag.pk, arguments, count=len(numbers))
            except CannotCurate as refusal:
                form.add_error(None, str(refusal))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Tag what a search finds"),
        "media": model_admin.media + form.media,
        "form": form,
        "is_ready": form.is_bound and form.is_valid(),
        "articles": articles,
    }
    return TemplateResponse(request, "admin/ks/tag_bulk.html", context)


def _do(request: HttpRequest, act: str, tag: int, arguments: dict, *, count: int) -> HttpResponse:
    """Done at once and shown; what changes many articles is a job, and its page is shown."""
    if count > AT_ONCE:
        return _in_background(request, "curate", act=act, tag=tag, arguments=arguments)
    curation = carry_out(act, tag, arguments, user=request.user)
    messages.success(request, _("Done: %s") % curation.summary)
    return redirect("admin:articles_curation_change", curation.pk)


def _in_background(request: HttpRequest, task: str, **details) -> HttpResponse:
    address = reverse("admin:articles_curation_changelist")
    job = tasks.start(task, user=request.user, address=address, **details)
    return redirect("admin:articles_job_change", job.pk)


@admin.register(Curation)
class CurationAdmin(EvidenceAdmin):
    list_display = ["summary", "action", "tag", "user", "at", "undone_at"]
    list_filter = ["action"]
    list_select_related = ["tag", "user"]
    search_fields = ["summary"]
    ordering = ["-id"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("changes", "articles")

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:number>/undo/", view, name="articles_curation_undo"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        curation = self.get_object(request, object_id)
        if curation is None:
            raise Http404
        require(self.has_view_permission(request, curation))
        articles = Article.objects.filter(pk__in=curation.articles[:SHOWN])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{curation.get_action_display()}: {curation.summary}",
            "media": self.media,
            "curation": curation,
            "changes": [self.shown(change) for change in curation.changes if change["table"] not in HIDDEN][
                :SHOWN
            ],
            "count": len(curation.articles),
            "articles": articles.newest_first(),
            "may_undo": request.user.has_perm("articles.change_tag") and curation.undone_at is None,
        }
        return TemplateResponse(request, "admin/ks/curation.html", context)

    @staticmethod
    def shown(change: dict) -> dict:
        """What a row was and is, in words: only what says something to a person."""
        kept = ("text", "language", "slug", "kind", "name", "is_linked", "homepage", "begins_on", "ends_on")

        def words(row):
            parts = (row or {}).items()
            return ", ".join(
                str(value)
                for key, value in parts
                if value not in ("", None) and (key in kept or key.startswith(("name_", "description_")))
            )

        return {
            "what": TABLE_WORDS[change["table"]],
            "before": words(change["before"]),
            "after": words(change["after"]),
        }

    def undo_view(self, request: HttpRequest, number: int) -> HttpResponse:
        require(request.user.has_perm("articles.change_tag"))
        curation = Curation.objects.filter(pk=number).first()
        if curation is None:
            raise Http404
        if len(curation.articles) > AT_ONCE:
            return _in_background(request, "undo_curation", number=number)
        try:
            left = undo(curation, user=request.user)
        except CannotCurate as refusal:
            messages.error(request, _("This cannot be undone: %s.") % refusal)
        else:
            messages.success(request, _("Undone: %s") % curation.summary)
            if left:
                words = ngettext("%d later change was kept.", "%d later changes were kept.", left)
                messages.info(request, words % left)
        return redirect(reverse("admin:articles_curation_change", args=[number]))


HIDDEN = {"tagged", "suggestion", "revision", "unknown", "apart", "parent", "source"}
TABLE_WORDS = {
    "tag": gettext_lazy("tag"),
    "alias": gettext_lazy("form"),
    "redirect": gettext_lazy("redirect"),
}
