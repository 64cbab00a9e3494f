"""Linking in the database: what is found, in whichever order it came, and what editors decided."""

from datetime import date
from random import Random
from string import ascii_lowercase

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.links.match import COMMON
from articles.links.reasons import told
from articles.links.run import forget, link_article, link_articles, waiting
from articles.links.wanted import wanted_articles
from articles.models import Article, Link, Passage, Quotation, Reference, SourceAlias
from tests.factories import make_article, make_reference, make_revision, make_source, make_translation

pytestmark = pytest.mark.django_db

SENTENCES = (
    "Grain trains wait four days at the border station before anybody opens a door.",
    "The stationmaster keeps his own list in pencil, because the computer of the ministry counts wagons twice.",
    "Nobody in the village remembers a winter in which the line was closed for so long.",
    "The shop has run out of tea, and the teacher burns last year's exercise books.",
)
STORY = "\n\n".join(SENTENCES)
ROMAN = "What a reader learns elsewhere about quite another subject altogether."


def quoting(text: str, title: str = "Four days at the border", **attributes) -> str:
    pairs = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'A remark of our own comes first.\n\n> {text}\n> {{title="{title}" {pairs}}}\n\nAnother remark closes it.'


def make_story(**fields) -> Article:
    return make_article("Four days at the border", STORY, **({"published_on": date(2024, 3, 1)} | fields))


def make_taker(text: str = f"{SENTENCES[1]} {SENTENCES[2]}", **fields) -> Article:
    return make_article(
        "Winter on the line", f"{ROMAN}\n\n{text}", **({"published_on": date(2024, 3, 9)} | fields)
    )


def links() -> set[tuple[str, str, str, str]]:
    return set(Link.objects.values_list("from_article__headline", "to_article__headline", "kind", "state"))


def passages() -> list[tuple[str, str | None, str | None]]:
    return [
        (
            p.relation,
            p.from_revision and p.from_revision.plain[p.from_begin : p.from_end],
            p.to_revision and p.to_revision.plain[p.to_begin : p.to_end],
        )
        for p in Passage.objects.select_related("from_revision", "to_revision")
    ]


def said_last() -> str:
    """The last reason of the only link."""
    with translation.override("en"):
        return told(Link.objects.get().reasons[-1])


def decide(state: str, user=None) -> None:
    Link.objects.update(state=state, decided_at=timezone.now(), decided_by=user)


