"""Every address of the back office and of the API × every role × every state of an article: what is not in the table fails."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import (
    Article,
    AuditEntry,
    BulkChange,
    Curation,
    ImportItem,
    Job,
    Link,
    Picture,
    Remit,
    TagSuggestion,
    TranslationPair,
    UnknownName,
)
from tests.admin.conftest import PAGE, take_in
from tests.factories import (
    make_article,
    make_comment,
    make_link,
    make_reference,
    make_source,
    make_tag,
    make_task,
    make_translation,
)

ROLES = (
    *("anonymous", "nobody", "reader", "translator", "editor", "elsewhere"),
    *("chief", "administrator", "root"),
)
LOGIN, AWAY, NO, OK, GONE = 302, 302, 403, 200, 404

# What GET answers to each role, in the order of ROLES.
STAFF = (LOGIN, *[OK] * 8)
READERS = (LOGIN, NO, *[OK] * 7)
TRANSLATORS = (LOGIN, NO, NO, *[OK] * 6)
EDITORS = (LOGIN, NO, NO, NO, *[OK] * 5)
CHIEFS = (LOGIN, *[NO] * 5, OK, OK, OK)
ADMINISTRATORS = (LOGIN, *[NO] * 6, OK, OK)
ROOT = (LOGIN, *[NO] * 7, OK)
NEVER = (LOGIN, *[NO] * 8)
POSTED = (LOGIN, *[405] * 8)  # asked for with GET

# The address's name → what GET answers to each role.
TABLE = {
    "index": STAFF,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "autocomplete": READERS,
    "jsi18n": STAFF,
    "view_on_site": (LOGIN, *[GONE] * 8),
    "app_list": (LOGIN, GONE, *[OK] * 7),
    "auth_user_security": STAFF,
    "auth_user_device": STAFF,
    "auth_user_token": (302,) * 9,  # led on: nobody here has a device
    "auth_user_security_of": ADMINISTRATORS,
    "articles_article_preview": POSTED,
    "articles_article_delete": NEVER,
    "articles_capture_conflict": (
        LOGIN,
        *[NO] * 3,
        *[AWAY] * 5,
    ),  # nothing waits there: on to the page itself
    "articles_tag_curate": EDITORS,
    "articles_tag_bulk": CHIEFS,
    "articles_tag_duplicates": EDITORS,
    "articles_curation_undo": POSTED,
    "articles_link_review": EDITORS,
    "articles_link_judge": POSTED,
    "articles_link_undo": POSTED,
    "articles_quotation_wanted": READERS,
    "articles_link_bulk": EDITORS,
    "articles_importrun_undo": POSTED,
    "articles_importrun_add": EDITORS,
    "articles_article_work": READERS,
    "articles_article_bulk": CHIEFS,
    "articles_article_bulk_undo": POSTED,
    "articles_article_notices": POSTED,
    "articles_article_typed": (LOGIN, NO, NO, NO, OK, NO, OK, OK, OK),
    "articles_article_token": STAFF,
    "articles_article_authors": READERS,
    "articles_article_typed_anew": EDITORS,
    "articles_auditentry_export": CHIEFS,
    "articles_job_start": POSTED,
    "articles_job_again": POSTED,
    "articles_translationtask_start": POSTED,
    "articles_translationtask_pair": POSTED,
    "articles_translationtask_panel": READERS,
}
NOUNS = {  # list and form, adding, deleting
    "article": (READERS, EDITORS, NEVER),
    "auditentry": (CHIEFS, NEVER, NEVER),
    "capture": (READERS, NEVER, NEVER),
    "curation": (EDITORS, NEVER, NEVER),
    "comment": (EDITORS, NEVER, NEVER),
    "importitem": (EDITORS, NEVER, NEVER),
    "importrun": (EDITORS, EDITORS, NEVER),
    "job": (EDITORS, NEVER, NEVER),
    "link": (EDITORS, NEVER, NEVER),
    "picture": (READERS, TRANSLATORS, CHIEFS),
    "quotation": (READERS, NEVER, NEVER),
    "reference": (READERS, EDITORS, EDITORS),
    "revision": (READERS, NEVER, NEVER),
    "source": (READERS, EDITORS, EDITORS),
    "tag": (READERS, EDITORS, EDITORS),
    "tagsuggestion": (EDITORS, NEVER, NEVER),
    "translationtask": (READERS, NEVER, NEVER),
    "unknownname": (EDITORS, NEVER, NEVER),
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
for view in ("changelist", "add", "history", "change"):
    TABLE[f"auth_user_{view}"] = ADMINISTRATORS
    TABLE[f"auth_group_{view}"] = ROOT if view == "add" else ADMINISTRATORS
TABLE["articles_reference_delete"] = (LOGIN, NO, NO, NO, OK, NO, OK, OK, OK)
TABLE |= {"auth_user_delete": ROOT, "auth_group_delete": ROOT, "auth_user_password_change": ADMINISTRATORS}
OPEN = {"login", "logout"}  # signing in and out


def names_of(entries) -> set[str]:
    names: set[str] = set()
    pending = list(entries)
    while pending:
        entry = pending.pop()
        if isinstance(entry, URLResolver):
            pending += entry.url_patterns
        elif isinstance(entry, URLPattern) and entry.name:
            names.add(entry.name)
    return names


@pytest.fixture
def archive(people, state):
    """One row of every noun; returns the arguments of each address."""
    tag, source = make_tag("Railway"), make_source()
    article, other = make_article("A", '> Words.\n> {title="B"}\n', state=state), make_article("B")
    run = take_in(("page.txt", PAGE))
    item = run.items.get()
    assert item.outcome == ImportItem.Outcome.CREATED, item.reason
    rows = {
        "article": article,
        "auditentry": AuditEntry.objects.record(user=None, action="test", target=article),
        "capture": item.capture,
        "comment": make_comment(article),
        "curation": Curation.objects.create(action="kind", tag=tag, summary="Railway"),
        "importitem": item,
        "importrun": run,
        "job": Job.objects.create(task="link_all", state=Job.State.FAILED),
        "link": make_link(article, other, state=Link.State.SUGGESTED),
        "picture": Picture.objects.create(
            key="0" * 32, suffix="webp", width=9, height=9, widths=[9], name="P"
        ),
        "quotation": article.quotations.get(),
        "reference": make_reference(article, "C"),
        "revision": article.latest_revision,
        "source": source,
        "tag": tag,
        "tagsuggestion": TagSuggestion.objects.create(article=article, tag=tag, score=0.5),
        "translationtask": make_task(article, "kk"),
        "unknownname": UnknownName.objects.create(key="khorgos", text="Khorgos"),
    }
    user = people["editor"].session["_auth_user_id"]
    group = Group.objects.first().pk
    arguments = {
        "app_list": ["articles"],
        "view_on_site": [1, 1],
        "articles_article_bulk_undo": [BulkChange.objects.create(user=None).pk],
        "articles_article_work": ["review"],
        "articles_article_typed": [article.pk],
        "articles_article_authors": [article.pk],
        "articles_auditentry_export": ["csv"],
        "articles_capture_conflict": [item.capture.pk],
        "articles_job_again": [rows["job"].pk],
        "articles_link_judge": [rows["link"].pk],
        "articles_importrun_undo": [run.pk],
        "articles_tag_curate": [tag.pk, "rename"],
        "articles_curation_undo": [rows["curation"].pk],
        "auth_user_password_change": [user],
        "auth_user_security_of": [user],
    }
    task = rows["translationtask"]
    arguments |= {f"articles_translationtask_{view}": [task.pk] for view in ("pair", "panel")}
    for noun, row in rows.items():
        arguments |= {f"articles_{noun}_{view}": [row.pk] for view in ("history", "change", "delete")}
    for model, number in (("auth_user", user), ("auth_group", group)):
        arguments |= {f"{model}_{view}": [number] for view in ("history", "change", "delete")}
    return arguments


@pytest.fixture(params=Article.State.values)
def state(request) -> str:
    """The state of the article at which all is aimed: what a role may do in it does not depend on the database."""
    if connection.vendor != "sqlite" and request.param != Article.State.DRAFT:
        pytest.skip("all states are gone through on SQLite")
    return request.param


draft_only = pytest.mark.parametrize("state", ["draft"], indirect=True)


def test_every_address_stands_in_the_table():
    assert names_of(admin.site.urls[0]) - OPEN == set(TABLE)


def test_an_api_would_stand_in_the_table_too():
    """There is none yet that changes anything: readers' addresses are for everybody alike."""
    assert [name for name in names_of(get_resolver().url_patterns) if name.startswith("api")] == []


