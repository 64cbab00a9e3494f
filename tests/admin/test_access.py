"""Every address of the back office × every role: what is not in the table fails."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from articles.models import ImportItem, Link, TagSuggestion
from tests.admin.conftest import PAGE, take_in
from tests.factories import make_article, make_comment, make_link, make_reference, make_source, make_tag

ROLES = ("anonymous", "nobody", "translator", "editor", "root")
LOGIN, NO, OK, GONE = 302, 403, 200, 404

STAFF = (LOGIN, OK, OK, OK, OK)
EDITORS_ONLY = (LOGIN, NO, NO, OK, OK)
BOTH = (LOGIN, NO, OK, OK, OK)
ROOT = (LOGIN, NO, NO, NO, OK)
NEVER = (LOGIN, NO, NO, NO, NO)
POSTED = (LOGIN, 405, 405, 405, 405)  # asked for with GET

# The address's name → what GET answers to each role.
TABLE = {
    "index": STAFF,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "autocomplete": (LOGIN, NO, OK, OK, OK),
    "jsi18n": STAFF,
    "view_on_site": (LOGIN, *[GONE] * 4),
    "app_list": (LOGIN, GONE, OK, OK, OK),
    "articles_article_preview": POSTED,
    "articles_article_delete": NEVER,
    "articles_capture_conflict": (LOGIN, NO, NO, GONE, GONE),
    "articles_link_review": EDITORS_ONLY,
    "articles_link_judge": POSTED,
    "articles_importrun_undo": POSTED,
    "articles_importrun_add": EDITORS_ONLY,
}
NOUNS = {  # list and form, adding, deleting
    "article": (BOTH, BOTH, NEVER),
    "capture": (BOTH, NEVER, NEVER),
    "comment": (EDITORS_ONLY, NEVER, NEVER),
    "importitem": (EDITORS_ONLY, NEVER, NEVER),
    "importrun": (EDITORS_ONLY, EDITORS_ONLY, NEVER),
    "link": (EDITORS_ONLY, NEVER, NEVER),
    "quotation": (BOTH, NEVER, NEVER),
    "reference": (BOTH, EDITORS_ONLY, EDITORS_ONLY),
    "revision": (BOTH, NEVER, NEVER),
    "source": (BOTH, EDITORS_ONLY, EDITORS_ONLY),
    "tag": (BOTH, EDITORS_ONLY, EDITORS_ONLY),
    "tagsuggestion": (EDITORS_ONLY, NEVER, NEVER),
}
for noun, (seen, added, deleted) in NOUNS.items():
    for view, answers in (
        ("changelist", seen),
        ("history", seen),
        ("change", seen),
        ("add", added),
        ("delete", deleted),
    ):
        TABLE.setdefault(f"articles_{noun}_{view}", answers)
for model in ("auth_user", "auth_group"):
    TABLE |= {f"{model}_{view}": ROOT for view in ("changelist", "add", "history", "delete", "change")}
TABLE["auth_user_password_change"] = ROOT
OPEN = {"login", "logout"}  # signing in and out


def admin_names() -> set[str]:
    names: set[str] = set()
    pending = list(admin.site.urls[0])
    while pending:
        entry = pending.pop()
        if isinstance(entry, URLResolver):
            pending += entry.url_patterns
        elif isinstance(entry, URLPattern) and entry.name:
            names.add(entry.name)
    return names


@pytest.fixture
def archive(people):
    """One row of every noun; returns the arguments of each address."""
    tag, source = make_tag("Railway"), make_source()
    article, other = make_article("A", '> Words.\n> {title="B"}\n'), make_article("B")
    run = take_in(("page.txt", PAGE))
    item = run.items.get()
    assert item.outcome == ImportItem.Outcome.CREATED, item.reason
    rows = {
        "article": article,
        "capture": item.capture,
        "comment": make_comment(article),
        "importitem": item,
        "importrun": run,
        "link": make_link(article, other, state=Link.State.SUGGESTED),
        "quotation": article.quotations.get(),
        "reference": make_reference(article, "C"),
        "revision": article.latest_revision,
        "source": source,
        "tag": tag,
        "tagsuggestion": TagSuggestion.objects.create(article=article, tag=tag, score=0.5),
    }
    user = people["root"].session["_auth_user_id"]
    group = Group.objects.first().pk
    arguments = {
        "app_list": ["articles"],
        "view_on_site": [1, 1],
        "articles_capture_conflict": [item.capture.pk],
        "articles_link_judge": [rows["link"].pk],
        "articles_importrun_undo": [run.pk],
        "auth_user_password_change": [user],
    }
    for noun, row in rows.items():
        arguments |= {f"articles_{noun}_{view}": [row.pk] for view in ("history", "change", "delete")}
    for model, number in (("auth_user", user), ("auth_group", group)):
        arguments |= {f"{model}_{view}": [number] for view in ("history", "change", "delete")}
    return arguments


def test_every_address_stands_in_the_table():
    assert admin_names() - OPEN == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_table_says(role, people, archive):
    wrong = {}
    for name, answers in sorted(TABLE.items()):
        address = reverse(f"admin:{name}", args=archive.get(name, []))
        if name == "autocomplete":
            address += "?app_label=articles&model_name=article&field_name=source"
        status = people[role].get(address).status_code
        if status != answers[ROLES.index(role)]:
            wrong[name] = (status, answers[ROLES.index(role)])
    assert wrong == {}


@pytest.mark.parametrize(
    "tab", ["text", "source", "tags", "quotations", "links", "comments", "lines", "revisions"]
)
def test_every_tab_of_an_article_opens_for_both_groups(tab, people, archive):
    address = reverse("admin:articles_article_change", args=archive["articles_article_change"])
    assert [people[role].get(f"{address}?tab={tab}").status_code for role in ROLES] == [
        302,
        403,
        200,
        200,
        200,
    ]


# (address, what is posted) → the answer to each role; None stands for "not refused".
CHANGES = {
    ("articles_article_change", "_save=1"): (LOGIN, NO, None, None, None),
    ("articles_article_change", "_publish=1"): (LOGIN, NO, NO, None, None),
    ("articles_article_change", "_withdraw=1"): (LOGIN, NO, NO, None, None),
    ("articles_article_preview", "body=x"): (LOGIN, NO, OK, OK, OK),
    ("articles_capture_change", "_read=1"): (LOGIN, NO, NO, None, None),
    ("articles_capture_change", "_accept=1"): (LOGIN, NO, NO, None, None),
    ("articles_capture_change", "_refuse=1"): (LOGIN, NO, NO, None, None),
    ("articles_link_judge", "verdict=accept"): (LOGIN, NO, NO, None, None),
    ("articles_importrun_undo", ""): (LOGIN, NO, NO, None, None),
    ("articles_importrun_add", "text=x&name=x"): (LOGIN, NO, NO, None, None),
}


@pytest.mark.parametrize(("name", "posted"), CHANGES)
@pytest.mark.parametrize("role", ROLES)
def test_changes_are_refused_by_role(name, posted, role, people, archive):
    number = ROLES.index(role)
    address = reverse(f"admin:{name}", args=archive.get(name, []))
    data = dict(pair.split("=") for pair in posted.split("&") if pair)
    if name == "articles_article_change":
        data |= {"base": 1, "headline": "A", "body": "Words."}
    answer = people[role].post(address, data)
    wanted = CHANGES[name, posted][number]
    if wanted is None:
        assert answer.status_code in (200, 302)
        assert "login" not in answer.headers.get("Location", "")
    else:
        assert answer.status_code == wanted


@pytest.mark.parametrize(
    ("tab", "action", "allowed"),
    [("tags", "accept", "editor"), ("links", "accept", "editor"), ("comments", "hide", "editor")],
)
def test_what_machines_suggested_is_judged_by_editors_only(tab, action, allowed, people, archive):
    noun = {"tags": "tagsuggestion", "links": "link", "comments": "comment"}[tab]
    row = archive[f"articles_{noun}_change"][0]
    address = reverse("admin:articles_article_change", args=archive["articles_article_change"])
    posted = {"action": f"{action} {row}"}
    assert people["translator"].post(f"{address}?tab={tab}", posted).status_code == 403
    assert people[allowed].post(f"{address}?tab={tab}", posted).status_code == 302


def test_changes_need_the_token_of_the_form(people, archive):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = people["root"].cookies
    for name, posted in CHANGES:
        answer = strict.post(reverse(f"admin:{name}", args=archive.get(name, [])), {"x": posted})
        assert answer.status_code == 403, name
