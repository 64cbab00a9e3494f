"""No keystroke is lost: a crash, a dead network and a session that ended, in a browser."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.admin.groups import EDITORS, ensure_groups
from articles.models import Article, Autosave, Tag
from articles.search.index import index_articles
from tests.factories import make_article, make_source, make_tag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "textarea[name=body]"


@pytest.fixture
def desk(chromium, live_server, client):
    """A function that opens the article's text in a window of its own; the window's cookies are the editor's."""
    user = get_user_model().objects.create_user("editor", is_staff=True)
    user.groups.add(ensure_groups()[EDITORS])
    article = make_article("The dry port", "Old words.\n", state=Article.State.DRAFT)
    context = chromium.new_context(locale="en-US")

    def sign_in() -> None:
        client.force_login(user)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def open_page():
        page = context.new_page()
        page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
        return page

    sign_in()
    open_page.sign_in, open_page.context, open_page.article = sign_in, context, article
    open_page.site = live_server.url
    yield open_page
    context.close()


def type_and_pause(page, words: str) -> None:
    """Type, and pass over the pause without a key after which the script sends what was typed."""
    page.clock.install()
    page.fill(BODY, words)
    page.clock.run_for(3000)


def save(page) -> None:
    with page.expect_navigation():
        page.click("[name=_save]")


def test_words_survive_a_crash_on_the_server_and_on_the_device(desk):
    page = desk()
    type_and_pause(page, "New words.")
    page.wait_for_selector("[data-kept]:not(:empty)")
    page.close(run_before_unload=False)
    assert Autosave.objects.get().data["body"] == "New words."
    page = desk()
    assert page.input_value(BODY) == "Old words.\n"
    page.wait_for_selector("[data-there]")
    assert page.is_hidden("[data-local]")  # one question for the same words
    page.click("[data-there] a")
    assert page.input_value(BODY) == "New words."
    page.fill(BODY, "Newest words.")
    page.close(run_before_unload=False)
    page = desk()
    page.click("[data-local-take]")
    assert page.input_value(BODY) == "Newest words."
    save(page)
    assert desk.article.revisions.first().body == "Newest words.\n"
    assert page.is_hidden("[data-local]")


def test_words_that_are_thrown_away_are_not_offered_again_from_the_device(desk):
    page = desk()
    type_and_pause(page, "New words.")
    page.wait_for_selector("[data-kept]:not(:empty)")
    page.close(run_before_unload=False)
    page = desk()
    with page.expect_navigation():
        page.click("[data-forget] button")
    assert not Autosave.objects.exists()
    assert page.is_hidden("[data-local]")
    assert page.input_value(BODY) == "Old words.\n"


def test_words_of_a_new_article_survive_a_crash_on_the_device(desk):
    page = desk.context.new_page()
    page.goto(desk.site + reverse("admin:articles_article_add"))
    page.fill("[name=headline]", "New")
    page.fill(BODY, "New words.")
    page.close(run_before_unload=False)
    page = desk.context.new_page()
    page.goto(desk.site + reverse("admin:articles_article_add"))
    page.click("[data-local-take]")
    assert page.input_value(BODY) == "New words."
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert Article.objects.get(headline="New").latest_revision.body == "New words.\n"
    page.goto(desk.site + reverse("admin:articles_article_add"))
    assert page.is_hidden("[data-local]")


def test_doubts_are_told_while_one_types(desk):
    page = desk()
    type_and_pause(page, "A «quotation that does not end.")
    page.wait_for_selector("[data-checks] li:has-text('do not pair up')")


def test_a_dead_network_keeps_the_form_and_saving_works_when_it_is_back(desk):
    page = desk()
    desk.context.set_offline(True)
    page.fill(BODY, "New words.")
    page.click("[name=_save]")
    page.wait_for_selector("[data-lost-words=network]", state="visible")
    assert page.input_value(BODY) == "New words."
    desk.context.set_offline(False)
    save(page)
    assert desk.article.revisions.first().body == "New words.\n"


def test_a_session_that_ended_keeps_the_form_and_signing_in_again_saves_it(desk):
    page = desk()
    page.fill(BODY, "New words.")
    desk.context.clear_cookies()
    page.click("[name=_save]")
    page.wait_for_selector("[data-lost-words=session]", state="visible")
    assert page.input_value(BODY) == "New words."
    desk.sign_in()
    save(page)
    assert desk.article.revisions.first().body == "New words.\n"


