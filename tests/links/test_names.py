"""Quotations and references that name an article, by whatever form of its title or its address, in whatever order they come."""

from datetime import date

import pytest

from articles.links.addresses import addresses_in
from articles.links.run import link_article
from articles.links.texts import title_keys
from articles.models import Link, Quotation, Reference, TitleKey
from tests.factories import make_article, make_reference, make_revision

pytestmark = pytest.mark.django_db

ELSEWHERE = "Words of which the archive holds none at all."


def make_digest(title: str):
    return make_article("A digest of the week", f'> {ELSEWHERE}\n> {{title="{title}"}}\n')


def links() -> set[tuple[str, str, str]]:
    return set(Link.objects.values_list("from_article__headline", "to_article__headline", "kind"))


@pytest.mark.parametrize("article_comes_first", [True, False])
@pytest.mark.parametrize(
    ("headline", "subtitle", "quoted"),
    [
        ("プーチン氏、カザフと結束確認", "ロシア影響力低下", "プーチン氏、カザフと結束確認 ロシア影響力低下"),
        ("プーチン氏、カザフと結束確認 ロシア影響力低下", "", "プーチン氏、カザフと結束確認"),
        ("乾いた港に列車が並ぶ――軌間を待つ三日間", "", "乾いた港に列車が並ぶ"),
        ("乾いた港に列車が並ぶ", "", "乾いた港に列車が並ぶ（軌間を待つ三日間）"),
        ("Four days at the border: a report", "", "Four days at the border"),
        (
            "Four days at the border",
            "What the trains wait for",
            "Four Days at the Border – What the Trains Wait For",
        ),
    ],
)
def test_a_title_is_known_with_its_sub_title_and_without(headline, subtitle, quoted, article_comes_first):
    makers = [lambda: make_article(headline, "A text.", subtitle=subtitle), lambda: make_digest(quoted)]
    for make in makers if article_comes_first else reversed(makers):
        link_article(make())
    assert links() == {("A digest of the week", headline, "quotes")}


def test_a_title_that_only_begins_with_the_same_word_is_another():
    link_article(make_article("Border trade grows: a report", "A text."))
    link_article(make_digest("Border guards strike: a column"))
    assert links() == set()


@pytest.mark.parametrize("article_comes_first", [True, False])
def test_a_reference_by_a_part_of_the_headline_is_found_in_either_order(article_comes_first):
    def make_naming():
        article = make_article("A digest of the week", ELSEWHERE)
        make_reference(article, "Four days at the border")
        return article

    makers = [lambda: make_article("Four days at the border: a report", "A text."), make_naming]
    for make in makers if article_comes_first else reversed(makers):
        link_article(make())
    assert links() == {("A digest of the week", "Four days at the border: a report", "refers")}


class TestAddressesInTheText:
    @pytest.mark.parametrize("article_comes_first", [True, False])
    def test_are_references_whichever_comes_first(self, article_comes_first):
        makers = [
            lambda: make_article("Four days", "A text.", url="https://example.org/four-days/"),
            lambda: make_article(
                "A column", "As [they wrote](http://www.example.org/four-days), it is cold."
            ),
        ]
        for make in makers if article_comes_first else reversed(makers):
            link_article(make())
        assert links() == {("A column", "Four days", "refers")}
        assert Reference.objects.get().target.headline == "Four days"

    @pytest.mark.parametrize(
        ("field", "written"),
        [
            ("url", "https://example.org/four-days?utm_source=feed"),
            ("source_url", "https://example.org/four-days"),
        ],
    )
    def test_mean_the_page_however_it_was_reached(self, field, written):
        link_article(make_article("Four days", "A text.", **{field: "https://example.org/four-days"}))
        link_article(make_article("A column", f"As [they wrote]({written}), it is cold."))
        assert links() == {("A column", "Four days", "refers")}

    def test_of_the_page_itself_are_none_and_of_a_list_of_links_the_first_fifty(self):
        own = "https://example.org/four-days"
        link_article(make_article("Four days", f"More at {own} and https://example.org/other.", url=own))
        assert list(Reference.objects.values_list("url", flat=True)) == ["https://example.org/other"]
        listed = "\n\n".join(f"https://example.org/page-{number}" for number in range(60))
        link_article(make_article("A list", listed))
        assert Reference.objects.filter(article__headline="A list").count() == 50

    def test_come_and_go_with_the_text(self):
        column = make_article("A column", "See https://example.org/one and https://example.org/two.")
        link_article(column)
        assert set(Reference.objects.values_list("url", flat=True)) == {
            "https://example.org/one",
            "https://example.org/two",
        }
        column.live_revision = column.latest_revision = make_revision(column, "See https://example.org/two.")
        column.save()
        link_article(column)
        assert [r.url for r in Reference.objects.all()] == ["https://example.org/two"]

    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("(https://example.org/a_(b)).", "https://example.org/a_(b)"),
            ("「https://example.org/記事」と", "https://example.org/記事"),
            ("[so](https://example.org/x?y=1).", "https://example.org/x?y=1"),
            ("<https://example.org/>, then", "https://example.org/"),
        ],
    )
    def test_end_where_the_address_ends(self, text, address):
        assert addresses_in(text) == [address]


def test_the_forms_of_a_former_title_are_forgotten():
    article, digest = make_article("Four days at the border: a report"), make_digest("A lost report")
    link_article(article), link_article(digest)
    article.headline = "Another title altogether"
    article.save()
    Quotation.objects.update(title="A report that was found")
    link_article(article), link_article(digest)
    assert set(TitleKey.objects.values_list("kind", "key")) == {
        ("headline", "anothertitlealtogether"),
        ("headline", "adigestoftheweek"),
        ("quotation", "areportthatwasfound"),
    }


def test_forms_that_are_too_short_name_nothing():
    assert title_keys("News: a long headline of the day") == {"newsalongheadlineoftheday"}


def test_a_quotation_that_an_editor_tied_by_hand_keeps_its_article(admin_user):
    story, digest = (
        make_article("Another title", published_on=date(2020, 1, 1)),
        make_digest("A title of its own"),
    )
    Quotation.objects.update(quoted=story)
    link_article(digest)
    assert Quotation.objects.get().quoted == story


@pytest.mark.parametrize("make_naming", ["reference", "digest"])
def test_a_third_article_of_the_same_headline_leaves_the_link_of_the_other_two(make_naming):
    title = "Four days at the border"
    link_article(make_article(title, "A text of the first."))
    if make_naming == "digest":
        naming = make_digest(title)
    else:
        naming = make_article("A digest of the week", ELSEWHERE)
        make_reference(naming, title)
    link_article(naming)
    before = list(Link.objects.values_list("pk", "to_article", "state"))
    link_article(make_article(title, "Other words that stand under the same headline."))
    assert list(Link.objects.values_list("pk", "to_article", "state")) == before
