"""The queue of unknown names, and pairs of tags that may be one."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.lists import EvidenceAdmin
from articles.admin.rights import require
from articles.admin.tag_acts import NAME_LABELS
from articles.models import AuditEntry, Curation, KeptApart, NameSighting, Tag, UnknownName
from articles.tagging.curate import create_tag, name_tag
from articles.tagging.curations import CannotCurate
from articles.tagging.duplicates import likely_duplicates
from articles.tagging.queue import ask_again, belongs_to, refuse

SENTENCES = 20


class WaitingFilter(admin.SimpleListFilter):
    title = gettext_lazy("waiting")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("now", _("waiting")), ("page", _("tags of pages"))]

    def queryset(self, request, queryset):
        if self.value() == "now":
            return queryset.waiting()
        return queryset.waiting().filter(is_page_tag=True) if self.value() == "page" else queryset


class DecideForm(forms.Form):
    """What an unknown name is: a new tag, or one that is there."""

    tag = forms.ModelChoiceField(Tag.objects.all(), label=gettext_lazy("Tag"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Tag.Kind.choices, required=False)
    language = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in NAME_LABELS.items():
            self.fields[name] = forms.CharField(label=label, max_length=200, required=False)
        self.fields["tag"].widget = AutocompleteSelect(
            Curation._meta.get_field("tag"), admin.site, choices=self.fields["tag"].choices
        )

    @property
    def names(self) -> list[forms.BoundField]:
        return [self[name] for name in NAME_LABELS]


@admin.register(UnknownName)
class UnknownNameAdmin(EvidenceAdmin):
    list_display = ["text", "article_count", "sentence_shown", "is_page_tag", "state", "tag", "decided_by"]
    list_filter = [WaitingFilter, "state"]
    list_select_related = ["tag", "decided_by"]
    search_fields = ["text"]
    ordering = ["-article_count", "id"]
    actions = ["refuse", "ask_again"]

    def has_judge_permission(self, request) -> bool:
        return request.user.has_perm("articles.change_tag")

    def get_queryset(self, request):
        seen = NameSighting.objects.exclude(sentence="").select_related("article").order_by("id")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("sightings", seen[:1], to_attr="first_seen"))
        )

    @admin.display(description=gettext_lazy("a sentence"))
    def sentence_shown(self, name: UnknownName) -> str:
        if not name.first_seen:
            return "–"
        first = name.first_seen[0]
        return format_html('<span lang="{}">{}</span>', first.article.language, first.sentence[:120])

    @admin.action(description=gettext_lazy("Refuse: never ask again"), permissions=["judge"])
    def refuse(self, request, queryset) -> None:
        refuse(queryset, user=request.user)
        text = ngettext("%(count)d name refused.", "%(count)d names refused.", len(queryset))
        messages.success(request, text % {"count": len(queryset)})

    @admin.action(description=gettext_lazy("Take the verdict back"), permissions=["judge"])
    def ask_again(self, request, queryset) -> None:
        ask_again(queryset, user=request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        name = self.get_object(request, object_id)
        if name is None:
            raise Http404
        require(self.has_view_permission(request, name))
        form = DecideForm(request.POST or None, initial=_guess(name))
        if request.method == "POST":
            require(self.has_judge_permission(request))
            if form.is_valid() and self.decide(request, name, form):
                following = UnknownName.objects.waiting().only("pk").first()
                if following is None or "_again" in request.POST:
                    return redirect("admin:articles_unknownname_changelist")
                return redirect("admin:articles_unknownname_change", following.pk)
        sightings = NameSighting.objects.filter(name=name).select_related("article")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": name.text,
            "media": self.media + form.media,
            "name": name,
            "form": form,
            "sightings": sightings.order_by("-article__sorted_at")[:SENTENCES],
            "may_judge": self.has_judge_permission(request),
        }
        return TemplateResponse(request, "admin/ks/unknown_name.html", context)

    def decide(self, request: HttpRequest, name: UnknownName, form: DecideForm) -> bool:
        """Whether the name is decided now; else the form says what is missing."""
        data = form.cleaned_data
        try:
            with transaction.atomic():
                if "_refuse" in request.POST:
                    refuse([name], user=request.user)
                elif "_again" in request.POST:
                    ask_again([name], user=request.user)
                elif "_alias" in request.POST:
                    if data["tag"] is None:
                        form.add_error("tag", _("Choose the tag that the name belongs to."))
                        return False
                    name_tag(data["tag"], name.text, data["language"], user=request.user)
                    belongs_to(name, data["tag"], user=request.user)
                elif "_tag" in request.POST:
                    require(request.user.has_perm("articles.add_tag"))
                    names = {field: data[field] for field in NAME_LABELS}
                    tag = create_tag(names, data["kind"] or Tag.Kind.TOPIC, user=request.user)
                    belongs_to(name, tag, user=request.user)
                else:
                    return False
        except CannotCurate as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, _("Decided: %s") % name.text)
        return True


def duplicates_view(model_admin, request: HttpRequest) -> HttpResponse:
    """Pairs that may be one: merged on the next screen, or kept apart for good."""
    require(request.user.has_perm("articles.change_tag"))
    if request.method == "POST":
        one, _sep, other = request.POST.get("apart", "").partition("-")
        pair = Tag.objects.filter(pk__in=[n for n in (one, other) if n.isdigit()]).order_by("pk")
        if len(pair) != 2:
            raise Http404
        KeptApart.objects.get_or_create(one=pair[0], other=pair[1])
        AuditEntry.objects.record(
            user=request.user, action="tag.keep_apart", target=pair[0], summary=f"{pair[0]} ≠ {pair[1]}"
        )
        messages.success(request, _("Kept apart: %(one)s, %(other)s") % {"one": pair[0], "other": pair[1]})
        return redirect("admin:articles_tag_duplicates")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Tags that may be one"),
        "media": model_admin.media,
        "pairs": likely_duplicates(),
        "may_merge": request.user.has_perm("articles.delete_tag"),
    }
    return TemplateResponse(request, "admin/ks/tag_duplicates.html", context)


def _guess(name: UnknownName) -> dict[str, str]:
    """The name in the field of the language of the text that it stands in."""
    first = name.sightings.select_related("article").first()
    language = first.article.language if first else "en"
    field = {"ja": "name_ja", "ru": "name_ru", "kk": "name_kk", "zh-Hans": "name_zh_hans"}.get(
        language, "name_en"
    )
    return {field: name.text, "language": language}
