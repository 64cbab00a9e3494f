"""The work that waits, for the back office's front page."""

import copy
from dataclasses import dataclass

from django import template
from django.contrib import admin
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import models

register = template.Library()


@dataclass(frozen=True)
class Kind:
    """A queue: the list that holds it, and the filter of that list which leaves what waits. Sorted by harm."""

    title: str | Promise
    words: str | Promise
    model: type
    query: str
    is_harm: bool = False
    screen: str = ""  # the name of an address where it is worked through, if not the list


@dataclass(frozen=True)
class Queue:
    kind: Kind
    count: int
    address: str


KINDS = (
    Kind(_("Failed pages"), _("Nothing was made of them; the bytes are kept."), models.Capture, "reading=failed", is_harm=True),
    Kind(_("Conflicts"), _("A page changed where an editor had changed it too."), models.ImportItem, "waiting=conflict", is_harm=True),
    Kind(_("Unsure lines"), _("Pages with lines whose role is a guess."), models.ImportItem, "waiting=unsure"),
    Kind(_("In review"), _("Sent by their authors to be published."), models.Article, "state__exact=review"),
    Kind(_("Newer drafts"), _("Published, with changes that readers do not see yet."), models.Article, "draft=newer"),
    Kind(_("Behind the original"), _("The original changed after it was translated."), models.Article, "draft=behind"),
    Kind(_("Suggested links"), _("Not shown to readers until accepted."), models.Link, "state__exact=suggested", screen="admin:articles_link_review"),
    Kind(_("Suggested tags"), _("Names that were found in the texts."), models.TagSuggestion, "state__exact=suggested"),
    Kind(_("Doubtful dates"), _("Articles of which only an estimate is known."), models.Article, "date=estimate"),
    Kind(_("Undated"), _("Articles of which no date is known at all."), models.Article, "date=none"),
    Kind(_("Wanted articles"), _("Quoted by name, and not in the archive."), models.Quotation, "found=wanted"),
)  # fmt: skip


@register.simple_tag(takes_context=True)
def work_waiting(context) -> list[Queue]:
    """The queues of this person: each number is that of the list it leads to, by the list's own filters."""
    request: HttpRequest = context["request"]
    queues = []
    for kind in KINDS:
        model_admin = admin.site.get_model_admin(kind.model)
        if not model_admin.has_view_permission(request):
            continue
        listing = copy.copy(request)
        listing.GET = QueryDict(kind.query)
        count = model_admin.get_changelist_instance(listing).result_count
        options = kind.model._meta
        list_address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        address = reverse(kind.screen) if kind.screen else f"{list_address}?{kind.query}"
        queues.append(Queue(kind, count, address))
    return queues


@register.filter
def percent(share: float) -> str:
    return f"{round(share * 100)} %"
