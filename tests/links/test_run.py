"""Linking in the database: what is found, in whichever order, and what editors decided."""

from datetime import date

import pytest

from articles.links.run import link_article
from articles.models import Link, Passage
from tests.factories import make_article

STORY = """Grain trains wait four days at the border station before anybody opens a door.

The stationmaster keeps his own list in pencil, because the computer of the ministry counts wagons twice.

Nobody in the village remembers a winter in which the line was closed for so long, and the shop has run out of tea."""
pytestmark = pytest.mark.django_db


def link_rows() -> set[tuple]:
    return set(Link.objects.values_list("from_article__headline", "to_article__headline", "kind", "state"))


def digest_of(title: str, text: str) -> str:
    return f"A word of our own before it.\n\n> [!quote] {title}\n> {text}\n\nA word of our own after it."


def test_probe():
    a = make_article("Four days at the border", STORY, published_on=date(2024, 3, 1))
    b = make_article(
        "Winter on the line",
        "We begin elsewhere.\n\n" + STORY.split("\n\n")[1] + "\n\nAnd we end elsewhere.",
        published_on=date(2024, 3, 9),
    )
    print(link_article(a), link_article(b), link_rows())
    for p in Passage.objects.all():
        print(p.relation, b.live_revision.plain[p.from_begin : p.from_end])
    print(Link.objects.get().reasons, Link.objects.get().score)
