"""The article's form: tabs are addresses (?tab=), each with its own form; saving never overwrites what somebody else saved."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import pipeline
from articles.admin import article_tabs
from articles.admin.article_form import (
    AddForm,
    EditForm,
    SourceForm,
    TagsForm,
    TextForm,
    changed_between,
    initial_of,
    labels,
)
from articles.admin.preview import preview_of
from articles.admin.revision_diff import paragraph_rows
from articles.admin.rights import may_publish, may_write, require
from articles.ingest.merge import merge_paragraphs
from articles.ingest.state import body_paragraphs
from articles.models import Article, Revision
from articles.rendering.body import parse_body
from articles.revisions.content import Content, attributes_of, content_of_revision
from articles.text.slugs import slug_of

FORMS: dict[str, type[EditForm]] = {"text": TextForm, "source": SourceForm, "tags": TagsForm}
STEPS = {
    "_review": gettext_lazy("Send to review"),
    "_back": gettext_lazy("Send back"),
    "_publish": gettext_lazy("Publish"),
    "_withdraw": gettext_lazy("Withdraw"),
}


def urls(model_admin) -> list:
    wrap = model_admin.admin_site.admin_view
    return [path("preview/", wrap(require_POST(preview)), name="articles_article_preview")]


@dataclass(frozen=True)
class Outcome:
    """What came of a form that was sent: a way on, or a form to show again with what it collided with."""

    form: EditForm
    saved: bool = False
    collision: dict[str, Any] = field(default_factory=dict)


def preview(request: HttpRequest) -> HttpResponse:
    """The posted Markdown as readers will see it: the body's HTML alone."""
    require(request.user.has_perm("articles.view_article"))
    return HttpResponse(preview_of(request.POST.get("body", ""), request.POST.get("preview_language", "ja")))


def add(request: HttpRequest, model_admin) -> HttpResponse:
    require(model_admin.has_add_permission(request))
    form = AddForm(request.POST) if request.method == "POST" else AddForm()
    if form.is_bound and "_preview" not in request.POST and form.is_valid():
        source = form.cleaned_data["source"]
        require(may_write(request.user, form.cleaned_data["language"], source and source.pk))
        article = create_article(form, request.user)
        model_admin.log_addition(request, article, [{"added": {}}])
        messages.success(request, _("The draft is saved."))
        return redirect("admin:articles_article_change", article.pk)
    context = {"form": form, "preview": _posted_preview(request, request.POST.get("language", "ja"))}
    return _page(request, model_admin, None, "admin/ks/article_add.html", context)


def create_article(form: AddForm, user) -> Article:
    data = form.cleaned_data
    with transaction.atomic():
        article = Article.objects.create(
            headline=data["headline"],
            language=data["language"],
            source=data["source"],
            slug=slug_of(data["headline"], data["language"]),
        )
        content = Content(
            headline=data["headline"],
            subtitle=data["subtitle"],
            original_headline=data["original_headline"],
            body=data["body"],
            attributes=attributes_of(article),
        )
        pipeline.save_edit(article, content, user=user, note=data["note"])
    return article


def change(request: HttpRequest, model_admin, object_id: str) -> HttpResponse:
    """Show a tab of the article, or take what was posted on it."""
    article = find_article(object_id)
    require(model_admin.has_view_permission(request, article))
    tab = request.GET.get("tab", "text")
    if tab not in article_tabs.TABS:
        raise Http404
    if request.method == "POST":
        require(model_admin.has_change_permission(request, article))
        answer = _post(request, model_admin, article, tab)
        if isinstance(answer, HttpResponse):
            return answer
        return _tab_page(request, model_admin, article, tab, answer)
    return _tab_page(request, model_admin, article, tab, None)


def find_article(object_id: str) -> Article:
    rows = Article.objects.select_related(
        "source", "latest_revision__created_by", "live_revision", "translation_of__live_revision"
    )
    try:
        return rows.get(pk=int(unquote(object_id)), latest_revision__isnull=False)
    except (Article.DoesNotExist, ValueError) as error:
        raise Http404 from error


def _post(request: HttpRequest, model_admin, article: Article, tab: str) -> HttpResponse | Outcome:
    here = f"{reverse('admin:articles_article_change', args=[article.pk])}?tab={tab}"
    if "_preview" in request.POST and tab == "text":
        return Outcome(_form(tab, article, article.latest_revision, request.POST))
    if tab in FORMS and not request.POST.get("action"):
        with transaction.atomic():
            locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
            outcome = _save(request, locked, tab)
        if not outcome.saved:
            return outcome
        _log(request, model_admin, article, outcome.form)
        return redirect(here)
    if not article_tabs.act(request, article, tab):
        return HttpResponseBadRequest(_("That cannot be done here."))
    return redirect(here)


def _log(request: HttpRequest, model_admin, article: Article, form: EditForm) -> None:
    """What changed, and where the article went and why, in the log that nobody edits."""
    names = labels(form, [*form.changed_content, *form.changed_row])
    step = next((STEPS[name] for name in STEPS if name in request.POST), "")
    if names:
        model_admin.log_change(request, article, [{"changed": {"fields": names}}])
    if step:
        model_admin.log_change(
            request, article, ": ".join(filter(None, [str(step), form.cleaned_data["note"]]))
        )


def _save(request: HttpRequest, article: Article, tab: str) -> Outcome:
    step = next((name for name in STEPS if name in request.POST), "")
    if step in ("_publish", "_withdraw", "_back"):
        require(may_publish(request.user, article))
    latest = article.latest_revision
    base = _base(request, article)
    form = _form(tab, article, base, request.POST)
    if not form.is_valid():
        return Outcome(form)
    if base != latest:
        collision = _collision(form, article, tab, base, latest)
        if collision:
            return collision
        messages.info(request, _("Somebody else saved meanwhile; both changes are in."))
    revision = _write(request, article, form, latest)
    if step:
        _step(request, article, step, form.cleaned_data["note"])
    elif revision or form.changed_row:
        messages.success(request, _saved_words(article))
    else:
        messages.info(request, _("Nothing had changed."))
    return Outcome(form, saved=True)


