"""Sources: papers, agencies, blogs, with the spellings under which pages name them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import ArchiveAdmin, LabelledInline
from articles.models import Source, SourceAlias
from articles.search.index_names import index_names


class SourceAliasInline(LabelledInline):
    model = SourceAlias
    fields = ["text", "is_ambiguous"]


class CountryFilter(admin.SimpleListFilter):
    """By a country that some source has; where none is known there is nothing to choose."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = Source.objects.exclude(country="").order_by("country").values_list("country", flat=True)
        return [(code, code) for code in codes.distinct()]

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


@admin.register(Source)
class SourceAdmin(ArchiveAdmin):
    list_display = ["name_shown", "kind", "country", "language", "slug"]
    list_filter = ["kind", "language", CountryFilter]
    search_fields = ["name_ja", "name_en", "name_ru", "name_kk", "name_zh_hans", "slug", "aliases__text"]
    prepopulated_fields = {"slug": ["name_en"]}
    inlines = [SourceAliasInline]
    fieldsets = [
        (None, {"fields": ["name_ja", "name_en", "name_ru", "name_kk", "name_zh_hans", "slug"]}),
        (_("What it is"), {"fields": ["kind", "country", "language", "homepage", "description"]}),
    ]

    @admin.display(description=_("source"), ordering="name_en")
    def name_shown(self, source: Source) -> str:
        return str(source)

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            obj.keep_former(form.initial["slug"])

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        index_names(sources=[form.instance])
