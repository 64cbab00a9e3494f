"""What readers see of links: whose words these are, what was left out, who is tied to whom and why."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.links.run import link_articles
from articles.models import Article, Comment, Link, Passage, Quotation, Revision
from articles.pipeline import publish_articles, withdraw_articles
from articles.revisions.render import render_articles
from tests.admin.conftest import take_in
from tests.factories import make_article, make_comment, make_link, make_passage

pytestmark = pytest.mark.django_db

SENTENCES = (
    "Grain trains wait four days at the border station before anybody opens a door.",
    "The stationmaster keeps his own list in pencil, because the computer of the ministry counts wagons twice.",
    "Nobody in the village remembers a winter in which the line was closed for so long.",
    "The shop has run out of tea, and the teacher burns last year's exercise books.",
)


def read(client, article, interface="en"):
    return html.fromstring(client.get(f"/{interface}/articles/{article.pk}/{article.slug}/").content)


def words(node) -> str:
    return " ".join(" ".join(node.itertext()).split())


@pytest.fixture
def story(db) -> Article:
    return make_article("Four days", "\n\n".join(SENTENCES), published_on=date(2024, 3, 1), slug="four")


@pytest.fixture
def digest(story) -> Article:
    quoted = f"{SENTENCES[1]} (...) {SENTENCES[3]}"
    body = f'Our own remark.\n\n> {quoted}\n> {{title="Four days" publisher="Steppe Post"}}\n'
    digest = make_article("Winter on the line", body, published_on=date(2024, 3, 9), slug="winter")
    link_articles([story.pk, digest.pk])
    render_articles([story, digest])
    return digest


def test_a_quotation_leads_into_the_archive_at_the_paragraph(client, story, digest):
    (card,) = read(client, digest).xpath("//figure[contains(@class,'quote')]")
    assert f"/en/articles/{story.pk}/four/#p2" in card.xpath(".//a/@href")


def test_each_quotation_leads_to_its_own_paragraph_in_the_articles_language(client, story):
    quoting = "\n\n".join(f'> {SENTENCES[n]}\n> {{title="Four days"}}' for n in (2, 1))
    digest = make_article("Дайджест", quoting, language="ru", slug="winter")
    link_articles([story.pk, digest.pk])
    render_articles([digest])
    ways = read(client, digest).xpath("//figure//a[@class='go']")
    assert [way.get("href").partition("#")[2] for way in ways] == ["p3", "p2"]
    assert {words(way) for way in ways} == {"Есть в архиве"}


def test_a_shared_passage_is_underlined_with_its_note_in_the_margin(client, story, digest):
    page = read(client, story)
    assert [words(span) for span in page.xpath("//span[@class='shared']")] == [SENTENCES[1], SENTENCES[3]]
    notes = page.xpath("//aside[contains(@class, 'mnote')]")
    back = [note.xpath(".//a/@href")[-1] for note in notes]
    assert back == [f"#{place}" for place in page.xpath("//span[@class='shared']/@id")]
    for note in notes:
        said = words(note)
        assert "This passage stands in another article too Winter on the line 9 March 2024" in said
        assert f"/en/articles/{digest.pk}/winter/" in note.xpath(".//a/@href")
    assert not read(client, digest).xpath("//span[@class='shared']")  # its card says whose words these are


def test_passages_that_follow_each_other_have_one_note_and_short_ones_none(client, story):
    told = f"{SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]}".replace("Nobody in the village", "No man or woman")
    copy = make_article("Списано", told, language="ru", published_on=date(2024, 3, 9))
    link_articles([story.pk, copy.pk])
    Link.objects.update(state=Link.State.ACCEPTED)
    make_passage(make_link(copy, make_article("Elsewhere"), Link.Kind.RELATED), anchor="p1")
    render_articles([copy])
    (note,) = read(client, copy).xpath("//aside[contains(@class, 'mnote')]")
    assert "Этот отрывок есть и в другой статье" in words(note)


def test_what_a_digest_left_out_opens_its_place_in_the_original(client, story, digest):
    (links,) = read(client, digest).xpath("//section[@id='links']")
    assert "What this article left out: paragraph 3" in words(links)
    assert f"/en/articles/{story.pk}/four/#p3" in links.xpath(".//a/@href")
    (links,) = read(client, story).xpath("//section[@id='links']")
    assert "What it left out of this one: paragraph 3" in words(links)
    assert links.xpath(".//a/@href")[-1].endswith("#p3")
    for article in (digest, story):  # the picture's table leads there too
        page = html.fromstring(client.get(f"/en/graph/{article.pk}/").content)
        (way,) = page.xpath("//td//a[contains(., 'paragraph 3')]/@href")
        assert way == f"/en/articles/{story.pk}/four/#p3"


def test_passages_left_out_of_one_paragraph_are_told_once(client, story):
    link = make_link(make_article("A digest"), story)
    for position in range(2):
        span = {"to_begin": 10 * position, "to_end": 10 * position + 9}
        Passage.objects.create(
            link=link, position=position, relation="cut", to_revision=story.live_revision, **span
        )
    (links,) = read(client, story).xpath("//section[@id='links']")
    assert words(links).count("paragraph 1") == 1


def test_both_sides_say_where_and_how_much_they_share(client, story, digest):
    for article, there in ((digest, story), (story, digest)):
        (links,) = read(client, article).xpath("//section[@id='links']")
        (way,) = links.xpath(".//p[@class='t']/a")
        assert (way.text, way.get("href")[-3:]) == (there.headline, "#p2" if there == story else "#q1")
        assert "characters shared" in words(links)


def test_links_stand_by_kind_and_direction_the_best_first(client, story):
    for n, (kind, score) in enumerate(
        [*((k, 0.9) for k in reversed(Link.Kind.values)), ("event", 1), ("refers", 1)]
    ):
        for there in (f"To {n}", f"From {n}") if kind in ("quotes", "refers") and score < 1 else (f"To {n}",):
            other = make_article(there)
            link = make_link(story, other, kind) if there[0] == "T" else make_link(other, story, kind)
            Link.objects.filter(pk=link.pk).update(score=score)
    page = read(client, story)
    groups = [words(group.find("h3")) for group in page.xpath("//section[@class='xk']")]
    assert groups == [
        "Shares text with 1",
        "Quotes 1",
        "Quoted by 1",
        "Refers to 2",
        "Referred to by 1",
        "Same event 2",
        "Related 1",
    ]
    others = [a.text for a in page.xpath("//section[@class='xk']//p[@class='t']/a")]
    assert others == ["To 3", "To 4", "From 4", "To 6", "To 2", "From 2", "To 5", "To 1", "To 0"]


def test_what_only_helps_editors_to_judge_is_not_told_readers(client, story, digest):
    (links,) = read(client, digest).xpath("//section[@id='links']")
    assert "quotation 1; " in words(links)
    assert "headline" not in words(links)
    assert "automatically" not in words(links)


def test_reasons_are_told_in_the_language_of_the_interface(client, story):
    other = make_article("Elsewhere")
    link = make_link(other, story, Link.Kind.EVENT)
    names = [{"en": "The long strike", "ru": "Долгая забастовка"}]
    Link.objects.filter(pk=link.pk).update(reasons=[{"code": "event", "names": names}])
    assert "The long strike" in words(read(client, story))
    assert "Долгая забастовка" in words(read(client, story, "ru"))


def test_a_suggested_link_is_not_shown(client, story):
    make_link(make_article("Elsewhere"), story, Link.Kind.EVENT, state=Link.State.SUGGESTED)
    assert "Elsewhere" not in words(read(client, story))


def test_what_comes_before_readers_or_goes_is_named_and_left_out_by_the_pages_that_lean_on_it(
    client, story, digest
):
    copy = make_article("A copy", "\n\n".join(SENTENCES), published_on=date(2024, 3, 12), slug="copy")
    link_articles([copy.pk])
    withdraw_articles([story])
    assert not read(client, digest).xpath("//figure//a[@class='go']")
    assert "Four days" not in words(read(client, copy))
    publish_articles([story])
    (card,) = read(client, digest).xpath("//figure//a[@class='go']/@href")
    assert card == f"/en/articles/{story.pk}/four/#p2"
    (note,) = read(client, copy).xpath("//aside[contains(@class, 'mnote')][.//a[.='Four days']]")
    assert "1 March 2024" in words(note)


def test_a_page_that_is_published_by_another_import_is_led_to_by_what_names_it(client):
    head = "---\ntitle: Four days\nurl: https://example.org/four\n---\n\n"
    take_in(("four.md", head + SENTENCES[0]))
    digest = make_article("A digest", '> Words of it that changed.\n> {title="Four days"}\n')
    link_articles([digest.pk])
    Quotation.objects.update(quoted=Article.objects.get(headline="Four days"))
    take_in(("four.md", head + SENTENCES[1]), publish=True)
    assert read(client, digest).xpath("//figure//a[@class='go']")


def test_a_suggestion_changes_nothing_that_readers_see(client, story, digest):
    def pages() -> list[bytes]:
        render_articles([story, digest, copy])
        numbers = (story.pk, digest.pk, copy.pk)
        paths = [f"{kind}/{n}/" for kind in ("articles", "graph", "cite") for n in numbers]
        paths += ["", "feed/", "feed/?format=json", "articles/", "search/?q=pencil"]
        return [client.get(f"/en/{path}", follow=True).content for path in paths]

    copy = make_article("A copy", "\n\n".join(SENTENCES), published_on=date(2024, 3, 12))
    before, known = pages(), list(Link.objects.values_list("pk", flat=True))
    link_articles([copy.pk])
    assert pages() != before
    Link.objects.exclude(pk__in=known).update(state=Link.State.SUGGESTED)
    assert pages() == before


def test_a_comment_that_quotes_the_article_leads_to_the_paragraph(client, story):
    make_comment(story, f">{SENTENCES[2][:48]}\n\nI remember one.")
    make_comment(story, "“the computer of the ministry counts wagons twice” is well said.")
    make_comment(story, "The village, the winter, the line: all of this I know.")
    link_articles([story.pk])
    (comments,) = read(client, story).xpath("//section[@id='comments']")
    assert [a for a in comments.xpath(".//article//a/@href") if a.startswith("#p")] == ["#p3", "#p2"]
    assert [len(c.quoted) for c in Comment.objects.order_by("position")] == [1, 1, 0]


def make_neighbours(centre: Article, counts: dict[str, int]) -> None:
    """With empty texts, since a page about another one shows none of it."""
    for kind, number in ((kind, number) for kind, count in counts.items() for number in range(count)):
        headline = f"{kind} number {number} with a headline of some length that goes on"
        other = Article.objects.create(headline=headline, language="en", slug="story")
        other.live_revision = Revision.objects.create(article=other, number=1, headline=headline)
        other.latest_revision, other.state = other.live_revision, Article.State.PUBLISHED
        other.save()
        make_link(centre, other, kind) if number % 2 else make_link(other, centre, kind)


@pytest.mark.parametrize(
    "counts",
    [
        {"quotes": 2, "event": 2},
        {"quotes": 30, "reuses": 14, "event": 10, "related": 6},
        {"event": 60},
        {"quotes": 7},
        {"refers": 9, "related": 4},
    ],
)
def test_the_picture_shows_every_neighbour_and_none_over_another(client, story, counts):
    make_neighbours(story, counts)
    page = html.fromstring(client.get(f"/en/graph/{story.pk}/").content)
    boxes = [
        [float(r.get(k)) for k in ("x", "y", "width", "height")]
        for r in page.xpath("//*[@class='graph']//rect")
    ]
    assert len(boxes) == sum(counts.values()) + 1
    for n, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[:n]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y
    view = [float(part) for part in page.xpath("//*[@class='graph']/@viewbox")[0].split()]
    assert all(y >= view[1] and y + height <= view[1] + view[3] for _, y, _, height in boxes)
    assert len(page.xpath("//tbody/tr")) == sum(counts.values())


@pytest.mark.parametrize(("count", "arrows"), [(1, 4), (6, 14)])
def test_lines_lead_to_each_neighbour_and_arrows_to_what_is_leant_on(client, story, count, arrows):
    """Of many in one group each has an arrow where they are leant on, all have one where they lean on the article."""
    make_neighbours(story, dict.fromkeys(Link.Kind.values, 2 * count))
    page = html.fromstring(client.get(f"/en/graph/{story.pk}/").content)
    (picture,) = page.xpath("//*[@class='graph']")
    both = {"shared": 2, "quotes": 1, "quoted": 1, "refers": 1, "referred": 1, "event": 2, "related": 2}
    lines = {name: len(picture.xpath(f"./path[@class='{name}']")) for name in both}
    assert all(lines[name] >= n * count + (count > 1) for name, n in both.items())
    assert len(picture.xpath("./path[@class='head']")) == arrows
    told = {words(label) for label in picture.xpath("./text[@class='hd']")}
    rows = page.xpath("//tbody/tr")
    assert (
        {words(row.xpath("./td")[0]) for row in rows}
        == told
        == set(map(words, page.xpath("//ul[@class='key']/li")))
    )
    drawn = picture.xpath("./a")
    ways = sorted(row.xpath("./th/a/@href")[0] for row in rows)
    assert sorted(box.get("href") for box in drawn if box.get("class") != "c") == ways
    assert len(told) == 7
    assert len(ways) == 10 * count
    titles = [words(box.xpath("./text")[0]) for box in drawn if box.get("class") != "c"]
    assert all(title.endswith("…") for title in titles)


def test_the_page_asks_no_more_queries_for_many_links_than_for_few(client, story):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            read(client, story)
        return len(asked)

    make_neighbours(story, {"quotes": 1})
    read(client, story)
    few = queries()
    make_neighbours(story, {"quotes": 4, "event": 12, "related": 6})
    assert queries() <= few
