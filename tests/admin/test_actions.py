"""An editor's day, counted: from an import to everything published with source, date, tags and links."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from articles.admin.groups import CHIEFS, ensure_groups
from articles.models import Article, Link, Source, TagSuggestion
from articles.pipeline import SURE
from articles.tagging.load import load_gazetteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST = 25


class Hands:
    """A browser whose every click, choice, typed field and acting key is written down."""

    def __init__(self, page):
        self.page = page
        self.actions: list[str] = []

    def click(self, what: str) -> None:
        self.actions.append(f"click {what}")
        self.page.click(what)

    def go(self, what: str) -> None:
        self.actions.append(f"click {what}")
        with self.page.expect_navigation():
            self.page.click(what)

    def type(self, text: str) -> None:
        self.actions.append(f"type {text}")
        self.page.keyboard.type(text)

    def key_that_acts(self, key: str) -> None:
        self.actions.append(f"press {key}")
        with self.page.expect_navigation():  # what comes next is looked for on the page that answers
            self.page.keyboard.press(key)

    def choose(self, what: str, value: str) -> None:
        self.actions.append(f"choose {value}")
        self.page.select_option(what, value)


@contextmanager
def at_the_desk(chromium, live_server, client) -> Iterator[Hands]:
    user = get_user_model().objects.create_user("chief", is_staff=True)
    user.groups.add(ensure_groups()[CHIEFS])
    client.force_login(user)
    context = chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:index"))
    yield Hands(page)
    context.close()


def publish_everything(hands: Hands, sources: dict[int, Source]) -> None:
    """What an editor does, from the front page to the last article in front of readers."""
    if TagSuggestion.objects.filter(score__gte=SURE, state="suggested").exists():
        hands.go("a:has-text('Suggested tags')")
        hands.go("button:has-text('sure')")
        hands.go(".breadcrumbs a:has-text('Home')")
    if Link.objects.waiting().exists():
        hands.go("#content a:has-text('Suggested links')")
        while hands.page.locator("[data-accept]").count():
            hands.key_that_acts("a")
    hands.go("#nav-sidebar a:has-text('Articles')")
    for number, source in sources.items():
        hands.go(f"#result_list a[href*='/{number}/change/']")
        hands.go(".ks-tabs a:has-text('Source and date')")
        hands.click("#id_source + .select2 .select2-selection")
        hands.type(str(source))
        hands.click(f".select2-results__option:has-text('{source}')")
        hands.go("[name=_save]")
        hands.go(".breadcrumbs a:has-text('Articles')")
    hands.click("#action-toggle")
    hands.choose("select[name=action]", "publish")
    hands.go("button[name=index]")
    if hands.page.locator(".ks-seen").count():  # what is doubtful is shown first
        hands.go(".submit-row button")


def finished(sources: dict[int, Source]) -> None:
    articles = list(Article.objects.filter(translation_of__isnull=True))
    assert {article.state for article in articles} == {Article.State.PUBLISHED}
    assert not any(article.has_draft for article in articles)
    assert all(article.tags.exists() for article in articles)
    assert not Link.objects.waiting().exists()
    assert {a.pk: a.source for a in articles if a.pk in sources} == sources


def record(name: str, hands: Hands) -> None:
    print(f"{name}: {len(hands.actions)} actions: {'; '.join(hands.actions)}")  # noqa: T201 - shown by pytest -rP


@pytest.mark.usefixtures("_english")
def test_five_real_pages_are_published_in_few_actions(chromium, live_server, client, shared: Path):
    load_gazetteer()
    call_command("import_articles", str(shared / "seeds"), stdout=StringIO(), stderr=StringIO())
    articles = list(Article.objects.order_by("pk"))
    assert len(articles) == 5
    days = {a.published_on and a.published_on.isoformat() for a in articles}
    assert days == {"2024-04-09", "2025-12-15", None}  # the other three pages show no day of their own
    named = next(a for a in articles if str(a.published_on) == "2024-04-09")
    sources = {}
    if named.source is None:
        sources[named.pk] = Source.objects.get(slug="newsweek-japan")
    with at_the_desk(chromium, live_server, client) as hands:
        publish_everything(hands, sources)
        record("five real pages", hands)
    finished(sources)
    assert len(hands.actions) <= MOST


@pytest.mark.usefixtures("_english")
def test_five_sample_pages_are_published_in_few_actions(chromium, live_server, client):
    load_gazetteer()
    pages = sorted((site.BASE_DIR / "seeds").glob("*.txt"))[:5]
    call_command("import_articles", *map(str, pages), stdout=StringIO(), stderr=StringIO())
    with at_the_desk(chromium, live_server, client) as hands:
        publish_everything(hands, {})
        record("five sample pages", hands)
    assert {a.state for a in Article.objects.all()} == {Article.State.PUBLISHED}
    assert len(hands.actions) <= MOST
