"""The audit log: who did what and when; searched, filtered and exported, never changed."""

import csv
import json
from collections.abc import Iterable, Iterator

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.acts import told_act, told_detail, told_noun
from articles.admin.article_desk import entries_of
from articles.admin.lists import EvidenceAdmin
from articles.admin.rights import require
from articles.models import Article, AuditEntry

COLUMNS = (
    *("at", "user_name", "action", "target_kind", "target_number", "target_name"),
    *("summary", "detail"),
)
ON_PAGE = 100


class ActionFilter(admin.SimpleListFilter):
    """Acts by their noun; the nouns are those of the back office, not a scan of the table."""

    title = gettext_lazy("kind of act")
    parameter_name = "noun"
    NOUNS = ("article", "note", "source", "tag", "link", "page", "picture", "translation", "user", "group")

    def lookups(self, request, model_admin):
        return [(noun, told_noun(noun)) for noun in self.NOUNS]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        # A range, since LIKE would not use the index on both databases; "/" follows "." among the signs.
        return queryset.filter(action__gt=f"{self.value()}.", action__lt=f"{self.value()}/")


@admin.register(AuditEntry)
class AuditEntryAdmin(EvidenceAdmin):
    list_display = ["at", "user_name", "act_shown", "target_shown", "summary"]
    list_filter = ["at", ActionFilter]
    search_fields = ["=user_name", "target_name", "summary", "=target_number", "action"]
    ordering = ["-at", "-id"]
    fields = ["at", "user_name", "act_shown", "action", "target_shown", "summary", "detail_shown"]
    readonly_fields = fields
    change_list_template = "admin/ks/audit_list.html"

    @admin.display(description=gettext_lazy("Act"), ordering="action")
    def act_shown(self, entry: AuditEntry) -> str:
        return told_act(entry.action)

    @admin.display(description=gettext_lazy("what"))
    def target_shown(self, entry: AuditEntry) -> str:
        try:
            name = f"admin:articles_{entry.target_kind}_change"
            return format_html(
                '<a href="{}">{}</a>', reverse(name, args=[entry.target_number]), entry.target_name
            )
        except NoReverseMatch:
            return entry.target_name or "–"

    @admin.display(description=gettext_lazy("details"))
    def detail_shown(self, entry: AuditEntry) -> str:
        return format_html_join("", "<div>{}: {}</div>", told_detail(entry.detail)) or "–"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("export/<str:form>/", wrap(self.export_view), name="articles_auditentry_export"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """The entries of the list as it is searched and filtered, as CSV or as JSON lines."""
        require(self.has_view_permission(request))
        if form not in FORMS:
            raise Http404
        write, kind = FORMS[form]
        rows = self.get_changelist_instance(request).get_queryset(request).order_by("-at", "-id")
        answer = StreamingHttpResponse(write(rows.values_list(*COLUMNS).iterator(1000)), content_type=kind)
        answer.headers["Content-Disposition"] = f'attachment; filename="audit.{form}"'
        AuditEntry.objects.record(user=request.user, action="audit.export", summary=request.GET.urlencode())
        return answer


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[tuple]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)  # spreadsheets take it for UTF-8 by the mark
    for at, *rest, detail in rows:
        yield writer.writerow(
            [at.isoformat(), *map(_no_formula, rest), json.dumps(detail, ensure_ascii=False)]
        )


def _no_formula(text: str) -> str:
    """A headline that begins like a formula is no formula to a spreadsheet."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _json_lines(rows: Iterable[tuple]) -> Iterator[str]:
    for at, *rest in rows:
        entry = dict(zip(COLUMNS, [at.isoformat(), *rest], strict=True))
        yield json.dumps(entry, ensure_ascii=False) + "\n"


FORMS = {"csv": (_csv, "text/csv; charset=utf-8"), "jsonl": (_json_lines, "application/jsonl; charset=utf-8")}


def history(request: HttpRequest, model_admin, article: Article) -> HttpResponse:
    """All that was done to one article, for whoever may see it."""
    require(model_admin.has_view_permission(request, article))
    page = Paginator(entries_of(article), ON_PAGE).get_page(request.GET.get("page"))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("What was done"),
        "subtitle": article.headline,
        "article": article,
        "entries": page,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/ks/history.html", context)
