"""The tabs beside an article's text: what each shows, and what may be done on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import pipeline
from articles.admin import article_desk, article_revisions
from articles.admin.capture_lines import shown_lines
from articles.admin.judging import judge_links, judge_tags
from articles.admin.rights import may_edit, require
from articles.admin.translate import languages_of
from articles.models import Article, Link, TagSuggestion

Context = dict[str, Any]


@dataclass(frozen=True)
class Tab:
    """A part of the article's page. `act` answers whether it knows the action; `right` is what an action needs."""

    title: str | Promise
    context: Callable[[HttpRequest, Article], Context]
    act: Callable[[HttpRequest, Article, str, int], bool] | None = None
    right: str = "articles.change_article"
    count: Callable[[Article], int | str | None] | None = None


def headings(article: Article) -> list[dict[str, Any]]:
    """Name, title and number of rows of every tab."""
    return [
        {"name": name, "title": tab.title, "count": tab.count(article) if tab.count else None}
        for name, tab in TABS.items()
    ]


def act(request: HttpRequest, article: Article, tab: str) -> bool | Context:
    """Do what a button of the tab asks for: `action` is a verb and the number of a row.

    Answers whether it knows the action, or with a form that cannot be taken as it is.
    """
    if tab == "desk":
        return article_desk.act(request, article)
    verb, _space, number = request.POST.get("action", "").partition(" ")
    if TABS[tab].act is None or not number.isdigit():
        return False
    require(request.user.has_perm(TABS[tab].right) and may_edit(request.user, article))
    return TABS[tab].act(request, article, verb, int(number))


def _translations(request: HttpRequest, article: Article) -> Context:
    return {
        "translations": languages_of(request, article),
        "known_authors": article_desk.known_authors(article),
    }


def _suggested(request: HttpRequest, article: Article) -> Context:
    rows = article.tag_suggestions.select_related("tag", "decided_by").order_by("state", "-score")
    return {
        "suggested": [row for row in rows if row.state == TagSuggestion.State.SUGGESTED],
        "rejected": [row for row in rows if row.state == TagSuggestion.State.REJECTED],
    }


def _act_tags(request: HttpRequest, article: Article, verb: str, number: int) -> bool:
    row = article.tag_suggestions.filter(pk=number).first() or _missing()
    if verb not in ("accept", "reject", "suggest"):
        return False
    judge_tags([row], verb, user=request.user)
    words = {"accept": _("Accepted: %s"), "reject": _("Rejected: %s"), "suggest": _("Suggested again: %s")}
    messages.success(request, words[verb] % row.tag)
    return True


def _quotations(request: HttpRequest, article: Article) -> Context:
    return {"quotations": article.quotations.select_related("block", "source", "quoted__source")}


def _links(request: HttpRequest, article: Article) -> Context:
    rows = (
        Link.objects.filter(Q(from_article=article) | Q(to_article=article))
        .select_related("from_article__source", "to_article__source", "decided_by")
        .order_by("-state", "-score")
    )
    return {"links": rows, "references": article.references.select_related("target")}


def _act_links(request: HttpRequest, article: Article, verb: str, number: int) -> bool:
    link = Link.objects.filter(Q(from_article=article) | Q(to_article=article), pk=number).first()
    if verb not in ("accept", "reject", "suggest"):
        return False
    judge_links([link or _missing()], verb, user=request.user)
    messages.success(request, _("The link is: %s.") % link.get_state_display())
    return True


def _comments(request: HttpRequest, article: Article) -> Context:
    return {"comments": article.comments.all()}


def _act_comments(request: HttpRequest, article: Article, verb: str, number: int) -> bool:
    comment = article.comments.filter(pk=number).first() or _missing()
    if verb not in ("hide", "show"):
        return False
    comment.is_hidden = verb == "hide"
    comment.save(update_fields=["is_hidden"])
    pipeline.refresh_articles([article])
    messages.success(request, _("Hidden from readers.") if comment.is_hidden else _("Shown to readers."))
    return True


def _lines(request: HttpRequest, article: Article) -> Context:
    captures = list(article.captures.order_by("-id").defer("content"))
    return {"captures": captures, "page": shown_lines(captures[0], 0) if captures else None}


def _missing():
    raise Http404


def _count_tags(article: Article) -> str:
    """How many the newest text has, and how many wait to be judged."""
    waiting = article.tag_suggestions.filter(state=TagSuggestion.State.SUGGESTED).count()
    tags = len(article.latest_revision.tags)
    return f"{tags} + {waiting}" if waiting else str(tags)


def _count_links(article: Article) -> int:
    return Link.objects.filter(Q(from_article=article) | Q(to_article=article)).count()


TABS = {
    "text": Tab(gettext_lazy("Text"), article_desk.text_context),
    "source": Tab(gettext_lazy("Source and date"), _translations),
    "tags": Tab(gettext_lazy("Tags"), _suggested, _act_tags, "articles.change_tagsuggestion", _count_tags),
    "quotations": Tab(gettext_lazy("Quotations"), _quotations, count=lambda a: a.quotations.count()),
    "links": Tab(gettext_lazy("Links"), _links, _act_links, "articles.change_link", _count_links),
    "comments": Tab(
        gettext_lazy("Comments"),
        _comments,
        _act_comments,
        "articles.change_comment",
        lambda a: a.comments.count(),
    ),
    "lines": Tab(gettext_lazy("Lines"), _lines),
    "desk": Tab(
        gettext_lazy("Desk"),
        article_desk.desk_context,
        count=lambda article: article.notes.open().count() or None,
    ),
    "revisions": Tab(
        gettext_lazy("Revisions"),
        article_revisions.context,
        article_revisions.act,
        count=lambda a: a.revisions.count(),
    ),
}
