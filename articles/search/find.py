"""Finding articles: titles first, then tags, then texts, the newest first in each."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from django.db.models import F, Q

from articles.models import ARTICLE_LANGUAGES, Article, Block
from articles.models.names import NAME_LANGUAGES
from articles.models.prepared import Asked, Prepared, asked_list, filled, size_for
from articles.search.facets import Facet, facets_of
from articles.search.index import NO_EARLIEST, NO_LATEST, filter_token
from articles.search.instead import Instead, search_instead
from articles.search.marks import Marker, Span, excerpt
from articles.search.match import ANYWHERE, TIERS, Narrowing, Sample, count, newest, newest_of_all
from articles.search.names import sources_named, tags_named, with_all_forms
from articles.search.query import Filter, Query, Term, parse_query
from articles.search.split import FILTER

COUNT_BOUND = 1000  # hits that are counted: beyond, "more than" is as good an answer
LARGEST_PAGE = 100

_NAMES = [f"name_{ending}" for ending in NAME_LANGUAGES.values()]
_OF_HIT = (
    *("state", "headline", "slug", "language", "translation_of_id", "live_revision_id"),
    *("published_on", "published_at", "estimate_not_before", "estimate_not_after"),
    *(f"source__{name}" for name in _NAMES),
)
_LANGUAGES_OF = {"jp": "ja", "kz": "kk", "cn": "zh"}  # countries that are taken for languages
_NOTHING = f"{FILTER}nothing"  # a token that no entry holds


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found, with the spans to mark in its headline and in the excerpt; `anchor` is the excerpt's paragraph."""

    article: Article
    headline_marks: list[Span]
    excerpt: str
    marks: list[Span]
    anchor: str


@dataclass(frozen=True, slots=True)
class TermReport:
    """A word that was searched, the other forms searched with it, and whether any article has it."""

    text: str
    forms: tuple[str, ...]
    is_found: bool


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `loosened` is what was searched instead, where the query itself found nothing."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    total_is_bound: bool = False
    next_cursor: str | None = None
    facets: dict[str, list[Facet]] = field(default_factory=dict)
    did_you_mean: str | None = None
    loosened: str | None = None
    terms: list[TermReport] = field(default_factory=list)
    unread: tuple[str, ...] = ()


def find(text: str, *, language: str | None = None, size: int = 20, cursor: str | None = None) -> Results:
    """Search the published articles, those in `language` only if it is given; any text is a query, none an error.

    `cursor` is the `next_cursor` of the page before; one that is not understood gives the first page.
    """
    query = parse_query(text)
    if language:
        query = replace(query, filters=(*query.filters, Filter("lang", language)))
    if not query.is_answerable:
        return Results(unread=query.unread)
    narrowing = _narrowing(query)
    search = with_all_forms(query)
    sample = newest_of_all(search, narrowing, limit=COUNT_BOUND + 1)
    reports = _reports(search.terms, narrowing, is_found=bool(sample))
    instead = Instead(search, sample)
    if not sample:
        instead = search_instead(query, narrowing, bound=COUNT_BOUND + 1)
        search, sample = instead.search, instead.sample
    tiers = _Tiers(search, narrowing, sample)
    keys, next_cursor = _page(tiers, _read_cursor(cursor), max(1, min(size, LARGEST_PAGE)))
    return Results(
        hits=_hits(keys, search),
        total=min(len(sample), COUNT_BOUND),
        total_is_bound=len(sample) > COUNT_BOUND,
        next_cursor=next_cursor,
        facets=facets_of(sample.cut_to(COUNT_BOUND).filters),
        did_you_mean=instead.meant,
        loosened=instead.loose,
        terms=reports,
        unread=query.unread,
    )


def _narrowing(query: Query) -> Narrowing:
    """The query's filters as tokens: any of the languages, any of the sources, all of the tags."""
    groups: dict[str, list[str]] = {}
    without = [NO_EARLIEST] * bool(query.after) + [NO_LATEST] * bool(query.before)
    for number, wanted in enumerate(query.filters):
        tokens = list(_filter_tokens(wanted))
        if wanted.is_excluded:
            without += tokens
        else:
            group = f"tag {number}" if wanted.name == "tag" else wanted.name
            groups.setdefault(group, []).extend(tokens or [_NOTHING])
    return Narrowing(tuple(map(tuple, groups.values())), tuple(without))


def _filter_tokens(wanted: Filter) -> Iterator[str]:
    if wanted.name == "lang":
        value = _LANGUAGES_OF.get(wanted.value.lower(), wanted.value.lower())
        known = [code for code, _ in ARTICLE_LANGUAGES if code.lower().startswith(f"{value}-")]
        yield from (filter_token("l", "".join(filter(str.isalnum, code))) for code in [value, *known])
    elif wanted.name == "tag":
        yield from (filter_token("t", number) for number in tags_named(wanted.value))
    else:
        yield from (filter_token("s", number) for number in sources_named(wanted.value))


def _reports(terms: tuple[Term, ...], narrowing: Narrowing, *, is_found: bool) -> list[TermReport]:
    return [
        TermReport(
            term.text,
            tuple(dict.fromkeys(form.text for form in term.forms if form.text != term.text)),
            is_found or count(Query((term,)), narrowing, limit=1) > 0,
        )
        for term in terms
    ]


