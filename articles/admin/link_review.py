"""The screen on which suggested links are judged: a queue by value, two passages side by side, undo, many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.filters import choices_of, filters_of
from articles.admin.judging import judge_links, undo_links
from articles.admin.rights import may_edit_any, require
from articles.links.days import find_days
from articles.links.reasons import where
from articles.models import Article, Block, Link, Passage, Revision
from articles.text.differences import Difference, differences

ON_SCREEN = 10  # suggestions at once
WEIGHED = 1000  # of the surest that wait, to find those worth most; more are not weighed for each page
SEEN = ("from_article__source", "to_article__source", "decided_by")  # with a link
AT_ONCE = 200  # accepted together
CONTEXT = 40  # characters shown around a passage
LEAD = 220  # characters of the text that are shown where no passage is shared
MOST_PAIRS = 8
LEAST = (60, 80, 90)  # per cent, to choose from
UNDO = "links_judged"  # in the session: what was judged, the last one last
UNDONE = 20  # steps that can be taken back


@dataclass(frozen=True)
class Pair:
    """One passage as it stands in both articles, with what is around it on either side."""

    relation: str
    before: tuple[str, str]
    parts: list[Difference]
    after: tuple[str, str]


@dataclass(frozen=True)
class Side:
    """One end of a link: the article, where in it the passages stand; where there are none, what of it says why."""

    article: Article
    where: str
    lead: str
    days_later: int | None  # than the other end


@dataclass(frozen=True)
class Card:
    link: Link
    pairs: list[Pair]
    sides: tuple[Side, Side]


@dataclass(frozen=True)
class Chosen:
    """Which suggestions are shown, as the address says."""

    kind: str
    least: int
    language: str
    assignee: int | None

    @classmethod
    def of(cls, request: HttpRequest) -> "Chosen":
        """A form that judges says `only`, since `kind` is the link's there."""
        values = request.POST if request.method == "POST" else request.GET
        kind, least = values.get("only" if values is request.POST else "kind", ""), values.get("least", "")
        return cls(
            kind if kind in Link.Kind.values else "",
            int(least) if least.isdigit() and int(least) <= 100 else 0,
            **filters_of(values, request.user),
        )

    @property
    def query(self) -> str:
        return urlencode({k: v for k, v in self.__dict__.items() if v})

    @property
    def kept(self) -> list[tuple[str, object]]:
        """What a form that judges carries along."""
        return [("only" if k == "kind" else k, v) for k, v in self.__dict__.items() if v]

    def among(self, links: QuerySet[Link]) -> QuerySet[Link]:
        if self.kind:
            links = links.filter(kind=self.kind)
        if self.language:
            links = links.filter(from_article__language=self.language)
        if self.assignee:
            links = links.filter(from_article__assignee=self.assignee)
        return links.filter(score__gte=self.least / 100) if self.least else links


def review(request: HttpRequest, model_admin) -> HttpResponse:
    """The suggestions that are worth most first, or the one link that is asked for."""
    require(model_admin.has_view_permission(request))
    number, chosen = request.GET.get("link", ""), Chosen.of(request)
    waiting = chosen.among(Link.objects.waiting())
    links = Link.objects.select_related(*SEEN)
    shown = links.filter(pk=number) if number.isdigit() else _queue(waiting)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Judge suggested links"),
        "media": model_admin.media,
        "cards": cards_of(shown),
        "waiting": waiting.count(),
        "judged_today": Link.objects.filter(decided_at__gte=today).count(),
        "kinds": Link.Kind.choices,
        "chosen": chosen,
        "filters": choices_of({"language": chosen.language, "assignee": chosen.assignee}),
        "leasts": LEAST,
        "may_judge": model_admin.has_judge_permission(request),
        "undo": _judged_last(request),
    }
    return TemplateResponse(request, "admin/ks/link_review.html", context)


