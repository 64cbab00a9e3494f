"""What the lists of the back office share: cheap counting, evidence that nobody edits, links between rows."""

from django.contrib import admin
from django.contrib.admin.templatetags import admin_list
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import URLField
from django.forms.models import BaseInlineFormSet
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.admin.rights import may_edit_any
from articles.models import ARTICLE_LANGUAGES, AuditEntry, ContentVersion

# Django's Kazakh of these holds both forms in one text ("one: … other: …"); a catalogue of ours comes before Django's.
OURS_FOR_DJANGO = (
    ngettext_lazy(
        "%(count)s %(name)s was changed successfully.",
        "%(count)s %(name)s were changed successfully.",
        "count",
    ),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected", "total_count"),
)
ICONS = {True: ("yes", _("yes")), False: ("no", _("no")), None: ("unknown", _("not known"))}


def told_icon(value: bool | None) -> str:  # noqa: FBT001 - as Django calls it
    """The mark of a yes or no, named in the language of whoever looks."""
    name, word = ICONS[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


# Django's own says True and False in every language; all who draw a mark look for the function there.
admin_list._boolean_icon = told_icon

MOST_COUNTED = 2_000  # rows; nobody leafs further, and counting more would cost time in every list


def percent(share: float) -> str:
    return f"{round(share * 100)} %"


class BoundedPaginator(Paginator):
    """Counts no further than anybody leafs, so a list costs the same in a small archive and a huge one."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED)

    @property
    def is_bound(self) -> bool:
        """There is more than it counts."""
        return self._counted > MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        # In no order, so that the database is free to read whichever index the filters call for.
        return self.object_list.order_by().values("pk")[: MOST_COUNTED + 1].count()


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


class Audited:
    """What is done by Django's own forms stands in the audit log, too."""

    def log_addition(self, request, obj, message):
        self._record(request, obj, "add", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._record(request, obj, "change", message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._record(request, obj, "delete", "")
        return super().log_deletions(request, queryset)

    def _record(self, request, obj, verb: str, message) -> None:
        AuditEntry.objects.record(
            user=request.user,
            action=f"{obj._meta.model_name}.{verb}",
            target=obj,
            **({"changes": message} if message else {}),
        )


class ArchiveAdmin(Audited, admin.ModelAdmin):
    """A list whose cost does not grow with the archive."""

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    class Media:
        js = [Script("ks/select-labels.js", type="module")]

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        ContentVersion.move()

    def delete_model(self, request, obj) -> None:
        super().delete_model(request, obj)
        ContentVersion.move()

    @transaction.atomic
    def delete_queryset(self, request, queryset) -> None:
        super().delete_queryset(request, queryset)
        ContentVersion.move()


class LabelledFormSet(BaseInlineFormSet):
    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            field = form.fields["DELETE"]
            field.widget.attrs["aria-label"] = field.label


class LabelledInline(admin.TabularInline):
    """Rows in a table whose fields are named, not only their columns."""

    template = "admin/ks/inline.html"
    extra = 1
    formset = LabelledFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = db_field.verbose_name
        return field


class OfArticle:
    """Rows that belong to an article (or two, for a link) are changed by whoever may change that."""

    article_fields = ("article",)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._may_edit(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_edit(request, obj)

    def _may_edit(self, request, obj) -> bool:
        return obj is None or may_edit_any(request.user, [getattr(obj, name) for name in self.article_fields])


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
