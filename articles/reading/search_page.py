"""What the search page shows: the hits, the words searched, the filters that are on and those that could be."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.models import Article
from articles.reading.charts import Chart, chart_of
from articles.reading.interfaces import autonym
from articles.reading.versions import Version, families_of, translations_of, versions_of
from articles.search.find import Facet, Hit, Results, find
from articles.search.loosen import is_little
from articles.search.query import LONGEST_QUERY

FILTERS = {  # the parameter, which is also the operator of the query language: key of the facet, heading
    "lang": ("language", gettext_lazy("Language")),
    "source": ("source", pgettext_lazy("paper or agency", "Source")),
    "tag": ("tag", gettext_lazy("Subject")),
}
MOST_VALUES = 8
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True)
class Choice:
    """A value of a facet as a box to tick."""

    value: str
    name: str
    language: str
    count: int | None
    is_on: bool


@dataclass(frozen=True)
class FacetBox:
    name: str
    heading: str
    choices: list[Choice]


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    name: str
    language: str
    address: str


@dataclass(frozen=True)
class HitRow:
    hit: Hit
    versions: list[Version]

    @property
    def current(self) -> Version:
        return next(v for v in self.versions if v.is_current)

    @property
    def others(self) -> list[Version]:
        return [v for v in self.versions if v.article and not v.is_current]

    @property
    def address(self) -> str:
        anchor = f"#{self.hit.anchor}" if self.hit.anchor else ""
        return self.hit.article.get_absolute_url() + anchor


class SearchPage:
    """Made of the address's parameters; whatever they hold, there is a page."""

    is_search = True  # the field on this page has a list of names under it

    def __init__(self, parameters: QueryDict):
        self.parameters = parameters
        self.text = storable(parameters.get("q", "")).strip()[:LONGEST_QUERY]
        self.on = {name: [v for v in map(storable, parameters.getlist(name)) if v] for name in FILTERS}
        self.first_year, self.last_year = _year(parameters.get("from")), _year(parameters.get("to"))

    @property
    def query(self) -> str:
        """The whole question in the query language. The ticked boxes come first: an open quotation mark in the
        typed text would swallow what follows it."""
        parts = [f'{name}:"{value}"' for name, values in self.on.items() for value in values]
        if self.first_year:
            parts.append(f"after:{self.first_year}")
        if self.last_year:
            parts.append(f"before:{self.last_year + 1}")
        return " ".join(part for part in (*parts, self.text) if part)

    @property
    def is_asked(self) -> bool:
        return bool(self.query)

    @cached_property
    def results(self) -> Results:
        return find(self.query, cursor=self.parameters.get("after"))

    @cached_property
    def rows(self) -> list[HitRow]:
        hits = self.results.hits
        roots = [hit.article.translation_of_id or hit.article.pk for hit in hits]
        families: dict[int, list[Article]] = {}
        for member in self._members(roots):
            families.setdefault(member.translation_of_id or member.pk, []).append(member)
        return [
            HitRow(hit, versions_of(hit.article, families.get(root, ())))
            for hit, root in zip(hits, roots, strict=True)
        ]

    def _members(self, roots: list[int]) -> list[Article]:
        """All that can be read of these originals; those that were found are not asked for again."""
        found = {
            hit.article.pk: hit.article for hit in self.results.hits if not hit.article.translation_of_id
        }
        others = {root for root in roots if root not in found}
        return [*found.values(), *translations_of(found.values()), *families_of(others)]

    @property
    def other_forms(self) -> list[str]:
        """Spellings that were searched together with the typed words."""
        forms = (form for term in self.results.terms for form in term.forms)
        return list(dict.fromkeys(forms))

    @property
    def missing(self) -> list[str]:
        """Words that no article has."""
        return [term.text for term in self.results.terms if not term.is_found]

    @cached_property
    def facets(self) -> list[FacetBox]:
        boxes = []
        for name, (key, heading) in FILTERS.items():
            found = self.results.facets.get(key, [])[:MOST_VALUES]
            choices = [self._choice(name, facet) for facet in found]
            known = {choice.value for choice in choices}
            lost = [
                Choice(v, self._name_of(name, v), "", None, is_on=True)
                for v in self.on[name]
                if v not in known
            ]
            if choices or lost:
                boxes.append(FacetBox(name, str(heading), choices + lost))
        return boxes

    def _choice(self, name: str, facet: Facet) -> Choice:
        if isinstance(facet.value, str):
            value, label, language = facet.value, autonym(facet.value), facet.value
        else:
            value = facet.value.slug
            label, language = facet.value.name_in()
        return Choice(value, label, language, facet.count, value in self.on[name])

    @staticmethod
    def _name_of(name: str, value: str) -> str:
        return autonym(value) if name == "lang" else value

    @property
    def chart(self) -> Chart | None:
        """Of a year alone none: its figure stands in the list."""
        years = self.results.facets.get("year", [])
        return chart_of(sorted((facet.value, facet.count) for facet in years)) if len(years) > 1 else None

    @cached_property
    def chips(self) -> list[Chip]:
        chips = []
        for box in self.facets:
            for choice in box.choices:
                if choice.is_on:
                    chips.append(
                        Chip(choice.name, choice.language, self.address_without(box.name, choice.value))
                    )
        for name, year, sign in (("from", self.first_year, "{}–"), ("to", self.last_year, "–{}")):
            if year:
                chips.append(Chip(sign.format(year), "", self.address_without(name)))
        return chips

    def address_without(self, name: str, value: str | None = None) -> str:
        """The same search with one filter less, from its first page."""
        parameters = self.parameters.copy()
        parameters.pop("after", None)
        rest = [v for v in parameters.getlist(name) if value is not None and v != value]
        parameters.setlist(name, rest)
        return f"?{parameters.urlencode()}"

    def address_of(self, text: str) -> str:
        parameters = QueryDict(mutable=True)
        parameters["q"] = text
        return f"?{parameters.urlencode()}"

    @property
    def address_of_meant(self) -> str:
        return self.address_of(self.results.did_you_mean or "")

    @property
    def address_without_filters(self) -> str:
        return self.address_of(self.text)

    @property
    def single_words(self) -> list[tuple[str, str]]:
        """(word, its search), for a query of several words that found nothing."""
        found = [term.text for term in self.results.terms if term.is_found and not is_little(term.text)]
        return [(word, self.address_of(word)) for word in found] if len(self.results.terms) > 1 else []

    @property
    def next_address(self) -> str:
        parameters = self.parameters.copy()
        parameters["after"] = self.results.next_cursor
        return f"?{parameters.urlencode()}"

    @property
    def first_address(self) -> str:
        """The first page, where this is a later one."""
        return self.address_without("after") if self.parameters.get("after") else ""


def storable(text: str) -> str:
    """Without what no database takes as text: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _year(text: str | None) -> int | None:
    return int(text) if _YEAR.fullmatch(text or "") else None
