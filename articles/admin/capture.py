"""Captures: pages as they came, evidence that nobody changes; a capture's page is the review of how it was read."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.admin import capture_review, conflict
from articles.admin.lists import EvidenceAdmin, article_link
from articles.ingest.reasons import told_fault
from articles.ingest.run import REFUSED
from articles.models import Capture


class FailureFilter(admin.SimpleListFilter):
    title = _("reading")
    parameter_name = "reading"

    def lookups(self, request, model_admin):
        return [("read", _("read")), ("failed", _("failed")), ("refused", _("refused by an editor"))]

    def queryset(self, request, queryset):
        if self.value() == "read":
            return queryset.filter(state=Capture.State.READ)
        if self.value() == "failed":
            return queryset.failed().exclude(error_code=REFUSED)
        return queryset.failed().filter(error_code=REFUSED) if self.value() == "refused" else queryset


@admin.register(Capture)
class CaptureAdmin(EvidenceAdmin):
    list_display = ["name", "state", "why", "received_at", "size", "encoding", "article_shown"]
    list_filter = [FailureFilter]
    list_select_related = ["article"]
    search_fields = ["name", "=address", "sha256__startswith", "=article__id"]

    def get_queryset(self, request):
        return super().get_queryset(request).without_bytes()

    @admin.display(description=_("why"))
    def why(self, capture: Capture) -> str:
        return told_fault(capture.error_code, capture.error_message)[:120]

    @admin.display(description=_("article"))
    def article_shown(self, capture: Capture) -> str:
        return article_link(capture.article)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:number>/conflict/", wrap(self.conflict_view), name="articles_capture_conflict"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return capture_review.review(request, self, object_id)

    def conflict_view(self, request, number: int):
        return conflict.conflict(request, self, number)