def _queue(waiting: QuerySet[Link]) -> list[Link]:
    """The first of those that wait, by value; behind all others what was put off, the longest ago first."""
    best = waiting.filter(put_off_at=None).order_by("-score", "pk").values("pk")[:WEIGHED]
    shown = Link.objects.filter(pk__in=best).select_related(*SEEN).by_value()[:ON_SCREEN]
    put_off = waiting.exclude(put_off_at=None).select_related(*SEEN).order_by("put_off_at", "pk")
    return [*shown, *put_off[: ON_SCREEN - len(shown)]]


def judge(request: HttpRequest, model_admin, number: int) -> HttpResponse:
    """One verdict, and on to the next card."""
    require(model_admin.has_judge_permission(request))
    link = Link.objects.select_related("from_article", "to_article").filter(pk=number).first()
    if link is None:
        raise Http404
    require(may_edit_any(request.user, [link.from_article, link.to_article]))
    verdict, kind = request.POST.get("verdict"), request.POST.get("kind", link.kind)
    if verdict not in ("accept", "reject", "suggest", "later") or kind not in Link.Kind.values:
        return HttpResponseBadRequest(_("That cannot be done here."))
    try:
        with transaction.atomic():
            former = judge_links([link], verdict, user=request.user, kind=kind if kind != link.kind else "")
    except IntegrityError:
        messages.error(request, _("The two articles have a link of that kind already."))
        return _back(request)
    _remember(request, former)
    words = {
        "accept": _("Accepted: %s"),
        "reject": _("Rejected: %s"),
        "suggest": _("Suggested again: %s"),
        "later": _("Put off: %s"),
    }
    messages.success(request, words[verdict] % link.to_article.headline)
    return _back(request)


def undo(request: HttpRequest, model_admin) -> HttpResponse:
    """Take back what was judged last, one step for each press."""
    require(model_admin.has_judge_permission(request))
    steps = request.session.get(UNDO, [])
    if not steps:
        messages.info(request, _("There is nothing to take back."))
        return _back(request)
    numbers = [item["link"] for item in steps[-1]]
    for link in Link.objects.filter(pk__in=numbers).select_related("from_article", "to_article"):
        require(may_edit_any(request.user, [link.from_article, link.to_article]))
    links = undo_links(steps[-1], user=request.user)
    request.session[UNDO] = steps[:-1]
    said = ngettext("Taken back: %(count)d verdict.", "Taken back: %(count)d verdicts.", len(links))
    messages.success(request, said % {"count": len(links)})
    return _back(request, at=links[0].pk if links else 0)


def bulk(request: HttpRequest, model_admin) -> HttpResponse:
    """Accept all suggestions of one kind above a score, after showing which these are."""
    require(model_admin.has_judge_permission(request))
    chosen = Chosen.of(request)
    links = Link.objects.waiting().select_related("from_article__source", "to_article__source")
    links = list(chosen.among(links).order_by("-score", "pk")[:AT_ONCE]) if chosen.kind else []
    links = [link for link in links if may_edit_any(request.user, [link.from_article, link.to_article])]
    if request.method == "POST":
        wanted = set(request.POST.getlist("link"))
        links = [link for link in links if str(link.pk) in wanted]
        if links:
            _remember(request, judge_links(links, "accept", user=request.user))
        said = ngettext("%(count)d link accepted.", "%(count)d links accepted.", len(links))
        messages.success(request, said % {"count": len(links)})
        return _back(request)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Accept many links at once"),
        "media": model_admin.media,
        "links": links,
        "chosen": chosen,
        "filters": choices_of({"language": chosen.language, "assignee": chosen.assignee}),
        "kinds": Link.Kind.choices,
        "leasts": LEAST,
        "most": AT_ONCE,
    }
    return TemplateResponse(request, "admin/ks/link_bulk.html", context)


def cards_of(links: Iterable[Link]) -> list[Card]:
    """What the screen shows of links, in four queries."""
    links = list(links)
    passages: dict[int, list[Passage]] = defaultdict(list)
    rows = Passage.objects.filter(link__in=links).select_related("from_revision", "to_revision")
    for passage in rows.order_by("link", "position"):
        passages[passage.link_id].append(passage)
    revisions = {
        pk for found in passages.values() for p in found for pk in (p.from_revision_id, p.to_revision_id)
    }
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in Block.objects.filter(revision__in=revisions - {None}).order_by("revision", "position"):
        blocks[block.revision_id].append(block)
    articles = [a for link in links if not passages[link.pk] for a in (link.from_article, link.to_article)]
    shown = {a.live_revision_id or a.latest_revision_id: a.pk for a in articles}
    leads = {
        shown[pk]: plain for pk, plain in Revision.objects.filter(pk__in=shown).values_list("pk", "plain")
    }
    return [_card(link, passages[link.pk], blocks, leads) for link in links]


