"""Tags with the forms of their names, and the suggestions that wait for a verdict."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.models import Tag as PlainTag

from articles.admin.judging import judge_tags
from articles.admin.lists import ArchiveAdmin, EvidenceAdmin, LabelledInline, article_link, language_filter
from articles.admin.rights import only_editable
from articles.models import Tag, TagAlias, TagSuggestion
from articles.search.names import index_names

admin.site.unregister(PlainTag)  # taggit's own tags, which nothing here uses


class TagAliasInline(LabelledInline):
    model = TagAlias


@admin.register(Tag)
class TagAdmin(ArchiveAdmin):
    list_display = ["name_shown", "kind", "article_count", "slug", "gazetteer_id"]
    list_filter = ["kind"]
    search_fields = ["name", "name_ja", "name_en", "name_ru", "name_kk", "name_zh_hans", "aliases__text"]
    ordering = ["-article_count", "slug"]
    readonly_fields = ["gazetteer_id", "article_count"]
    autocomplete_fields = ["parents"]
    inlines = [TagAliasInline]
    fieldsets = [
        (None, {"fields": ["name", "kind", "slug"]}),
        (_("Names"), {"fields": ["name_ja", "name_en", "name_ru", "name_kk", "name_zh_hans"]}),
        (
            _("Descriptions"),
            {
                "fields": [f"description_{language}" for language in ("ja", "en", "ru", "kk", "zh_hans")],
                "classes": ["collapse"],
            },
        ),
        (_("More"), {"fields": ["begins_on", "ends_on", "homepage", "parents", *readonly_fields]}),
    ]

    @admin.display(description=_("tag"), ordering="name")
    def name_shown(self, tag: Tag) -> str:
        return format_html('<span lang="{}">{}</span>', tag.local_name_language, tag.local_name or tag.name)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        index_names(tags=[form.instance])


@admin.register(TagSuggestion)
class TagSuggestionAdmin(EvidenceAdmin):
    list_display = ["tag", "article_shown", "score", "count", "sentence_shown", "state", "decided_by"]
    list_filter = ["state", "tag__kind", language_filter("article__language")]
    list_select_related = ["tag", "article", "decided_by"]
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