def _write(request: HttpRequest, article: Article, form: EditForm, latest: Revision) -> Revision | None:
    for name, value in form.changed_row.items():
        setattr(article, name, value)
        if name == "translation_of":
            article.translated_revision = value and (value.live_revision or value.latest_revision)
    if form.changed_row:
        article.save()
    revision = None
    if form.changed_content:
        revision = pipeline.save_edit(
            article,
            form.edited(content_of_revision(latest)),
            user=request.user,
            note=form.cleaned_data["note"],
            is_note_public=form.cleaned_data["is_note_public"],
        )
    elif form.changed_row:
        pipeline.refresh_articles([article])
    return revision


def _step(request: HttpRequest, article: Article, step: str, note: str) -> None:
    """Move the article on; the right to was asked for before anything was saved."""
    if step == "_publish":
        pipeline.publish_articles([article])
        messages.success(request, _("Published: readers see this text now."))
    elif step == "_withdraw":
        pipeline.withdraw_articles([article])
        messages.success(request, _("Withdrawn: readers no longer see it; nothing is deleted."))
    elif step == "_review" and article.state in (Article.State.DRAFT, Article.State.WITHDRAWN):
        Article.objects.filter(pk=article.pk).update(state=Article.State.REVIEW)
        messages.success(request, _("Saved and sent to review."))
    elif step == "_back" and article.state == Article.State.REVIEW:
        Article.objects.filter(pk=article.pk).update(state=Article.State.DRAFT)
        messages.success(request, _("Sent back to its author. Reason: %(note)s") % {"note": note or "–"})
    else:
        raise PermissionDenied


def _base(request: HttpRequest, article: Article) -> Revision:
    try:
        number = int(request.POST.get("base", ""))
    except ValueError:
        raise Http404 from None
    base = article.revisions.filter(number=number).first()
    if base is None:
        raise Http404
    return base


def _form(tab: str, article: Article, base: Revision, data=None) -> EditForm:
    initial = {**initial_of(article, content_of_revision(base)), "base": base.number}
    extra = {"article": article} if FORMS[tab] is SourceForm else {}
    form = FORMS[tab](data, initial=initial, **extra)
    for name in ("headline", "original_headline", "subtitle", "body"):
        if name in form.fields:
            form.fields[name].widget.attrs["lang"] = article.language
    return form


def _collision(form, article: Article, tab: str, base: Revision, latest: Revision) -> Outcome | None:
    """Both changed the same field: show both, save neither; what only one of them changed is in the form already."""
    old, theirs = content_of_revision(base), content_of_revision(latest)
    mine = form.edited(old)
    both = changed_between(old, theirs) & set(form.changed_content)
    both = {name for name in both if name in changed_between(mine, theirs)}
    if not both:
        return None
    data = form.data.copy()
    shown = initial_of(article, theirs)
    again = _form(tab, article, latest)
    for name in again.fields:
        if name not in form.changed_data and name in shown:
            again.initial[name] = shown[name]
        elif name in data:
            again.initial[name] = form.cleaned_data.get(name)
    again.initial["base"] = latest.number
    if "body" in both:
        merged = merge_paragraphs(*(body_paragraphs(parse_body(c.body)) for c in (old, mine, theirs)))
        if not merged.conflicts:
            again.initial["body"] = "\n\n".join(merged.paragraphs) + "\n"
    collision = {
        "by": latest.created_by,
        "at": latest.created_at,
        "fields": labels(form, sorted(both - {"body"})),
        "theirs": theirs,
        "rows": paragraph_rows(mine.body, theirs.body) if "body" in both else [],
        "merged": "body" in both and not merged.conflicts,
    }
    return Outcome(again, collision=collision)


def _saved_words(article: Article) -> str:
    if article.is_published:
        return _("The draft is saved. Readers see the published text until you publish this one.")
    return _("The draft is saved.")


def _tab_page(request, model_admin, article: Article, tab: str, outcome: Outcome | None) -> HttpResponse:
    context: dict[str, Any] = {"tab": tab, "tabs": article_tabs.headings(article)}
    if tab in FORMS:
        form = outcome.form if outcome else _form(tab, article, article.latest_revision)
        context |= {"form": form, "collision": outcome.collision if outcome else {}}
    if tab == "text":
        context["preview"] = _posted_preview(request, article.language) or preview_of(
            article.latest_revision.body, article.language
        )
        context["doubts"] = article_tabs.doubts_before_publishing(article)
    context |= article_tabs.TABS[tab].context(request, article)
    return _page(request, model_admin, article, f"admin/ks/article_{tab}.html", context)


def _posted_preview(request: HttpRequest, language: str) -> str:
    return preview_of(request.POST.get("body", ""), language) if request.method == "POST" else ""


def _page(request, model_admin, article, template: str, context: dict[str, Any]) -> HttpResponse:
    form = context.get("form")
    may_change = model_admin.has_change_permission(request, article)
    return TemplateResponse(
        request,
        template,
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": _("Change article") if article else _("Add article"),
            "subtitle": article.headline if article else None,
            "article": article,
            "media": model_admin.media + (form.media if form else Media()),
            "may_change": may_change,
            "may_publish": may_change and may_publish(request.user, article),
            "content": replace(content_of_revision(article.latest_revision)) if article else None,
            **context,
        },
    )
