"""The data files in the database: complete, repeatable, and never over an editor's words."""

from datetime import date

import pytest

from articles.models import Source, Tag, TagAlias, TagRedirect
from articles.tagging.gazetteer import load
from articles.tagging.load import add_sources, add_tags, load_gazetteer

pytestmark = pytest.mark.django_db


def test_every_entity_and_paper_becomes_a_row():
    made = load_gazetteer()
    assert made == Tag.objects.count() + Source.objects.count()
    assert Tag.objects.count() == len(load().entries)
    assert Source.objects.count() == len(load().publishers)


def test_loading_again_makes_nothing():
    load_gazetteer()
    aliases = TagAlias.objects.count()
    assert load_gazetteer() == 0
    assert add_tags(load()) == []
    assert add_sources(load().publishers) == []
    assert TagAlias.objects.count() == aliases


def test_what_editors_changed_or_deleted_stays_so():
    load_gazetteer()
    Tag.objects.filter(gazetteer_id="tokayev").update(name_en="Mr Tokayev")
    Tag.objects.get(gazetteer_id="maldives").delete()
    load_gazetteer()
    assert Tag.objects.get(gazetteer_id="tokayev").name_en == "Mr Tokayev"
    assert not Tag.objects.filter(gazetteer_id="maldives").exists()


def test_a_tag_knows_its_names_parents_and_days():
    load_gazetteer()
    tag = Tag.objects.get(gazetteer_id="kazakhstan")
    assert (tag.name_ja, tag.name_en, tag.name_ru, tag.name_kk, tag.name_zh_hans) == (
        "カザフスタン",
        "Kazakhstan",
        "Казахстан",
        "Қазақстан",
        "哈萨克斯坦",
    )
    assert list(tag.parents.values_list("gazetteer_id", flat=True)) == ["central-asia"]
    summit = Tag.objects.get(gazetteer_id="c5-plus-1-2025")
    assert summit.begins_on == summit.ends_on == date(2025, 11, 6)


def test_a_slug_is_ascii_and_never_one_that_redirects():
    tag = Tag.objects.create(name="Moved", name_en="Moved", slug="moved")
    TagRedirect.objects.create(slug="kazakhstan", tag=tag)
    add_tags(load())
    assert Tag.objects.get(gazetteer_id="kazakhstan").slug != "kazakhstan"
    assert all(slug and slug.isascii() for slug in Tag.objects.values_list("slug", flat=True))


def test_a_paper_is_found_by_name_spelling_and_host():
    load_gazetteer()
    for text in ("ロイター", "Reuters", "reuters.com"):
        assert Source.objects.named(text).slug == "reuters"
