"""The article's form: tabs are addresses (?tab=), each with its own form; saving never overwrites what somebody else saved."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import pipeline
from articles.admin import article_tabs, bulk, typed, work
from articles.admin.article_form import AddForm
from articles.admin.article_save import FORMS, Outcome, form_of, save
from articles.admin.preview import preview_of
from articles.admin.rights import may_publish, may_write, require
from articles.desk.checks import doubts, stops
from articles.models import Article, AuditEntry
from articles.revisions.content import Content, attributes_of, content_of_revision
from articles.search.authors import authors_like
from articles.text.slugs import slug_of


def urls(model_admin) -> list:
    wrap = model_admin.admin_site.admin_view

    def of(view):
        return lambda request, **values: view(request, model_admin, **values)

    return [
        path("work/<slug:name>/", wrap(of(work.work)), name="articles_article_work"),
        path("bulk/", wrap(of(bulk.bulk)), name="articles_article_bulk"),
        path("bulk/<int:number>/undo/", wrap(bulk.undo), name="articles_article_bulk_undo"),
        path("notices/read/", wrap(work.read_notices), name="articles_article_notices"),
        path("preview/", wrap(require_POST(preview)), name="articles_article_preview"),
        path("<int:number>/typed/", wrap(typed.typed), name="articles_article_typed"),
        path("<int:number>/authors/", wrap(of(authors)), name="articles_article_authors"),
        path("token/", wrap(typed.token), name="articles_article_token"),
        path("add/typed/", wrap(of(typed.typed_anew)), name="articles_article_typed_anew"),
    ]


def preview(request: HttpRequest) -> HttpResponse:
    """The posted Markdown as readers will see it: the body's HTML alone."""
    require(request.user.has_perm("articles.view_article"))
    return HttpResponse(preview_of(request.POST.get("body", ""), request.POST.get("preview_language", "ja")))


def authors(request: HttpRequest, model_admin, number: int) -> HttpResponse:
    """Names that complete what is typed as an author of the article."""
    article = get_object_or_404(Article.objects.only("source"), pk=number)
    require(model_admin.has_view_permission(request, article))
    return JsonResponse({"names": authors_like(request.GET.get("term", ""), source=article.source_id)})


def add(request: HttpRequest, model_admin) -> HttpResponse:
    require(model_admin.has_add_permission(request))
    kept = typed.of_new(request.user)
    taken = kept.data if kept and request.GET.get("take") == "typed" else None
    form = AddForm(request.POST) if request.method == "POST" else AddForm(initial=taken)
    if form.is_bound and "_preview" not in request.POST and form.is_valid():
        source = form.cleaned_data["source"]
        require(may_write(request.user, form.cleaned_data["language"], source and source.pk))
        article = create_article(form, request.user)
        AuditEntry.objects.record(user=request.user, action="article.add", target=article)
        typed.forget_new(request.user)
        messages.success(request, _("The draft is saved."))
        return redirect(f"{reverse('admin:articles_article_change', args=[article.pk])}?added=1")
    words = request.POST if request.method == "POST" else taken or {}
    context = {
        "form": form,
        "preview": preview_of(words.get("body", ""), words.get("language", "ja")),
        "typed": None if taken or form.is_bound else kept,
    }
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
        if isinstance(answer, dict):
            return _tab_page(request, model_admin, article, tab, None, answer)
        return _tab_page(request, model_admin, article, tab, answer)
    return _tab_page(request, model_admin, article, tab, None)


def find_article(object_id: str) -> Article:
    rows = Article.objects.select_related(
        "source", "assignee", "latest_revision__created_by", "live_revision", "translation_of__live_revision"
    )
    try:
        return rows.get(pk=int(unquote(object_id)), latest_revision__isnull=False)
    except (Article.DoesNotExist, ValueError) as error:
        raise Http404 from error


def _post(
    request: HttpRequest, model_admin, article: Article, tab: str
) -> HttpResponse | Outcome | dict[str, Any]:
    here = f"{reverse('admin:articles_article_change', args=[article.pk])}?tab={tab}"
    if "_preview" in request.POST and tab == "text":
        return Outcome(form_of(tab, article, article.latest_revision, request.POST))
    if tab in FORMS and not request.POST.get("action"):
        outcome = save(request, article, tab)
        return redirect(here) if outcome.saved else outcome
    done = article_tabs.act(request, article, tab)
    if isinstance(done, dict):
        return done
    return redirect(here) if done else HttpResponseBadRequest(_("That cannot be done here."))


def _tab_page(
    request,
    model_admin,
    article: Article,
    tab: str,
    outcome: Outcome | None,
    again: dict[str, Any] | None = None,
) -> HttpResponse:
    """The tab; `again` are forms of it to be shown as they were sent."""
    context: dict[str, Any] = {"tab": tab, "tabs": article_tabs.headings(article)}
    if tab in FORMS:
        form = outcome.form if outcome else form_of(tab, article, article.latest_revision)
        context |= {"form": form, "collision": outcome.collision if outcome else {}}
        context |= {"stops": stops(article), "doubts": doubts(article)}
    if tab == "text":
        if outcome is None and request.GET.get("take") == "typed":
            context["form"] = typed.form_with_typed(request, article) or form
        body = request.POST.get("body") or context["form"].initial.get("body") or ""
        context["preview"] = preview_of(body, article.language)
    context |= {**article_tabs.TABS[tab].context(request, article), **(again or {})}
    return _page(request, model_admin, article, f"admin/ks/article_{tab}.html", context)


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
