"""Bulk work: choose what is to change, see what it would do to each article, do it as a job, undo it at once."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import tasks
from articles.admin.article_revisions import told_fields
from articles.admin.rights import editable_articles, may_change_many, may_edit, may_publish, require
from articles.desk import workflow
from articles.desk.bulk import STATES, changed, effects
from articles.desk.checks import doubts_of_many, stops
from articles.models import ARTICLE_LANGUAGES, Article, BulkChange, Source, Tag, TaggedArticle
from articles.revisions.changes import FieldRow
from articles.revisions.content import content_of_revision
from articles.text.differences import Difference

MOST = 1000  # articles of one bulk change
SHOWN = 100  # of which the effects are shown


class BulkForm(forms.Form):
    step = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("as it is")),
            ("review", gettext_lazy("Send to review")),
            ("publish", gettext_lazy("Publish")),
            ("withdraw", gettext_lazy("Withdraw")),
        ],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("as it is")), *ARTICLE_LANGUAGES],
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=gettext_lazy("Paper"),
        required=False,
        widget=AutocompleteSelect(Article._meta.get_field("source"), admin.site),
    )
    section = forms.CharField(label=gettext_lazy("Section"), required=False, max_length=200)
    add = forms.ModelMultipleChoiceField(
        Tag.objects.all(),
        label=gettext_lazy("Add tags"),
        required=False,
        widget=AutocompleteSelectMultiple(TaggedArticle._meta.get_field("tag"), admin.site),
    )
    drop = forms.ModelMultipleChoiceField(
        Tag.objects.all(),
        label=gettext_lazy("Take off tags"),
        required=False,
        widget=AutocompleteSelectMultiple(TaggedArticle._meta.get_field("tag"), admin.site),
    )

    def clean(self):
        data = super().clean()
        if not any(data.get(name) for name in self.fields):
            raise forms.ValidationError(_("Say what is to change."))
        return data

    def what(self) -> dict[str, Any]:
        """The changes as `articles/desk/bulk.py` takes them."""
        data = self.cleaned_data
        attributes = {name: data[name] for name in ("language", "section") if data[name]}
        if data["source"]:
            attributes["source"] = data["source"].slug
        tags = {name: [tag.slug for tag in data[name]] for name in ("add", "drop") if data[name]}
        return {"attributes": attributes, **tags, **({"step": data["step"]} if data["step"] else {})}


def begin(request: HttpRequest, queryset) -> HttpResponse:
    """The list's action: on to the form with the selection; what is not theirs is left out and told."""
    numbers = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) > MOST:
        messages.error(request, _("At most %d articles at once; narrow the list.") % MOST)
        return redirect("admin:articles_article_changelist")
    request.session["bulk"] = numbers
    return redirect("admin:articles_article_bulk")


def bulk(request: HttpRequest, model_admin) -> HttpResponse:
    require(may_change_many(request.user))
    articles = chosen(request)
    form = BulkForm(request.POST or None)
    rows: list[tuple[Article, list[FieldRow]]] = []
    is_preview = False
    if form.is_bound and form.is_valid():
        what = form.what()
        require(may_do(request.user, articles, what, form.cleaned_data["source"]))
        if "_do" in request.POST:
            return _do(request, articles, what)
        rows = [(article, effects(article, what)) for article in articles]
        rows = [row for row in rows if row[1]]
        is_preview = True
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Change many articles"),
        "subtitle": _("Change many articles"),
        "media": model_admin.media + form.media,
        "form": form,
        "count": len(articles),
        "left_out": len(request.session.get("bulk", [])) - len(articles),
        "rows": _told(rows[:SHOWN], form.what()) if is_preview else [],
        "touched": len(rows),
        "is_preview": is_preview,
        "staying": _staying(articles, form.what().get("step")) if is_preview else 0,
        "done": _to_undo(request.user),
    }
    return TemplateResponse(request, "admin/ks/bulk.html", context)


@dataclass(frozen=True)
class Effect:
    """What would become of one article, by name, and what is to be seen to before readers get it."""

    article: Article
    fields: list[dict[str, Any]]
    stops: list
    doubts: list


def _told(rows: list[tuple[Article, list[FieldRow]]], what: dict[str, Any]) -> list[Effect]:
    """The effects by name, the names of all asked for together."""
    told = iter(told_fields([row for _article, fields in rows for row in fields]))
    named = [(article, [next(told) for _row in fields]) for article, fields in rows]
    if what.get("step") != "publish":
        return [Effect(article, fields, [], []) for article, fields in named]
    contents = {
        article.pk: changed(content_of_revision(article.latest_revision), what) for article, _fields in rows
    }
    found = doubts_of_many(contents)
    return [
        Effect(article, fields, stops(article, contents[article.pk]), found[article.pk])
        for article, fields in named
    ]


def _staying(articles: list[Article], step: str | None) -> int:
    """Of how many the state would stay, since the step does not lead on from it."""
    return sum(article.state not in workflow.FROM[step] for article in articles) if step else 0


def _to_undo(user) -> list[tuple[BulkChange, list[dict[str, Any]]]]:
    """The newest changes of this person that still stand, with what each changed."""
    changes = BulkChange.objects.filter(user=user, undone_at__isnull=True).exclude(before={})[:5]
    return [(row, told_fields(_rows_of(row.what))) for row in changes]


def _rows_of(what: dict[str, Any]) -> list[FieldRow]:
    """A change as rows: what would be put in and what taken off."""
    rows = [FieldRow(name, [("insert", "", value)]) for name, value in what.get("attributes", {}).items()]
    tags: list[Difference] = [("delete", slug, "") for slug in what.get("drop", ())]
    tags += [("insert", "", slug) for slug in what.get("add", ())]
    if tags:
        rows.append(FieldRow("tags", tags, is_list=True))
    if what.get("step"):
        rows.append(FieldRow("state", [("insert", "", STATES[what["step"]])]))
    return rows


def chosen(request: HttpRequest) -> list[Article]:
    """The selection, as far as it is this person's to change."""
    rows = editable_articles(request.user).filter(pk__in=request.session.get("bulk", []))
    rows = rows.filter(latest_revision__isnull=False)
    return list(rows.select_related("latest_revision", "source").order_by("pk"))


def may_do(user, articles: list[Article], what: dict[str, Any], source: Source | None) -> bool:
    """Nobody moves articles to where they would not be theirs, or before readers without the right to."""
    if what.get("step") in ("publish", "withdraw") and not may_publish(user):
        return False
    language = what["attributes"].get("language")
    return all(
        may_edit(
            user,
            Article(
                state=article.state,
                language=language or article.language,
                source_id=source.pk if source else article.source_id,
                translation_of_id=article.translation_of_id,
            ),
        )
        for article in articles
    )


def _do(request: HttpRequest, articles: list[Article], what: dict[str, Any]) -> HttpResponse:
    numbers = [article.pk for article in articles]
    request.session["bulk"] = []
    address = reverse("admin:articles_article_bulk")
    job = tasks.start("bulk_change", user=request.user, address=address, numbers=numbers, what=what)
    return redirect("admin:articles_job_change", job.pk)


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    require(may_change_many(request.user))
    row = BulkChange.objects.filter(pk=number, undone_at__isnull=True).first()
    if row is None:
        raise Http404
    require(row.user_id == request.user.pk or request.user.is_superuser)
    address = reverse("admin:articles_article_bulk")
    job = tasks.start("bulk_undo", user=request.user, address=address, number=row.pk)
    return redirect("admin:articles_job_change", job.pk)