class _Tiers:
    """The hits of a search by tier. `sample` holds the newest hits of all tiers; often that is all there are."""

    def __init__(self, query: Query, narrowing: Narrowing, sample: Sample) -> None:
        self.query, self.narrowing, self.sample = query, narrowing, sample
        self.numbers = TIERS if query.terms else TIERS[-1:]
        self._known: dict[int, list[int]] = {}

    def newest(self, tier: int, below: int | None, limit: int) -> list[int]:
        """The keys of the newest hits of a tier, older than `below`."""
        if self.query.terms and len(self.sample) <= COUNT_BOUND:
            return _older(self._all_of(tier), below)[:limit]
        if tier == ANYWHERE and all(other in self._known for other in self.numbers[:-1]):
            enough = _older(self._beside_earlier(), below)[:limit]
            if len(enough) == limit:
                return enough
        found = newest(self.query, self.narrowing, tier, below=below, limit=limit)
        if below is None and len(found) < limit:
            self._known[tier] = found
        return found

    def _all_of(self, tier: int) -> list[int]:
        """Where the sample is all there is, each tier is asked for once, and the last not at all."""
        if tier not in self._known:
            if tier == ANYWHERE:
                for other in TIERS[:-1]:
                    self._all_of(other)
                self._known[tier] = self._beside_earlier()
            else:
                self._known[tier] = newest(self.query, self.narrowing, tier, below=None, limit=COUNT_BOUND)
        return self._known[tier]

    def _beside_earlier(self) -> list[int]:
        """What the sample holds beside the hits of the tiers before the last, all of which are known."""
        earlier = {key for other in self.numbers[:-1] for key in self._known[other]}
        return [key for key in self.sample.keys if key not in earlier]


def _older(keys: list[int], below: int | None) -> list[int]:
    return keys if below is None else [key for key in keys if key < below]


def _page(tiers: _Tiers, cursor: tuple[int, int | None], size: int) -> tuple[list[int], str | None]:
    """The keys of one page, tier after tier, and the cursor of the next."""
    tier, below = cursor
    keys: list[int] = []
    for current in tiers.numbers:
        if current < tier:
            continue
        wanted = size - len(keys)
        found = tiers.newest(current, below if current == tier else None, wanted + 1)
        keys += found[:wanted]
        if len(found) > wanted:
            return keys, f"{current}.{keys[-1]}" if wanted else f"{current}.{found[0] + 1}"
    return keys, None


def _read_cursor(cursor: str | None) -> tuple[int, int | None]:
    tier, _, key = (cursor or "").partition(".")
    try:
        return min(max(int(tier), TIERS[0]), TIERS[-1]), max(-(1 << 62), min(int(key), 1 << 62))
    except ValueError:
        return TIERS[0], None


def _hits(keys: list[int], query: Query) -> list[Hit]:
    """The articles with their marks; within the page, those where words only lie inside other words come last."""
    size = size_for(keys)
    found = {article.search_key: article for article in _shown(size)(**filled("key", keys, size))}
    rows = [found[key] for key in keys if key in found and found[key].is_published]
    marker = Marker(query)
    hits = []
    for article in rows:
        text = article.text
        in_headline, in_text = marker.find(article.headline), marker.find(text)
        piece, marks, begin = excerpt(text, in_text.marks)
        is_doubtful = bool(in_headline.marks or in_text.marks) and not (
            in_headline.is_word or in_text.is_word
        )
        at = begin + marks[0][0] if marks else None
        hits.append((is_doubtful, Hit(article, list(in_headline.marks), piece, marks, ""), at))
    anchors = _anchors({hit.article.live_revision_id: at for _, hit, at in hits if at is not None})
    hits = [(bad, replace(hit, anchor=anchors.get(hit.article.live_revision_id, ""))) for bad, hit, _ in hits]
    return [hit for bad in (False, True) for is_doubtful, hit in hits if is_doubtful is bad]


@cache
def _shown(size: int) -> Prepared:
    """What a hit shows, by keys alone: asked for the published ones too, SQLite begins with all of them."""
    return Prepared(
        lambda: (
            Article.objects.order_by()
            .filter(search_doc__pk__in=asked_list("key", size))
            .select_related("source")
            .only(*_OF_HIT)
            .annotate(search_key=F("search_doc__pk"), text=F("live_revision__plain"))
        )
    )


def _anchors(places: dict[int, int]) -> dict[int, str]:
    """The anchor of the block in which each revision's first mark stands."""
    size = size_for(places)
    asked = filled("revision", [*places], size) | filled("at", [*places.values()], size)
    return dict(_blocks_at(size)(**asked)) if places else {}


@cache
def _blocks_at(size: int) -> Prepared:
    at = Q()
    for n in range(size):
        place = Asked(f"at{n}")
        at |= Q(revision=Asked(f"revision{n}"), begin__lte=place, end__gt=place)
    return Prepared(lambda: Block.objects.filter(at).order_by().values_list("revision", "anchor"))
