"""Papers that the archive does not know yet."""

from articles.ingest.sources import create_source
from articles.models import Source


def test_a_paper_that_calls_itself_by_its_host_becomes_one_source(db):
    source = create_source("Bild.de", "de", "bild.de")
    assert [alias.text for alias in source.aliases.all()] == ["Bild.de"]
    assert set(Source.objects.by_spellings({"bild.de", "Bild.de"}).values()) == {source}


def test_a_name_that_grows_where_it_is_folded_is_kept_and_known_again(db):
    name = "㍿" * 190
    source = create_source(name, "ja", "")
    assert max(len(alias.key) for alias in source.aliases.all()) <= 200
    assert Source.objects.named(name) == source
