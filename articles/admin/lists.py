"""What the lists of the back office share: cheap counting, evidence that nobody edits, links between rows."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import URLField
from django.forms.models import BaseInlineFormSet
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import ARTICLE_LANGUAGES

MOST_COUNTED = 10_000  # rows; nobody leafs further, and counting more would cost time in every list


class BoundedPaginator(Paginator):
    """Counts no further than anybody leafs, so a list costs the same in a small archive and a huge one."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_COUNTED].count()


def language_filter(field: str = "language") -> type[admin.SimpleListFilter]:
    """A filter by an article's language that need not ask the table which languages there are."""

    class LanguageFilter(admin.SimpleListFilter):
        title = _("language")
        parameter_name = "language"

        def lookups(self, request, model_admin):
            return ARTICLE_LANGUAGES

        def queryset(self, request, queryset):
            return queryset.filter(**{field: self.value()}) if self.value() else queryset

    return LanguageFilter


class ArchiveAdmin(admin.ModelAdmin):
    """A list whose cost does not grow with the archive."""

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    class Media:
        js = [Script("ks/select-labels.js", type="module")]


class LabelledFormSet(BaseInlineFormSet):
    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            field = form.fields["DELETE"]
            field.widget.attrs["aria-label"] = field.label


class LabelledInline(admin.TabularInline):
    """Rows in a table whose fields are named, not only their columns."""

    extra = 1
    formset = LabelledFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = db_field.verbose_name
        return field


class EvidenceAdmin(ArchiveAdmin):
    """Rows that record what happened: looked at, never added, changed or deleted by hand."""

    actions = None

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


def article_link(article, text: str = "") -> str:
    """A link to the article's form, in the article's own language."""
    if article is None:
        return "–"
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}" lang="{}">{}</a>', address, article.language, text or article.headline)
