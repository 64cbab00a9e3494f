"""Two versions side by side: each paragraph beside what it translates, and what has changed since is said."""

from dataclasses import replace

import pytest
from lxml import html

from articles import pipeline
from articles.revisions.content import content_of_revision
from tests.factories import make_article, make_translation

pytestmark = pytest.mark.django_db

SOURCE = """列車は三日間止まったままである。積み替えは夜だけ行われる。

検問所は1999年に建てられ、昼に一度だけ開く。

まったく別の三つ目の段落である。
"""
TARGET = """The train has stood for three days. Cargo is moved at night only.

The checkpoint was built in 1999 and opens once, at noon.

The third paragraph is about something else altogether.
"""


def edit(article, body: str) -> None:
    article.refresh_from_db()
    pipeline.save_edit(article, replace(content_of_revision(article.latest_revision), body=body), user=None)
    pipeline.publish_articles([article])


def rows(client, number: int, **query) -> dict[str, list[str]]:
    """Anchor → the words of both sides."""
    tree = html.fromstring(client.get(f"/en/parallel/{number}/", query).content)
    return {
        row.get("id"): [" ".join(side.text_content().split()) for side in row.xpath("./div")]
        for row in tree.xpath("//div[starts-with(@class,'para')][@id]")
    }


@pytest.fixture
def original(db):
    return make_article("原文", SOURCE, language="ja")


def test_each_paragraph_stands_beside_its_translation(client, original):
    make_translation(original, "en", headline="In English", body=TARGET)
    shown = rows(client, original.pk)
    assert list(shown) == ["p1", "p2", "p3"]
    assert "1999年" in shown["p2"][0]
    assert "1999" in shown["p2"][1]


def test_a_paragraph_that_is_missing_is_said_to_be(client, original):
    body = "\n\n".join(TARGET.split("\n\n")[1:])
    make_translation(original, "en", headline="In English", body=body)
    shown = rows(client, original.pk)
    assert "not in this version" in shown["p1"][1]
    assert "1999" in shown["p2"][1]


def test_a_joined_paragraph_leads_to_where_it_is_translated(client, original):
    make_translation(original, "en", headline="In English", body=TARGET.replace("only.\n\nThe", "only. The"))
    shown = rows(client, original.pk)
    assert "1999" in shown["p1"][1]
    assert "translated together with another paragraph" in shown["p2"][1]


def test_two_translations_stand_side_by_side_by_the_originals_paragraphs(client, original):
    make_translation(original, "en", headline="In English", body=TARGET)
    make_translation(
        original, "ru", headline="По-русски", body="Поезд.\n\nПункт построен в 1999 году.\n\nТретье.\n"
    )
    shown = rows(client, original.pk, left="ru", right="en")
    assert "1999 году" in shown["p2"][0]
    assert "built in 1999" in shown["p2"][1]


def test_the_paragraph_that_the_original_has_changed_is_named(client, original):
    english = make_translation(original, "en", headline="In English", body=TARGET)
    edit(original, SOURCE.replace("1999年", "1998年"))
    tree = html.fromstring(client.get(f"/en/parallel/{original.pk}/").content)
    (stale,) = tree.xpath("//div[contains(@class,'stale')]")
    assert stale.get("id") == "p2"
    assert "still follows the earlier text" in stale.text_content()
    assert "built in 1999" in stale.text_content()
    page = html.fromstring(client.get(english.get_absolute_url().replace("/ja/", "/en/")).content)
    notice = page.xpath("//p[contains(@class,'alert')]")[0]
    assert notice.xpath(".//a[@href='#p2']/text()") == ["2"]


def test_a_machines_translation_is_told_to_search_engines_once_it_is_reviewed(client, original):
    machine = make_translation(
        original, "en", headline="In English", body=TARGET, engine="NMT", translator=""
    )
    address = original.get_absolute_url()
    assert 'hreflang="en" href="http' not in client.get(address).content.decode()
    content = content_of_revision(machine.latest_revision)
    revised = replace(content, attributes=content.attributes | {"reviser": "B. Editor", "engine": "NMT"})
    pipeline.save_edit(machine, revised, user=None)
    pipeline.publish_articles([machine])
    assert 'hreflang="en" href="http' in client.get(address).content.decode()


def test_a_joined_paragraphs_address_leads_somewhere_in_every_version(client, original):
    english = make_translation(
        original, "en", headline="In English", body=TARGET.replace("only.\n\nThe", "only. The")
    )
    pipeline.refresh_articles([english])
    page = html.fromstring(client.get(english.get_absolute_url()).content.decode())
    assert {"p1", "p2", "p3"} <= set(page.xpath("//div[contains(@class,'text')]//@id"))
