"""Articles that tell of one event, and articles that rare names relate: suggested, with reasons, and not too many."""

from datetime import date, timedelta
from itertools import count
from random import Random
from string import ascii_lowercase

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.links.events import MOST
from articles.links.reasons import told
from articles.links.run import forget, link_article, link_articles
from articles.models import Article, Link, Tag, TagAlias
from articles.pipeline import refresh_articles
from articles.tagging.recognise import Recogniser
from articles.tagging.run import suggest_for_all
from tests.factories import make_article, make_tag, make_translation

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
_numbers = count(1)


@pytest.fixture
def names() -> dict[str, Tag]:
    kinds = {
        "Aigerim Batyrova": Tag.Kind.PERSON,
        "Otto Lindqvist": Tag.Kind.PERSON,
        "Harbour Union": Tag.Kind.ORGANISATION,
        "Zharkent": Tag.Kind.PLACE,
    }
    return {name: make_tag(name, kind=kind) for name, kind in kinds.items()}


def make_story(lead: str, *more: str, day: date | None = DAY, **fields) -> Article:
    number = next(_numbers)
    body = "\n\n".join(
        [f"Report {number}. {lead}", *more, f"Sentence number {number} has nothing to do with it."]
    )
    article = make_article(f"Story {number}", body, published_on=day, **fields)
    suggest_for_all([article])
    link_article(article)
    return article


def found(kind: str = "event") -> set[frozenset[int]]:
    pairs = Link.objects.filter(kind=kind).values_list("from_article", "to_article")
    return {frozenset(pair) for pair in pairs}


def pair(*articles: Article) -> frozenset[int]:
    return frozenset(article.pk for article in articles)


def meeting(*actors: str) -> str:
    """The same actors in other words each time, so that the articles share no text."""
    words = Random(next(_numbers))
    actors = list(actors or ("Aigerim Batyrova", "Otto Lindqvist", "Harbour Union", "Zharkent"))
    words.shuffle(actors)
    return " ".join(f"{_noise(words)} {actor}" for actor in actors) + f" {_noise(words)}."


def _noise(words: Random) -> str:
    return " ".join("".join(words.choices(ascii_lowercase, k=7)) for _ in range(4))


class TestSameEvent:
    def test_the_same_actors_within_days_are_suggested_from_the_later_article(self, names):
        first = make_story(meeting())
        second = make_story(f"At last: {meeting()}", day=DAY + timedelta(days=2))
        assert Link.objects.values_list("from_article", "to_article", "kind", "state").get() == (
            second.pk,
            first.pk,
            "event",
            "suggested",
        )

    def test_the_same_actors_in_another_november_are_another_event(self, names):
        make_story(meeting(), day=date(2023, 11, 9))
        make_story(f"Again {meeting()}", day=date(2024, 11, 27))
        make_story("On 9 November 2023 " + meeting(), day=date(2025, 6, 1))
        assert len(found()) == 1

    def test_the_same_actors_on_two_days_of_one_month_are_two_events(self, names):
        make_story(f"On 3 May 2021 {meeting()}", day=None)
        make_story(f"On 20 May 2021 {meeting()}", day=None)
        assert found() == set()

    def test_an_article_that_looks_back_is_tied_to_the_report_of_that_day(self, names):
        report = make_story(meeting())
        column = make_story(
            "A column.", f"It began on 29 February 2024, when {meeting()}", day=DAY + timedelta(days=400)
        )
        assert found() == {pair(report, column)}

    def test_an_event_that_the_archive_knows_is_recognised_by_its_days_and_actors(self, names):
        event = make_tag(
            "The long strike", kind=Tag.Kind.EVENT, begins_on=date(2021, 6, 3), ends_on=date(2021, 6, 20)
        )
        event.parents.add(names["Harbour Union"])
        one = make_story(
            "A column.", "In June 2021 the Harbour Union closed every gate.", day=date(2022, 1, 1)
        )
        other = make_story(
            "An essay.", "The Harbour Union refused to move on 5 June 2021.", day=date(2024, 1, 1)
        )
        make_story("A study.", "In June 2021 rain fell.", "The Harbour Union was founded long before.")
        assert found() == {pair(one, other)}

    def test_a_surname_is_told_by_the_full_name_elsewhere_in_the_text(self, names):
        TagAlias.objects.create(tag=names["Otto Lindqvist"], text="Lindqvist", rule=TagAlias.Rule.AMBIGUOUS)
        report = make_story(meeting("Otto Lindqvist", "Harbour Union"), day=date(2021, 6, 5))
        essay = make_story(
            "An essay on Otto Lindqvist.", "The Harbour Union met Lindqvist on 5 June 2021.", day=None
        )
        assert found() == {pair(report, essay)}

    def test_says_why_in_the_language_of_whoever_looks(self, names):
        Tag.objects.filter(name="Zharkent").update(name_ru="Жаркент")
        make_story(f"On 1 March 2024 {meeting()}"), make_story(f"Today, 1 March 2024, {meeting()}")
        (why,) = Link.objects.get().reasons
        with translation.override("en"):
            assert "Aigerim Batyrova" in told(why)
            assert "1 March 2024" in told(why)
        with translation.override("ru"):
            assert "Жаркент" in told(why)
            assert "1 марта 2024" in told(why)

    def test_is_not_suggested_where_the_two_share_their_text(self, names):
        text = f"{meeting()} They spoke for three hours about cranes, about tariffs and about the winter that was coming."
        make_story(text), make_story(text, day=DAY + timedelta(days=1))
        assert found("reuses")
        assert found() == set()

    def test_is_found_in_originals_only(self, names):
        first = make_story(meeting())
        translated = make_translation(first, "ru", headline="Встреча", body=meeting())
        suggest_for_all([translated])
        link_article(translated)
        assert found() == set()

    def test_does_not_flood_an_article_with_suggestions(self, names):
        for number in range(12):
            make_story(f"Day {number}: {meeting()}")
        last = make_story(meeting())
        assert Link.objects.filter(from_article=last).count() <= MOST["event"]

    def test_what_very_many_share_says_nothing(self, names):
        for number in range(20):
            make_story(f"Day {number}: {meeting()}")
        Link.objects.all().delete()
        last = make_story(meeting())
        assert not Link.objects.filter(from_article=last).exists()