class TestSharedText:
    def test_goes_from_the_later_article_to_the_earlier_one(self):
        make_story(), make_taker()
        link_articles(Article.objects.values_list("pk", flat=True))
        assert links() == {("Winter on the line", "Four days at the border", "reuses", "suggested")}
        assert [p[0] for p in passages()] == ["equal"]
        assert passages()[0][1] == f"{SENTENCES[1]} {SENTENCES[2]}"
        assert passages()[0][2] == f"{SENTENCES[1]}\n\n{SENTENCES[2]}"

    def test_is_found_the_same_in_either_order_of_import(self):
        makers = (
            make_story,
            make_taker,
            lambda: make_article("A digest", quoting(STORY.replace("\n\n", " "))),
        )
        found = []
        for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
            Article.objects.update(live_revision=None, latest_revision=None, state="draft")
            Article.objects.all().delete()
            for n in order:
                link_article(makers[n]())
            found.append((links(), sorted(map(str, passages()))))
        assert found[0] == found[1] == found[2]
        assert len(found[0][0]) == 3

    def test_that_is_long_and_word_for_word_is_accepted_by_itself_and_says_so(self):
        link_articles([make_story().pk, make_taker(STORY).pk])
        link = Link.objects.get()
        assert (link.state, link.decided_at) == ("accepted", None)
        assert said_last() == "accepted automatically: long and word for word"

    def test_that_is_long_and_was_changed_here_and_there_waits_for_an_editor(self):
        random = Random(4)
        words = ["".join(random.choices(ascii_lowercase, k=7)) for _ in range(200)]
        changed = [word[::-1] if place % 16 == 9 else word for place, word in enumerate(words)]
        link_articles([make_article("First", " ".join(words)).pk, make_taker(" ".join(changed)).pk])
        link = Link.objects.get()
        assert (link.state, link.score > 0.9) == ("suggested", True)

    def test_tells_what_was_left_out_and_put_in(self):
        story = make_story()
        taker = make_taker(
            f"{SENTENCES[0]} {SENTENCES[1]} (...) {SENTENCES[3]} So it was told at least in the village itself."
        )
        link_articles([story.pk, taker.pk])
        assert [(p[0], p[1] is None, p[2] is None) for p in passages()] == [
            ("equal", False, False),
            ("cut", True, False),
            ("equal", False, False),
        ]
        assert SENTENCES[2] in passages()[1][2]

    def test_within_one_article_is_no_link(self):
        link_article(make_article("Twice", f"{STORY}\n\n{ROMAN}\n\n{STORY}"))
        assert links() == set()

    def test_between_translations_of_one_article_is_no_link(self):
        story = make_story()
        link_article(make_translation(story, "ru", headline="Четыре дня", body=STORY))
        link_article(story)
        assert links() == set()

    def test_that_many_pages_repeat_is_boilerplate_even_for_the_first_of_them(self):
        first = make_article("The very first", f"{ROMAN}\n\n{STORY}")
        link_article(first)
        for number in range(COMMON + 3):
            link_article(make_article(f"Page {number}", f"Page number {number} of the series.\n\n{STORY}"))
        assert links() == set()

    def test_that_many_pages_repeat_with_a_name_of_their_own_in_it_is_boilerplate(self):
        for number in range(COMMON + 6):
            name = "".join(Random(number).choices(ascii_lowercase, k=14))
            notice = f"{SENTENCES[0]} {name}. {SENTENCES[1]} {name}. {SENTENCES[2]}"
            link_article(make_article(f"Page {number}", f"Page number {number} of the series.\n\n{notice}"))
        assert links() == set()

    def test_follows_the_text_when_it_changes(self):
        story, taker = make_story(), make_taker()
        link_articles([story.pk, taker.pk])
        taker.live_revision = taker.latest_revision = make_revision(taker, ROMAN)
        taker.save()
        assert link_article(taker) == {story.pk, taker.pk}
        assert links() == set()
        taker.live_revision = taker.latest_revision = make_revision(taker, f"{STORY}\n\n{ROMAN}")
        taker.save()
        link_article(taker)
        assert len(links()) == 1


