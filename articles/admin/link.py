"""Links: the list, and the addresses of the screen on which suggestions are judged."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin import link_review
from articles.admin.judging import judge_links
from articles.admin.lists import EvidenceAdmin, article_link, percent
from articles.admin.rights import may_edit_any
from articles.links.reasons import all_told
from articles.models import Link


@admin.register(Link)
class LinkAdmin(EvidenceAdmin):
    list_display = ["kind", "from_shown", "to_shown", "share", "state", "decided_by", "judge_shown"]
    list_filter = ["state", "kind"]
    list_select_related = ["from_article", "to_article", "decided_by"]
    ordering = ["-id"]
    search_fields = ["from_article__headline", "to_article__headline"]
    actions = ["accept", "reject", "suggest_again"]
    fields = [
        "kind",
        "from_shown",
        "to_shown",
        "share",
        "reasons_shown",
        "state",
        "decided_by",
        "decided_at",
        "found_at",
    ]

    def has_judge_permission(self, request) -> bool:
        return request.user.has_perm("articles.change_link")

    @admin.display(description=gettext_lazy("from"))
    def from_shown(self, link: Link) -> str:
        return article_link(link.from_article)

    @admin.display(description=gettext_lazy("to"))
    def to_shown(self, link: Link) -> str:
        return article_link(link.to_article)

    @admin.display(description=gettext_lazy("score"), ordering="score")
    def share(self, link: Link) -> str:
        return percent(link.score)

    @admin.display(description=gettext_lazy("reasons"))
    def reasons_shown(self, link: Link) -> str:
        return all_told(link.reasons)

    @admin.display(description=gettext_lazy("passages"))
    def judge_shown(self, link: Link) -> str:
        address = reverse("admin:articles_link_review")
        return format_html('<a href="{}?link={}">{}</a>', address, link.pk, _("Compare"))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("review/", wrap(self.review_view), name="articles_link_review"),
            path("review/undo/", wrap(require_POST(self.undo_view)), name="articles_link_undo"),
            path("review/bulk/", wrap(self.bulk_view), name="articles_link_bulk"),
            path("<int:number>/judge/", wrap(require_POST(self.judge_view)), name="articles_link_judge"),
            *super().get_urls(),
        ]

    def review_view(self, request: HttpRequest) -> HttpResponse:
        return link_review.review(request, self)

    def judge_view(self, request: HttpRequest, number: int) -> HttpResponse:
        return link_review.judge(request, self, number)

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        return link_review.undo(request, self)

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        return link_review.bulk(request, self)

    @admin.action(description=gettext_lazy("Accept: show to readers"), permissions=["judge"])
    def accept(self, request, queryset) -> None:
        self.judge(request, queryset, "accept")

    @admin.action(description=gettext_lazy("Reject: never suggest again"), permissions=["judge"])
    def reject(self, request, queryset) -> None:
        self.judge(request, queryset, "reject")

    @admin.action(description=gettext_lazy("Take the verdict back"), permissions=["judge"])
    def suggest_again(self, request, queryset) -> None:
        self.judge(request, queryset, "suggest")

    def judge(self, request, queryset, verdict: str) -> None:
        links = queryset.select_related("from_article", "to_article")
        links = [link for link in links if may_edit_any(request.user, [link.from_article, link.to_article])]
        judge_links(links, verdict, user=request.user)
        words = ngettext("%(count)d link judged.", "%(count)d links judged.", len(links))
        messages.success(request, words % {"count": len(links)})
