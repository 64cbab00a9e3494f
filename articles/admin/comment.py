"""Comments that came with their pages: shown or hidden, never rewritten."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import pipeline
from articles.admin.lists import ArchiveAdmin, OfArticle, article_link, language_filter
from articles.admin.rights import only_editable
from articles.links.reasons import where
from articles.models import Article, Comment


@admin.register(Comment)
class CommentAdmin(OfArticle, ArchiveAdmin):
    list_display = ["author", "text_shown", "article_shown", "written_on", "score", "shown"]
    list_filter = ["is_hidden", language_filter("article__language")]
    list_select_related = ["article"]
    search_fields = ["author", "text"]
    ordering = ["-id"]
    fields = [
        *("article_shown", "author", "written_on", "written_at", "score", "text"),
        *("quoted_shown", "first_line", "last_line", "is_hidden"),
    ]
    readonly_fields = fields[:-1]
    actions = ["hide", "show"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("quotes"))
    def quoted_shown(self, comment: Comment) -> str:
        """The sentences of the article, each with its way to the paragraph."""
        address = reverse("admin:articles_article_change", args=[comment.article_id])
        rows = ((address, q["anchor"], where([q["anchor"]]), q["text"]) for q in comment.quoted)
        return format_html_join(mark_safe("<br>"), '<a href="{}#{}">{}</a>: {}', rows) or "–"

    @admin.display(description=_("text"))
    def text_shown(self, comment: Comment) -> str:
        return comment.text[:120]

    @admin.display(description=_("readers see it"), ordering="is_hidden")
    def shown(self, comment: Comment) -> str:
        return _("no") if comment.is_hidden else _("yes")

    @admin.display(description=_("article"))
    def article_shown(self, comment: Comment) -> str:
        return article_link(comment.article)

    @admin.action(description=_("Hide from readers"), permissions=["change"])
    def hide(self, request, queryset) -> None:
        self.set_hidden(request, queryset, hidden=True)

    @admin.action(description=_("Show to readers"), permissions=["change"])
    def show(self, request, queryset) -> None:
        self.set_hidden(request, queryset, hidden=False)

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        pipeline.refresh_articles([obj.article])

    def set_hidden(self, request, queryset, *, hidden: bool) -> None:
        queryset = only_editable(request.user, queryset)
        articles = list(Article.objects.filter(comments__in=queryset).distinct())
        count = queryset.update(is_hidden=hidden)
        pipeline.refresh_articles(articles)
        text = ngettext("%(count)d comment changed.", "%(count)d comments changed.", count)
        messages.success(request, text % {"count": count})