def test_a_form_without_autosave_keeps_its_words_too_when_the_session_ended(desk):
    page = desk()
    page.goto(page.url + "?tab=source")
    page.fill("[name=section]", "World")
    desk.context.clear_cookies()
    page.click("[name=_save]")
    page.wait_for_selector("[data-lost-words=session]", state="visible")
    assert page.input_value("[name=section]") == "World"
    desk.sign_in()
    save(page)
    assert desk.article.revisions.first().attributes["section"] == "World"


def test_buttons_put_a_quotation_round_what_is_chosen(desk):
    page = desk()
    page.fill(BODY, "Before.\n\nQuoted words.")
    page.evaluate("document.querySelector('textarea[name=body]').setSelectionRange(9, 22)")
    page.click("button:has-text('Quotation')")
    assert page.input_value(BODY) == 'Before.\n\n> Quoted words.\n> {title="" publisher="" date=}\n\n'


def test_the_focus_goes_through_the_form_in_the_order_in_which_it_is_read(desk):
    page = desk()
    page.focus("[name=headline]")
    seen = []
    for _step in range(14):
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    assert seen[:3] == ["headline", "original_headline", "subtitle"]
    assert seen.index("Heading") < seen.index("body") < seen.index("As readers will see it")


def open_form(desk, noun: str, row=None):
    page = desk.context.new_page()
    view, args = ("change", [row.pk]) if row else ("add", [])
    page.goto(desk.site + reverse(f"admin:articles_{noun}_{view}", args=args))
    return page


def test_words_of_a_source_survive_a_crash_with_the_rows_that_were_added(desk):
    source = make_source("steppe-post")
    page = open_form(desk, "source", source)
    page.fill("[name=description]", "Of the steppe.")
    page.click(".add-row a")
    page.fill("[name=aliases-1-text]", "Post of the Steppe")
    page.close(run_before_unload=False)
    page = open_form(desk, "source", source)
    page.click("[data-local-take]")
    assert page.input_value("[name=description]") == "Of the steppe."
    save(page)
    source.refresh_from_db()
    assert source.description == "Of the steppe."
    assert [alias.text for alias in source.aliases.all()] == ["Post of the Steppe"]
    page.close()
    assert open_form(desk, "source", source).is_hidden("[data-local]")


def test_a_tag_that_was_added_is_not_offered_again(desk):
    page = open_form(desk, "tag")
    page.fill("[name=name]", "Khorgos")
    page.close(run_before_unload=False)
    page = open_form(desk, "tag")
    page.click("[data-local-take]")
    page.fill("[name=name_en]", "Khorgos")
    save(page)
    assert Tag.objects.filter(name="Khorgos").exists()
    page.close()
    assert open_form(desk, "tag").is_hidden("[data-local]")


def test_a_chosen_tag_survives_a_crash(desk):
    tag = make_tag("Khorgos")
    page = desk()
    page.goto(page.url + "?tab=tags")
    page.click(".select2-selection")
    page.keyboard.type("Khor")
    page.click(".select2-results__option:has-text('Khorgos')")
    page.close(run_before_unload=False)
    page = desk()
    page.goto(page.url + "?tab=tags")
    page.click("[data-local-take]")
    save(page)
    assert desk.article.revisions.first().tags == [tag.slug]


def test_a_sources_form_keeps_its_words_when_the_session_ended(desk):
    source = make_source("steppe-post")
    page = open_form(desk, "source", source)
    page.fill("[name=description]", "Of the steppe.")
    desk.context.clear_cookies()
    page.click("[name=_save]")
    page.wait_for_selector("[data-lost-words=session]", state="visible")
    desk.sign_in()
    save(page)
    source.refresh_from_db()
    assert source.description == "Of the steppe."


def test_authors_are_completed_and_put_in_as_lines(desk):
    index_articles([make_article("Another", authors=["Aida Serik"])])
    page = desk()
    page.goto(page.url + "?tab=source")
    page.focus("#complete-authors")
    page.keyboard.type("aid")
    page.wait_for_selector("#known-authors option[value='Aida Serik']", state="attached")
    # As choosing from the browser's own list does; without a screen it is not drawn.
    page.eval_on_selector(
        "#complete-authors", "e => { e.value = 'Aida Serik'; e.dispatchEvent(new Event('input')) }"
    )
    page.keyboard.type("Bob")
    page.keyboard.press("Enter")
    assert page.input_value("[name=authors]") == "Aida Serik\nBob"
    save(page)
    assert desk.article.revisions.first().attributes["authors"] == ["Aida Serik", "Bob"]
