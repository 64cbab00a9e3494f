"""The workbench in a browser: keys, saving as one types, a connection that breaks, two tabs, and axe."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.admin.groups import EDITORS, ensure_groups
from articles.models import TranslationPair, TranslationTask
from articles.translations.run import follow_translations
from tests.factories import make_article, make_revision, make_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOURCE = (
    "貨物は三日待つ。運賃は2022年に上がった。\n\n検問所は昼に一度だけ開く。\n\n番号札は前の日に売り切れる。\n"
)
TARGET = (
    "Cargo waits for three days. Rates rose in 2022.\n\nThe checkpoint opens once.\n\nTickets sell out.\n"
)
SAVED = "[data-row].ks-now [data-saved]:has-text('Saved')"


@pytest.fixture
def task(transactional_db):
    original = make_article("国境の行列", SOURCE, language="ja")
    task = make_task(original, "en", headline="The queue", body=TARGET)
    changed = SOURCE.replace("2022", "2023").replace("昼", "朝")
    original.live_revision = make_revision(original, changed)
    original.latest_revision = original.live_revision
    original.save()
    follow_translations([original])
    return task


@pytest.fixture
def context(chromium, live_server, client):
    """A browser in which an editor is signed in."""
    editor = get_user_model().objects.create_user("editor", is_staff=True)
    editor.groups.add(ensure_groups()[EDITORS])
    client.force_login(editor)
    contexts = []

    def make(**options):
        made = chromium.new_context(
            locale="en-US", viewport={"width": 1280, "height": 900}, base_url=live_server.url, **options
        )
        made.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        contexts.append(made)
        return made

    yield make
    for made in contexts:
        made.close()


def bench(task: TranslationTask) -> str:
    return reverse("admin:articles_translationtask_change", args=[task.pk])


def open_bench(context, task):
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(bench(task))
    return page


def pair_of(task, anchor: str) -> TranslationPair:
    return task.translation.pairs.get(source_anchor=anchor)


def field(task, anchor: str) -> str:
    return f"#x{pair_of(task, anchor).pk}"


def test_words_are_saved_while_they_are_typed(context, task):
    page = open_bench(context(), task)
    page.fill(field(task, "p3"), "Numbers sell out the day before.")
    page.wait_for_selector(SAVED)
    assert pair_of(task, "p3").target_text == "Numbers sell out the day before."
    assert page.complaints == []


def test_a_translation_is_gone_through_by_keys_alone(context, task):
    page = open_bench(context(), task)
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowUp")
    assert page.evaluate("document.activeElement.id") == field(task, "headline")[1:]
    page.keyboard.press("Control+Enter")
    page.wait_for_function("id => document.activeElement.id === id", arg=field(task, "p1")[1:])
    assert pair_of(task, "headline").state == "reviewed"
    page.keyboard.press("Alt+s")
    page.wait_for_function("id => document.activeElement.id === id", arg=field(task, "p2")[1:])
    assert pair_of(task, "p1").state == "draft"
    assert pair_of(task, "p2").state == "stale"
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert page.complaints == []


def test_still_right_can_be_undone_on_the_screen(context, task):
    page = open_bench(context(), task)
    row = page.locator(f"#t{pair_of(task, 'p1').pk}")
    row.get_by_role("button", name="Still right as it is").click()
    row.get_by_role("button", name="Undo").click()
    row.get_by_role("button", name="Still right as it is").wait_for()
    assert pair_of(task, "p1").state == "stale"


def test_a_broken_connection_loses_nothing(context, task):
    window = context()
    page = open_bench(window, task)
    window.set_offline(True)
    page.fill(field(task, "p3"), "Typed in a tunnel.")
    page.wait_for_selector("[data-saved].ks-unsaved")
    window.set_offline(False)
    page.wait_for_selector(SAVED)
    assert pair_of(task, "p3").target_text == "Typed in a tunnel."


def test_what_never_reached_the_server_is_there_after_a_reload(context, task):
    window = context()
    page = open_bench(window, task)
    window.route("**/pair/", lambda route: route.abort())
    page.fill(field(task, "p3"), "Typed before the crash.")
    page.wait_for_selector("[data-saved].ks-unsaved")
    page.on("dialog", lambda dialog: dialog.accept())
    window.unroute("**/pair/")
    page.reload()
    assert page.input_value(field(task, "p3")) == "Typed before the crash."
    page.wait_for_selector(f"#t{pair_of(task, 'p3').pk} [data-saved]:has-text('Saved')")
    assert pair_of(task, "p3").target_text == "Typed before the crash."


def test_the_second_of_two_tabs_sees_both_texts_and_chooses(context, task):
    window = context()
    first, second = open_bench(window, task), open_bench(window, task)
    first.fill(field(task, "p3"), "From the first tab.")
    first.wait_for_selector(SAVED)
    second.fill(field(task, "p3"), "From the second tab.")
    second.wait_for_selector("[data-rival]")
    assert "From the first tab." in second.inner_text("[data-rival]")
    assert second.input_value(field(task, "p3")) == "From the second tab."
    assert pair_of(task, "p3").target_text == "From the first tab."
    second.click("[data-mine]")
    second.wait_for_selector(SAVED)
    assert pair_of(task, "p3").target_text == "From the second tab."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme, context, task):
    from tests.browser import axe

    page = context(color_scheme=scheme).new_page()
    form = reverse("admin:articles_article_change", args=[task.original_id]) + "?tab=source"
    found = {}
    for address in (bench(task), "/admin/articles/translationtask/", form):
        page.goto(address)
        violations = axe.violations(page)
        found |= {(address, v["id"]): v["nodes"][0]["html"][:200] for v in violations}
    assert found == {}


def test_nothing_scrolls_sideways_on_a_phone(context, task):
    page = context().new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    for address in (bench(task), "/admin/articles/translationtask/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
