"""Papers that the archive does not know yet."""

from articles.ingest.sources import create_source
from articles.models import Source


def test_a_paper_that_calls_itself_by_its_host_becomes_one_source(db):
    source = create_source("Bild.de", "de", "bild.de")
    assert [alias.text for alias in source.aliases.all()] == ["Bild.de"]
    assert set(Source.objects.by_spellings({"bild.de", "Bild.de"}).values()) == {source}
