"""Tags with the forms of their names, and the suggestions that wait for a verdict."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.models import Tag as PlainTag

from articles.admin.judging import judge_tags
from articles.admin.lists import ArchiveAdmin, EvidenceAdmin, LabelledInline, article_link, language_filter
from articles.admin.rights import only_editable
from articles.admin.tag_acts import ACTS, NAME_LABELS, may_do
from articles.admin.tag_curate import bulk_view, curate_view
from articles.admin.tag_form import AliasForm, AliasFormSet, TagForm
from articles.admin.tag_queue import duplicates_view
from articles.models import AuditEntry, Tag, TagAlias, TagSuggestion
from articles.tagging.curate import edited
from articles.tagging.curations import bring_up_to_date

admin.site.unregister(PlainTag)  # taggit's own tags, which nothing here uses


class TagAliasInline(LabelledInline):
    model = TagAlias
    form = AliasForm
    formset = AliasFormSet


NAMES = [*NAME_LABELS]


@admin.register(Tag)
class TagAdmin(ArchiveAdmin):
    form = TagForm
    change_form_template = "admin/ks/tag_form.html"
    change_list_template = "admin/ks/tag_list.html"
    list_display = ["name_shown", "kind", "article_count", "slug"]
    list_filter = ["kind", "is_linked"]
    search_fields = ["name", "name_ja", "name_en", "name_ru", "name_kk", "name_zh_hans", "aliases__text"]
    ordering = ["-article_count", "slug"]
    readonly_fields = ["gazetteer_id", "article_count"]
    autocomplete_fields = ["parents", "sources"]
    inlines = [TagAliasInline]
    actions = ["merge"]
    fieldsets = [
        (None, {"fields": ["kind", "is_linked"]}),
        (_("Names"), {"fields": ["name", "slug", *NAMES]}),
        (
            _("Descriptions"),
            {
                "fields": [f"description_{language}" for language in ("ja", "en", "ru", "kk", "zh_hans")],
                "classes": ["collapse"],
            },
        ),
        (
            _("More"),
            {"fields": ["begins_on", "ends_on", "homepage", "sources", "parents", *readonly_fields]},
        ),
    ]

    @admin.display(description=_("tag"), ordering="name")
    def name_shown(self, tag: Tag) -> str:
        return format_html('<span lang="{}">{}</span>', tag.local_name_language, tag.local_name or tag.name)

    def get_readonly_fields(self, request, obj=None):
        """What a tag is called and what kind it is changes on screens that show the articles concerned."""
        own = ["kind", "name", "slug", *NAMES] if obj else ["slug"]
        return [*own, *self.readonly_fields]

    def get_urls(self):
        def wrap(view):
            return self.admin_site.admin_view(lambda request, **kwargs: view(self, request, **kwargs))

        return [
            path("bulk/", wrap(bulk_view), name="articles_tag_bulk"),
            path("duplicates/", wrap(duplicates_view), name="articles_tag_duplicates"),
            path("<int:number>/curate/<slug:act>/", wrap(curate_view), name="articles_tag_curate"),
            *super().get_urls(),
        ]

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # one by one, each with its articles shown
        return actions

    def has_merge_permission(self, request) -> bool:
        return may_do(request.user, ACTS["merge"])

    @admin.action(description=_("Merge into the most used of them"), permissions=["merge"])
    def merge(self, request, queryset):
        tags = list(queryset.order_by("-article_count", "pk")[:50])
        others = "&".join(f"others={tag.pk}" for tag in tags[1:])
        return redirect(f"{reverse('admin:articles_tag_curate', args=[tags[0].pk, 'merge'])}?{others}")

    def delete_view(self, request, object_id, extra_context=None):
        tag = self.get_object(request, object_id)
        if tag is None:
            raise Http404
        return curate_view(self, request, tag.pk, "delete")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        tag = self.get_object(request, object_id) if object_id else None
        acts = [(name, act.verb) for name, act in ACTS.items() if may_do(request.user, act)]
        context = {**(extra_context or {}), "acts": acts if tag else ()}
        if tag is None or request.method != "POST" or not self.has_change_permission(request, tag):
            return super().changeform_view(request, object_id, form_url, context)
        with edited(tag, user=request.user):
            return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            AuditEntry.objects.record(user=request.user, action="tag.add", target=obj)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            bring_up_to_date({form.instance.pk}, set())


@admin.register(TagSuggestion)
class TagSuggestionAdmin(EvidenceAdmin):
    list_display = ["tag", "article_shown", "score", "count", "sentence_shown", "state", "decided_by"]
    list_filter = ["state", "tag__kind", language_filter("article__language")]
    list_select_related = ["tag", "article", "decided_by"]
    ordering = ["-id"]  # the queue has the best first
    search_fields = ["tag__name", "tag__name_ja", "tag__name_en", "article__headline"]
    actions = ["accept", "reject", "suggest_again"]

    def has_judge_permission(self, request) -> bool:
        return request.user.has_perm("articles.change_tagsuggestion")

    @admin.display(description=_("article"))
    def article_shown(self, suggestion: TagSuggestion) -> str:
        return article_link(suggestion.article)

    @admin.display(description=_("the sentence that caused it"))
    def sentence_shown(self, suggestion: TagSuggestion) -> str:
        text = suggestion.sentence
        return format_html(
            '<span lang="{}">{}</span>', suggestion.article.language, text[:90] + "…" * (len(text) > 90)
        )

    @admin.action(description=_("Accept: tag the articles"), permissions=["judge"])
    def accept(self, request, queryset) -> None:
        self.judge(request, queryset.exclude(state=TagSuggestion.State.ACCEPTED), "accept")

    @admin.action(description=_("Reject: never suggest these again"), permissions=["judge"])
    def reject(self, request, queryset) -> None:
        self.judge(request, queryset, "reject")

    @admin.action(description=_("Take the verdict back"), permissions=["judge"])
    def suggest_again(self, request, queryset) -> None:
        self.judge(request, queryset.exclude(state=TagSuggestion.State.SUGGESTED), "suggest")

    def judge(self, request, queryset, verdict: str) -> None:
        rows = list(only_editable(request.user, queryset).select_related("article", "tag"))
        judge_tags(rows, verdict, user=request.user)
        text = ngettext("%(count)d suggestion judged.", "%(count)d suggestions judged.", len(rows))
        messages.success(request, text % {"count": len(rows)})
