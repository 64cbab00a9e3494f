"""The groups of the back office and what each may do."""

from django.contrib.auth.models import Group, Permission

EDITORS = "Editors"
TRANSLATORS = "Translators"

# Model → actions. Captures and runs are evidence: nobody adds, changes or deletes them by hand.
EDITORS_MAY = {
    "article": "add change delete view",
    "source": "add change delete view",
    "sourcealias": "add change delete view",
    "tag": "add change delete view",
    "tagalias": "add change delete view",
    "tagsuggestion": "change view",
    "link": "change view",
    "quotation": "change view",
    "reference": "add change delete view",
    "comment": "change view",
    "capture": "view",
    "lineverdict": "add change view",
    "importrun": "add view",
    "importitem": "view",
    "revision": "view",
}
TRANSLATORS_MAY = {
    "article": "add change view",
    "source": "view",
    "tag": "view",
    "capture": "view",
    "quotation": "view",
    "reference": "view",
    "revision": "view",
}


def ensure_groups() -> dict[str, Group]:
    """Make the two groups with their first rights; a group that is there keeps the rights it was given."""
    groups = {}
    for name, rights in ((EDITORS, EDITORS_MAY), (TRANSLATORS, TRANSLATORS_MAY)):
        groups[name], is_new = Group.objects.get_or_create(name=name)
        if is_new:
            codenames = [
                f"{action}_{model}" for model, actions in rights.items() for action in actions.split()
            ]
            groups[name].permissions.set(
                Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
            )
    return groups
