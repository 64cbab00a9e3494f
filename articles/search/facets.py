"""Ways to narrow a search: sources, languages, tags and years of what it found, with counts."""

from collections import Counter
from dataclasses import dataclass

from articles.models import ARTICLE_LANGUAGES, Source, Tag
from articles.models.names import NAME_LANGUAGES
from articles.models.prepared import Prepared, asked_list, filled
from articles.search.index import filter_token

MOST_FACETS = 8  # sources and tags, as many as a page shows

_NAMES = [f"name_{ending}" for ending in NAME_LANGUAGES.values()]
_NAMED = {
    model: Prepared(
        lambda model=model: model.objects.filter(pk__in=asked_list("number", MOST_FACETS)).only(
            "slug", *_NAMES
        )
    )
    for model in (Source, Tag)
}


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the search: the value, how many of the counted hits have it, and the operator that asks for it."""

    value: Source | Tag | str | int
    count: int
    operator: str


def facets_of(filters: str) -> dict[str, list[Facet]]:
    """Sources, languages, tags and years of hits, the most frequent first; `filters` holds their filters columns."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in "lstyx"}
    for token, count in Counter(filters.split()).items():
        counts[token[1]][token[2:]] = count
    codes = {filter_token("l", code)[2:]: code for code, _ in ARTICLE_LANGUAGES}
    return {
        "language": [
            Facet(codes.get(code, code), count, f"lang:{codes.get(code, code)}")
            for code, count in counts["l"].most_common()
        ],
        "source": _named_facets("source", Source, counts["s"]),
        "tag": _named_facets("tag", Tag, counts["t"]),
        "year": [
            Facet(int(year), count, f"after:{year} before:{int(year) + 1}")
            for year, count in sorted(counts["y"].items(), key=lambda item: -int(item[0]))
        ],
    }


def _named_facets(operator: str, model: type[Source] | type[Tag], counts: Counter[str]) -> list[Facet]:
    frequent = [(int(pk), count) for pk, count in counts.most_common(MOST_FACETS)]
    numbers = filled("number", [pk for pk, _ in frequent], MOST_FACETS)
    rows = {row.pk: row for row in _NAMED[model](**numbers)}
    return [Facet(rows[pk], count, f"{operator}:{rows[pk].slug}") for pk, count in frequent if pk in rows]
