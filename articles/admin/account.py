"""Accounts and roles; an administrator gives roles and remits, but nobody more rights than the roles have."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin import second_factor, security
from articles.admin.acts import told_noun
from articles.admin.groups import RIGHTS
from articles.admin.lists import Audited, LabelledFormSet
from articles.models import ARTICLE_LANGUAGES, Remit

ONLY_ROOT = ("is_superuser", "user_permissions")  # with these an administrator could take every right

VERBS = {
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "delete": pgettext_lazy("right", "delete"),
    "view": pgettext_lazy("right", "see"),
    "publish": pgettext_lazy("right", "publish and withdraw"),
    "bulk": pgettext_lazy("right", "change many at once"),
}

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


def told_role(group: Group) -> str:
    """Our own roles in the language of whoever looks; others by the name that they were given."""
    return gettext(group.name)


def told_right(permission: Permission) -> str:
    verb, _line, model = permission.codename.partition("_")
    return f"{told_noun(model)}: {VERBS.get(verb, verb)}"


def rights_that_count() -> QuerySet[Permission]:
    """Those that a view of the back office asks for; on other models they would change nothing."""
    asked = {model._meta.model_name for model in admin.site._registry}.union(*RIGHTS.values())
    rows = Permission.objects.filter(
        content_type__model__in=asked, content_type__app_label__in=("articles", "auth")
    )
    return rows.select_related("content_type").order_by("content_type__model", "codename")


class ToldRights:
    """Roles and rights in the language of whoever looks."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = told_role
        elif db_field.name in ("permissions", "user_permissions"):
            field.queryset, field.label_from_instance = rights_that_count(), told_right
        return field


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(str(group.pk), told_role(group)) for group in Group.objects.order_by("name")]

    def queryset(self, request, queryset):
        return queryset.filter(groups=self.value()) if (self.value() or "").isdigit() else queryset


@admin.register(User)
class AccountAdmin(ToldRights, Audited, UserAdmin):
    inlines = [RemitInline]
    filter_horizontal = ()  # Django's two-box widget names its tooltips where no reader of screens hears them
    list_filter = [RoleFilter, "is_active", "is_superuser"]

    class Media:
        js = [Script("ks/select-labels.js", type="module")]

    def get_inlines(self, request, obj):
        return self.inlines if obj is not None else []  # first the account, then what it is confined to

    def get_readonly_fields(self, request, obj=None):
        return ("signing_in", "last_login", "date_joined", *(() if request.user.is_superuser else ONLY_ROOT))

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None else (*fieldsets, (_("Signing in"), {"fields": ["signing_in"]}))

    @admin.display(description=_("sessions and one-time passwords"))
    def signing_in(self, person) -> str:
        address = reverse("admin:auth_user_security_of", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, _("Look, sign out, take a lost device off"))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("security/", wrap(security.own), name="auth_user_security"),
            path("security/device/", wrap(second_factor.device), name="auth_user_device"),
            path("security/token/", wrap(second_factor.token), name="auth_user_token"),
            path("<int:number>/security/", wrap(self.security_view), name="auth_user_security_of"),
            *super().get_urls(),
        ]

    def security_view(self, request, number):
        return security.of_another(request, self, number)

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


@admin.register(Group)
class RoleAdmin(ToldRights, Audited, GroupAdmin):
    filter_horizontal = ()
    list_display = ["name_shown"]

    @admin.display(description=_("role"), ordering="name")
    def name_shown(self, group: Group) -> str:
        return told_role(group)