def test_every_address_answers_each_role_as_the_table_says(people, archive, state):
    wrong = {}
    for name, answers in sorted(TABLE.items()):
        if state != Article.State.DRAFT and name not in archive:
            continue  # no row's state can make a difference there
        address = reverse(f"admin:{name}", args=archive.get(name, []))
        if name == "articles_translationtask_panel":
            address += f"?pair={TranslationPair.objects.first().pk}"
        if name == "autocomplete":
            address += "?app_label=articles&model_name=article&field_name=source"
        given = tuple(people[role].get(address).status_code for role in ROLES)
        if given != answers:
            wrong[name] = {
                role: pair for role, *pair in zip(ROLES, given, answers, strict=True) if pair[0] != pair[1]
            }
    assert wrong == {}


@pytest.mark.parametrize(
    "tab", ["text", "source", "tags", "quotations", "links", "comments", "lines", "desk", "revisions"]
)
@draft_only
def test_every_tab_of_an_article_opens_for_whoever_reads_drafts(tab, people, archive):
    address = reverse("admin:articles_article_change", args=archive["articles_article_change"])
    assert tuple(people[role].get(f"{address}?tab={tab}").status_code for role in ROLES) == READERS


# Who may do it, in ROLES; all others are refused.
ALL_EDITORS = {"editor", "chief", "administrator", "root"}
EVERYWHERE = ALL_EDITORS | {"elsewhere"}
CHANGES = {  # (address, what is posted) → who is not refused
    ("articles_article_change", "_save=1"): ALL_EDITORS,
    ("articles_article_change", "_publish=1"): ALL_EDITORS,
    ("articles_article_change", "_withdraw=1"): ALL_EDITORS,
    ("articles_article_bulk", "section=World"): {"chief", "administrator", "root"},
    ("articles_article_bulk_undo", ""): {"root"},
    ("articles_article_change", "_review=1"): ALL_EDITORS,
    ("articles_article_change", "_back=1&note=x"): ALL_EDITORS,
    ("articles_article_typed", "body=x&base=1"): ALL_EDITORS,
    ("articles_article_typed_anew", "body=x&base=0"): EVERYWHERE,
    ("articles_article_preview", "body=x"): EVERYWHERE | {"reader", "translator"},
    ("articles_capture_change", "_read=1"): ALL_EDITORS,
    ("articles_capture_change", "_try=1"): ALL_EDITORS,
    ("articles_capture_change", "_accept=1"): ALL_EDITORS,
    ("articles_capture_change", "_refuse=1"): ALL_EDITORS,
    ("articles_link_judge", "verdict=accept"): ALL_EDITORS,
    ("articles_link_undo", ""): EVERYWHERE,
    ("articles_link_bulk", "only=quotes"): EVERYWHERE,
    ("articles_job_start", "task=link_all"): {"chief", "administrator", "root"},
    ("articles_job_again", ""): {"chief", "administrator", "root"},
    ("articles_translationtask_change", "action=save"): ALL_EDITORS | {"translator"},
    ("articles_translationtask_change", "action=publish"): ALL_EDITORS,
    ("articles_translationtask_pair", "pair=0"): ALL_EDITORS | {"translator"},
    ("articles_importrun_undo", ""): EVERYWHERE,
    ("articles_tag_curate", "name_en=X&_do=1"): EVERYWHERE,
    ("articles_tag_duplicates", "apart=0-0"): EVERYWHERE,
    ("articles_tag_bulk", "query=x&tag=0"): {"chief", "administrator", "root"},
    ("articles_curation_undo", ""): EVERYWHERE,
    ("articles_unknownname_change", "_refuse=1"): EVERYWHERE,
    ("articles_importrun_add", "text=x&name=x"): EVERYWHERE,
}


