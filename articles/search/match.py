"""A query as the database's own full-text expression, and the statements that run it.

    tier   where all terms must stand     SQLite (FTS5)              PostgreSQL (GIN)
    0      title                          {title} : "…"              heading @@ '…'
    1      title or tags                  {title tags} : "…"         head @@ '…'
    2      anywhere                       "…"                        whole @@ '…'

Each tier leaves out what those before it find. In titles or tags a name is looked for as it was typed: whoever has the tag has all its
names there, and to go through each of them costs most of a search in a large archive. The key of an entry grows with its date, so each statement
reads from the newest hit on and stops when it has enough.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone

from articles.models import SearchDoc
from articles.search.index import ALL, SQLITE_TABLES, filter_token
from articles.search.query import Form, Phrase, Query, Term
from articles.search.stretches import SIZES, Stretch, stretches

TITLE, TAGS, ANYWHERE = TIERS = (0, 1, 2)
_NEWEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters of a query as groups of index tokens: one of each group is wanted, none of `without`."""

    groups: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """The keys of the newest hits, the newest first, and their filters columns one after the other."""

    keys: list[int] = field(default_factory=list)
    filters: str = ""

    def __len__(self) -> int:
        return len(self.keys)

    def cut_to(self, most: int) -> "Sample":
        """The newest of them; at most one is too many."""
        if len(self) <= most:
            return self
        return Sample(self.keys[:most], self.filters.rpartition(ALL)[0])


class Fts5:
    """Expressions and statements of SQLite, which has an index for each tier."""

    AND, OR, NOT = " AND ", " OR ", " NOT "
    FILTERS = "articles_searchdoc AS doc INDEXED BY articles_searchdoc_filters"
    COLUMNS = ("{title} : ", "{title tags} : ", "")

    @staticmethod
    def together(column: str, sign: str) -> str:
        return f"group_concat({column}, '{sign}')"

    @classmethod
    def phrase(cls, phrase: Phrase, tier: int) -> str:
        star = " *" if phrase.is_prefix else ""
        return f'{cls.COLUMNS[tier]}"{" ".join(phrase.tokens)}"{star}'

    @staticmethod
    def token(token: str) -> str:
        return f'"{token}"'

    @staticmethod
    def select(
        tier: int, wanted: str, earlier: list[str], unwanted: str, keys: tuple[int, int]
    ) -> tuple[str, list]:
        # What is not wanted may stand anywhere, and only the index of all columns knows where.
        table = SQLITE_TABLES[ANYWHERE if unwanted else tier]
        found = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH %s AND rowid >= %s AND rowid < %s"
        values = [f"({wanted}) NOT ({unwanted})" if unwanted else wanted, *keys]
        for table, expression in zip(SQLITE_TABLES, earlier, strict=False):
            # Few: this tier is asked for when those before are at their end.
            found += f" AND rowid NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)"
            values.append(expression)
        return f"{found} ORDER BY 1 DESC", values


class TsVector:
    """Expressions and statements of PostgreSQL.

    Its index knows neither an order nor which words are neighbours. So it tells all entries that hold the words at all, which is
    quick, and these are looked at one by one from the newest on: to fetch an entry's vector takes fifty times as long.
    """

    NEAR, AND, OR, NOT = " <-> ", " & ", " | ", " & !"
    FILTERS = "articles_searchdoc AS doc"
    COLUMNS = ("heading", "head", "whole")

    @staticmethod
    def together(column: str, sign: str) -> str:
        return f"string_agg({column}::text, '{sign}')"

    @classmethod
    def phrase(cls, phrase: Phrase, tier: int) -> str:
        return f"({cls.NEAR.join(map(cls.token, phrase.tokens))}{':*' if phrase.is_prefix else ''})"

    @staticmethod
    def token(token: str) -> str:
        return f"'{token}'"

    @classmethod
    def select(
        cls, tier: int, wanted: str, earlier: list[str], unwanted: str, keys: tuple[int, int]
    ) -> tuple[str, list]:
        looks, values = [], []
        for is_so, column, expression in (
            ("", cls.COLUMNS[tier], wanted if cls.NEAR in wanted else ""),
            *(("NOT ", column, expression) for column, expression in zip(cls.COLUMNS, earlier, strict=False)),
            ("NOT ", cls.COLUMNS[ANYWHERE], unwanted),
        ):
            if expression:
                looks.append(f"{is_so}{column} @@ %s::tsquery")
                values.append(expression)
        # OFFSET 0 keeps order and bounds from what lies within: else it would be read by its keys, with the vectors of all.
        statement = (
            f"SELECT id FROM (SELECT id FROM (SELECT id FROM articles_searchdoc WHERE {cls.COLUMNS[tier]} @@ %s::tsquery"
            " OFFSET 0) AS held WHERE id >= %s AND id < %s ORDER BY id DESC) AS hit"
        )
        if looks:
            statement += (
                f" WHERE (SELECT {' AND '.join(looks)} FROM articles_searchdoc AS doc WHERE doc.id = hit.id)"
            )
        return f"{statement} ORDER BY 1 DESC", [wanted.replace(cls.NEAR, cls.AND), *keys, *values]


