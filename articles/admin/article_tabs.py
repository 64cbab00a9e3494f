"""The tabs beside an article's text: what each shows, and what may be done on it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import pipeline
from articles.admin import article_desk
from articles.admin.article_form import TEXTS
from articles.admin.capture_lines import shown_lines
from articles.admin.judging import judge_links, judge_tags
from articles.admin.rights import may_edit, require
from articles.admin.translate import languages_of
from articles.models import Article, AuditEntry, Link, Revision, TagSuggestion
from articles.revisions.changes import field_rows, paragraph_rows
from articles.revisions.content import ATTRIBUTES, Content, content_of_revision

Context = dict[str, Any]


@dataclass(frozen=True)
class Tab:
    """A part of the article's page. `act` answers whether it knows the action; `right` is what an action needs."""

    title: str | Promise
    context: Callable[[HttpRequest, Article], Context]
    act: Callable[[HttpRequest, Article, str, int], bool] | None = None
    right: str = "articles.change_article"
    count: Callable[[Article], int] | None = None


def headings(article: Article) -> list[dict[str, Any]]:
    """Name, title and number of rows of every tab."""
    return [
        {"name": name, "title": tab.title, "count": tab.count(article) if tab.count else None}
        for name, tab in TABS.items()
    ]


def act(request: HttpRequest, article: Article, tab: str) -> bool:
    """Do what a button of the tab asks for: `action` is a verb and the number of a row."""
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


def _revisions(request: HttpRequest, article: Article) -> Context:
    rows = list(
        article.revisions.select_related("created_by", "run").defer("body", "plain", "attributes", "subtitle")
    )
    numbers = [row.number for row in rows]
    new = _number(request.GET.get("new"), numbers, default=numbers[0])
    older = [number for number in numbers if number < new]
    old = _number(request.GET.get("old"), numbers, default=older[0] if older else new)
    before, after = (article.revisions.get(number=number) for number in (old, new))
    contents = content_of_revision(before), content_of_revision(after)
    return {
        "revisions": rows,
        "old": before,
        "new": after,
        "rows": paragraph_rows(contents[0].body, contents[1].body),
        "fields": field_rows(*contents),
    }


def _restored(request: HttpRequest, article: Article, revision: Revision) -> Content:
    """The old content, or of the newest one only the fields that were ticked."""
    old, new = content_of_revision(revision), content_of_revision(article.latest_revision)
    names = set(request.POST.getlist("field"))
    if not names:
        return old
    texts = {name: getattr(old, name) for name in (*TEXTS, "tags") if name in names}
    attributes = {name: old.attributes.get(name) for name in ATTRIBUTES if name in names}
    return replace(new, **texts, attributes={**new.attributes, **attributes})


def _act_revisions(request: HttpRequest, article: Article, verb: str, number: int) -> bool:
    revision = article.revisions.filter(number=number).first() or _missing()
    if verb != "restore":
        return False
    made = pipeline.save_edit(
        article,
        _restored(request, article, revision),
        user=request.user,
        note=_("Revision %(number)d brought back") % {"number": number},
        cause=Revision.Cause.RESTORE,
    )
    text = _("Revision %(new)d has the text of revision %(old)d; nothing is lost.")
    same = _("The newest revision says the same already.")
    if made:
        AuditEntry.objects.record(
            user=request.user,
            action="article.restore",
            target=article,
            revision=made.number,
            of=number,
            fields=request.POST.getlist("field"),
        )
    messages.success(request, text % {"new": made.number, "old": number} if made else same)
    return True


def _number(given: str | None, numbers: list[int], *, default: int) -> int:
    return int(given) if given and given.isdigit() and int(given) in numbers else default


def _missing():
    raise Http404


def _waiting_tags(article: Article) -> int:
    return article.tag_suggestions.filter(state=TagSuggestion.State.SUGGESTED).count()


def _count_links(article: Article) -> int:
    return Link.objects.filter(Q(from_article=article) | Q(to_article=article)).count()


TABS = {
    "text": Tab(gettext_lazy("Text"), article_desk.text_context),
    "source": Tab(gettext_lazy("Source and date"), _translations),
    "tags": Tab(gettext_lazy("Tags"), _suggested, _act_tags, "articles.change_tagsuggestion", _waiting_tags),
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
        gettext_lazy("Revisions"), _revisions, _act_revisions, count=lambda a: a.revisions.count()
    ),
}
