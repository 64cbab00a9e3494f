"""The work that waits, for the back office's front page, and what its header says."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from articles.admin.acts import told_act, told_hours
from articles.admin.capture_lines import address_of_line
from articles.admin.filters import choices_of, filters_of
from articles.admin.lists import percent
from articles.admin.work import address_of, counted
from articles.admin.work_rows import SHOWN, Row
from articles.desk.queues import QUEUES, Queue, count_all
from articles.models import Article, Job, Note

register = template.Library()
OF_MINE, NOTICES_SHOWN, JOBS_SHOWN = 8, 10, 3
QUEUES_TOLD, ROWS_TOLD = 4, 3  # on the front page; each queue told costs a query


@dataclass(frozen=True)
class Waiting:
    queue: Queue
    count: str
    address: str
    rows: Sequence[Row] = ()

    @property
    def is_empty(self) -> bool:
        return self.count == "0"


@register.simple_tag(takes_context=True)
def work_waiting(context) -> list[Waiting]:
    """The queues of this person, filtered as the address says, each with its number; the first ones show what waits."""
    request: HttpRequest = context["request"]
    filters = filters_of(request.GET, request.user)
    queues = [queue for queue in QUEUES.values() if request.user.has_perm(queue.right)]
    waiting, told = [], 0
    for queue, count in zip(queues, count_all(queues, **filters), strict=True):
        rows: Sequence[Row] = ()
        if count and told < QUEUES_TOLD and queue.name in SHOWN:
            rows, told = [SHOWN[queue.name](row) for row in queue.waiting(**filters)[:ROWS_TOLD]], told + 1
        waiting.append(Waiting(queue, counted(count), address_of(queue, request), rows))
    return sorted(waiting, key=lambda one: not one.rows)


@register.simple_tag(takes_context=True)
def work_filters(context) -> dict[str, Any]:
    """By what the queues can be narrowed, and to what they are."""
    request: HttpRequest = context["request"]
    return choices_of(filters_of(request.GET, request.user))


@register.simple_tag(takes_context=True)
def my_work(context) -> dict[str, Any]:
    """What was given to this person, what they should know, and the jobs they started."""
    user = context["request"].user
    unfinished = user.assigned_articles.filter(
        ~Q(state=Article.State.PUBLISHED)
        | ~Q(latest_revision=F("live_revision"))
        | Exists(Note.objects.open().filter(article=OuterRef("pk")))
    )
    notices = user.notices.unread().select_related("article", "by")[:NOTICES_SHOWN]
    tasks = user.translation_tasks.exclude(state="reviewed").select_related("original", "translation")
    return {
        "articles": list(unfinished.order_by("-changed_at")[:OF_MINE]),
        "translations": list(tasks.order_by("due_on", "id")[:OF_MINE]),
        "notices": list(notices),
        "jobs": list(Job.objects.filter(started_by=user).exclude(state=Job.State.DONE)[:JOBS_SHOWN]),
    }


@register.simple_tag(takes_context=True)
def unread_notices(context) -> int:
    """How many notices wait for whoever is signed in."""
    user = getattr(context.get("request"), "user", None)
    return user.notices.unread().count() if user is not None and user.is_authenticated else 0


@register.filter
def without_empty_header(table: str) -> str:
    """Django's table of inline rows, but for a header that says nothing to readers of screens."""
    return mark_safe(table.replace('<th class="original"></th>', '<td class="original"></td>'))


@register.filter
def act(action: str) -> str:
    """An act of the audit log in the language of whoever looks."""
    return told_act(action)


@register.filter
def hours(detail: dict[str, Any]) -> str:
    """The hours that an entry of the audit log says were set."""
    return told_hours(detail)


register.filter("percent", percent)


@register.filter
def line_address(line: int, first: int) -> str:
    """A line of a captured page on the screen that begins with line `first`, or on the one that has it."""
    return address_of_line(line, first)


@register.filter
def as_json(value: Any) -> str:
    """For an attribute that a script reads."""
    return json.dumps(value)
