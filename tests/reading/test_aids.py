"""What helps to read: facts at the head, contents, paragraphs' addresses, neighbours, references, comments."""

from datetime import UTC, date, datetime

import pytest

from articles.models import Quotation
from tests.factories import (
    make_article,
    make_comment,
    make_reference,
    make_source,
    make_tag,
    make_translation,
)
from tests.reading.test_article import read, words

pytestmark = pytest.mark.django_db


def facts(page) -> list[str]:
    return [words(fact) for fact in page.xpath("//div[@class='sky']//p[@class='meta']/span")]


def test_the_head_tells_all_that_the_page_told(client):
    article = make_article(
        "Headline",
        "word " * 880,
        subtitle="A stand",
        original_headline="Заголовок",
        is_headline_proposed=True,
        section="Trade",
        source=make_source(name_en="Steppe Post"),
        updated_on=date(2024, 5, 3),
        url="https://post.example/1",
        tags=(make_tag("Alone"),),
    )
    page = read(client, article)
    assert facts(page) == [
        *("Steppe Post", "no author printed", "1 May 2024", "updated 3 May 2024"),
        *("4 minutes to read", "Original page"),
    ]
    (sky,) = page.xpath("//div[@class='sky']")
    assert sky.xpath(".//a[@rel='external']/@href") == ["https://post.example/1"]
    assert words(sky.xpath(".//p[@class='kick']")[0]) == "Trade"
    assert words(sky.xpath(".//p[@class='stand']")[0]) == "A stand"
    proposed, original = sky.xpath(".//p[@class='orig']")
    assert words(proposed) == "The page shows no headline; this one is made from its text."
    assert (words(original), original.find("b").get("lang")) == ("Original headline: Заголовок", "ru")


def test_a_japanese_text_is_timed_by_its_characters_and_says_where_it_was_taken_from(client):
    moment = datetime(2024, 5, 3, 0, 30, tzinfo=UTC)
    article = make_article(
        body="港" * 2000,
        language="ja",
        source_url="https://else.example/",
        updated_on=moment.date(),
        updated_at=moment,
    )
    assert facts(read(client, article)) == [
        *("no author printed", "1 May 2024", "updated 3 May 2024 09:30"),
        *("4 minutes to read", "Page it was taken from"),
    ]


def test_who_translated_is_named(client):
    original = make_article(language="ja")
    article = make_translation(original, "en", translator="C. Other", engine="NMT", reviser="B. Editor")
    assert facts(read(client, article))[-3:] == [
        "Translator: C. Other",
        "Machine: NMT",
        "Reviewed by B. Editor",
    ]


def test_contents_and_numbers_lead_to_their_places(client):
    article = make_article(body="One.\n\n## The *middle*\n\nTwo[^a].\n\n[^a]: A note.\n")
    make_translation(article, "ru")
    make_reference(article, "A book")
    make_comment(article)
    page = read(client, article)
    (contents,) = page.xpath("//aside//nav[@aria-label='Contents']//a")
    assert words(contents) == "The middle"
    assert page.get_element_by_id(contents.get("href")[1:]).text_content() == "The middle"
    numbers = page.xpath("//a[contains(@class,'pno')]")
    assert [(a.get("href"), a.text, a.get("aria-label")) for a in numbers] == [
        ("#p1", "1", "Link to paragraph 1"),
        ("#p2", "2", "Link to paragraph 2"),
    ]
    assert page.xpath("//div[@data-copied]/@data-copied") == ["Address copied"]
    ways = [(words(a), a.get("href")) for a in page.xpath("//ul[@class='ways']//a")]
    assert ways == [
        ("Side by side", f"/en/parallel/{article.pk}/"),
        ("References 1", "#refs"),
        ("Comments 1", "#comments"),
        ("Cite", f"/en/cite/{article.pk}/"),
    ]
    for _, path in ways:
        if path.startswith("#"):
            page.get_element_by_id(path[1:])