def newest(
    query: Query, narrowing: Narrowing, tier: int | None, *, below: int | None, limit: int
) -> list[int]:
    """The keys of the newest entries of one tier, or of all, older than `below`."""
    keys: list[int] = []
    for stretch in _stretches(query, below):
        statement, values = _statement(query, narrowing, tier, stretch)
        keys += [row[0] for row in _rows(f"{statement} LIMIT %s", [*values, limit - len(keys)])]
        if len(keys) >= limit:
            break
    return keys


def newest_of_all(query: Query, narrowing: Narrowing, *, limit: int) -> Sample:
    """The newest hits, wherever the terms stand: what counts and facets are made of.

    The database puts them together: a row of its own for each would take as long again as the search.
    """
    syntax = _syntax()
    found: list[int] = []
    their_filters: list[str] = []
    for stretch in _stretches(query, None):
        statement, values = _statement(query, narrowing, None, stretch)
        ((keys, filters),) = _rows(
            f"SELECT {syntax.together('id', ',')}, {syntax.together('filters', ' ')} FROM ("
            f"SELECT doc.id, doc.filters FROM ({statement} LIMIT %s) AS hit "
            f"JOIN {syntax.FILTERS} ON doc.id = hit.id ORDER BY doc.id DESC) AS newest",
            [*values, limit - len(found)],
        )
        if keys:
            found += sorted(map(int, keys.split(",")), reverse=True)
            their_filters.append(filters)
        if len(found) >= limit:
            break
    return Sample(found, " ".join(their_filters))


def count(query: Query, narrowing: Narrowing, *, limit: int) -> int:
    """How many articles have it, as far as the limit."""
    return len(newest(query, narrowing, None, below=None, limit=limit))


def _rows(statement: str, values: list) -> list[tuple]:
    """What a statement gives, by an index: PostgreSQL does not reckon with what it takes to fetch the vectors.

    It is told so in the same message, a transaction of its own; so the driver has to write the values into the text.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            return cursor.execute(statement, values).fetchall()
    from psycopg import ClientCursor  # the library is not asked for on SQLite

    connection.ensure_connection()
    with connection.make_cursor(ClientCursor(connection.connection)) as cursor:
        cursor.execute(f"SET LOCAL enable_seqscan = off; {statement}; SET LOCAL enable_seqscan = on", values)
        cursor.nextset()
        return cursor.fetchall()


def _syntax() -> type[Fts5] | type[TsVector]:
    return Fts5 if connection.vendor == "sqlite" else TsVector


def _stretches(query: Query, below: int | None) -> Iterable[Stretch]:
    first, last = _bounds(query)
    last = last if below is None else min(below, last)
    if connection.vendor == "sqlite":
        return [Stretch(first, last)]
    return stretches(first, last, SIZES if len(query.terms) < 2 else SIZES[1:])


def _statement(query: Query, narrowing: Narrowing, tier: int | None, stretch: Stretch) -> tuple[str, list]:
    """The statement of the keys, the newest first, and its values; without a tier it finds what all tiers find together."""
    syntax = _syntax()
    where = ANYWHERE if tier is None else tier
    if stretch.tokens:
        narrowing = replace(narrowing, groups=(*narrowing.groups, stretch.tokens))
    return syntax.select(
        where,
        _wanted(syntax, query, narrowing, where),
        [_all_terms(syntax, query.terms, before) for before in range(tier or 0) if query.terms],
        _unwanted(syntax, query, narrowing),
        (stretch.first, stretch.last),
    )


def _wanted(syntax, query: Query, narrowing: Narrowing, tier: int) -> str:
    parts = [_all_terms(syntax, query.terms, tier)] if query.terms else []
    parts += [_any(syntax, [syntax.token(token) for token in group]) for group in narrowing.groups]
    return syntax.AND.join(parts or [syntax.token(ALL)])


def _unwanted(syntax, query: Query, narrowing: Narrowing) -> str:
    unwanted = [_term(syntax, term, ANYWHERE) for term in query.excluded]
    return syntax.OR.join(unwanted + [syntax.token(token) for token in narrowing.without])


def _all_terms(syntax, terms: tuple[Term, ...], tier: int) -> str:
    return syntax.AND.join(_term(syntax, term, tier) for term in terms)


def _term(syntax, term: Term, tier: int) -> str:
    typed = [form for form in term.forms if form.text == term.text] if tier == TAGS else []
    return _any(syntax, [_form(syntax, form, tier) for form in typed or term.forms])


def _form(syntax, form: Form, tier: int) -> str:
    parts = [syntax.phrase(phrase, tier) for phrase in form.phrases]
    if form.language:
        parts.append(syntax.token(filter_token("l", form.language)))
    without = f"{syntax.NOT}{syntax.token(filter_token('l', form.not_in))}" if form.not_in else ""
    return f"({syntax.AND.join(parts)}{without})"


def _any(syntax, alternatives: list[str]) -> str:
    return f"({syntax.OR.join(alternatives)})"


def _bounds(query: Query) -> tuple[int, int]:
    """The keys between which entries lie that are published in the query's days."""
    first = SearchDoc.first_key_of(_midnight(query.after)) if query.after else -_NEWEST
    last = SearchDoc.first_key_of(_midnight(query.before)) if query.before else _NEWEST
    return first, last


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
