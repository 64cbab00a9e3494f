"""Articles: the list, and the addresses of the form with its tabs."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin import article_edit, audit, bulk
from articles.admin.lists import ArchiveAdmin, language_filter
from articles.admin.rights import editable_articles, may_change_many, may_edit, may_publish
from articles.desk import workflow
from articles.desk.checks import doubts_of_many, stops
from articles.desk.queues import QUEUES
from articles.models import Article
from articles.revisions.content import content_of_revision
from articles.search.headlines import articles_meant

SHOWN = 100  # articles of a selection that are looked through before it is published


class DateFilter(admin.SimpleListFilter):
    title = _("date")
    parameter_name = "date"

    def lookups(self, request, model_admin):
        return [("none", _("undated")), ("estimate", _("estimated only")), ("known", _("known"))]

    def queryset(self, request, queryset):
        undated = queryset.filter(published_on__isnull=True)
        if self.value() == "none":
            return undated.filter(estimate_not_before__isnull=True, estimate_not_after__isnull=True)
        if self.value() == "estimate":
            return undated.exclude(estimate_not_before__isnull=True, estimate_not_after__isnull=True)
        return queryset.filter(published_on__isnull=False) if self.value() == "known" else queryset


class DraftFilter(admin.SimpleListFilter):
    title = _("text")
    parameter_name = "draft"

    def lookups(self, request, model_admin):
        return [("newer", _("draft beside the live text")), ("behind", _("behind its original"))]

    def queryset(self, request, queryset):
        if self.value() == "newer":
            return queryset.filter(pk__in=QUEUES["drafts"].first())
        if self.value() == "behind":
            return queryset.filter(pk__in=QUEUES["stale"].first("translation"))
        return queryset


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [
            ("original", _("original")),
            ("translation", _("translation")),
            ("machine", _("machine translation")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "original":
            return queryset.originals()
        if self.value() == "translation":
            return queryset.filter(translation_of__isnull=False)
        if self.value() == "machine":
            return queryset.filter(reviser="").exclude(engine="")
        return queryset


@admin.register(Article)
class ArticleAdmin(ArchiveAdmin):
    list_display = ["headline_shown", "state_shown", "language", "source", "day"]
    list_filter = ["state", language_filter(), DateFilter, DraftFilter, KindFilter]
    list_select_related = ["source"]
    search_fields = ["headline"]  # shows the box; what it finds says `get_search_results`
    ordering = ["-id"]  # as they came in: the newest work first, and no index but the key is needed
    actions = ["send_to_review", "publish", "withdraw", "change_many"]

    def get_search_results(self, request, queryset, search_term: str) -> tuple[QuerySet, bool]:
        """By the index that readers search, which reads no whole archive; completion of articles asks here, too."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=articles_meant(search_term)), False

    def get_queryset(self, request) -> QuerySet:
        return super().get_queryset(request).defer("authors", "subtitle", "estimate_basis")

    @admin.display(description=_("headline"), ordering="headline")
    def headline_shown(self, article: Article) -> str:
        return format_html('<span lang="{}">{}</span>', article.language, article.headline)

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, article: Article) -> str:
        if article.is_published and article.has_draft:
            return _("published, with a newer draft")
        return article.get_state_display()

    @admin.display(description=_("date"), ordering="sorted_at")
    def day(self, article: Article) -> str:
        if article.published_on:
            return article.published_on.isoformat()
        begin, end = article.estimate_not_before, article.estimate_not_after
        return f"{begin or ''} … {end or ''}" if begin or end else _("undated")

    # Nothing is ever deleted here: an article is withdrawn from readers, and stays.
    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return may_edit(request.user, obj)

    def has_publish_permission(self, request) -> bool:
        return may_publish(request.user)

    def has_bulk_permission(self, request) -> bool:
        return may_change_many(request.user)

    def get_urls(self):
        return article_edit.urls(self) + super().get_urls()

    def add_view(self, request, form_url="", extra_context=None):
        return article_edit.add(request, self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return article_edit.change(request, self, object_id)

    def history_view(self, request, object_id, extra_context=None):
        return audit.history(request, self, article_edit.find_article(object_id))

    @admin.action(description=_("Send to review"), permissions=["change"])
    def send_to_review(self, request, queryset) -> None:
        self.take(request, queryset, workflow.send_to_review)

    @admin.action(description=_("Publish the newest text"), permissions=["publish"])
    def publish(self, request, queryset) -> HttpResponse | None:
        """Publish them; where something is doubtful, after it was shown."""
        if "_seen" in request.POST:
            self.take(request, queryset, workflow.publish)
            return None
        texts = self.theirs(request, queryset.filter(latest_revision__isnull=False))
        texts = list(texts.select_related("latest_revision")[: SHOWN + 1])
        contents = {text.pk: content_of_revision(text.latest_revision) for text in texts[:SHOWN]}
        found = doubts_of_many(contents)
        if not any(found.values()):
            self.take(request, queryset, workflow.publish)
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Before publishing"),
            "subtitle": _("Before publishing"),
            "media": self.media,
            "numbers": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", "0"),
            "doubtful": [
                (text, stops(text, contents[text.pk]), found[text.pk])
                for text in texts[:SHOWN]
                if found[text.pk]
            ],
            "has_more": len(texts) > SHOWN,
        }
        return TemplateResponse(request, "admin/ks/publish_many.html", context)

    @admin.action(description=_("Withdraw from readers"), permissions=["publish"])
    def withdraw(self, request, queryset) -> None:
        self.take(request, queryset, workflow.withdraw)

    @admin.action(description=_("Change many…"), permissions=["bulk"])
    def change_many(self, request, queryset):
        return bulk.begin(request, queryset)

    def take(self, request, queryset, step) -> None:
        """Take the step with each that is this person's to move; say of the others why they stay."""
        count = 0
        for article in self.theirs(request, queryset.filter(latest_revision__isnull=False)):
            try:
                step(article, user=request.user)
            except workflow.Refused as refusal:
                messages.warning(request, f"{article}: {refusal}")
            else:
                count += 1
        text = ngettext("%(count)d article changed.", "%(count)d articles changed.", count)
        messages.success(request, text % {"count": count})

    def theirs(self, request, queryset) -> QuerySet:
        return queryset.filter(pk__in=editable_articles(request.user).values("pk"))
