"""Visits and summits are recognised by who, where and when, though no text calls them by a name."""

from datetime import date

import pytest

from articles.models import Article
from articles.revisions.content import Content, attributes_of
from articles.revisions.write import write_revision
from articles.tagging.load import load_gazetteer
from articles.tagging.run import suggest_for

pytestmark = pytest.mark.django_db

VISIT = "Путин прилетел в Казахстан. Путин и Токаев говорили о поставках в Казахстан."


def suggested(body: str, day: date | None) -> set[str]:
    load_gazetteer()
    article = Article(headline="Встреча", language="ru", published_on=day)
    article.save()
    content = Content(headline="Встреча", body=body, attributes=attributes_of(article))
    write_revision(article, content, cause="import")
    return {row.tag.gazetteer_id for row in suggest_for(article)}


@pytest.mark.parametrize(("day", "is_told"), [(2, True), (9, True), (16, True), (17, False)])
def test_a_visit_is_suggested_within_a_week_of_its_days(day, is_told):
    assert ("putin-visit-2023" in suggested(VISIT, date(2023, 11, day))) is is_told


def test_two_visits_of_one_guest_are_two_events():
    assert "putin-visit-2023" not in suggested(VISIT, date(2024, 11, 27))


def test_who_takes_part_must_be_named_more_than_in_passing():
    assert "putin-visit-2023" not in suggested("В Казахстане вспомнили слова Путина.", date(2023, 11, 9))
    assert "putin-visit-2023" not in suggested("Путин выступил. Путина слушали.", date(2023, 11, 9))


def test_an_article_without_a_day_tells_of_no_event():
    assert "putin-visit-2023" not in suggested(VISIT, None)