class TestQuotations:
    def test_confirmed_by_their_text_are_accepted_and_carry_the_passages(self):
        digest = make_article("A digest", quoting(f"{SENTENCES[0]} {SENTENCES[1]}"))
        story = make_story()
        assert link_article(story) == {digest.pk, story.pk}
        assert links() == {("A digest", "Four days at the border", "quotes", "accepted")}
        assert [p[0] for p in passages()] == ["equal"]
        assert Quotation.objects.get().quoted == story
        assert said_last() == "accepted automatically: the text confirms it"

    @pytest.mark.parametrize(
        "written", ["ＦＯＵＲ  DAYS at the Border!", "Four days at the border – a report"]
    )
    def test_find_their_article_by_another_spelling_of_its_title(self, written):
        story = make_story()
        link_article(
            make_article("A digest", quoting("Words of which the archive holds none at all.", title=written))
        )
        assert links() == {("A digest", "Four days at the border", "quotes", "suggested")}
        assert Quotation.objects.get().quoted is None
        assert story.pk

    def test_with_title_paper_and_day_are_certain_without_text(self):
        paper = make_source(name_ja="ニューズウィーク日本版")
        SourceAlias.objects.create(source=paper, text="Newsweek")
        story = make_story(source=paper)
        digest = make_article("A digest", quoting("Words of which the archive holds none at all."))
        Quotation.objects.update(source=paper, date=story.published_on)
        link_article(digest)
        assert links() == {("A digest", "Four days at the border", "quotes", "accepted")}
        assert Quotation.objects.get().quoted == story
        assert said_last() == "accepted automatically: title, paper and day agree"

    def test_of_another_paper_and_day_are_no_link(self):
        make_story(source=make_source())
        digest = make_article("A digest", quoting("Words of which the archive holds none at all."))
        Quotation.objects.update(source=make_source(), date=date(2019, 1, 1))
        link_article(digest)
        assert links() == set()

    def test_without_a_title_are_found_by_their_text(self):
        story = make_story()
        digest = make_article(
            "A digest", quoting(f"{SENTENCES[0]} {SENTENCES[1]}", title=""), published_on=None
        )
        link_articles([story.pk, digest.pk])
        assert links() == {("A digest", "Four days at the border", "quotes", "accepted")}
        assert Quotation.objects.get().quoted == story

    def test_with_a_slip_in_the_title_are_found_by_their_text(self):
        story = make_story()
        written = "Four dais at the border"
        digest = make_article("A digest", quoting(f"{SENTENCES[0]} {SENTENCES[1]}", title=written))
        link_articles([story.pk, digest.pk])
        assert links() == {("A digest", "Four days at the border", "quotes", "accepted")}

    def test_of_an_article_in_its_own_translation_are_no_link(self):
        story = make_story()
        body = quoting("Words of which the archive holds none at all.")
        link_articles([story.pk, make_translation(story, "ja", body=body).pk])
        assert links() == set()

    def test_of_one_article_in_two_digests_do_not_make_the_digests_quote_each_other(self):
        for headline in ("A digest", "Another digest"):
            link_article(make_article(headline, quoting(f"{SENTENCES[0]} {SENTENCES[1]}")))
        assert {kind for _, _, kind, _ in links()} <= {"reuses"}
        assert set(Quotation.objects.values_list("quoted", flat=True)) == {None}

    def test_that_the_archive_lacks_are_wanted_most_quoted_first(self):
        make_article("One", quoting("Some words.", title="Lost report"))
        make_article("Two", quoting("Some words.", title="LOST Report"))
        make_article("Three", quoting("Some words.", title="Another lost report"))
        make_article("Four", quoting("Words of nobody knows whom.", title=""))
        assert [(w.title.lower(), w.count) for w in wanted_articles()] == [
            ("lost report", 2),
            ("another lost report", 1),
        ]

    def test_often_in_one_digest_are_wanted_once(self):
        make_article("One", "\n\n".join(quoting(f"Part {n}.", title="Lost report") for n in range(3)))
        for headline in ("Two", "Three"):
            make_article(headline, quoting("Some words.", title="Another lost report"))
        assert [(w.title, w.count) for w in wanted_articles()] == [
            ("Another lost report", 2),
            ("Lost report", 1),
        ]


class TestReferences:
    def test_by_address_are_found_also_when_the_article_comes_later(self):
        digest = make_article("A digest", ROMAN)
        make_reference(digest, "Something", url="http://www.example.org/four-days")
        link_article(digest)
        story = make_story(url="https://example.org/four-days/")
        assert link_article(story) == {story.pk, digest.pk}
        assert links() == {("A digest", "Four days at the border", "refers", "accepted")}
        assert Reference.objects.get().target == story
        assert said_last() == "accepted automatically: the name is certain"

    def test_by_headline_are_found(self):
        story, digest = make_story(), make_article("A digest", ROMAN)
        make_reference(digest, "“Four days at the border”")
        link_article(digest)
        assert links() == {("A digest", "Four days at the border", "refers", "accepted")}
        assert Reference.objects.get().target == story


