"""What can be done in the workbench: with one paragraph, and with the whole translation."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import pipeline
from articles.admin.rights import may_publish, require
from articles.models import Article, AuditEntry, TranslationPair, TranslationTask
from articles.translations.machine.engine import EngineError
from articles.translations.machine.engines import configured_engine
from articles.translations.write import (
    Saved,
    join_to_previous,
    keep_as_right,
    part_from_previous,
    save_pair,
    take_back_as_stale,
    waive,
)

State = TranslationPair.State


def _type(request: HttpRequest, pair: TranslationPair) -> Saved:
    post = request.POST
    return save_pair(
        pair.pk,
        text=post.get("text", ""),
        version=number_in(post.get("version")),
        state=post.get("state", ""),
        user=request.user,
    )


def _review(request: HttpRequest, pair: TranslationPair) -> Saved:
    pair.refresh_from_db()
    state = State.DRAFT if pair.state == State.REVIEWED else State.REVIEWED
    return save_pair(pair.pk, text=pair.target_text, version=pair.version, state=state, user=request.user)


def _keep(request: HttpRequest, pair: TranslationPair) -> Saved:
    return keep_as_right(pair.pk, version=_version(request, pair), user=request.user)


def _doubt(request: HttpRequest, pair: TranslationPair) -> None:
    take_back_as_stale(pair.pk, revision=number_in(request.POST.get("revision")), user=request.user)


def _join(request: HttpRequest, pair: TranslationPair) -> None:
    join_to_previous(pair.pk, user=request.user)


def _part(request: HttpRequest, pair: TranslationPair) -> None:
    part_from_previous(pair.pk, user=request.user)


def _take_theirs(request: HttpRequest, pair: TranslationPair) -> Saved:
    text = pair.rival_text or pair.target_text
    return save_pair(pair.pk, text=text, version=pair.version, user=request.user)


def _waive(request: HttpRequest, pair: TranslationPair) -> None:
    reason = request.POST.get("reason", "").strip()
    waive(pair.pk, request.POST.get("finding", ""), reason=reason, user=request.user)


def waive_posted(request: HttpRequest, pair: TranslationPair, finding: str) -> None:
    """The same from the whole form, where each finding of the paragraph has a field for its reason."""
    names = [name for name in request.POST if name.startswith(f"reason-{pair.pk}-")]
    reason = next((request.POST[name].strip() for name in names if request.POST[name].strip()), "")
    waive(pair.pk, finding, reason=reason, user=request.user)


VERBS: dict[str, Callable[[HttpRequest, TranslationPair], Saved | None]] = {
    "type": _type,
    "review": _review,
    "keep": _keep,
    "doubt": _doubt,
    "join": _join,
    "part": _part,
    "theirs": _take_theirs,
    "waive": _waive,
}


def _freeze(request: HttpRequest, task: TranslationTask) -> None:
    with transaction.atomic():
        revision = pipeline.save_translation(task.translation, user=request.user)
        if revision is not None:
            AuditEntry.objects.record(
                user=request.user,
                action="translation.save",
                target=task.translation,
                summary=f"revision {revision.number}",
            )
    if revision is None:
        messages.info(request, _("Nothing had changed."))
    else:
        messages.success(request, _("Saved as revision %(number)d.") % {"number": revision.number})


def _publish(request: HttpRequest, task: TranslationTask) -> None:
    require(may_publish(request.user, task.translation))
    with transaction.atomic():
        pipeline.save_translation(task.translation, user=request.user)
        pipeline.publish_articles([Article.objects.get(pk=task.translation_id)])
        AuditEntry.objects.record(user=request.user, action="article.publish", target=task.translation)
    messages.success(request, _("Published: readers see this text now."))


def _send_to_review(request: HttpRequest, task: TranslationTask) -> None:
    with transaction.atomic():
        pipeline.save_translation(task.translation, user=request.user)
        waiting = Article.objects.filter(pk=task.translation_id, state=Article.State.DRAFT)
        waiting.update(state=Article.State.REVIEW)
        AuditEntry.objects.record(user=request.user, action="article.review", target=task.translation)
    messages.success(request, _("Saved and sent to review."))


def _fill(request: HttpRequest, task: TranslationTask) -> None:
    """Let the machine translate what is empty; what it could not is told, and stays empty."""
    try:
        engine = configured_engine()
        require(engine)
        filled = pipeline.machine_translate(task.translation, engine, user=request.user)
    except EngineError as error:
        messages.error(request, str(error))
        return
    words = ngettext(
        "%(count)d paragraph filled by the machine.",
        "%(count)d paragraphs filled by the machine.",
        len(filled.taken),
    )
    messages.success(request, words % {"count": len(filled.taken)})
    for anchor, reason in filled.refused:
        messages.warning(request, f"{anchor}: {reason}")


STEPS = {"save": _freeze, "publish": _publish, "send": _send_to_review, "machine": _fill}


def _version(request: HttpRequest, pair: TranslationPair) -> int:
    """The version that the person had before them; a form posted whole was compared paragraph by paragraph before."""
    return number_in(request.POST.get("version", str(pair.version)))


def number_in(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
