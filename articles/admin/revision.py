"""Revisions: every state that a text ever had, to be looked at; comparing and bringing back is done on the article."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.admin.article_revisions import told_fields
from articles.admin.lists import EvidenceAdmin, article_link
from articles.models import Revision, Tag
from articles.revisions.changes import field_rows
from articles.revisions.content import ATTRIBUTES, Content, content_of_revision

EMPTY = Content(headline="", body="", attributes={})


@admin.register(Revision)
class RevisionAdmin(EvidenceAdmin):
    list_display = ["number", "article_shown", "cause", "created_at", "created_by", "note", "compare"]
    list_filter = ["cause", "is_note_public"]
    list_select_related = ["article", "created_by"]
    search_fields = ["headline", "note", "=article__id"]
    ordering = ["-id"]
    fields = [
        *("article_shown", "number", "cause", "created_at", "created_by", "run", "note", "is_note_public"),
        *("headline", "subtitle", "original_headline", "body", "attributes_shown", "tags_shown"),
    ]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).defer("plain", "article__authors", "article__subtitle")

    @admin.display(description=_("article"))
    def article_shown(self, revision: Revision) -> str:
        return article_link(revision.article, revision.headline)

    @admin.display(description=_("attributes"))
    def attributes_shown(self, revision: Revision) -> str:
        content = content_of_revision(revision)
        rows = told_fields([row for row in field_rows(EMPTY, content) if row.name in ATTRIBUTES])
        shown = ((row["label"], ", ".join(new for _op, _old, new in row["parts"])) for row in rows)
        return format_html_join("", "<div>{}: {}</div>", shown) or "–"

    @admin.display(description=_("tags"))
    def tags_shown(self, revision: Revision) -> str:
        return ", ".join(map(str, Tag.objects.by_slugs(revision.tags).values())) or "–"

    @admin.display(description=_("differences"))
    def compare(self, revision: Revision) -> str:
        address = reverse("admin:articles_article_change", args=[revision.article_id])
        return format_html(
            '<a href="{}?tab=revisions&amp;new={}">{}</a>', address, revision.number, _("What changed")
        )