def is_refused(answer) -> bool:
    return answer.status_code == NO or "login" in answer.headers.get("Location", "")


@contextmanager
def undone() -> Iterator[None]:
    """What happens within has not happened afterwards: one archive serves every change."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_changes_are_refused_by_role(people, archive):
    wrong = []
    for (name, posted), allowed in CHANGES.items():
        address = reverse(f"admin:{name}", args=archive.get(name, []))
        data = dict(pair.split("=") for pair in posted.split("&") if pair)
        if name == "articles_article_change":
            data |= {"base": 1, "headline": "A", "body": "Words."}
        with undone():
            for role in sorted(ROLES, key=allowed.__contains__):  # whoever is refused finds nothing done yet
                answer = people[role].post(address, data)
                is_right = is_refused(answer)
                if role in allowed:
                    is_right = not is_right and answer.status_code in (200, 302, 404, 409)
                if not is_right:
                    wrong.append((name, posted, role, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_a_translator_changes_translations_only_and_none_that_was_withdrawn(role, people, state):
    translation = make_translation(make_article("A"), "ru", headline="Б", state=state)
    address = reverse("admin:articles_article_change", args=[translation.pk])
    answer = people[role].post(address, {"base": 1, "headline": "В", "body": "Слова."})
    may = ALL_EDITORS | ({"translator"} if state != "withdrawn" else set())
    assert is_refused(answer) == (role not in may)
    assert translation.revisions.count() == (2 if role in may else 1)


@pytest.mark.parametrize(
    ("tab", "action", "noun"),
    [
        ("tags", "accept", "tagsuggestion"),
        ("links", "accept", "link"),
        ("comments", "hide", "comment"),
        ("revisions", "restore", "revision"),
        ("desk", "assign", "article"),
        ("desk", "schedule", "article"),
        ("desk", "note", "article"),
    ],
)
@draft_only
def test_what_machines_suggested_is_judged_by_editors_only(tab, action, noun, people, archive):
    row = archive[f"articles_{noun}_change"][0] if noun != "revision" else 1
    address = reverse("admin:articles_article_change", args=archive["articles_article_change"])
    posted = {"action": f"{action} {row}"}
    for role in set(ROLES) - ALL_EDITORS:
        assert is_refused(people[role].post(f"{address}?tab={tab}", posted)), role
    assert people["editor"].post(f"{address}?tab={tab}", posted).status_code in (200, 302)


@draft_only
def test_changes_need_the_token_of_the_form(people, archive):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = people["root"].cookies
    for name, posted in CHANGES:
        answer = strict.post(reverse(f"admin:{name}", args=archive.get(name, [])), {"x": posted})
        assert answer.status_code == 403, name


@draft_only
def test_an_administrator_takes_no_right_that_the_roles_do_not_have(people, archive):
    """Nobody becomes a superuser by the form of their own account, or takes a superuser's password."""
    administrator = get_user_model().objects.get(username="administrator")
    address = reverse("admin:auth_user_change", args=[administrator.pk])
    data = {"username": "administrator", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    data |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00", "user_permissions": "1"}
    data |= {"remit-TOTAL_FORMS": 0, "remit-INITIAL_FORMS": 0}
    assert people["administrator"].post(address, data).status_code == 302
    administrator.refresh_from_db()
    assert not administrator.is_superuser
    assert not administrator.user_permissions.exists()
    root = get_user_model().objects.get(username="root")
    address = reverse("admin:auth_user_password_change", args=[root.pk])
    assert people["administrator"].get(address).status_code == 403


def test_a_remit_of_papers_confines_what_is_changed(people):
    """Of another paper an article is seen and not changed, by no way; and none is moved out of one's own."""
    user, editor = get_user_model().objects.get(username="editor"), people["editor"]
    mine, theirs = make_source(), make_source()
    Remit.objects.create(user=user).sources.add(mine)
    waiting = {"state": "review", "published_on": None}
    own, foreign = (make_article(source=source, **waiting) for source in (mine, theirs))
    form = {"base": 1, "headline": "New", "body": "Words.", "_save": "1"}
    source = {"base": 1, "language": "en", "slug": "", "source": theirs.pk}
    hour = {"action": "schedule", "publish_at": "2030-01-01T09:00"}
    change, typed = "admin:articles_article_change", "admin:articles_article_typed"
    assert editor.get(reverse(change, args=[foreign.pk])).status_code == 200
    for tab, posted in (("text", form), ("source", source), ("desk", hour)):
        assert editor.post(f"{reverse(change, args=[foreign.pk])}?tab={tab}", posted).status_code == NO, tab
    assert editor.post(f"{reverse(change, args=[own.pk])}?tab=source", source).status_code == NO
    assert editor.post(reverse(typed, args=[foreign.pk]), {"body": "x", "base": 1}).status_code == NO
    for queue, act in (("review", "publish"), ("review", "back"), ("undated", "day")):
        address = reverse("admin:articles_article_work", args=[queue])
        assert editor.post(address, {"act": f"{act} {foreign.pk}"}).status_code == NO, act
    added = {"language": "en", "headline": "A", "body": "B", "source": theirs.pk}
    assert editor.post(reverse("admin:articles_article_add"), added).status_code == NO
    listed = {"action": "publish", "_selected_action": [own.pk, foreign.pk], "_seen": "1"}
    editor.post(reverse("admin:articles_article_changelist"), listed)
    states = [type(article).objects.get(pk=article.pk).state for article in (own, foreign)]
    assert states == ["published", "review"]
    assert foreign.revisions.count() == own.revisions.count() == 1