def test_the_contents_of_a_digest_are_its_papers_with_their_days(client):
    body = '> Words.\n> {title="T" publisher="The Morning"}\n\n> More.\n> {title="S" publisher="x"}\n'
    article = make_article(body=body)
    post = make_source(name_en="Post")
    Quotation.objects.filter(publisher="x").update(source=post, date=date(2024, 4, 30))
    papers = read(client, article).xpath("//aside//nav[@aria-label='Quoted papers']//li")
    assert [(words(li), li.find("a").get("href")) for li in papers] == [
        ("The Morning", "#q1"),
        ("Post 30 April 2024", "#q2"),
    ]


def test_neighbours_are_the_nearest_in_the_same_subject(client):
    topic, place = make_tag("Transit"), make_tag("Aktau", kind="place")
    days = [date(2024, 1, day) for day in (1, 2, 2, 2, 5)]
    articles = [
        make_article(f"No. {number}", published_on=day, tags=(topic, place))
        for number, day in enumerate(days, 1)
    ]
    make_article("Another subject", published_on=date(2024, 1, 2), tags=(place,))
    for number in (2, 3, 4):
        page = read(client, articles[number - 1])
        assert page.xpath("//a[@rel='prev']")[0].text_content() == f"No. {number - 1}"
        assert page.xpath("//a[@rel='next']")[0].text_content() == f"No. {number + 1}"
    (subject,) = page.xpath("//h2[@id='h-near']//a")
    assert (words(subject), subject.get("href")) == ("Transit", "/en/tags/transit/")
    assert words(page.xpath("//p[@class='kick']")[0]) == "Transit"
    first, last = read(client, articles[0]), read(client, articles[-1])
    assert (len(first.xpath("//a[@rel='prev']")), len(last.xpath("//a[@rel='next']"))) == (0, 0)
    alone = read(client, make_article(tags=(make_tag("Alone"),)))
    assert not alone.xpath("//h2[@id='h-near'] | //p[@class='kick']")


def test_references_lead_into_the_archive_and_out_of_it(client):
    article, target = make_article(), make_article("Target", slug="target")
    make_reference(article, "In here", target=target)
    make_reference(article, "Out there", url="https://books.example/1")
    make_reference(article, "On paper")
    items = read(client, article).xpath("//ol[@class='refs']/li")
    assert [(words(li), li.xpath(".//a/@href")) for li in items] == [
        ("In here in the archive", [target.get_absolute_url()]),
        ("Out there", ["https://books.example/1"]),
        ("On paper", []),
    ]


def test_comments_are_folded_threaded_and_without_the_hidden(client):
    article = make_article()
    first = make_comment(article, "First.", author="One", written_on=date(2024, 5, 2), score=0)
    moment = {"written_on": date(2024, 5, 3), "written_at": datetime(2024, 5, 3, 0, 30, tzinfo=UTC)}
    reply = make_comment(article, "Reply.", author="Two", parent=first, depth=1, **moment)
    quoted = [{"anchor": "p2", "text": "The second paragraph."}]
    make_comment(article, "Ответ на ответ.", author="", parent=reply, depth=2, quoted=quoted)
    make_comment(article, "Hidden.", is_hidden=True)
    make_comment(article, "Last.")
    page = read(client, article)
    fold = page.xpath("//section[@id='comments']/details")[0]
    assert fold.get("open") is None
    assert "4 comments" in words(fold.find("summary"))
    comments = fold.xpath(".//article")
    assert [
        (words(c.find("div")), len(c.xpath("ancestor::ol")), words(c.find("header"))) for c in comments
    ] == [
        ("First.", 1, "One · 2 May 2024 · score 0"),
        ("Reply.", 2, "Two · 3 May 2024 09:30 · to One"),
        ("Ответ на ответ.", 3, "no name · to Two"),
        ("Last.", 1, "reader"),
    ]
    assert [c.find("div").get("lang") for c in comments] == [None, None, "ru", None]
    (link,) = comments[2].xpath("./p/a")
    assert (link.get("href"), words(link)) == ("#p2", "Quotes paragraph 2")


def test_deep_replies_stand_beside_the_one_that_they_answer(client):
    article, parent = make_article(), None
    for depth in range(7):
        parent = make_comment(article, f"Depth {depth}.", parent=parent, depth=depth)
    comments = read(client, article).xpath("//section[@id='comments']//article")
    assert [len(c.xpath("ancestor::ol")) for c in comments] == [1, 2, 3, 4, 5, 5, 5]
