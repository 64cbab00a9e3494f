"""Saving what was posted on a tab: never over what somebody else saved, and on to the step that was asked for."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles import pipeline
from articles.admin.article_form import (
    EditForm,
    SourceForm,
    TagsForm,
    TextForm,
    changed_between,
    initial_of,
    labels,
)
from articles.admin.article_revisions import told_fields
from articles.admin.rights import may_edit, may_publish, require
from articles.desk import workflow
from articles.desk.checks import doubts
from articles.ingest.merge import merge_paragraphs
from articles.ingest.state import body_paragraphs
from articles.models import Article, AuditEntry, Autosave, Revision
from articles.rendering.body import parse_body
from articles.revisions.changes import field_rows, paragraph_rows
from articles.revisions.content import content_of_revision

FORMS: dict[str, type[EditForm]] = {"text": TextForm, "source": SourceForm, "tags": TagsForm}
STEPS = ("_review", "_back", "_publish", "_withdraw")


@dataclass(frozen=True)
class Outcome:
    """What came of a form that was sent: a way on, or a form to show again with what it collided with."""

    form: EditForm
    saved: bool = False
    collision: dict[str, Any] = field(default_factory=dict)


def save(request: HttpRequest, article: Article, tab: str) -> Outcome:
    """Save the tab's form on the newest revision and take the step of its button."""
    step = next((name for name in STEPS if name in request.POST), "")
    if step in ("_publish", "_withdraw", "_back"):
        require(may_publish(request.user, article))
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        shown = _shown(request, locked) if step == "_publish" else set()
        outcome = _save(request, locked, tab, step)
    if outcome.saved and step == "_publish" and {*map(str, doubts(locked))} - shown:
        messages.warning(
            request,
            _("Saved, and not published yet: look at what is said before publishing, then publish again."),
        )
    elif outcome.saved and step:
        _step(request, locked, step, outcome.form.cleaned_data["note"])
    return outcome


def _shown(request: HttpRequest, article: Article) -> set[str]:
    """The doubts that whoever publishes had before them: those of the text that was opened, and of what was typed since."""
    base = content_of_revision(_base(request, article))
    return {*map(str, doubts(article, base)), *request.POST.getlist("seen")}


def _save(request: HttpRequest, article: Article, tab: str, step: str) -> Outcome:
    latest = article.latest_revision
    base = _base(request, article)
    form = form_of(tab, article, base, request.POST)
    if not form.is_valid():
        return Outcome(form)
    if step == "_back" and not form.cleaned_data["note"].strip():
        form.add_error("note", _("Say why, for whoever wrote it."))
        return Outcome(form)
    require(may_edit(request.user, _as_it_would_be(article, form)))
    if base != latest:
        collision = _collision(form, article, tab, base, latest)
        if collision:
            return collision
        messages.info(request, _("Somebody else saved meanwhile; both changes are in."))
    revision = _write(request, article, form, latest)
    if tab == "text":
        Autosave.objects.filter(article=article, user=request.user).delete()
    if revision or form.changed_row:
        AuditEntry.objects.record(
            user=request.user,
            action="article.change",
            target=article,
            summary=form.cleaned_data["note"],
            fields=labels(form, [*form.changed_content, *form.changed_row]),
            **({"revision": revision.number} if revision else {}),
        )
        if not step:
            messages.success(request, _saved_words(article))
    elif not step:
        messages.info(request, _("Nothing had changed."))
    return Outcome(form, saved=True)


def _as_it_would_be(article: Article, form: EditForm) -> Article:
    """The article's place after saving: nobody moves one to where it would not be theirs to change."""
    data = form.cleaned_data
    source = data["source"].pk if data.get("source") else None
    return Article(
        state=article.state,
        language=data.get("language", article.language),
        source_id=source if "source" in data else article.source_id,
        translation_of=data.get("translation_of", article.translation_of),
    )


def _step(request: HttpRequest, article: Article, step: str, note: str) -> None:
    """Move the article on; the right to was asked for before anything was saved."""
    take = {
        "_publish": (workflow.publish, _("Published: readers see this text now.")),
        "_withdraw": (workflow.withdraw, _("Withdrawn: readers no longer see it; nothing is deleted.")),
        "_review": (workflow.send_to_review, _("Saved and sent to review.")),
        "_back": (workflow.send_back, _("Sent back to its author. Reason: %(note)s") % {"note": note}),
    }
    act, words = take[step]
    try:
        act(article, user=request.user, note=note)
    except workflow.Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, _("Not done: %s") % reason)
    else:
        messages.success(request, words)


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


def _base(request: HttpRequest, article: Article) -> Revision:
    try:
        number = int(request.POST.get("base", ""))
    except ValueError:
        raise Http404 from None
    base = article.revisions.filter(number=number).first()
    if base is None:
        raise Http404
    return base


def form_of(tab: str, article: Article, base: Revision, data=None) -> EditForm:
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
    again = form_of(tab, article, latest)
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
        "fields": told_fields([row for row in field_rows(mine, theirs) if row.name in both]),
        "theirs": theirs,
        "rows": paragraph_rows(mine.body, theirs.body) if "body" in both else [],
        "merged": "body" in both and not merged.conflicts,
    }
    return Outcome(again, collision=collision)


def _saved_words(article: Article) -> str:
    if article.is_published:
        return _("The draft is saved. Readers see the published text until you publish this one.")
    return _("The draft is saved.")
