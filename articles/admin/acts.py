"""What the audit log's acts are called in the language of whoever looks; the log itself keeps codes such as `article.publish`."""

import json
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy, pgettext_lazy

NOUNS = {  # those of codes that are no model's name
    "page": "capture",
    "import": "importrun",
    "conflict": "importitem",
    "translation": "translationtask",
    "audit": "auditentry",
    "name": "unknownname",
}
VERBS = {
    "accept": pgettext_lazy("act", "accepted"),
    "add": pgettext_lazy("act", "added"),
    "alias": pgettext_lazy("act", "given another name"),
    "assign": pgettext_lazy("act", "assigned"),
    "bulk-undo": pgettext_lazy("act", "changed back with many"),
    "change": pgettext_lazy("act", "changed"),
    "code-used": pgettext_lazy("act", "signed in by an emergency code"),
    "codes": pgettext_lazy("act", "new emergency codes"),
    "delete": pgettext_lazy("act", "deleted"),
    "device-add": pgettext_lazy("act", "device added"),
    "device-reset": pgettext_lazy("act", "devices taken away"),
    "edit": pgettext_lazy("act", "changed"),
    "export": pgettext_lazy("act", "exported"),
    "import": pgettext_lazy("act", "imported"),
    "judge": pgettext_lazy("act", "lines judged"),
    "keep_apart": pgettext_lazy("act", "kept apart"),
    "kind": pgettext_lazy("act", "kind changed"),
    "later": pgettext_lazy("act", "put off"),
    "machine": pgettext_lazy("act", "translated by a machine"),
    "make": pgettext_lazy("act", "made"),
    "merge": pgettext_lazy("act", "merged"),
    "publish": pgettext_lazy("act", "published"),
    "refuse": pgettext_lazy("act", "refused"),
    "refused": pgettext_lazy("act", "refused"),
    "reject": pgettext_lazy("act", "rejected"),
    "rename": pgettext_lazy("act", "renamed"),
    "resolve": pgettext_lazy("act", "settled"),
    "restore": pgettext_lazy("act", "older revision brought back"),
    "retry": pgettext_lazy("act", "read again"),
    "review": pgettext_lazy("act", "sent to review"),
    "save": pgettext_lazy("act", "saved"),
    "schedule": pgettext_lazy("act", "hours set"),
    "send-back": pgettext_lazy("act", "sent back"),
    "sessions-end": pgettext_lazy("act", "signed out everywhere"),
    "settle": pgettext_lazy("act", "settled"),
    "split": pgettext_lazy("act", "split"),
    "start": pgettext_lazy("act", "begun"),
    "suggest": pgettext_lazy("act", "suggested again"),
    "tagged": pgettext_lazy("act", "given a tag"),
    "tagging": pgettext_lazy("act", "given to many articles"),
    "take-apart": pgettext_lazy("act", "taken apart"),
    "take-back": pgettext_lazy("act", "refusal taken back"),
    "undo": pgettext_lazy("act", "undone"),
    "upload": pgettext_lazy("act", "uploaded"),
    "waiting": pgettext_lazy("act", "asked for again"),
    "withdraw": pgettext_lazy("act", "withdrawn"),
}


DETAILS = {  # what else an entry says, by its key; what has no name here is told as it is kept
    "fields": gettext_lazy("Fields"),
    "publish_at": gettext_lazy("To be published at"),
    "revision": gettext_lazy("revision"),
    "withdraw_at": gettext_lazy("To be withdrawn at"),
}
HOURS = ("publish_at", "withdraw_at")


def told_detail(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """What an entry holds besides, as names and values; hours by the clock."""
    return [(str(DETAILS.get(key, key)), _told_value(key, value)) for key, value in detail.items()]


def told_hour(moment: str) -> str:
    """A moment that is kept as text, by the site's clock."""
    return f"{localtime(datetime.fromisoformat(moment)):%Y-%m-%d %H:%M}"


def _told_value(key: str, value: Any) -> str:
    if key in HOURS:
        return told_hour(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def told_hours(detail: dict[str, Any]) -> str:
    """The hours that were set, in a line."""
    return " · ".join(
        f"{name} {hour}" for name, hour in told_detail({k: detail[k] for k in HOURS if k in detail})
    )


def told_noun(code: str) -> str:
    """What the things are called that a code begins with; the code itself where nothing here has that name."""
    if code in ("user", "group"):
        return str((Group if code == "group" else get_user_model())._meta.verbose_name)
    try:
        return str(apps.get_model("articles", NOUNS.get(code, code))._meta.verbose_name)
    except LookupError:
        return code


def told_act(action: str) -> str:
    """`article.publish` as "article: published"."""
    noun, _dot, verb = action.partition(".")
    return f"{told_noun(noun)}: {VERBS[verb]}" if verb in VERBS else action
