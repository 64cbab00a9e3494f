"""Lists and counts say what a look at all articles would say, whatever was done to them."""

import random
from collections import Counter, deque
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import localtime

from articles.listing.keep import list_articles, relist_all, relist_tags
from articles.models import Article, Byline, Listing, MonthCount, Tag
from tests.factories import make_article, make_source, make_tag, make_translation

pytestmark = pytest.mark.django_db


def listed() -> set:
    return set(Listing.objects.values_list("article", "tag", "source", "sorted_at", "month"))


def counted() -> set:
    return set(MonthCount.objects.values_list("tag", "source", "month", "number"))


def signed() -> set:
    return set(Byline.objects.values_list("article", "slug"))


def looked_up_names() -> set:
    texts = Article.objects.published().originals()
    return {
        (text.pk, name.lower())
        for text in texts
        for version in [text, *text.translations.filter(state=Article.State.PUBLISHED)]
        for name in version.authors
    }


def looked_up() -> tuple[set, set]:
    """What must be listed and counted, by looking at every article."""
    rows, counts = set(), Counter()
    for text in Article.objects.published().originals():
        moment = localtime(text.sorted_at)
        month = moment.year * 100 + moment.month
        versions = [text, *text.translations.filter(state=Article.State.PUBLISHED)]
        tags = {tag.pk for version in versions for tag in version.tags.all()}
        rows |= {(text.pk, tag, None, text.sorted_at, month) for tag in tags}
        rows.add((text.pk, None, text.source_id, text.sorted_at, month))
        counts.update({(tag, None, month): 1 for tag in (*tags, None)})
        if text.source_id:
            counts[None, text.source_id, month] += 1
    return rows, {(*key, number) for key, number in counts.items()}


def test_lists_follow_every_change():
    chance = random.Random(5)
    tags, sources = [make_tag() for _ in range(3)], [make_source(), make_source(), None]
    texts = [make_article(source=chance.choice(sources)) for _ in range(5)]
    texts += [make_translation(texts[0], "ru"), make_translation(texts[1], "kk")]
    for _ in range(60):
        article = Article.objects.get(pk=chance.choice(texts).pk)
        match chance.randrange(5):
            case 0:
                article.state = chance.choice([Article.State.PUBLISHED, Article.State.WITHDRAWN])
            case 1:
                article.published_on = date(2024, 1, 30) + timedelta(days=chance.randrange(40))
            case 2:
                article.source = chance.choice(sources)
            case 3:
                article.tags.set(chance.sample(tags, chance.randrange(3)))
            case 4:
                article.authors = chance.sample(["Ada", "Boris", "Cäcilie"], chance.randrange(3))
        article.save()
        list_articles([article.pk])
        assert (listed(), counted()) == looked_up()
        assert signed() == looked_up_names()


def test_a_month_begins_at_midnight_where_the_site_stands(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    make_article(published_on=date(2024, 5, 1))
    assert set(Listing.objects.values_list("month", flat=True)) == {202405}


def test_all_and_single_tags_can_be_listed_anew():
    tag = make_tag()
    text = make_article(tags=(tag,))
    make_article()
    Listing.objects.filter(tag=tag).delete()
    relist_tags([tag.pk])
    assert (listed(), counted()) == looked_up()
    Listing.objects.all().delete()
    MonthCount.objects.all().delete()
    assert list(relist_all()) == [2]
    assert (listed(), counted()) == looked_up()
    Tag.objects.update(article_count=7)
    deque(relist_all(), maxlen=0)
    assert Tag.objects.get(pk=tag.pk).article_count == 1
    text.tags.clear()
    relist_tags([tag.pk])
    assert (listed(), counted()) == looked_up()
    assert Tag.objects.get(pk=tag.pk).article_count == 0


@pytest.mark.django_db(transaction=True)
def test_an_archive_from_before_the_lists_gets_them_by_migrating():
    tag = make_tag()
    text = make_article(tags=(tag,), source=make_source(), authors=["Ada"])
    make_translation(text, "ru", tags=(tag, make_tag()))
    make_article(state=Article.State.DRAFT)
    expected = looked_up()
    filled = "articles.migrations.0009_reading"
    migration = __import__(filled, fromlist=["list_what_is_there"])
    for model in (Listing, MonthCount, Byline):
        model.objects.all().delete()
    apps = MigrationExecutor(connection).loader.project_state([("articles", "0009_reading")]).apps
    migration.list_what_is_there(apps, None)
    assert (listed(), counted()) == expected
    assert signed() == looked_up_names() != set()


def test_rebuilding_makes_the_lists_anew():
    make_article(tags=(make_tag(),))
    Listing.objects.all().delete()
    MonthCount.objects.all().delete()
    call_command("rebuild")
    assert (listed(), counted()) == looked_up()
