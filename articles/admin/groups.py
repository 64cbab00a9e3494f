"""The roles of the back office and what each may do."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop

READERS = gettext_noop("Readers of drafts")
TRANSLATORS = gettext_noop("Translators")
EDITORS = gettext_noop("Editors")
CHIEFS = gettext_noop("Chief editors")
ADMINISTRATORS = gettext_noop("Administrators")

# Model → actions. Captures, runs and revisions are evidence: nobody changes or deletes them by hand.
READERS_MAY = {
    "article": "view",
    "source": "view",
    "tag": "view",
    "capture": "view",
    "quotation": "view",
    "reference": "view",
    "revision": "view",
    "picture": "view",
}
TRANSLATORS_MAY = READERS_MAY | {"article": "change view", "picture": "add view"}
EDITORS_MAY = READERS_MAY | {
    "article": "add change view publish",
    "source": "add change delete view",
    "sourcealias": "add change delete view",
    "tag": "add change delete view",
    "tagalias": "add change delete view",
    "tagsuggestion": "change view",
    "curation": "view",
    "unknownname": "view",
    "link": "change view",
    "quotation": "change view",
    "reference": "add change delete view",
    "comment": "change view",
    "lineverdict": "add change view",
    "importrun": "add view",
    "importitem": "view",
    "job": "view",
    "picture": "add change view",
}
CHIEFS_MAY = EDITORS_MAY | {
    "article": "add change view publish bulk",
    "auditentry": "view",
    "picture": "add change delete view",
}
ACCOUNTS = {"user": "add change view", "group": "view"}  # of Django's own app

RIGHTS = {
    READERS: READERS_MAY,
    TRANSLATORS: TRANSLATORS_MAY,
    EDITORS: EDITORS_MAY,
    CHIEFS: CHIEFS_MAY,
    ADMINISTRATORS: CHIEFS_MAY | {"remit": "add change delete view"} | ACCOUNTS,
}


def ensure_groups() -> dict[str, Group]:
    """Make the roles with their rights; whoever wants other rights makes a group of another name."""
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=("articles", "auth")
        ).select_related("content_type")
    }
    groups = {}
    for name, rights in RIGHTS.items():
        groups[name], _is_new = Group.objects.get_or_create(name=name)
        wanted = [
            known["auth" if model in ACCOUNTS else "articles", f"{action}_{model}"]
            for model, actions in rights.items()
            for action in actions.split()
        ]
        groups[name].permissions.set(wanted)
    return groups