class TestVerdicts:
    def test_a_rejected_link_never_returns(self, admin_user):
        story, taker = make_story(), make_taker(STORY)
        link_articles([story.pk, taker.pk])
        decide("rejected", admin_user)
        for article in (taker, story):
            forget(Article.objects.all())
            link_article(article)
        taker.published_on, story.published_on = story.published_on, taker.published_on
        taker.save(), story.save()
        link_articles([story.pk, taker.pk])
        assert {state for *_, state in links()} == {"rejected"}

    def test_a_rejected_link_that_is_found_again_stays_as_it_was_judged(self):
        story, taker = make_story(), make_taker()
        link_articles([story.pk, taker.pk])
        decide("rejected")
        judged = list(Link.objects.values()), list(Passage.objects.values())
        taker.live_revision = taker.latest_revision = make_revision(taker, f"{ROMAN}\n\n{STORY}")
        taker.save()
        assert link_article(taker) == set()
        assert (list(Link.objects.values()), list(Passage.objects.values())) == judged

    def test_a_rejected_quotation_loses_its_article_and_stays_without(self):
        story, digest = make_story(), make_article("A digest", quoting(STORY.replace("\n\n", " ")))
        link_articles([story.pk, digest.pk])
        decide("rejected")
        link_article(digest), link_article(story)
        assert Quotation.objects.get().quoted is None
        assert {state for *_, state in links()} == {"rejected"}

    def test_an_accepted_link_stays_when_its_text_is_gone(self, admin_user):
        story, taker = make_story(), make_taker()
        link_articles([story.pk, taker.pk])
        decide("accepted", admin_user)
        taker.live_revision = taker.latest_revision = make_revision(taker, ROMAN)
        taker.save()
        link_article(taker)
        assert links() == {("Winter on the line", "Four days at the border", "reuses", "accepted")}

    def test_an_accepted_suggestion_fills_the_quotation(self, admin_user):
        story = make_story()
        digest = make_article("A digest", quoting("Words of which the archive holds none at all."))
        link_article(digest)
        decide("accepted", admin_user)
        assert digest.pk in link_article(digest)
        assert Quotation.objects.get().quoted == story

    def test_a_link_whose_kind_an_editor_changed_is_not_found_beside_itself(self, admin_user):
        story, taker = make_story(), make_taker()
        link_articles([story.pk, taker.pk])
        decide("accepted", admin_user)
        Link.objects.update(kind="event")
        forget(Article.objects.all())
        link_articles([story.pk, taker.pk])
        assert links() == {("Winter on the line", "Four days at the border", "event", "accepted")}


class TestRebuilding:
    def test_changes_nothing_and_writes_no_link(self):
        articles = [make_story(), make_taker(), make_article("A digest", quoting(STORY.replace("\n\n", " ")))]
        link_articles([a.pk for a in articles])
        before = list(Link.objects.values()), list(Passage.objects.values())
        forget(Article.objects.all())
        assert link_articles([a.pk for a in articles]) == set()
        assert (list(Link.objects.values()), list(Passage.objects.values())) == before

    def test_waits_for_what_was_not_linked_yet(self):
        story, taker = make_story(), make_taker()
        link_article(story)
        assert list(waiting()) == [taker]
        link_article(taker)
        assert not waiting().exists()
        forget(Article.objects.filter(pk=story.pk))
        assert list(waiting()) == [story]

    def test_asks_as_many_queries_in_a_large_archive_as_in_a_small_one(self):
        def queries_for(headline: str) -> int:
            article = make_article(headline, f"{ROMAN}\n\n{quoting(STORY.replace(chr(10), ' '))}")
            with CaptureQueriesContext(connection) as queries:
                link_article(article)
            return len(queries)

        link_article(make_story())
        queries_for("Digest zero")
        for number in range(10):
            link_article(
                make_article(f"Other {number}", f"Nothing of note happened on day {number} of the journey.")
            )
        few = queries_for("Digest one")
        for number in range(10, 60):
            make_article(f"Other {number}", f"Nothing of note happened on day {number} of the journey.")
        link_articles(list(waiting().values_list("pk", flat=True)))
        assert (
            queries_for("Digest two") <= few + 1
        )  # the first digest is now a second article that shares text
