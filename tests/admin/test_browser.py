"""The back office in a browser: keys, the live preview, what works without script, and axe in light and dark."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.admin.groups import EDITORS, ensure_groups
from articles.desk.queues import QUEUES
from articles.desk.workflow import add_note
from articles.models import Article, Capture, Job, Link, TagSuggestion
from tests.admin.conftest import PAGE, take_in
from tests.admin.test_conflict import waiting_conflict
from tests.factories import make_article, make_comment, make_link, make_tag

NOUNS = ("article", "source", "tag", "revision", "quotation", "reference", "picture", "job", "importrun")
CHIEFS_SCREENS = ("articles_article_bulk", "articles_auditentry_changelist")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def enter(chromium, live_server, client):
    """A page of the back office as an editor sees it; what the browser complains of fails the test."""
    editor = get_user_model().objects.create_user("editor", is_staff=True)
    editor.groups.add(ensure_groups()[EDITORS])
    client.force_login(editor)
    complaints = []
    contexts = []

    def open_page(address: str, **options):
        context = chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def review_of(text: str) -> tuple[Capture, str]:
    take_in(("page.txt", text))
    capture = Capture.objects.get()
    return capture, reverse("admin:articles_capture_change", args=[capture.pk])


def test_a_line_is_left_out_by_keys_alone(enter):
    capture, address = review_of(PAGE)
    last = capture.ledger[-2][0]
    page = enter(address)
    for _step in capture.ledger[:-1]:
        page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector("[data-state]:not(:empty)")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert capture.verdicts.get().line == last
    assert capture.verdicts.get().role == "navigation"


def test_u_leads_to_the_unsure_line(enter):
    capture, address = review_of(PAGE)
    capture.ledger[4][3] = 0.2
    capture.save()
    page = enter(address)
    page.keyboard.press("u")
    assert page.evaluate("document.activeElement.name") == f"line-{capture.ledger[4][0]}"


def test_one_key_turns_a_lines_role_and_the_article_follows(enter):
    capture, address = review_of(PAGE)
    line = next(entry[0] for entry in capture.ledger if entry[1] == "body")
    words = PAGE.split("\n")[line - 1][:30]
    page = enter(address)
    page.click(".ks-text summary")
    assert page.locator(".ks-text p").filter(has_text=words).count() == 1
    page.focus(f"[name=line-{line}]")
    page.keyboard.press("x")
    page.wait_for_function(
        "words => !document.querySelector('.ks-text').innerText.includes(words)", arg=words
    )
    assert "not saved" in page.inner_text("[data-state]")
    assert not capture.verdicts.exists()
    page.keyboard.press("b")
    page.wait_for_function("words => document.querySelector('.ks-text').innerText.includes(words)", arg=words)


def test_single_keys_can_be_switched_off_and_stay_off(enter):
    _capture, address = review_of(PAGE)
    page = enter(address)
    page.uncheck("[data-keys-on]")
    page.reload()
    page.keyboard.press("j")
    assert page.locator("[data-lines] .cur").count() == 0


def test_keys_do_nothing_while_somebody_types(enter):
    _capture, address = review_of(PAGE)
    page = enter(address)
    page.locator("#reason").press_sequentially("jux")
    assert page.input_value("#reason") == "jux"
    assert page.locator("[data-lines] .cur").count() == 0


def test_the_preview_follows_the_text(enter):
    article = make_article(body="Old words.\n", state=Article.State.DRAFT)
    page = enter(reverse("admin:articles_article_change", args=[article.pk]))
    page.fill("textarea[name=body]", "Some *new* words")
    page.wait_for_selector("[data-preview-here] em:has-text('new')")
    with page.expect_navigation():
        page.click("[name=_save]")
    assert article.revisions.first().body == "Some *new* words\n"


def test_without_script_a_line_is_judged_and_a_text_previewed(enter):
    capture, address = review_of(PAGE)
    line = capture.ledger[-2][0]
    page = enter(address, java_script_enabled=False)
    page.select_option(f"[name=line-{line}]", "footer")
    with page.expect_navigation():
        page.click("[name=_read]")
    assert capture.verdicts.get().line == line
    page = enter(
        reverse("admin:articles_article_change", args=[capture.article_id]), java_script_enabled=False
    )
    page.fill("textarea[name=body]", "Some *new* words")
    page.click("[name=_preview]")
    assert page.inner_text(".ks-preview em") == "new"


def test_whoever_writes_own_words_for_a_conflict_has_chosen_them(enter):
    item = waiting_conflict()
    page = enter(reverse("admin:articles_capture_conflict", args=[item.capture_id]))
    page.click(".ks-own summary")
    page.fill(".ks-own textarea", "The sea is far.")
    with page.expect_navigation():
        page.click("[name=_save]")
    assert "The sea is far." in item.article.revisions.first().body


def test_without_script_a_conflict_is_settled(enter):
    item = waiting_conflict()
    page = enter(
        reverse("admin:articles_capture_conflict", args=[item.capture_id]), java_script_enabled=False
    )
    page.check("[value=theirs]")
    with page.expect_navigation():
        page.click("[name=_save]")
    assert "six hundred" in item.article.revisions.first().body


def test_a_link_is_accepted_and_taken_back_by_keys(enter):
    link = make_link(make_article("Left"), make_article("Right"), state=Link.State.SUGGESTED)
    page = enter(reverse("admin:articles_link_review"))
    page.keyboard.press("a")
    page.wait_for_selector("[data-undo]")
    link.refresh_from_db()
    assert link.state == Link.State.ACCEPTED
    page.keyboard.press("z")
    page.wait_for_selector("[data-accept]")
    link.refresh_from_db()
    assert link.state == Link.State.SUGGESTED


def test_links_are_put_off_and_rejected_as_another_kind_by_keys(enter):
    first, second = (make_link(make_article(), make_article(), state=Link.State.SUGGESTED) for _ in range(2))
    page = enter(reverse("admin:articles_link_review"))
    for key in "jkl":
        page.keyboard.press(key)
    page.wait_for_selector("[data-undo]")
    for key in "j4r":
        page.keyboard.press(key)
    page.wait_for_selector("[data-card]:only-of-type")
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.kind, first.state) == ("event", "rejected")
    assert (second.kind, second.state, second.put_off_at) == ("quotes", "suggested", None)


def test_what_is_doubtful_in_a_selection_is_shown_and_published_by_keys(enter):
    article = make_article("The dry port", state=Article.State.DRAFT)
    page = enter(reverse("admin:articles_article_changelist"), bypass_csp=True)
    page.focus("input.action-select")
    page.keyboard.press("Space")
    page.focus("select[name=action]")
    page.keyboard.type("Publish")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "No paper is named." in page.inner_text(".ks-seen")
    assert violations(page) == []
    page.focus(".ks-list a")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    article.refresh_from_db()
    assert article.is_published


def test_an_article_is_found_from_the_front_page_by_keys(enter):
    make_article("The dry port", state=Article.State.DRAFT)
    make_article("Another text", state=Article.State.DRAFT)
    page = enter(reverse("admin:index"))
    page.keyboard.press("/")
    page.keyboard.type("dry port")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("#result_list tbody tr").count() == 1
    assert "The dry port" in page.inner_text("#result_list")


def test_tags_are_completed(enter):
    article = make_article(state=Article.State.DRAFT)
    tag = make_tag("Railway of the steppe")
    page = enter(reverse("admin:articles_article_change", args=[article.pk]) + "?tab=tags")
    page.click(".select2-search__field")
    page.keyboard.type("steppe")
    page.click(".select2-results__option:has-text('Railway')")
    with page.expect_navigation():
        page.click("[name=_save]")
    assert article.revisions.first().tags == [tag.slug]


def screens() -> list[str]:
    capture, review = review_of(PAGE)
    left, right = (
        make_article("Left", '## Head\n\n> Words.\n> {title="B" publisher="P"}\n'),
        make_article("Right"),
    )
    make_link(left, right, state=Link.State.SUGGESTED)
    make_comment(left)
    make_article("Waits", "A «quotation.\n", state=Article.State.REVIEW)
    TagSuggestion.objects.create(article=left, tag=make_tag("Railway"), score=0.5, sentence="Words.")
    form = reverse("admin:articles_article_change", args=[left.pk])
    tabs = ("text", "source", "tags", "quotations", "links", "comments", "desk", "revisions")
    add_note(left, user=get_user_model().objects.get(username="editor"), text="Who says so?", anchor="p1")
    return [
        reverse("admin:index"),
        review,
        *(f"{form}?tab={tab}" for tab in tabs),
        reverse("admin:articles_article_change", args=[capture.article_id]) + "?tab=lines",
        reverse("admin:articles_article_add"),
        reverse("admin:articles_importrun_add"),
        reverse("admin:articles_importrun_change", args=[capture.run_id]),
        reverse("admin:articles_link_review"),
        reverse("admin:articles_capture_conflict", args=[waiting_conflict().capture_id]),
        *(reverse(f"admin:articles_{noun}_changelist") for noun in NOUNS),
        *(reverse(f"admin:articles_{noun}_add") for noun in ("picture", "source", "tag", "reference")),
        *(reverse("admin:articles_article_work", args=[name]) for name in QUEUES),
        reverse("admin:articles_article_history", args=[left.pk]),
        reverse("admin:articles_job_change", args=[Job.objects.create(task="link_all", state="failed").pk]),
        reverse("admin:password_change"),
    ]


def faults_of(page, address: str) -> list:
    """What axe finds in light, of contrast in dark, whether the screen is wider than a phone, and whether it takes itself
    for typed in before anybody has: one load for all."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.add_style_tag(content="* { transition: none !important }")  # colours are read when they are there
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, runOnly={"type": "rule", "values": ["color-contrast"]})
    page.set_viewport_size({"width": 390, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 390:
        found.append(f"{width} wide")
    if not page.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))"):
        found.append("asks before it is left")
    return found


def violations(page, **options) -> list:
    from tests.browser import axe

    return [(v["id"], [node["target"] for node in v["nodes"][:3]]) for v in axe.violations(page, **options)]


def test_screens_of_chiefs_and_administrators_are_for_everybody(enter, live_server):
    user = get_user_model().objects.get(username="editor")
    user.groups.add(*ensure_groups().values())
    names = (*CHIEFS_SCREENS, "auth_user_changelist", "auth_user_add", "auth_group_changelist")
    addresses = [reverse(f"admin:{name}") for name in names]
    addresses.append(reverse("admin:auth_user_change", args=[user.pk]))
    page = enter(addresses[0], bypass_csp=True)
    found = {address: faults_of(page, live_server.url + address) for address in addresses}
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_every_screen_is_for_everybody_in_light_and_dark_and_fits_a_phone(enter, live_server):
    addresses = screens()
    page = enter(addresses[0], bypass_csp=True)
    found = {address: faults_of(page, live_server.url + address) for address in addresses}
    assert {address: faults for address, faults in found.items() if faults} == {}
