"""Accounts and roles; an administrator gives roles and remits, but nobody more rights than the roles have."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import Audited, LabelledFormSet
from articles.models import ARTICLE_LANGUAGES, Remit

ONLY_ROOT = ("is_superuser", "user_permissions")  # with these an administrator could take every right

admin.site.unregister(User)
admin.site.unregister(Group)


class RemitForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=ARTICLE_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all languages."),
    )

    class Meta:
        model = Remit
        fields = ["languages", "sources"]


class RemitInline(admin.StackedInline):
    model = Remit
    form = RemitForm
    formset = LabelledFormSet
    autocomplete_fields = ["sources"]


@admin.register(User)
class AccountAdmin(Audited, UserAdmin):
    inlines = [RemitInline]
    list_filter = ["groups", "is_active", "is_superuser"]

    def get_inlines(self, request, obj):
        return self.inlines if obj is not None else []  # first the account, then what it is confined to

    def get_readonly_fields(self, request, obj=None):
        return () if request.user.is_superuser else ONLY_ROOT

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


@admin.register(Group)
class RoleAdmin(Audited, GroupAdmin):
    pass
