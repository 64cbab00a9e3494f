"""Quotations and references: which article of the archive is meant."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles import pipeline
from articles.admin.judging import judge_links
from articles.admin.lists import ArchiveAdmin, OfArticle, article_link
from articles.admin.rights import require
from articles.links.wanted import SHOWN, wanted_articles, wanted_count
from articles.models import Link, Quotation, Reference


class FoundFilter(admin.SimpleListFilter):
    """Whether the archive holds the article that is meant."""

    title = _("in the archive")
    parameter_name = "found"

    def lookups(self, request, model_admin):
        return [("yes", _("found")), ("wanted", _("wanted: named, not found"))]

    def queryset(self, request, queryset):
        field = "quoted" if queryset.model is Quotation else "target"
        if self.value() == "yes":
            return queryset.filter(**{f"{field}__isnull": False})
        if self.value() == "wanted":
            return queryset.filter(**{f"{field}__isnull": True}).exclude(title="")
        return queryset


class Naming:
    """What is said of the article that is meant, in the field `meant`, is an editor's word from now on."""

    meant: str
    kind: str  # of the link that is made of it

    def save_model(self, request, obj, form, change) -> None:
        is_said = self.meant in form.changed_data
        if is_said:
            obj.is_chosen = getattr(obj, self.meant) is not None
        super().save_model(request, obj, form, change)
        before = form.initial.get(self.meant)
        if is_said and before and not obj.is_chosen:
            self._take_back(obj, before, request.user)
        pipeline.refresh_articles([one for one in (obj.article, getattr(obj, self.meant)) if one])

    def _take_back(self, obj: Quotation | Reference, before: int, user) -> None:
        """Nor is it found again, unless something else of the article names the other one."""
        if not type(obj).objects.filter(article=obj.article_id, **{self.meant: before}).exists():
            links = Link.objects.filter(from_article=obj.article_id, to_article=before, kind=self.kind)
            judge_links(links.exclude(state=Link.State.REJECTED), "reject", user=user)


@admin.register(Quotation)
class QuotationAdmin(Naming, OfArticle, ArchiveAdmin):
    meant, kind = "quoted", Link.Kind.QUOTES
    list_display = ["title_shown", "publisher", "date", "article_shown", "quoted_shown"]
    list_filter = [FoundFilter, "is_truncated", "is_date_inferred"]
    list_select_related = ["article", "quoted", "block"]
    search_fields = ["title", "publisher", "author"]
    ordering = ["-id"]
    autocomplete_fields = ["quoted", "source"]
    readonly_fields = [
        *("article_shown", "title", "publisher", "author", "date", "is_date_inferred"),
        *("attribution", "is_truncated"),
    ]
    fields = [*readonly_fields, "source", "quoted"]
    actions = None

    # A quotation stands in a text; it comes and goes with it.
    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("wanted/", wrap(self.wanted_view), name="articles_quotation_wanted"),
            *super().get_urls(),
        ]

    def wanted_view(self, request: HttpRequest) -> HttpResponse:
        """The quoted articles that the archive lacks, the most quoted first, each with its way to the import."""
        require(self.has_view_permission(request))
        page = Paginator(range(wanted_count()), SHOWN).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Wanted articles"),
            "media": self.media,
            "rows": wanted_articles(begin=max(0, page.start_index() - 1)),
            "total": page.paginator.count,
            "page_obj": page,
            "may_import": request.user.has_perm("articles.add_importrun"),
        }
        return TemplateResponse(request, "admin/ks/wanted.html", context)

    @admin.display(description=_("quoted title"), ordering="title")
    def title_shown(self, quotation: Quotation) -> str:
        return quotation.title or quotation.attribution or _("(no title)")

    @admin.display(description=_("in the article"))
    def article_shown(self, quotation: Quotation) -> str:
        return article_link(quotation.article)

    @admin.display(description=_("in the archive"))
    def quoted_shown(self, quotation: Quotation) -> str:
        return article_link(quotation.quoted)


@admin.register(Reference)
class ReferenceAdmin(Naming, OfArticle, ArchiveAdmin):
    meant, kind = "target", Link.Kind.REFERS
    list_display = ["title", "kind", "article_shown", "target_shown"]
    list_filter = ["kind", FoundFilter]
    list_select_related = ["article", "target"]
    search_fields = ["title", "url"]
    ordering = ["-id"]
    autocomplete_fields = ["article", "target"]

    @admin.display(description=_("article"))
    def article_shown(self, reference: Reference) -> str:
        return article_link(reference.article)

    @admin.display(description=_("in the archive"))
    def target_shown(self, reference: Reference) -> str:
        return article_link(reference.target)
