"""Links: the list, and the screen on which suggestions are judged, two passages side by side."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.judging import judge_links
from articles.admin.lists import EvidenceAdmin, article_link
from articles.admin.rights import may_edit_any, require
from articles.models import Link
from articles.text.differences import Difference, differences

ON_SCREEN = 10  # suggestions at once
CONTEXT = 40  # characters shown around a passage
UNDO = "link_undo"  # in the session: the number of the link judged last


@dataclass(frozen=True)
class Pair:
    """One passage as it stands in both articles, with what is around it on either side."""

    before: tuple[str, str]
    parts: list[Difference]
    after: tuple[str, str]


@admin.register(Link)
class LinkAdmin(EvidenceAdmin):
    list_display = ["kind", "from_shown", "to_shown", "score", "state", "decided_by", "judge_shown"]
    list_filter = ["state", "kind"]
    list_select_related = ["from_article", "to_article", "decided_by"]
    ordering = ["-id"]
    search_fields = ["from_article__headline", "to_article__headline"]
    actions = ["accept", "reject", "suggest_again"]
    fields = [
        "kind",
        "from_shown",
        "to_shown",
        "score",
        "reasons",
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

    @admin.display(description=gettext_lazy("passages"))
    def judge_shown(self, link: Link) -> str:
        address = reverse("admin:articles_link_review")
        return format_html('<a href="{}?link={}">{}</a>', address, link.pk, _("Compare"))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("review/", wrap(self.review_view), name="articles_link_review"),
            path("<int:number>/judge/", wrap(require_POST(self.judge_view)), name="articles_link_judge"),
            *super().get_urls(),
        ]

    def review_view(self, request: HttpRequest) -> HttpResponse:
        """The suggestions with the best score first, or the one link that is asked for."""
        require(self.has_view_permission(request))
        links = Link.objects.select_related("from_article__source", "to_article__source", "decided_by")
        number, kind = request.GET.get("link", ""), request.GET.get("kind", "")
        shown = links.filter(pk=number) if number.isdigit() else links.waiting()
        if kind in Link.Kind.values:
            shown = shown.filter(kind=kind)
        undo = links.filter(pk=request.session.get(UNDO)).first() if UNDO in request.session else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Judge suggested links"),
            "media": self.media,
            "cards": [
                {"link": link, "pairs": pairs_of(link)} for link in shown.order_by("-score", "id")[:ON_SCREEN]
            ],
            "waiting": links.waiting().count(),
            "kinds": Link.Kind.choices,
            "kind": kind,
            "may_judge": self.has_judge_permission(request),
            "undo": undo,
        }
        return TemplateResponse(request, "admin/ks/link_review.html", context)

    def judge_view(self, request: HttpRequest, number: int) -> HttpResponse:
        require(self.has_judge_permission(request))
        link = Link.objects.select_related("from_article", "to_article").filter(pk=number).first()
        if link is None:
            raise Http404
        require(may_edit_any(request.user, [link.from_article, link.to_article]))
        verdict, kind = request.POST.get("verdict"), request.POST.get("kind", link.kind)
        if verdict not in ("accept", "reject", "suggest") or kind not in Link.Kind.values:
            return HttpResponseBadRequest(_("That cannot be done here."))
        try:
            with transaction.atomic():
                if kind != link.kind:
                    link.kind = kind
                    link.save(update_fields=["kind"])
                judge_links([link], verdict, user=request.user)
        except IntegrityError:
            messages.error(request, _("The two articles have a link of that kind already."))
            return redirect("admin:articles_link_review")
        if verdict == "suggest":
            request.session.pop(UNDO, None)
        else:
            request.session[UNDO] = link.pk
        words = {
            "accept": _("Accepted: %s"),
            "reject": _("Rejected: %s"),
            "suggest": _("Suggested again: %s"),
        }
        messages.success(request, words[verdict] % link.to_article.headline)
        return redirect("admin:articles_link_review")

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
        messages.success(request, _("%d links judged.") % len(links))


def pairs_of(link: Link) -> list[Pair]:
    """The link's passages, both sides' words with what differs between them."""
    pairs = []
    for passage in link.passages.select_related("from_revision", "to_revision")[:8]:
        left = _words(passage.from_revision, passage.from_begin, passage.from_end)
        right = _words(passage.to_revision, passage.to_begin, passage.to_end)
        pairs.append(Pair((left[0], right[0]), differences(left[1], right[1]), (left[2], right[2])))
    return pairs


def _words(revision, begin: int | None, end: int | None) -> tuple[str, str, str]:
    if revision is None or begin is None:
        return "", "", ""
    text = revision.plain
    before, after = text[max(begin - CONTEXT, 0) : begin], text[end : end + CONTEXT]
    return before.rpartition("\n")[2], text[begin:end], after.partition("\n")[0]
