"""Which of the archive's sources a page came from."""

from collections.abc import Iterable

from django.utils.text import slugify

from articles.ingest.incoming import Incoming, Reading
from articles.ingest.record import Record
from articles.models import Source, SourceAlias
from articles.models.source import spelling_key
from articles.text.addresses import host_of
from articles.text.slugs import slug_of

NAME_FIELDS = {"ja": "name_ja", "ru": "name_ru", "kk": "name_kk", "zh-Hans": "name_zh_hans"}


class SourceFinder:
    """Finds the sources of a batch of pages: by their front matter, the publisher they name, or their host."""

    def __init__(self, readings: Iterable[tuple[Incoming, Reading]]) -> None:
        readings = list(readings)
        spellings = {r.record.publisher for _, r in readings} | {
            _host(r.record, i.address) for i, r in readings
        }
        self._called = Source.objects.by_spellings(spellings - {None, ""})
        slugs = {str(r.front_matter.get("source") or "") for _, r in readings} | {
            s.slug for s in self._called.values()
        }
        self.by_slug = {source.slug: source for source in Source.objects.filter(slug__in=slugs)}

    def find(self, reading: Reading, incoming: Incoming) -> Source | None:
        """The page's source; a paper that the archive does not know yet becomes one, so that its name is kept."""
        said = self.by_slug.get(str(reading.front_matter.get("source") or ""))
        found = said or self.named(reading.record, incoming.address)
        if found is None and reading.record.publisher:
            host = _host(reading.record, incoming.address)
            found = create_source(reading.record.publisher, reading.record.language, host)
            self._called |= dict.fromkeys(filter(None, (reading.record.publisher, host)), found)
            self.by_slug[found.slug] = found
        return found

    def named(self, record: Record, address: str) -> Source | None:
        """The known source that a record names, or whose host its address has."""
        for spelling in (record.publisher, _host(record, address)):
            if spelling and spelling not in self._called:
                self._called |= Source.objects.by_spellings({spelling})
            if spelling in self._called:
                return self._called[spelling]
        return None


def create_source(publisher: str, language: str, host: str) -> Source:
    """A source of which no more is known than what a page called it."""
    name = publisher[:200]
    slug = slug_of(name, language) or slugify(host.replace(".", "-")) or "source"
    taken = set(Source.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    unique = next(s for s in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
    source = Source.objects.create(
        slug=unique, language=language, **{NAME_FIELDS.get(language, "name_en"): name}
    )
    spellings = {spelling_key(spelling): spelling for spelling in (host[:200], name)}  # Bild.de is at bild.de
    for spelling in filter(None, spellings.values()):
        SourceAlias.objects.create(source=source, text=spelling)
    return source


def _host(record: Record, address: str) -> str:
    return host_of(record.url or address).removeprefix("www.")
