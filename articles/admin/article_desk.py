"""The desk of an article: whose it is, when it goes out, notes on its paragraphs, checks, what was done to it."""

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import typed
from articles.admin.article_form import MomentField
from articles.admin.capture_lines import shown_lines
from articles.admin.rights import may_edit, may_publish, require
from articles.desk import workflow
from articles.desk.checks import doubts, stops
from articles.models import Article, AuditEntry, Picture

AUTHORS_LOOKED_AT = 200  # articles of the paper
AUTHORS_OFFERED, PICTURES_OFFERED, ENTRIES_SHOWN = 8, 8, 12


class ScheduleForm(forms.Form):
    publish_at = MomentField(label=gettext_lazy("To be published at"), required=False)
    withdraw_at = MomentField(label=gettext_lazy("To be withdrawn at"), required=False)

    def clean(self):
        data = super().clean()
        begin, end = data.get("publish_at"), data.get("withdraw_at")
        if begin and end and end <= begin:
            self.add_error("withdraw_at", _("This is before it is published."))
        return data


class NoteForm(forms.Form):
    anchor = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def known_authors(article: Article) -> list[str]:
    """Who else wrote in this paper lately, to be put in by a click."""
    if article.source_id is None:
        return []
    rows = Article.objects.filter(source=article.source_id).order_by("-id")
    lists = rows.values_list("authors", flat=True)[:AUTHORS_LOOKED_AT]
    names = Counter(name for names in lists for name in names if name not in article.authors)
    return [name for name, _count in names.most_common(AUTHORS_OFFERED)]


def text_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What stands beside the text: lines of the page, notes, pictures, checks, and who else is at it."""
    capture = article.captures.order_by("-id").defer("content").first()
    return {
        "steps": workflow.steps_of(article),
        "page": shown_lines(capture, 0) if capture else None,
        "capture": capture,
        "notes": article.notes.open().select_related("created_by"),
        "others": typed.others_typing(article, request.user),
        "typed": typed.mine(article, request.user) if request.GET.get("take") != "typed" else None,
        "pictures": Picture.objects.all()[:PICTURES_OFFERED],
        "may_picture": request.user.has_perm("articles.add_picture"),
    }


def desk_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    hours = {"publish_at": article.publish_at, "withdraw_at": article.withdraw_at}
    return {
        "people": colleagues(article),
        "zone": settings.TIME_ZONE,
        "schedule": ScheduleForm(initial=hours),
        "note_form": _note_form(article),
        "notes": article.notes.select_related("created_by", "resolved_by").order_by("resolved_at", "-id"),
        "stops": stops(article),
        "doubts": doubts(article),
        "entries": entries_of(article)[:ENTRIES_SHOWN],
    }


def entries_of(article: Article):
    """The audit log of one article, newest first."""
    return AuditEntry.objects.filter(
        target_kind=Article._meta.model_name, target_number=str(article.pk)
    ).order_by("-at", "-id")


def colleagues(article: Article) -> list:
    """Who could be given this article: all who may change it."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True).order_by("username")
    return [person for person in people if may_edit(person, article)]


def act(request: HttpRequest, article: Article) -> bool | dict[str, Any]:
    """Do what was posted on the tab; answers whether it was understood, or with the form that is to be shown again."""
    require(may_edit(request.user, article))
    verb = request.POST.get("action", "")
    done = ACTS.get(verb.partition(" ")[0])
    return done(request, article, verb.partition(" ")[2]) if done else False


def _assign(request: HttpRequest, article: Article, _rest: str) -> bool:
    chosen = request.POST.get("assignee", "")
    person = next((person for person in colleagues(article) if str(person.pk) == chosen), None)
    if chosen and person is None:
        return False
    workflow.assign(article, user=request.user, assignee=person)
    messages.success(request, _("Given to %s.") % person if person else _("Nobody's now."))
    return True


def _schedule(request: HttpRequest, article: Article, _rest: str) -> bool | dict[str, Any]:
    require(may_publish(request.user, article))
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return {"schedule": form}
    workflow.schedule(article, user=request.user, **form.cleaned_data)
    messages.success(request, _("The hours are set."))
    return True


def _add_note(request: HttpRequest, article: Article, _rest: str) -> bool | dict[str, Any]:
    form = _note_form(article, request.POST)
    if not form.is_valid():
        return {"note_form": form}
    workflow.add_note(article, user=request.user, **form.cleaned_data)
    messages.success(request, _("The note is there for whoever works on the article."))
    return True


def _settle(request: HttpRequest, article: Article, number: str) -> bool:
    note = article.notes.open().filter(pk=int(number)).first() if number.isdigit() else None
    if note is None:
        raise Http404
    workflow.settle_note(note, user=request.user)
    messages.success(request, _("Settled."))
    return True


def _note_form(article: Article, data=None) -> NoteForm:
    form = NoteForm(data)
    revision = article.latest_revision
    blocks = revision.blocks.order_by("position")
    form.fields["anchor"].choices = [("", _("the whole article"))] + [
        (block.anchor, f"{block.anchor}: {revision.plain[block.begin : min(block.end, block.begin + 40)]}")
        for block in blocks
    ]
    return form


ACTS = {"assign": _assign, "schedule": _schedule, "note": _add_note, "settle": _settle}