class TestVerdicts:
    @pytest.fixture
    def link(self, names) -> Link:
        make_story(meeting()), make_story(f"Then {meeting()}")
        return Link.objects.get()

    def rebuild(self):
        forget(Article.objects.all())
        link_articles(list(Article.objects.values_list("pk", flat=True)))

    def test_a_rejected_pair_does_not_return_as_anything(self, link):
        Link.objects.update(state="rejected", decided_at=timezone.now())
        self.rebuild()
        assert list(Link.objects.values_list("pk", "state")) == [(link.pk, "rejected")]

    def test_an_accepted_pair_stays_when_its_reason_is_gone(self, link):
        Link.objects.update(state="accepted", decided_at=timezone.now())
        Article.objects.update(published_on=None)
        self.rebuild()
        assert Link.objects.get().state == "accepted"

    def test_an_open_suggestion_goes_with_its_reason(self, link):
        Article.objects.filter(pk=link.from_article_id).update(published_on=date(1999, 1, 1))
        self.rebuild()
        assert found() == set()

    def test_rebuilding_changes_nothing(self, link):
        before = list(Link.objects.values())
        self.rebuild()
        assert list(Link.objects.values()) == before


class TestRelated:
    def test_rare_names_in_common_relate_two_articles(self, names):
        for number in range(25):
            make_story(meeting("Nobody"), day=DAY + timedelta(days=number))
        actors = ("Otto Lindqvist", "Harbour Union") * 3
        one, other = (make_story(meeting(*actors), day=date(year, 1, 1)) for year in (2019, 2023))
        assert found("related") == {pair(one, other)}
        assert found("event") == set()


def test_asks_as_many_queries_in_a_large_archive_as_in_a_small_one(names):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            make_story(f"Again {meeting()}", day=DAY + timedelta(days=next(_numbers)))
        return len(captured)

    make_story(meeting())
    few = queries()
    for number in range(40):
        make_story(meeting("Otto Lindqvist"), day=DAY - timedelta(days=40 * number))
    assert queries() <= few + 2


def test_what_is_only_counted_is_not_brought_into_an_order_first(names):
    with CaptureQueriesContext(connection) as asked:
        make_story(meeting())
    counts = [query["sql"] for query in asked if "COUNT(" in query["sql"]]
    assert counts
    assert not [sql for sql in counts if "ORDER BY" in sql]


def test_a_text_is_searched_for_names_once(names, monkeypatch):
    read = []
    find = Recogniser.find
    monkeypatch.setattr(
        Recogniser,
        "find",
        lambda self, text, *rest, **more: read.append(text) or find(self, text, *rest, **more),
    )
    first, second = (make_article(f"Story {n}", meeting(), published_on=DAY) for n in range(2))
    refresh_articles([first, second])
    assert len(read) == 2
    assert found() == {pair(first, second)}
