"""Translations: the matrix of what there is in which language, and the workbench behind each of its cells."""

from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_POST

from articles.admin import translate, translation_matrix
from articles.admin.lists import ArchiveAdmin
from articles.models import TranslationTask


@admin.register(TranslationTask)
class TranslationTaskAdmin(ArchiveAdmin):
    """Whoever may look at articles may look at their translations; who may write, each view asks."""

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("articles.view_article")

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        def view(function):
            return self.admin_site.admin_view(lambda request, **values: function(request, self, **values))

        name = "articles_translationtask"
        return [
            path("start/", view(require_POST(translate.start)), name=f"{name}_start"),
            path("<int:number>/pair/", view(require_POST(translate.pair_view)), name=f"{name}_pair"),
            path("<int:number>/panel/", view(translate.panel_view), name=f"{name}_panel"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return translation_matrix.matrix(request, self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return translate.workbench(request, self, object_id)