def _card(
    link: Link, passages: Sequence[Passage], blocks: dict[int, list[Block]], leads: dict[int, str]
) -> Card:
    days = (link.from_article.published_on, link.to_article.published_on)
    later = (days[0] - days[1]).days if all(days) else None
    sides = tuple(
        Side(
            article,
            where(_anchors(passages, end, blocks)),
            evidence(article, leads[article.pk], link.reasons) if article.pk in leads else "",
            None if later is None else sign * later,
        )
        for article, end, sign in ((link.from_article, "from", 1), (link.to_article, "to", -1))
    )
    return Card(link, [_pair(passage) for passage in passages[:MOST_PAIRS]], sides)


def evidence(article: Article, text: str, reasons: Sequence) -> str:
    """The paragraph that names the days of which both articles tell, shortened; else how the text begins."""
    days = next((why for why in reasons if isinstance(why, dict) and "first" in why), None)
    if days:
        first = date.fromisoformat(f"{days['first']}-01"[:10])
        last = date.fromisoformat(days["last"]) if "last" in days else first
        near = (article.estimate_not_before, article.estimate_not_after)
        near = (article.published_on,) * 2 if article.published_on else near
        for paragraph in text.split("\n"):
            for named in find_days(paragraph, near if all(near) else None):
                if named.first <= last and first <= named.last:
                    begin = max(0, named.begin - LEAD // 3)
                    return ("…" if begin else "") + _cut(paragraph[begin:])
    return _cut(text)


def _anchors(passages: Sequence[Passage], end: str, blocks: dict[int, list[Block]]) -> list[str]:
    found = []
    for passage in passages:
        begin, until = getattr(passage, f"{end}_begin"), getattr(passage, f"{end}_end")
        for block in blocks.get(getattr(passage, f"{end}_revision_id"), ()):
            if begin is not None and block.begin < until and begin < block.end and block.anchor not in found:
                found.append(block.anchor)
    return found


def _pair(passage: Passage) -> Pair:
    left = _words(passage.from_revision, passage.from_begin, passage.from_end)
    right = _words(passage.to_revision, passage.to_begin, passage.to_end)
    return Pair(passage.relation, (left[0], right[0]), differences(left[1], right[1]), (left[2], right[2]))


def _words(revision: Revision | None, begin: int | None, end: int | None) -> tuple[str, str, str]:
    if revision is None or begin is None:
        return "", "", ""
    text = revision.plain
    before, after = text[max(begin - CONTEXT, 0) : begin], text[end : end + CONTEXT]
    return before.rpartition("\n")[2], text[begin:end], after.partition("\n")[0]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:LEAD]}…" if len(text) > LEAD else text


def _remember(request: HttpRequest, former: list[dict]) -> None:
    request.session[UNDO] = [*request.session.get(UNDO, []), former][-UNDONE:]


def _judged_last(request: HttpRequest) -> dict | None:
    """The last step that can be taken back: its first link, and how many there were."""
    steps = request.session.get(UNDO, [])
    if not steps or not steps[-1]:
        return None
    link = Link.objects.select_related("to_article").filter(pk=steps[-1][0]["link"]).first()
    return {"link": link, "count": len(steps[-1])} if link else None


def _back(request: HttpRequest, at: int = 0) -> HttpResponse:
    """To the queue as it was chosen, at the card that comes next."""
    chosen, following = Chosen.of(request), at or request.POST.get("next", "")
    address = reverse("admin:articles_link_review")
    query = f"?{chosen.query}" if chosen.query else ""
    return redirect(f"{address}{query}" + (f"#link-{following}" if str(following).isdigit() else ""))
